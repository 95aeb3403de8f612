"""The table `mentions`: names as they stand in titles, headings and bodies.

Belongs here: the columns of the table from what `pipelines.text.names` finds; ids.
Does not belong here: what is a name (`pipelines.text`), people across articles (`pipelines.tables.resolved`).
"""

import polars as pl

from pipelines.text.ids import hash_ids

COLUMNS = (
    "version_id", "start_char", "end_char", "rule_id", "mention_id", "sentence_index", "entity_kind", "text", "title", "entity_id",
    "entity_name", "country_code",
)  # fmt: skip
IDENTITY = ["version_id", "start_char", "end_char"]


def mentions(names: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """Return the name mentions of a batch of articles.

    Args:
        names: as `pipelines.text.names.names` returns them.
        versions: `doc`, `version_id`.

    Returns:
        The columns of `Mentions` but for `delivery_date`, `batch` and `extractor_version`.
    """
    joined = names.join(versions, on="doc", maintain_order="left").with_columns(
        pl.col("start_char", "end_char", "sentence_index").cast(pl.Int64)
    )
    identified = joined.with_columns(mention_id=hash_ids(joined, IDENTITY))
    return identified.unique("mention_id", keep="first", maintain_order=True).select(COLUMNS)
