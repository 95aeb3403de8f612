"""The table `quotes`: quotations in bodies.

Belongs here: the columns of the table from what `pipelines.text.quotes` finds; the measured confidence of rules; ids.
Does not belong here: what is a quotation (`pipelines.text`), the same words in several articles (`pipelines.tables.resolved`).
"""

import polars as pl

from pipelines.text import quotes as found_quotes
from pipelines.text.ids import hash_ids

COLUMNS = (
    "version_id", "start_char", "end_char", "rule_id", "quote_id", "sentence_index", "kind", "quote_text", "speaker_text",
    "speaker_start_char", "speaker_end_char", "speaker_id", "speaker_name", "speaker_kind", "cue", "confidence",
)  # fmt: skip
OFFSETS = ("start_char", "end_char", "sentence_index", "speaker_start_char", "speaker_end_char")
IDENTITY = ["version_id", "start_char", "end_char"]


def quotes(tokens: pl.DataFrame, names: pl.DataFrame, versions: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the quotations of a batch of articles.

    Args:
        tokens: with `sentence_index` and `role`; only blocks of role body give quotations.
        names: name mentions, as `pipelines.text.names.names` returns them for the same tokens.
        versions: `doc`, `version_id`.
        lexicons: the tables named in `pipelines.text.quotes.LEXICONS`.

    Returns:
        The columns of `Quotes` but for `delivery_date`, `batch` and `extractor_version`.
    """
    body = tokens.filter(pl.col("role") == "body").select("doc", "block_index").unique()
    found = found_quotes.quotes(tokens, names, lexicons).join(body, on=["doc", "block_index"], how="semi", maintain_order="left")
    rules = lexicons["quote_rules"].select("rule_id", "confidence")
    joined = found.join(versions, on="doc", maintain_order="left").join(rules, on="rule_id", how="left", maintain_order="left")
    identified = joined.with_columns(pl.col(OFFSETS).cast(pl.Int64)).with_columns(quote_id=hash_ids(joined, IDENTITY))
    return identified.unique("quote_id", keep="first", maintain_order=True).select(COLUMNS)
