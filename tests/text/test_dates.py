"""Spellings of calendar dates."""

import polars as pl
import pytest

from pipelines.text.dates import is_date_line, season_offset, stamps, without_dates


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2025-03-17", (2025, 3, 17)),
        ("2025/3/7", (2025, 3, 7)),
        ("17.03.2025", (2025, 3, 17)),
        ("20-03-2025", (2025, 3, 20)),
        ("3/15/2025", (2025, 3, 15)),
        ("05/05/2025", (2025, 5, 5)),
        ("03/04/2025", (2025, None, None)),
        ("17 Mar, 2025", (2025, 3, 17)),
        ("17th of March 2025", (2025, 3, 17)),
        ("17-Mar-2025", (2025, 3, 17)),
        ("MARCH 17, 2025", (2025, 3, 17)),
        ("Sept. 5th, 2024", (2024, 9, 5)),
        ("17th of March, 2025", (2025, 3, 17)),
        ("12 13 2005", (2005, 12, 13)),
        ("March 2025", (2025, 3, None)),
        ("March 17", (None, 3, 17)),
        ("17 March", (None, 3, 17)),
    ],
)
def test_stamps_reads_a_date(line: str, expected: tuple[int | None, ...]) -> None:
    found = stamps(pl.DataFrame({"text": [line]}))
    assert found.select("year", "month", "day").rows() == [expected]


@pytest.mark.parametrize(
    "line", ["They may 17 times", "at 7:42 of overtime", "a 2025 model", "call 202-555-0175", "seats 12 to 14", "March on"]
)
def test_stamps_finds_no_date(line: str) -> None:
    assert stamps(pl.DataFrame({"text": [line]})).is_empty()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Mon 17 March 2025 21:30 GMT", (1, 1290, 0)),
        ("17 Mar, 2025 12:40 PM", (None, 760, None)),
        ("March 5, 2024 at 5 p.m. EDT", (None, 1020, -240)),
        ("2025-03-17T12:40:00Z", (None, 760, 0)),
        ("2025-03-17T12:40:00+05:30", (None, 760, 330)),
        ("12:05 AM UTC, 17 March 2025", (None, 5, 0)),
        ("17 March 2025 10:30 IST", (None, 630, None)),
        ("17 March 2025 10:30 BST", (None, 630, None)),
        ("17 March 2025 10:30 CST", (None, 630, None)),
        ("17 March 2025 10:30 CET", (None, 630, 60)),
        ("17 March 2025 10:30 (GMT+8)", (None, 630, 480)),
        ("17 March 2025 10:30 UTC+5:30", (None, 630, 330)),
        ("2025-03-17 10:30:00 -0330", (None, 630, -210)),
        ("17 March 2025 10:30 et al", (None, 630, None)),
        ("Posted at 3:15 PM EST on Monday, March 17, 2025", (1, 915, -300)),
    ],
)
def test_stamps_reads_weekday_time_and_zone(line: str, expected: tuple[int | None, ...]) -> None:
    assert stamps(pl.DataFrame({"text": [line]})).select("weekday", "minute", "offset").rows() == [expected]


def test_season_offset_follows_the_day() -> None:
    found = stamps(pl.DataFrame({"text": ["17 March 2025 5 p.m. ET", "17 January 2025 5 p.m. PT", "17 January 2025 5 p.m. EST"]}))
    dated = found.with_columns(date=pl.date("year", "month", "day"))
    assert dated.select(offset=season_offset())["offset"].to_list() == [-240, -480, None]


def test_stamps_keeps_each_date_with_its_label() -> None:
    found = stamps(pl.DataFrame({"text": ["Published 10 March 2025, last updated: 12 March 2025 09:30"]}))
    assert found.select("label", "day").rows() == [("published", 10), ("last updated", 12)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Published: 3/15/2025", True),
        ("Wednesday, December 17, 2025", True),
        ("Published 10 March 2025, updated 12 March 2025 09:30 +01:00", True),
        ("2025-03-17 | 4 min read", True),
        ("March 17, 2025, 5 p.m. ET", True),
        ("17 March 2025 10:30 IST", True),
        ("17 March 2025 was a cold day", False),
        ("Jane Roe | 2025-03-18", False),
        ("17", False),
        ("Monday", False),
    ],
)
def test_is_date_line(line: str, expected: bool) -> None:
    assert pl.select(is_date_line(pl.lit(line))).item() is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Gazette News Desk The Harbour Press, 17 Mar, 2025 12:40 PM", "Gazette News Desk The Harbour Press"),
        ("Jane Roe | 2025-03-18", "Jane Roe"),
        ("Jane Roe, May Ling Correspondent", "Jane Roe, May Ling Correspondent"),
    ],
)
def test_without_dates(line: str, expected: str) -> None:
    assert pl.select(without_dates(pl.lit(line))).item() == expected
