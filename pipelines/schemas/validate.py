"""Validation of frames against the tables' models.

Belongs here: which rows break a model's declared columns, types, ranges, keys and spans.
Does not belong here: the declarations themselves, what is done about broken rows.
"""

import pandera.errors
import polars as pl

from pipelines.schemas.base import Table

MOST_TOLD = 5  # failures that a message tells; the rest are counted


def broken_columns(frame: pl.DataFrame, model: type[Table]) -> list[str]:
    """Return what is wrong with a frame by its model: columns, types, ranges, keys; empty when all is well.

    The frame must be eager: pandera checks only names and types of a lazy one.
    """
    try:
        model.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        parts = pl.col("column", "check", "failure_case").cast(pl.String).fill_null("-")
        cases = errors.failure_cases.select(pl.concat_str(parts, separator=": "))
        told = cases.to_series().head(MOST_TOLD).to_list()
        return told + ([f"and {cases.height - MOST_TOLD} more"] if cases.height > MOST_TOLD else [])
    return []


def spans(model: type[Table]) -> dict[str, tuple[str, str]]:
    """Return the columns of a model that hold text of the article, with the columns of their span."""
    schema = model.to_schema().columns
    return {name: column.metadata["span"] for name, column in schema.items() if column.metadata and "span" in column.metadata}


def broken_spans(frame: pl.DataFrame, texts: pl.DataFrame, model: type[Table]) -> list[str]:
    """Return the columns whose text is not the slice of the article's text at its span (evidence), with an example each.

    Args:
        frame: rows of a table with `version_id`.
        texts: `version_id` and `text` of the article versions.
        model: the table's model.
    """
    joined = frame.join(texts.select("version_id", article_text="text"), on="version_id", how="left")
    return [
        f"{column}: {bad.height} rows are not the text at their span, the first is {bad[column][0]!r} of version {bad['version_id'][0]}"
        for column, (start, end) in spans(model).items()
        if (bad := joined.filter(_differs(column, start, end))).height
    ]


def _differs(column: str, start: str, end: str) -> pl.Expr:
    piece = pl.col("article_text").str.slice(pl.col(start), pl.col(end) - pl.col(start))
    absent = pl.col(column).is_null() & pl.col(start).is_null() & pl.col(end).is_null()
    within = pl.col(column).str.len_chars() == pl.col(end) - pl.col(start)  # a slice is cut at the end of the text, a span is not
    return ~absent & ~(within & (piece == pl.col(column))).fill_null(False)


def broken_tiling(blocks: pl.DataFrame, texts: pl.DataFrame) -> list[str]:
    """Return the versions whose blocks leave a gap, overlap, or do not reach from the text's first character to its last (accounting).

    Args:
        blocks: `version_id`, `block_index`, `start_char`, `end_char`.
        texts: `version_id` and `text`; a version without blocks is broken too.
    """
    ordered = blocks.sort("version_id", "block_index").with_columns(before=pl.col("end_char").shift(fill_value=0).over("version_id"))
    first = pl.col("block_index") == 0
    expected = pl.when(first).then(0).otherwise(pl.col("before"))
    by_version = ordered.group_by("version_id").agg(tiles=(pl.col("start_char") == expected).all(), end=pl.col("end_char").max())
    joined = texts.select("version_id", length=pl.col("text").str.len_chars()).join(by_version, on="version_id", how="left")
    bad = joined.filter(~(pl.col("tiles") & (pl.col("end") == pl.col("length"))).fill_null(False))
    return [f"{bad.height} versions are not tiled by their blocks, the first is {bad['version_id'][0]}"] if bad.height else []
