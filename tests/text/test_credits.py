"""Who wrote a text and whose it is."""

import polars as pl
import pytest

from pipelines.text.credits import byline, copyright_outlet, credit, dateline_place, dateline_source, desk_outlet


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
