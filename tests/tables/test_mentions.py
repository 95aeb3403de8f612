from datetime import date

import polars as pl

from pipelines.lexicons import load
from pipelines.schemas.base import columns
from pipelines.schemas.extracted import Mentions
from pipelines.tables.mentions import mentions
from pipelines.text.names import LEXICONS, names
from pipelines.text.sentences import with_sentences
from pipelines.text.tokens import tokens

TEXT = "Mayor Anne Kessler left Canada. Kessler slept."


def test_mentions_has_the_models_columns():
    passages = pl.DataFrame(
        {"doc": [0], "block_index": [0], "start_char": [0], "text": [TEXT]},
        schema={"doc": pl.UInt32, "block_index": pl.Int64, "start_char": pl.Int64, "text": pl.String},
    )
    cut = with_sentences(tokens(passages), load("abbreviations"))
    versions = pl.DataFrame({"doc": [0], "version_id": ["0" * 16]}, schema_overrides={"doc": pl.UInt32})
    found = mentions(names(cut, {name: load(name) for name in LEXICONS}), versions)
    added = found.with_columns(delivery_date=pl.lit(date(2025, 3, 17)), batch=pl.lit("0" * 16), extractor_version=pl.lit("test"))
    Mentions.validate(added.select(*columns(Mentions)))
    assert [TEXT[start:end] for start, end in found.select("start_char", "end_char").iter_rows()] == ["Anne Kessler", "Canada", "Kessler"]
    assert found["entity_id"].to_list() == ["anne-kessler", "canada", "anne-kessler"]
