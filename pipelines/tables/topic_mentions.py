"""The table `topic_mentions`: terms of the topic lexicon in titles, headings and body sentences.

Belongs here: the columns of the table from what `pipelines.text.topics` finds; ids.
Does not belong here: how terms are found (`pipelines.text.topics`), scores of articles (warehouse models).
"""

import polars as pl

from pipelines.text.ids import hash_ids
from pipelines.text.topics import topic_terms, with_own

LEXICONS = ("topic_terms",)
ROLES = ("title", "heading", "body")
COLUMNS = ("version_id", "start_char", "end_char", "rule_id", "topic_mention_id", "block_index", "topic_code", "text", "weight")


def topic_mentions(
    sentences: pl.DataFrame, articles: pl.DataFrame, lexicons: dict[str, pl.DataFrame], own_terms: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Return the topic mentions of a batch of articles.

    Args:
        sentences: `doc`, `block_index`, `sentence_index`, `role`, `start_char`, `text`.
        articles: `doc`, `version_id`.
        lexicons: the tables named in `LEXICONS`.
        own_terms: the users' own, as for `with_own`; None for none.

    Returns:
        The columns of `TopicMentions` but for `delivery_date`, `batch` and `extractor_version`.
    """
    told = sentences.filter(pl.col("role").is_in(ROLES))
    terms = lexicons["topic_terms"] if own_terms is None else with_own(lexicons["topic_terms"], own_terms)
    found = topic_terms(told, terms).join(articles.select("doc", "version_id"), on="doc", maintain_order="left")
    identified = found.with_columns(topic_mention_id=hash_ids(found, ["version_id", "start_char", "end_char", "rule_id"]))
    return identified.unique("topic_mention_id", keep="first", maintain_order=True).select(COLUMNS)
