"""Validation of frames against the tables' models.

Belongs here: which rows break a model's declared columns, types, ranges, keys and spans.
Does not belong here: the declarations themselves, what is done about broken rows.
"""

import pandera.errors
import polars as pl

from pipelines.schemas.base import Table

MOST_TOLD = 5  # failures that a message tells; the rest are counted
MOST_SHOWN = 80  # characters of a broken value that are told
FINDINGS = {"key": pl.String, "column": pl.String, "check": pl.String, "value": pl.String}
"""What a check found: the version or document whose row breaks it (null: the table as a whole), in which column, and the value."""


def broken_cells(frame: pl.DataFrame, model: type[Table]) -> pl.DataFrame:
    """Return what is wrong with a frame by its model, columns, types, ranges and keys, as `FINDINGS`; no rows when all is well.

    The frame must be eager: pandera checks only names and types of a lazy one.
    """
    try:
        model.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        named = (pl.col(name).cast(pl.String) for name in ("column", "check"))
        cases = errors.failure_cases.select(pl.col("index").cast(pl.Int64), *named, value=_shown("failure_case"))
        return cases.join(_keys(frame), on="index", how="left", maintain_order="left").select(*FINDINGS)
    return pl.DataFrame(schema=FINDINGS)


def _keys(frame: pl.DataFrame) -> pl.DataFrame:
    """Return `index` and `key` of each row: its `version_id` or else its `document_id`; null where neither is a column."""
    told = next((pl.col(name).cast(pl.String) for name in ("version_id", "document_id") if name in frame.columns), pl.lit(None, pl.String))
    return frame.select(index=pl.int_range(pl.len()), key=told)


def _shown(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.String).fill_null("null").str.slice(0, MOST_SHOWN)


def messages(findings: pl.DataFrame) -> list[str]:
    """Return findings as lines `column: check: value`, the first of them in full, the rest counted."""
    told = findings.head(MOST_TOLD).select(pl.concat_str(pl.col("column", "check", "value").fill_null("-"), separator=": ")).to_series()
    return told.to_list() + ([f"and {findings.height - MOST_TOLD} more"] if findings.height > MOST_TOLD else [])


def broken_columns(frame: pl.DataFrame, model: type[Table]) -> list[str]:
    """Return in lines what is wrong with a frame by its model: columns, types, ranges, keys; empty when all is well."""
    return messages(broken_cells(frame, model))


def spans(model: type[Table]) -> dict[str, tuple[str, str]]:
    """Return the columns of a model that hold text of the article, with the columns of their span."""
    schema = model.to_schema().columns
    return {name: column.metadata["span"] for name, column in schema.items() if column.metadata and "span" in column.metadata}


def broken_spans(frame: pl.DataFrame, texts: pl.DataFrame, model: type[Table]) -> pl.DataFrame:
    """Return the cells whose text is not the slice of the article's text at its span (evidence), as `FINDINGS`.

    Args:
        frame: rows of a table with `version_id`.
        texts: `version_id` and `text` of the article versions.
        model: the table's model.
    """
    joined = frame.join(texts.select("version_id", article_text="text"), on="version_id", how="left", maintain_order="left")
    said = pl.lit("is not the text at its span")
    found = [
        joined.filter(_differs(column, start, end)).select(key="version_id", column=pl.lit(column), check=said, value=_shown(column))
        for column, (start, end) in spans(model).items()
    ]
    return pl.concat([pl.DataFrame(schema=FINDINGS), *found])


def _differs(column: str, start: str, end: str) -> pl.Expr:
    piece = pl.col("article_text").str.slice(pl.col(start), pl.col(end) - pl.col(start))
    absent = pl.col(column).is_null() & pl.col(start).is_null() & pl.col(end).is_null()
    within = pl.col(column).str.len_chars() == pl.col(end) - pl.col(start)  # a slice is cut at the end of the text, a span is not
    return ~absent & ~(within & (piece == pl.col(column))).fill_null(False)


def broken_tiling(blocks: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Return the versions whose blocks leave a gap, overlap, or do not reach from the text's first character to its last (accounting).

    The result is `FINDINGS`, one row per version.

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
    told = pl.format("{} of {} characters", pl.col("end").fill_null(0), "length")
    return bad.select(key="version_id", column=pl.lit("blocks"), check=pl.lit("do not tile the text"), value=told)
