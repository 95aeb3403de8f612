"""The table `date_mentions`: time expressions of titles, headings and bodies, and what they mean.

Belongs here: the columns of the table, the day that each article is told from, ids.
Does not belong here: what a time expression is and means (`pipelines.text`).
"""

import polars as pl

from pipelines.text.ids import hash_ids
from pipelines.text.time_context import in_context
from pipelines.text.time_expressions import time_expressions
from pipelines.text.time_values import with_values

COLUMNS = (
    "version_id", "start_char", "end_char", "rule_id", "date_mention_id", "sentence_index", "type", "text", "value", "start_date",
    "end_date", "precision", "modifier", "anchor_date", "anchor",
)  # fmt: skip
IDENTITY = ["version_id", "start_char", "end_char"]
TO_THE_DAY = ("time", "day")
DATELINE_DAYS = 14  # a dateline tells the day of reporting, which lies at most so long before the publication


def date_mentions(
    passages: pl.DataFrame, sentences: pl.DataFrame, articles: pl.DataFrame, datelines: pl.DataFrame, lexicon: pl.DataFrame
) -> pl.DataFrame:
    """Return the time expressions of a batch of articles.

    Args:
        passages: the blocks that are read: `doc`, `block_index`, `start_char`, `text`, in text order.
        sentences: `doc`, `sentence_index`, `start_char`.
        articles: `doc`, `version_id`, `published_date`, `published_precision`.
        datelines: blocks of the role dateline, with the columns of `passages`.
        lexicon: `time_words`.

    Returns:
        The columns of `DateMentions` but for `delivery_date`, `batch` and `extractor_version`.
    """
    read = pl.concat([frame.select("doc", "block_index", "start_char", "text") for frame in (passages, datelines)])
    every = in_context(time_expressions(read, lexicon))
    found, leading = (every.join(datelines, on=["doc", "block_index"], how=how, maintain_order="left") for how in ("anti", "semi"))
    valued = with_values(found, anchors(articles, leading)).sort("doc", "start_char")
    starts = sentences.select("doc", "start_char", "sentence_index").sort("doc", "start_char")
    placed = valued.join_asof(starts, on="start_char", by="doc", check_sortedness=False)
    joined = placed.join(articles.select("doc", "version_id"), on="doc", maintain_order="left").with_columns(
        pl.col("start_char", "end_char", "sentence_index").cast(pl.Int64)
    )
    identified = joined.with_columns(date_mention_id=hash_ids(joined, IDENTITY))
    return identified.unique("date_mention_id", keep="first", maintain_order=True).select(COLUMNS)


def anchors(articles: pl.DataFrame, leading: pl.DataFrame) -> pl.DataFrame:
    """Return the day that each article is told from: its dateline's, else that of its publication when it is known to the day.

    Args:
        articles: `doc`, `published_date`, `published_precision`.
        leading: the time expressions of datelines.

    Returns:
        `doc`, `anchor_date` (null when neither is known), `anchor` (dateline, published).
    """
    to_the_day = pl.col("published_precision").is_in(TO_THE_DAY)
    published = articles.select("doc", anchor_date=pl.when(to_the_day).then("published_date"), anchor=pl.lit("published"))
    if leading.is_empty():
        return published
    told = with_values(leading, published)
    days = told.filter((pl.col("precision").is_in(TO_THE_DAY)) & pl.col("rule_id").str.starts_with("date:"))
    first = days.group_by("doc", maintain_order=True).agg(pl.col("start_date").first()).rename({"start_date": "told"})
    joined = published.join(first, on="doc", how="left", maintain_order="left")
    before = (pl.col("anchor_date") - pl.col("told")).dt.total_days()
    reported = pl.col("told").is_not_null() & before.is_between(0, DATELINE_DAYS).fill_null(True)
    return joined.select(
        "doc",
        anchor_date=pl.when(reported).then("told").otherwise("anchor_date"),
        anchor=pl.when(reported).then(pl.lit("dateline")).otherwise("anchor"),
    )
