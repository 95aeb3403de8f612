"""Publication dates as metadata write them."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from pipelines.text.publication import chosen, told_dates

SEEN = datetime(2025, 12, 20, 3, tzinfo=UTC)
BLOCKS = pl.DataFrame(schema={"doc": pl.Int64, "block_index": pl.Int64, "role": pl.String, "rule_id": pl.String, "text": pl.String})
AT = datetime(2025, 3, 17, 10, 30, tzinfo=UTC)


def told(published: str | None) -> tuple[object, ...] | None:
    """Date, precision and time that a document's metadata tell."""
    documents = pl.DataFrame(
        {"doc": [0], "file_name": ["a.txt"], "folder": [None], "published": [published], "seen_at": [SEEN]},
        schema_overrides={"folder": pl.String, "published": pl.String},
    )
    rows = chosen(told_dates(BLOCKS, documents)).select("published_date", "published_precision", "published_at").rows()
    return rows[0] if rows else None


@pytest.mark.parametrize(
    "published",
    [
        "2025-03-17T10:30:00Z",
        "2025-03-17T10:30Z",
        "2025-03-17T10:30:00.123456+00:00",
        "2025-03-17T10:30:00,123Z",
        "2025-03-17T06:30:00-04:00",
        "2025-03-17T06:30:00-0400",
        "2025-03-17 06:30:00-04",
        "2025-03-17 10:30:00 +0000 UTC",
        "2025-03-17 10:30:00 UTC",
        "20250317T103000Z",
        "20250317103000Z",
        "D:20250317103000Z",
        "Mon, 17 Mar 2025 10:30:00 +0000",
        "Mon, 17 Mar 2025 10:30:00 GMT",
        "17 Mar 2025 06:30 EDT",
        "March 17, 2025 6:30 am EDT",
        "March 17, 2025 6:30 a.m. ET",
        "Mon Mar 17 10:30:00 +0000 2025",
        "Mon Mar 17 2025 10:30:00 GMT+0000 (Coordinated Universal Time)",
        "March 17, 2025 at 6:30 PM GMT+8",
        "1742207400",
        "1742207400000",
        "1742207400.0",
        "1742207400000000",
        "/Date(1742207400000)/",
        " '2025-03-17T10:30:00Z' ",
        "not a date\n2025-03-17T10:30:00Z",
    ],
)
def test_metadata_tell_day_and_time(published: str) -> None:
    assert told(published) == (date(2025, 3, 17), "time", AT)


@pytest.mark.parametrize(
    ("published", "expected", "precision"),
    [
        ("2025-03-17", date(2025, 3, 17), "day"),
        ("2025/3/7", date(2025, 3, 7), "day"),
        ("20250317", date(2025, 3, 17), "day"),
        ("20250317103000", date(2025, 3, 17), "day"),
        ("17/03/2025", date(2025, 3, 17), "day"),
        ("3/17/2025 10:30", date(2025, 3, 17), "day"),
        ("17.03.2025", date(2025, 3, 17), "day"),
        ("Sept. 5th, 2024", date(2024, 9, 5), "day"),
        ("17th of March, 2025", date(2025, 3, 17), "day"),
        ("Mon Mar 17 10:30:00 2025", date(2025, 3, 17), "day"),
        ("2025-03-17T10:30:00", date(2025, 3, 17), "day"),
        ("March 17, 2025 10:30 am IST", date(2025, 3, 17), "day"),
        ("March 17, 2025 10:30 am CST", date(2025, 3, 17), "day"),
        ("2025年3月17日", date(2025, 3, 17), "day"),
        ("March 2025", date(2025, 3, 1), "month"),
        ("2025-03", date(2025, 3, 1), "month"),
        ("2025", date(2025, 1, 1), "year"),
        ("2025\n2025-03-17", date(2025, 3, 17), "day"),
        ("2031-01-01\n2025-03-17", date(2025, 3, 17), "day"),
        ("2025-03-17\n2025-03-19", date(2025, 3, 17), "day"),
        ("Updated 2025-03-19\n2025-03-17", date(2025, 3, 17), "day"),
        ("1912-04-15", date(1912, 4, 15), "day"),
    ],
)
def test_metadata_tell_a_day(published: str, expected: date, precision: str) -> None:
    assert told(published) == (expected, precision, None)


@pytest.mark.parametrize(
    "published",
    [
        None,
        "",
        "null",
        "yesterday",
        "2 hours ago",
        "03/04/2025",  # March or April
        "2025-12-21",  # after the document was seen
        "2031-01-01T00:00:00Z",
        "4102444800",
        "0",
        "0000000000",
        "1970-01-01",
        "1970-01-01T00:00:00Z",
        "1969-12-31T19:00:00-05:00",
        "1899-12-30",
        "1900-01-01",
        "1851-09-18",
        "0001-01-01T00:00:00Z",
        "2025-02-30",
        "20251332",
        "99999999999999999999",
        "March 17",
        "x" * 5000 + " 2025-03-17",
    ],
)
def test_metadata_tell_no_date(published: str | None) -> None:
    assert told(published) is None
