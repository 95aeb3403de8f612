from datetime import date

import polars as pl
import pytest

from pipelines.lexicons import load
from pipelines.schemas.base import columns
from pipelines.schemas.extracted import EventMentions
from pipelines.tables.event_mentions import event_mentions
from pipelines.text.event_dates import EXPRESSIONS
from pipelines.text.events import LEXICONS
from pipelines.text.names import LEXICONS as NAME_LEXICONS
from pipelines.text.names import names
from pipelines.text.sentences import sentences, with_sentences
from pipelines.text.tokens import tokens

CALLER_ADDS = ("delivery_date", "batch", "extractor_version")
BODY = "Mark Carney met Emmanuel Macron in Paris on Monday. Later he spoke with Ursula von der Leyen. Norway and Chad signed a treaty."
TEXT = f"Carney meets Macron\n\n{BODY}"


@pytest.fixture(scope="module")
def mentions() -> pl.DataFrame:
    passages = pl.DataFrame(
        {"doc": 0, "block_index": [0, 1], "role": ["title", "body"], "start_char": [0, 21], "text": [TEXT[:21], BODY]},
        schema_overrides={"doc": pl.UInt32, "block_index": pl.Int64, "start_char": pl.Int64},
    )
    roles = passages.select("doc", "block_index", "role")
    words = with_sentences(tokens(passages.drop("role")), load("abbreviations")).join(
        roles, on=["doc", "block_index"], maintain_order="left"
    )
    said = sentences(words).with_columns(text=pl.lit(TEXT).str.slice("start_char", pl.col("end_char") - pl.col("start_char")))
    articles = pl.DataFrame(
        {"doc": [0], "version_id": ["0" * 16], "published_date": [date(2025, 3, 17)], "published_precision": ["day"]},
        schema_overrides={"doc": pl.UInt32},
    )
    found = names(words, {name: load(name) for name in NAME_LEXICONS})
    dates = pl.DataFrame(
        {
            "doc": [0], "start_char": [TEXT.index("Monday")], "end_char": [TEXT.index("Monday") + 6], "type": ["DATE"], "text": ["Monday"],
            "value": ["2025-03-17"], "start_date": [date(2025, 3, 17)], "precision": ["day"], "rule_id": ["relative:weekday"],
            "anchor_date": [date(2025, 3, 17)],
        },
        schema=EXPRESSIONS,
    )  # fmt: skip
    return event_mentions(words, said, found, articles, {name: load(name) for name in LEXICONS}, dates)


def test_event_mentions_has_the_models_columns(mentions):
    added = mentions.with_columns(delivery_date=pl.lit(date(2025, 3, 17)), batch=pl.lit("0" * 16), extractor_version=pl.lit("test"))
    EventMentions.validate(added.select(*columns(EventMentions)))
    assert set(columns(EventMentions)) - set(mentions.columns) == set(CALLER_ADDS)


def test_only_the_body_tells_events(mentions):
    assert mentions["trigger"].to_list() == ["met", "spoke with", "signed"]
    assert mentions["start_char"].min() == 21


def test_every_span_is_the_text_it_says(mentions):
    for row in mentions.iter_rows(named=True):
        assert TEXT[row["start_char"] : row["end_char"]] == row["text"]
        assert TEXT[row["actor_start_char"] : row["actor_end_char"]] == row["actor_text"]
        assert TEXT[row["recipient_start_char"] : row["recipient_end_char"]] == row["recipient_text"]


def test_event_mention_ids_are_unique(mentions):
    assert mentions["event_mention_id"].is_unique().all()


def test_dates_are_those_of_the_time_expressions(mentions):
    told = mentions.select("event_date", "event_date_precision", "event_date_text").rows()
    assert told == [(date(2025, 3, 17), "day", "Monday"), (None, None, None), (None, None, None)]
