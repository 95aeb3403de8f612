from datetime import date

import polars as pl

from pipelines.schemas.base import columns
from pipelines.schemas.extracted import TopicMentions
from pipelines.tables.topic_mentions import topic_mentions

TERMS = pl.DataFrame(
    {
        "rule_id": ["topic:tariff"],
        "topic_code": ["medtop:20000001"],
        "term": ["tariff"],
        "kind": ["noun"],
        "weight": [1.0],
        "unless": [None],
    },
    schema_overrides={"unless": pl.String},
)
SENTENCES = pl.DataFrame(
    {
        "doc": [0, 0, 0],
        "block_index": [0, 1, 2],
        "sentence_index": [0, 1, 2],
        "role": ["title", "body", "caption"],
        "start_char": [0, 10, 40],
        "text": ["Tariffs!", "A tariff on a tariff.", "Tariff photo"],
    },
    schema_overrides={"doc": pl.UInt32},
)
ARTICLES = pl.DataFrame({"doc": [0], "version_id": ["0" * 16]}, schema_overrides={"doc": pl.UInt32})


def test_topic_mentions_has_the_models_columns():
    found = topic_mentions(SENTENCES, ARTICLES, {"topic_terms": TERMS})
    added = found.with_columns(delivery_date=pl.lit(date(2025, 3, 17)), batch=pl.lit("0" * 16), extractor_version=pl.lit("test"))
    TopicMentions.validate(added.select(*columns(TopicMentions)))


def test_topic_mentions_reads_titles_headings_and_bodies():
    found = topic_mentions(SENTENCES, ARTICLES, {"topic_terms": TERMS})
    assert found.select("start_char", "end_char", "text").rows() == [(0, 7, "Tariffs"), (12, 18, "tariff"), (24, 30, "tariff")]
