"""Places of datelines: where an article says it was written.

Belongs here: the place of a dateline block, its span, which place it means.
Does not belong here: finding dateline blocks (`pipelines.text.layout`), the choice among places of a name (`pipelines.text.places`).
"""

import polars as pl

from pipelines.text.credits import dateline_place
from pipelines.text.place_forms import key
from pipelines.text.places import PREFIX, with_places
from pipelines.text.tokens import tokens

DATELINES = {
    "doc": pl.UInt32, "start_char": pl.Int64, "end_char": pl.Int64, "text": pl.String, "key": pl.String, "place_id": pl.String,
    "country": pl.String, "code": pl.String,
}  # fmt: skip
NO_DATELINES = pl.DataFrame(schema=DATELINES)


def datelines(passages: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Find the places of datelines.

    Args:
        passages: the dateline blocks: `doc`, `block_index`, `start_char`, `text`.
        lexicons: the tables named in `pipelines.text.place_forms.LEXICONS`.

    Returns:
        The columns of `DATELINES`, one row per article whose first dateline names a place: its span and `text`, its `key` as forms are
        compared, and, where the gazetteers tell, `place_id`, `country` and `code` (ISO 3166-2).
    """
    first = passages.unique("doc", keep="first", maintain_order=True).drop_nulls("text")
    told = first.select("doc", "block_index", "start_char", "text", place=dateline_place(pl.col("text"))).filter(
        pl.col("place").str.len_chars() > 1
    )
    if told.is_empty():
        return NO_DATELINES
    words = tokens(told.select("doc", "block_index", "start_char", "text"))
    runs = _runs(told, words)
    known = with_places(runs, words, lexicons)
    towns = lexicons["cities"].select(place_id="geonames:" + pl.col("geonames_id"), code="subdivision_code").drop_nulls("code")
    codes = pl.concat([towns, lexicons["subdivisions"].select(place_id="iso:" + pl.col("code"), code="code")])
    is_known = pl.col("rule_id") != PREFIX + "dateline"
    return known.join(codes, left_on="entity_id", right_on="place_id", how="left", maintain_order="left").select(
        pl.col("doc").cast(pl.UInt32), pl.col("start_char", "end_char").cast(pl.Int64), "text", key=key(pl.col("text")),
        place_id=pl.when(is_known).then("entity_id"), country="country_code", code="code",
    )  # fmt: skip


def _runs(told: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """The places as runs of tokens, in the form of name mentions; a dateline opens with its place."""
    opening = pl.col("text").str.len_chars() - pl.col("text").str.strip_chars_start().str.len_chars()
    spans = told.select(
        "doc", place="place", begins=pl.col("start_char") + opening, ends=pl.col("start_char") + opening + pl.col("place").str.len_chars()
    )
    inside = (
        words.with_row_index("row")
        .join(spans, on="doc", maintain_order="left")
        .filter(pl.col("start_char") >= pl.col("begins"), pl.col("end_char") <= pl.col("ends"))
    )
    runs = inside.group_by("doc", maintain_order=True).agg(
        pl.col("row").first(), pl.col("start_char").first(), pl.col("end_char").last(), width=pl.len(), text=pl.col("place").first()
    )
    nothing = pl.lit(None, pl.String)
    return runs.with_columns(
        entity_kind=pl.lit("place"), rule_id=pl.lit(PREFIX + "dateline"), entity_id=nothing, entity_name=nothing, country_code=nothing
    )
