from datetime import date

import polars as pl
import pytest

from pipelines.lexicons import load
from pipelines.schemas.base import columns
from pipelines.schemas.extracted import Quotes
from pipelines.tables.quotations import quotes
from pipelines.text.names import LEXICONS as NAME_LEXICONS
from pipelines.text.names import names
from pipelines.text.quotes import LEXICONS
from pipelines.text.sentences import with_sentences
from pipelines.text.tokens import tokens

BLOCKS = (
    "“We are tired,” Kessler says",
    "“We are tired,” Anne Kessler said. She said the road was closed.",
    "“Nothing is left,” she said.",
)
ROLES = ("title", "body", "body")


@pytest.fixture(scope="module")
def found() -> pl.DataFrame:
    starts = [sum(len(block) + 2 for block in BLOCKS[:i]) for i in range(len(BLOCKS))]
    passages = pl.DataFrame(
        {"doc": [0] * 3, "block_index": range(3), "role": ROLES, "start_char": starts, "text": BLOCKS},
        schema_overrides={"doc": pl.UInt32, "block_index": pl.Int64, "start_char": pl.Int64},
    )
    roles = passages.select("doc", "block_index", "role")
    cut = with_sentences(tokens(passages), load("abbreviations")).join(roles, on=["doc", "block_index"], maintain_order="left")
    versions = pl.DataFrame({"doc": [0], "version_id": ["0" * 16]}, schema_overrides={"doc": pl.UInt32})
    lexicons = {name: load(name) for name in (*NAME_LEXICONS, *LEXICONS)}
    return quotes(cut, names(cut, lexicons), versions, lexicons)


def test_quotes_has_the_models_columns(found):
    added = found.with_columns(delivery_date=pl.lit(date(2025, 3, 17)), batch=pl.lit("0" * 16), extractor_version=pl.lit("test"))
    Quotes.validate(added.select(*columns(Quotes)))


def test_only_bodies_give_quotations(found):
    assert found.select("kind", "quote_text", "speaker_name").rows() == [
        ("direct", "We are tired,", "Anne Kessler"),
        ("indirect", "the road was closed", "Anne Kessler"),
        ("direct", "Nothing is left,", "Anne Kessler"),
    ]


def test_every_span_is_the_text_it_says(found):
    whole = "\n\n".join(BLOCKS)
    for row in found.iter_rows(named=True):
        assert whole[row["start_char"] : row["end_char"]] == row["quote_text"]
        assert whole[row["speaker_start_char"] : row["speaker_end_char"]] == row["speaker_text"]


def test_confidence_is_that_of_the_rule(found):
    measured = dict(load("quote_rules").select("rule_id", "confidence").iter_rows())
    assert found["confidence"].to_list() == [measured[rule] for rule in found["rule_id"]]
