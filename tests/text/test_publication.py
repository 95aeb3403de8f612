"""Which date is the publication date; who wrote a text and whose it is."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from pipelines.lexicons import load
from pipelines.text.blocks import blocks
from pipelines.text.credits import byline, copyright_outlet, credit, dateline_place, dateline_source, desk_outlet
from pipelines.text.publication import publication

ONE = "The council voted on Monday to repair the old bridge, which has been closed to lorries since January."
TWO = "Work will begin in April and should take about nine weeks, said the engineer who leads the project."
TITLE = "Council votes to repair the old bridge"
SEEN = datetime(2025, 12, 20, 3, tzinfo=UTC)


def published(head: str, *, tail: str = "", file_name: str = "a.txt", folder: str | None = None) -> tuple[object, ...] | None:
    """Date, precision, rule and time of an article with these lines above and below its body."""
    text = f"{head}\n\n{ONE}\n\n{TWO}\n\n{tail}".strip()
    found = blocks(pl.DataFrame({"doc": [0], "text": [text]}), load("layout"))
    names = pl.DataFrame(
        {"doc": [0], "file_name": [file_name], "folder": [folder], "seen_at": [SEEN]}, schema_overrides={"folder": pl.String}
    )
    rows = publication(found, names).select("published_date", "published_precision", "published_rule", "published_at").rows()
    return rows[0] if rows else None


@pytest.mark.parametrize(
    ("head", "expected", "rule"),
    [
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
    ],
)
def test_date_in_the_text(head: str, expected: date, rule: str) -> None:
    assert published(head) == (expected, "day", f"published:{rule}", None)


@pytest.mark.parametrize(
    "head",
    [
        TITLE,
        f"Wednesday, December 17, 2025\nSkip to content\n\n{TITLE}",  # the day of the visit
        f"Today: December 17, 2025\n\n{TITLE}",
        f"{TITLE}\n\nPublished 03/04/2025",  # March or April
        f"{TITLE}\n\nMarch 17",  # of which year?
        f"{TITLE}\n\nMarch 17, 2031",  # after the document was seen
        f"{TITLE}\n\n2025-02-30",
        f"{TITLE}\n\n© 2025 Harbour Gazette",
        f"{TITLE}\n\nPhoto: The bridge on March 17, 2025. (Jo Dow)",
    ],
)
def test_no_date_is_told(head: str) -> None:
    assert published(head) is None


@pytest.mark.parametrize(
    ("file_name", "folder", "expected", "precision", "rule"),
    [
        ("2025-03-18-bridge.txt", None, date(2025, 3, 18), "day", "file-name"),
        ("bridge_20250318.txt", None, date(2025, 3, 18), "day", "file-name"),
        ("17-03-2025.txt", None, date(2025, 3, 17), "day", "file-name"),
        ("17032025_bridge.txt", None, date(2025, 3, 17), "day", "file-name"),
        ("01Mar2007Smith445.txt", None, date(2007, 3, 1), "day", "file-name"),
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
    ],
)
def test_names_without_a_date(file_name: str) -> None:
    assert published(TITLE, file_name=file_name) is None


@pytest.mark.parametrize(
    ("head", "file_name", "expected", "rule"),
    [
        (f"{TITLE}\n\nPublished 03/04/2025", "2025-04-03.txt", date(2025, 4, 3), "posted-line"),
        (f"{TITLE}\n\nMonday 03/03/2025", "a.txt", date(2025, 3, 3), "date-line"),
        (f"{TITLE}\n\nThursday 03/04/2025", "a.txt", date(2025, 4, 3), "date-line"),
        (f"{TITLE}\n\nPublished 01/12/2025\nUpdated 13/12/2025", "a.txt", date(2025, 12, 1), "posted-line"),
        (f"{TITLE}\n\nPublished 02/12/2025 and 12/31/2025", "a.txt", date(2025, 2, 12), "posted-line"),
    ],
)
def test_ambiguous_date_is_decided_by_other_evidence(head: str, file_name: str, expected: date, rule: str) -> None:
    assert published(head, file_name=file_name) == (expected, "day", f"published:{rule}", None)


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


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Jane Roe", "Jane Roe"),
        ("By Jane Roe and Jo Dow, The Harbour Press", "Jane Roe and Jo Dow"),
        ("Jane Roe, Political Correspondent", "Jane Roe"),
        ("Jane Roe | 2025-03-18", "Jane Roe"),
        ("From our Ottawa bureau", "From our Ottawa bureau"),
        ("From Jane Roe on the Old Bridge", "Jane Roe"),
        ("Gazette News Desk The Harbour Press, 17 Mar, 2025 12:40 PM", "Gazette News Desk"),
        ("Posted on 17th March 2025 by Jane Roe", "Jane Roe"),
        ("Posted by Jane Roe at 9:14 PM", "Jane Roe"),
        ("By Gazette staff, with files from Harbour", "Gazette staff"),
        ("Reporting by Jane Roe; editing by Jo Dow", "Jane Roe"),
        ("Jane Roe covers bridges for the Harbour Gazette", "Jane Roe"),
        ("Department of Bridges and Quays 17-03-2025", "Department of Bridges and Quays"),
    ],
)
def test_byline(line: str, expected: str) -> None:
    assert pl.select(byline(pl.lit(line))).item() == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Gazette News Desk The Harbour Press, 17 Mar, 2025 12:40 PM", "The Harbour Press"),
        ("By Jane Roe, The Harbour Press", "The Harbour Press"),
        ("By Jane Roe (Reuters)", "Reuters"),
        ("(Reuters)", "Reuters"),
        ("— Harbour News Agency", "Harbour News Agency"),
        ("With files from Harbour News Agency", "Harbour News Agency"),
        ("By Jane Roe", None),
        ("Jane Roe, Press Secretary", None),
    ],
)
def test_credit(line: str, expected: str | None) -> None:
    assert pl.select(credit(pl.lit(line))).item() == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("© 2025 Harbour Gazette Publishing Co.", "Harbour Gazette"),
        ("(c) 2024-2025 Harbour News Agency. All rights reserved.", "Harbour News Agency"),
        ("Copyright 2025 HPB. HPB does not control the pages it links to.", "HPB"),
        ("© 2025 The Harbour, 118 rue Principale", "The Harbour"),
        ("All rights reserved.", None),
    ],
)
def test_copyright_outlet(line: str, expected: str | None) -> None:
    assert pl.select(copyright_outlet(pl.lit(line))).item() == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Gazette News Desk", "Gazette"),
        ("Harbour Gazette Staff, 17 Mar, 2025", "Harbour Gazette"),
        ("Jane Roe, Gazette staff", "Gazette"),
        ("Staff", None),
        ("Jane Roe", None),
    ],
)
def test_desk_outlet(line: str, expected: str | None) -> None:
    assert pl.select(desk_outlet(pl.lit(line))).item() == expected


@pytest.mark.parametrize(
    ("line", "place", "source"),
    [
        ("PARIS (Agency) —", "PARIS", "Agency"),
        ("ST. JOHN’S, Nfld., March 17 -", "ST. JOHN’S", None),
        ("NEW YORK, March 17, 2025 (Agency) --", "NEW YORK", "Agency"),
        ("ISLAMABAD:", "ISLAMABAD", None),
        ("OTTAWA March 17 –", "OTTAWA", None),
        ("RIVIÈRE-AUX-PINS —", "RIVIÈRE-AUX-PINS", None),
    ],
)
def test_dateline(line: str, place: str, source: str | None) -> None:
    assert pl.select(dateline_place(pl.lit(line)).alias("place"), dateline_source(pl.lit(line)).alias("source")).row(0) == (place, source)
