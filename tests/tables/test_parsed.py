"""Documents as articles, blocks and rejects."""

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.schemas.base import columns
from pipelines.schemas.parsed import Articles, Blocks, PublicationDates, Rejects
from pipelines.schemas.raw import Documents
from pipelines.schemas.validate import broken_columns
from pipelines.tables.parsed import parse
from pipelines.text.ids import hash_id

SHARED = Path(__file__).parents[2].parent / "shared" / "seeds"
BODY = (
    "The council voted on Monday to repair the old bridge, which has been closed to lorries since January.\n\n"
    "Work will begin in April and should take about nine weeks, said the engineer who leads the project."
)
ADDED = {"delivery_date": date(2025, 12, 20), "batch": "0" * 16, "extractor_version": "test"}


def documents(contents: dict[str, bytes | None], **told: str) -> pl.DataFrame:
    """Documents of an input folder, by path below it, with what is told beside each."""
    rows = [
        {
            "document_id": hash_id(path),
            "file_uri": f"file:///news/{path}",
            "input_uri": "file:///news",
            "format": "text",
            "content": content,
            "content_hash": hash_id(str(content)),
            "seen_at": datetime(2025, 12, 20, 3, tzinfo=UTC),
        }
        for path, content in contents.items()
    ]
    return pl.DataFrame([row | told for row in rows], schema=columns(Documents))


def article(content: str, path: str = "gazette/a.txt") -> dict[str, object]:
    """The one article of a document."""
    return parse(documents({path: content.encode()}))["articles"].row(0, named=True)


def assert_valid(tables: dict[str, pl.DataFrame], count: int) -> None:
    """Assert what must hold for any input: accounting, declared columns, tiling."""
    assert tables["articles"].height + tables["rejects"].height == count
    for name, model in (("articles", Articles), ("blocks", Blocks), ("publication_dates", PublicationDates), ("rejects", Rejects)):
        completed = tables[name].with_columns(**{column: pl.lit(value) for column, value in ADDED.items()}).select(list(columns(model)))
        assert broken_columns(completed, model) == []
    pieces = tables["blocks"].join(tables["articles"].select("version_id", "text"), on="version_id", maintain_order="left")
    piece = pl.col("text").str.slice(pl.col("start_char"), pl.col("end_char") - pl.col("start_char"))
    whole = pieces.group_by("version_id").agg(piece.str.join("").alias("joined"), pl.col("text").first())
    assert whole.height == tables["articles"].height
    assert whole.filter(pl.col("joined") != pl.col("text")).is_empty()


def test_article_tells_what_its_lines_say() -> None:
    text = (
        f"Council votes to repair the old bridge\n\nGazette News Desk The Harbour Press, 17 Mar, 2025 12:40 PM\n\nPARIS (Harbour) — {BODY}"
    )
    found = article(text)
    told = {
        "title": "Council votes to repair the old bridge",
        "byline": "Gazette News Desk",
        "credit": "The Harbour Press",
        "masthead": "Gazette",
    }
    assert {name: found[name] for name in told} == told
    assert (found["dateline_place"], found["published_date"], found["published_rule"]) == (
        "PARIS",
        date(2025, 3, 17),
        "published:byline-line",
    )
    assert (found["language"], found["encoding"], found["word_count"], found["folder"]) == ("en", "utf-8", 36, "gazette")


@pytest.mark.parametrize(
    ("path", "content", "reason_code"),
    [
        ("a.txt", b"", "empty_file"),
        ("a.txt", b" \n\t\n", "empty_file"),
        ("a.txt", "\u200b\n\u00ad".encode(), "empty_file"),
        ("a.txt", b"%PDF-1.7", "not_text"),
        ("a.txt", b"\xff\xd8\xff\xe0\x00\x10", "not_text"),
        ("a.txt", b"Council votes to repair the old bridge", "no_body"),
        ("a.txt", b"Home\nMenu\n\nMarch 17, 2025\n", "no_body"),
        ("a.txt", None, "unreadable"),
    ],
)
def test_reject_has_a_reason(path: str, content: bytes | None, reason_code: str) -> None:
    tables = parse(documents({path: content}))
    assert tables["rejects"]["reason_code"].to_list() == [reason_code]
    assert tables["rejects"]["detail"].str.len_chars().item() > 0
    assert_valid(tables, 1)


def test_refusal_of_a_reader_is_kept() -> None:
    refused = documents({"a.txt": None}).with_columns(
        refusal_code=pl.lit("link_outside_input"), refusal_detail=pl.lit("the link leads elsewhere")
    )
    assert parse(refused)["rejects"].select("reason_code", "detail").rows() == [("link_outside_input", "the link leads elsewhere")]


def test_noise_outside_the_body_is_no_new_version() -> None:
    first = article(f"Council votes to repair the old bridge\n\n{BODY}")
    second = article(f"Skip to content\n\nCouncil votes  to repair the old bridge\r\n\r\n{BODY}\n\n\n© 2025 Harbour Gazette\n")
    third = article(f"Council votes to repair the old bridge\n\n{BODY} It rained.")
    assert first["version_id"] == second["version_id"]
    assert first["text"] != second["text"]
    assert first["version_id"] != third["version_id"]
    assert first["article_id"] == third["article_id"]


def test_result_does_not_depend_on_the_batch() -> None:
    contents = {f"{number}.txt": f"Bridge number {number} is repaired\n\nBy Jane Roe\n\n{BODY}".encode() for number in range(5)}
    together = parse(documents(contents))
    alone = [parse(documents({path: content})) for path, content in reversed(contents.items())]
    for name in ("articles", "blocks"):
        separate = pl.concat([tables[name] for tables in alone])
        assert together[name].sort(pl.all()).equals(separate.sort(pl.all()))


def test_no_documents_give_no_rows() -> None:
    assert_valid(parse(documents({})), 0)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: (text + BODY).encode("utf-8", "replace"))), max_size=12
    )
)
def test_any_bytes_become_article_or_reject(contents: list[bytes]) -> None:
    assert_valid(parse(documents({f"{number}.txt": content for number, content in enumerate(contents)})), len(contents))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared sample is not beside the repository")
def test_shared_sample() -> None:
    files = {path.name: path.read_bytes() for path in sorted(SHARED.glob("*.txt"))}
    tables = parse(documents(files))
    assert_valid(tables, len(files))
    dates = tables["articles"].sort("file_uri")["published_date"].to_list()
    assert dates == [None, date(2025, 3, 17), None, date(2025, 3, 17), date(2025, 3, 17)]
