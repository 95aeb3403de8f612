from datetime import date

import polars as pl
import pytest

from pipelines.lexicons import load
from pipelines.schemas.base import columns
from pipelines.schemas.extracted import DateMentions
from pipelines.tables.date_mentions import anchors, date_mentions
from pipelines.text.sentences import sentences, with_sentences
from pipelines.text.time_context import in_context
from pipelines.text.time_expressions import time_expressions
from pipelines.text.tokens import tokens

CALLER_ADDS = ("delivery_date", "batch", "extractor_version")
TITLE, BODY = (
    "Bank fails on Monday",
    "The bank failed late Monday. It was founded in 1998 and, two years later, moved. It will open in May.",
)
TEXT = f"{TITLE}\n\n{BODY}"
OFFSETS = {"doc": pl.UInt32, "block_index": pl.Int64, "start_char": pl.Int64}


def passages(doc: int, parts: list[tuple[int, str]]) -> pl.DataFrame:
    starts, texts = zip(*parts, strict=True) if parts else ((), ())
    rows = {"doc": [doc] * len(parts), "block_index": list(range(len(parts))), "start_char": starts, "text": texts}
    return pl.DataFrame(rows, schema_overrides=OFFSETS | {"text": pl.String})


def articles(*days: tuple[date | None, str | None]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "doc": range(len(days)),
            "version_id": [f"{number:016x}" for number in range(len(days))],
            "published_date": [day for day, _ in days],
            "published_precision": [precision for _, precision in days],
        },
        schema_overrides={"doc": pl.UInt32, "published_date": pl.Date, "published_precision": pl.String},
    )


def table(read: pl.DataFrame, told: pl.DataFrame, datelines: pl.DataFrame) -> pl.DataFrame:
    said = sentences(with_sentences(tokens(read), load("abbreviations")))
    return date_mentions(read, said, told, datelines, load("time_words"))


@pytest.fixture(scope="module")
def mentions() -> pl.DataFrame:
    read = passages(0, [(0, TITLE), (len(TITLE) + 2, BODY)])
    return table(read, articles((date(2025, 3, 19), "day")), passages(0, []))


def test_date_mentions_has_the_models_columns(mentions):
    added = mentions.with_columns(delivery_date=pl.lit(date(2025, 3, 17)), batch=pl.lit("0" * 16), extractor_version=pl.lit("test"))
    DateMentions.validate(added.select(*columns(DateMentions)))
    assert set(columns(DateMentions)) - set(mentions.columns) == set(CALLER_ADDS)


def test_every_span_is_the_text_it_says_and_lies_in_its_sentence(mentions):
    for row in mentions.iter_rows(named=True):
        assert TEXT[row["start_char"] : row["end_char"]] == row["text"]
    assert mentions["sentence_index"].to_list() == [0, 1, 2, 2, 3]


def test_values_and_where_they_are_seen_from(mentions):
    assert mentions.select("text", "value", "anchor").rows() == [
        ("Monday", "2025-03-17", "published"),
        ("late Monday", "2025-03-17", "published"),
        ("1998", "1998", "none"),
        ("two years later", "2000", "narrative"),
        ("May", "2025-05", "published"),
    ]


def test_ids_are_unique_and_the_same_again(mentions):
    assert mentions["date_mention_id"].is_unique().all()
    read = passages(0, [(0, TITLE), (len(TITLE) + 2, BODY)])
    assert table(read, articles((date(2025, 3, 19), "day")), passages(0, [])).equals(mentions)


def test_an_article_without_expressions_has_no_rows():
    assert table(passages(0, [(0, "Nothing here.")]), articles((None, None)), passages(0, [])).is_empty()
    assert table(passages(0, []), articles((None, None)), passages(0, [])).is_empty()


@pytest.mark.parametrize(
    ("published", "precision", "dateline", "expected"),
    [
        pytest.param(date(2025, 3, 19), "day", "OSLO, March 17 (NTB) –", (date(2025, 3, 17), "dateline"), id="dateline"),
        pytest.param(date(2025, 3, 19), "time", "OSLO (NTB) –", (date(2025, 3, 19), "published"), id="dateline-without-a-day"),
        pytest.param(date(2025, 3, 19), "day", "OSLO, 17 March 2024 –", (date(2025, 3, 19), "published"), id="dateline-too-old"),
        pytest.param(None, None, "OSLO, 17 March 2024 –", (date(2024, 3, 17), "dateline"), id="dateline-alone"),
        pytest.param(None, None, "OSLO, March 17 –", (None, "published"), id="dateline-without-its-year"),
        pytest.param(date(2025, 3, 1), "month", "", (None, "published"), id="published-to-the-month-only"),
    ],
)
def test_day_that_an_article_is_told_from(published, precision, dateline, expected):
    leading = in_context(time_expressions(passages(0, [(0, dateline)]), load("time_words")))
    found = anchors(articles((published, precision)), leading)
    assert found.select("anchor_date", "anchor").rows() == [expected]
