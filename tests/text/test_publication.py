"""Which date is the publication date, and whether the evidence disagrees."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from together import together

from pipelines.lexicons import load
from pipelines.text.blocks import blocks
from pipelines.text.publication import RANKS, chosen, conflicts, told_dates

ONE = "The council voted on Monday to repair the old bridge, which has been closed to lorries since January."
TWO = "Work will begin in April and should take about nine weeks, said the engineer who leads the project."
TITLE = "Council votes to repair the old bridge"
SEEN = datetime(2025, 12, 20, 3, tzinfo=UTC)


def read(*texts: str) -> pl.DataFrame:
    return blocks(pl.DataFrame({"doc": range(len(texts)), "text": texts}, schema={"doc": pl.Int64, "text": pl.String}), load("layout"))


read_in = together(read)


def whole(head: str, tail: str = "") -> str:
    return f"{head}\n\n{ONE}\n\n{TWO}\n\n{tail}".strip()


def article(
    head: str,
    *,
    tail: str = "",
    file_name: str = "a.txt",
    folder: str | None = None,
    metadata: str | None = None,
    beside: Sequence[str] = (),
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Blocks and names of an article with these lines above and below its body; its blocks are found with those of the heads `beside`."""
    text = whole(head, tail)
    found = read_in([whole(other) for other in beside] or [text], text).with_columns(doc=pl.lit(0, pl.Int64))
    names = {"doc": [0], "file_name": [file_name], "folder": [folder], "published": [metadata], "seen_at": [SEEN]}
    return found, pl.DataFrame(names, schema_overrides={"folder": pl.String, "published": pl.String})


def published(head: str, **told: Any) -> tuple[object, ...] | None:
    """Date, precision, rule and time of an article."""
    rows = (
        chosen(told_dates(*article(head, **told))).select("published_date", "published_precision", "published_rule", "published_at").rows()
    )
    return rows[0] if rows else None


DATED = [
    (f"{TITLE}\n\nGazette News Desk The Harbour Press, 17 Mar, 2025 12:40 PM", date(2025, 3, 17), "byline-line"),
    (f"{TITLE}\n\nJane Roe | 2025-03-18", date(2025, 3, 18), "byline-line"),
    (f"{TITLE}\n\nPosted on 17th March 2025 by Staff", date(2025, 3, 17), "posted-line"),
    (f"{TITLE}\n\nPublished: 3/15/2025", date(2025, 3, 15), "posted-line"),
    (f"{TITLE}\n\nPublished 15 March 2025, updated 17 March 2025", date(2025, 3, 15), "posted-line"),
    (f"date 2025-03-17\n{TITLE}", date(2025, 3, 17), "labelled-date"),
    (f"{TITLE}\nMarch 17, 2025", date(2025, 3, 17), "date-line"),
    (f"Wednesday, December 17, 2025\nADVT\nNational\n\n{TITLE}\n\nBy Jane Roe\n17 Mar, 2025", date(2025, 3, 17), "date-line"),
    (f"{TITLE}\n\nUpdated 18 March 2025", date(2025, 3, 18), "updated-line"),
    (f"{TITLE}\n\nOTTAWA, March 17, 2025 (Agency) - It rained on the old bridge all day and all night.", date(2025, 3, 17), "dateline"),
]


@pytest.mark.parametrize(("head", "expected", "rule"), DATED)
def test_date_in_the_text(head: str, expected: date, rule: str) -> None:
    assert published(head, beside=[case[0] for case in DATED]) == (expected, "day", f"published:{rule}", None)


UNDATED = [
    TITLE,
    f"Wednesday, December 17, 2025\nSkip to content\n\n{TITLE}",  # the day of the visit
    f"Today: December 17, 2025\n\n{TITLE}",
    f"{TITLE}\n\nPublished 03/04/2025",  # March or April
    f"{TITLE}\n\nMarch 17",  # of which year?
    f"{TITLE}\n\nMarch 17, 2031",  # after the document was seen
    f"{TITLE}\n\n2025-02-30",
    f"{TITLE}\n\n© 2025 Harbour Gazette",
    f"{TITLE}\n\nPhoto: The bridge on March 17, 2025. (Jo Dow)",
]


@pytest.mark.parametrize("head", UNDATED)
def test_no_date_is_told(head: str) -> None:
    assert published(head, beside=UNDATED) is None


@pytest.mark.parametrize(
    ("file_name", "folder", "expected", "precision", "rule"),
    [
        ("2025-03-18-bridge.txt", None, date(2025, 3, 18), "day", "file-name"),
        ("bridge_20250318.txt", None, date(2025, 3, 18), "day", "file-name"),
        ("17-03-2025.txt", None, date(2025, 3, 17), "day", "file-name"),
        ("17032025_bridge.txt", None, date(2025, 3, 17), "day", "file-name"),
        ("01Mar2007Smith445.txt", None, date(2007, 3, 1), "day", "file-name"),
        ("20250318T103000_bridge.txt", None, date(2025, 3, 18), "day", "file-name"),
        ("bridge-20250318103000.txt", None, date(2025, 3, 18), "day", "file-name"),
        ("2025-3-8.txt", None, date(2025, 3, 8), "day", "file-name"),
        ("bridge-17-march-2025.txt", None, date(2025, 3, 17), "day", "file-name"),
        ("bridge_Mar-17-2025.txt", None, date(2025, 3, 17), "day", "file-name"),
        ("2025-03-18.txt", "2025/02/01", date(2025, 3, 18), "day", "file-name"),
        ("bridge.txt", "gazette/2025/03/17", date(2025, 3, 17), "day", "folder"),
        ("bridge.txt", "2025-03-17", date(2025, 3, 17), "day", "folder"),
        ("bridge.txt", "gazette/2025/03", date(2025, 3, 1), "month", "folder"),
        ("bridge.txt", "2025", date(2025, 1, 1), "year", "folder"),
    ],
)
def test_date_in_names(file_name: str, folder: str | None, expected: date, precision: str, rule: str) -> None:
    assert published(TITLE, file_name=file_name, folder=folder) == (expected, precision, f"published:{rule}", None)


@pytest.mark.parametrize(
    "file_name",
    [
        "000_a2c826f871129518.txt",
        "03-04-2025.txt",
        "20251332.txt",
        "bridge-871129518.txt",
        "covid-19.txt",
        "2031-01-01.txt",
        "04032025.txt",
        "decision-12-2025.txt",
        "1742207400.txt",
        "2025031.txt",
        "bridge-17-03-25.txt",
    ],
)
def test_names_without_a_date(file_name: str) -> None:
    assert published(TITLE, file_name=file_name) is None


AMBIGUOUS = [
    (f"{TITLE}\n\nPublished 03/04/2025", "2025-04-03.txt", date(2025, 4, 3), "posted-line"),
    (f"{TITLE}\n\nMonday 03/03/2025", "a.txt", date(2025, 3, 3), "date-line"),
    (f"{TITLE}\n\nThursday 03/04/2025", "a.txt", date(2025, 4, 3), "date-line"),
    (f"{TITLE}\n\nPublished 01/12/2025\nUpdated 13/12/2025", "a.txt", date(2025, 12, 1), "posted-line"),
    (f"{TITLE}\n\nPublished 02/12/2025 and 12/31/2025", "a.txt", date(2025, 2, 12), "posted-line"),
]


@pytest.mark.parametrize(("head", "file_name", "expected", "rule"), AMBIGUOUS)
def test_ambiguous_date_is_decided_by_other_evidence(head: str, file_name: str, expected: date, rule: str) -> None:
    told = published(head, file_name=file_name, beside=[case[0] for case in AMBIGUOUS])
    assert told == (expected, "day", f"published:{rule}", None)


def test_reading_after_the_document_was_seen_is_impossible() -> None:
    assert published(f"{TITLE}\n\nPublished 12/11/2025") is None
    assert published(f"{TITLE}\n\nPublished 01/12/2025") is None
    assert published(f"{TITLE}\n\nPublished 12/21/2025") is None


def test_dateline_takes_its_year_from_the_file_name() -> None:
    opening = f"{TITLE}\n\nOTTAWA, December 31 (Agency) - It rained on the old bridge all day and all night."
    assert published(opening, file_name="2025-01-01.txt") == (date(2024, 12, 31), "day", "published:dateline", None)


def test_time_needs_a_zone() -> None:
    told = published(f"{TITLE}\n\nMon 17 March 2025 21:30 EDT")
    assert told == (date(2025, 3, 17), "time", "published:date-line", datetime(2025, 3, 18, 1, 30, tzinfo=UTC))
    assert published(f"{TITLE}\n\nMon 17 March 2025 21:30") == (date(2025, 3, 17), "day", "published:date-line", None)


def test_time_in_a_file_name_needs_a_zone() -> None:
    at = datetime(2025, 3, 18, 10, 30, tzinfo=UTC)
    assert published(TITLE, file_name="bridge_20250318T103000Z.txt") == (date(2025, 3, 18), "time", "published:file-name", at)


@pytest.mark.parametrize(
    ("zone", "hour"), [("EDT", 14), ("ET", 14), ("PT", 17), ("JST", 1), ("IST", None), ("CST", None), ("BST", None), ("UTC+2", 8)]
)
def test_zone_tells_the_time(zone: str, hour: int | None) -> None:
    told = published(f"{TITLE}\n\nMarch 17, 2025 10:30 {zone}")
    assert told is not None
    assert told[:2] == (date(2025, 3, 17), "time" if hour else "day")
    assert getattr(told[3], "hour", None) == hour


SHORT_YEARS = [
    pytest.param("Posted on 17/03/25 by Jane Roe", "2025-03-17.txt", date(2025, 3, 17), "posted-line", id="same-as-file"),
    pytest.param("Published: 3/4/25", "2025-03-04.txt", date(2025, 3, 4), "posted-line", id="order-from-file"),
    pytest.param("Monday 17/03/25", "a.txt", date(2025, 3, 17), "date-line", id="weekday"),
    pytest.param("17-Mar-25", "2025-03-17.txt", date(2025, 3, 17), "date-line", id="named-month"),
    pytest.param("By Jane Roe 17.03.98", "1998-03-17.txt", date(1998, 3, 17), "byline-line", id="last-century"),
    pytest.param("Posted on 17/03/25 by Jane Roe", "2025-06-01.txt", date(2025, 6, 1), "file-name", id="near-miss-other-day"),
    pytest.param("Posted on 17/03/2512 by Jane Roe", "2025-03-17.txt", date(2025, 3, 17), "file-name", id="near-miss-number"),
    pytest.param("Call 17-03-25-44", "2025-03-17.txt", date(2025, 3, 17), "file-name", id="near-miss-telephone"),
]


@pytest.mark.parametrize(("line", "file_name", "expected", "rule"), SHORT_YEARS)
def test_year_of_two_digits_needs_support(line: str, file_name: str, expected: date, rule: str) -> None:
    told = published(f"{TITLE}\n\n{line}", file_name=file_name, beside=[f"{TITLE}\n\n{case.values[0]}" for case in SHORT_YEARS])
    assert told == (expected, "day", f"published:{rule}", None)


@pytest.mark.parametrize("line", ["Posted on 17/03/25 by Jane Roe", "17/03/25", "17-Mar-25", "Tuesday 17/03/25"])
def test_year_of_two_digits_alone_tells_nothing(line: str) -> None:
    assert published(f"{TITLE}\n\n{line}") is None


def test_date_without_a_year_is_not_to_come() -> None:
    head = f"{TITLE}\n\nDate: Wednesday, March 26"
    assert published(head, file_name="2025-03-17.txt") == (date(2025, 3, 17), "day", "published:file-name", None)
    assert published(head, file_name="2025-03-27.txt") == (date(2025, 3, 26), "day", "published:labelled-date", None)


def test_date_that_heads_a_list_does_not_count() -> None:
    assert published(TITLE, tail="March 2, 2025:\nThe bridge is closed.") is None


WITH_METADATA = [
    ("2025-03-17", f"{TITLE}\n\nJane Roe | 2025-03-18", "2025-03-19.txt", date(2025, 3, 17), "metadata"),
    ("2025-03", f"{TITLE}\n\nJane Roe | 2025-03-18", "a.txt", date(2025, 3, 18), "byline-line"),
    ("2025-03", TITLE, "2025-03-19.txt", date(2025, 3, 19), "file-name"),
    ("2025-03", TITLE, "a.txt", date(2025, 3, 1), "metadata"),
    ("1970-01-01T00:00:00Z", f"{TITLE}\n\nJane Roe | 2025-03-18", "a.txt", date(2025, 3, 18), "byline-line"),
    ("2031-01-01", TITLE, "2025-03-19.txt", date(2025, 3, 19), "file-name"),
    ("03/04/2025", TITLE, "2025-04-03.txt", date(2025, 4, 3), "metadata"),
    ("2025-03-18", f"{TITLE}\n\nPublished 03/04/2025", "a.txt", date(2025, 3, 18), "metadata"),
]


@pytest.mark.parametrize(("metadata", "head", "file_name", "expected", "rule"), WITH_METADATA)
def test_metadata_are_the_best_evidence(metadata: str, head: str, file_name: str, expected: date, rule: str) -> None:
    told = published(head, file_name=file_name, metadata=metadata, beside=[case[1] for case in WITH_METADATA])
    assert told is not None
    assert (told[0], told[2]) == (expected, f"published:{rule}")


def test_documents_without_metadata_have_dates() -> None:
    found, names = article(TITLE, file_name="2025-03-17.txt")
    assert told_dates(found, names.drop("published")).equals(told_dates(found, names))


def test_told_dates_list_all_evidence() -> None:
    told = told_dates(
        *article(
            f"{TITLE}\n\nPublished 15 March 2025 09:00 UTC\n15 March 2025",
            file_name="2025-03-15.txt",
            folder="gazette/2025/03",
            metadata="2025-03-15T09:00:00Z\n2025-03-15\n2025-03-16",
        )
    )
    assert told.drop("doc", "told_at").rows() == [
        ("metadata", "published:metadata", date(2025, 3, 15), "time", None, True),
        ("metadata", "published:metadata", date(2025, 3, 16), "day", None, False),
        ("text", "published:posted-line", date(2025, 3, 15), "time", 1, False),
        ("text", "published:date-line", date(2025, 3, 15), "day", 2, False),
        ("file_name", "published:file-name", date(2025, 3, 15), "day", None, False),
        ("folder", "published:folder", date(2025, 3, 1), "month", None, False),
    ]


CONFLICTS = [
    pytest.param("Published 17 March 2025", {"metadata": "2025-03-10"}, True, id="text-and-metadata"),
    pytest.param("Published 17 March 2025", {"metadata": "2025-03-18T01:00:00Z"}, False, id="zones"),
    pytest.param("Published 17 March 2025", {"file_name": "2025-03-19.txt"}, True, id="file-name"),
    pytest.param("Published 17 March 2025", {"folder": "gazette/2025/03"}, False, id="month-that-holds-the-day"),
    pytest.param("Published 17 March 2025", {"folder": "gazette/2025/05"}, True, id="month-without-the-day"),
    pytest.param("Published 31 March 2025", {"folder": "gazette/2025/04"}, False, id="eve-of-the-month"),
    pytest.param("Published 17 March 2025", {"folder": "2025"}, False, id="year-that-holds-the-day"),
    pytest.param("Published 17 March 2025", {"folder": "2024"}, True, id="year-without-the-day"),
    pytest.param("Published 10 March 2025\n17 March 2025", {}, False, id="one-kind-of-evidence"),
    pytest.param("Updated 17 March 2025", {"metadata": "2025-03-10"}, False, id="change"),
    pytest.param("Published 17 March 2025", {"metadata": "1970-01-01"}, False, id="metadata-of-no-date"),
    pytest.param("Published 03/04/2025", {"metadata": "2025-06-01"}, False, id="undecided"),
]


@pytest.mark.parametrize(("head", "told", "expected"), CONFLICTS)
def test_conflicts(head: str, told: dict[str, str], expected: bool) -> None:
    heads = [f"{TITLE}\n\n{case.values[0]}" for case in CONFLICTS]
    assert conflicts(told_dates(*article(f"{TITLE}\n\n{head}", beside=heads, **told)))["doc"].to_list() == [0] * expected


def test_page_date_is_no_conflict() -> None:
    head = f"December 17, 2025\nSkip to content\nHome | News | Sport | Weather\n\n{TITLE}\n\nBy Jane Roe"
    told = told_dates(*article(head, metadata="2025-03-10"))
    assert "published:page-line" in told["rule_id"].to_list()
    assert conflicts(told).is_empty()


@given(
    st.lists(
        st.sampled_from(["2025-03-17", "2025-03", "17/03/2025", "03/04/2025", "2031-01-01", "0", "2025-03-18T01:00:00Z", "x"]), max_size=4
    ),
    st.sampled_from(["2025-03-17.txt", "03-04-2025.txt", "a.txt"]),
    st.sampled_from(["Published 17 March 2025", "Posted on 3/4/25", "March 2025", "Jane Roe | 2025-03-18 10:30 ET", "-"]),
)
@settings(max_examples=25, deadline=None)
def test_one_date_is_chosen_of_those_told(metadata: list[str], file_name: str, line: str) -> None:
    told = told_dates(*article(f"{TITLE}\n\n{line}", file_name=file_name, metadata="\n".join(metadata)))
    assert told["is_chosen"].sum() == min(told.height, 1)
    assert told.select("doc", "rule_id", "told_date").is_unique().all()
    assert set(told["rule_id"]) <= set(RANKS)
    assert (told["told_date"] <= SEEN.date()).all()


def test_dates_of_teasers_and_comments_do_not_count() -> None:
    assert published(TITLE, tail="More from Local\nFerry timetable changes in May\nMarch 2, 2025") is None
    assert published(TITLE, tail="2 Comments\nMarch 2, 2025\nI never liked that bridge.") is None


def test_date_below_the_body() -> None:
    assert published(TITLE, tail="Saturday, March 15, 2025\nPosted by Jane Roe at 7:02 AM") == (
        date(2025, 3, 15),
        "day",
        "published:date-line",
        None,
    )
