"""The table `event_mentions`: events as told in body sentences.

Belongs here: the columns of the table from what `pipelines.text.events` finds; ids.
Does not belong here: what tells an event (`pipelines.text`), which mentions tell the same one (`pipelines.tables.resolved`).
"""

import polars as pl

from pipelines.text.event_claims import NO_QUOTES, QUOTES
from pipelines.text.event_dates import EXPRESSIONS, NO_EXPRESSIONS
from pipelines.text.events import events
from pipelines.text.ids import hash_ids
from pipelines.text.place_datelines import NO_DATELINES

IDENTITY = ["version_id", "rule_id", "trigger_start_char", "actor_start_char", "recipient_start_char"]
OFFSETS = (
    "start_char", "end_char", "sentence_index", "actor_start_char", "actor_end_char", "recipient_start_char", "recipient_end_char",
    "place_start_char", "place_end_char",
)  # fmt: skip
COLUMNS = (
    "version_id", "start_char", "end_char", "rule_id", "event_mention_id", "sentence_index", "event_type", "event_mode", "cameo_root",
    "text", "trigger", "actor_text", "actor_start_char", "actor_end_char", "actor_id", "actor_country", "recipient_text",
    "recipient_start_char", "recipient_end_char", "recipient_id", "recipient_country", "event_date", "event_date_precision",
    "event_date_text", "place", "place_start_char", "place_end_char", "place_id", "place_country", "place_rule", "status", "quote_id",
    "claimed_by_id", "claimed_by_text",
)  # fmt: skip


def event_mentions(
    tokens: pl.DataFrame,
    sentences: pl.DataFrame,
    names: pl.DataFrame,
    articles: pl.DataFrame,
    lexicons: dict[str, pl.DataFrame],
    dates: pl.DataFrame = NO_EXPRESSIONS,
    datelines: pl.DataFrame = NO_DATELINES,
    quotes: pl.DataFrame = NO_QUOTES,
) -> pl.DataFrame:
    """Return the event mentions of a batch of articles.

    Args:
        tokens: with `sentence_index` and `role`.
        sentences: `doc`, `sentence_index`, `start_char`, `text`.
        names: name mentions, as `pipelines.text.names.names` returns them.
        articles: `doc`, `version_id`, `published_date`, `published_precision`.
        lexicons: the tables named in `pipelines.text.events.LEXICONS`.
        dates: rows of `pipelines.tables.date_mentions.date_mentions` with `doc`; without them no event has a date.
        datelines: places of datelines, as `pipelines.text.place_datelines.datelines` returns them.
        quotes: rows of `pipelines.tables.quotations.quotes` with `doc`; without them no event is somebody's claim.

    Returns:
        The columns of `EventMentions` but for `delivery_date`, `batch` and `extractor_version`.
    """
    found = events(tokens, sentences, names, articles, lexicons, dates.select(*EXPRESSIONS), datelines, quotes.select(*QUOTES)).join(
        articles.select("doc", "version_id"), on="doc", maintain_order="left"
    )
    identified = found.with_columns(event_mention_id=hash_ids(found, IDENTITY)).unique(
        "event_mention_id", keep="first", maintain_order=True
    )
    return identified.with_columns(pl.col(OFFSETS).cast(pl.Int64)).select(COLUMNS)
