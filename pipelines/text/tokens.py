"""Tokens: passages cut into words, numbers and marks with exact offsets.

Belongs here: what a token is, and tables of tokens.
Does not belong here: what tokens mean (sentences, names, quotations).
"""

import polars as pl

RE_TOKEN = "|".join(
    (
        r"(?:\p{L}\.){2,}",  # U.S., a.m.
        r"['’](?:s|S|re|ve|ll|d|m|t)\b",  # clitics stand apart, so that a name keeps its form
        r"(?:Mc|Mac|[OD]['’]|[Ll]['’]|al-|Al-)\p{Lu}\p{L}+(?:-\p{L}+)*",
        r"\p{L}[\p{L}\p{M}\p{N}]*(?:[-‐]\p{L}[\p{L}\p{M}\p{N}]*)*",
        r"\d+(?:[.,:/]\d+)*",
        r"``|''",
        r"\s+",
        r"(?s:.)",
    )
)
"""Alternatives tile any text: the last one takes whatever single character is left."""


def tokens(passages: pl.DataFrame) -> pl.DataFrame:
    """Cut passages into tokens.

    Args:
        passages: columns `doc`, `block_index`, `start_char` (of the passage in its document) and `text`.

    Returns:
        One row per token that is not white space, in text order: `doc`, `block_index`, `token`, `start_char`, `end_char`
        (code points, half-open), `gap` (the white space before it, "" if none), `space_before`, `newline_before` (white space, or a
        line break, stands before it).
    """
    width = pl.col("token").str.len_chars().cast(pl.Int64)
    is_space = pl.col("token").str.contains(r"^\s")
    inside = (pl.col("passage") == pl.col("passage").shift()).fill_null(False)
    pieces = (
        passages.lazy()
        .with_row_index("passage")
        .select("passage", "doc", "block_index", "start_char", token=pl.col("text").str.extract_all(RE_TOKEN))
        .explode("token", empty_as_null=False)
        .with_columns(end_char=pl.col("start_char") + width.cum_sum().over("passage"))
        .with_columns(start_char=pl.col("end_char") - width, space=is_space, newline=pl.col("token").str.contains("\n"))
        .with_columns(
            gap=pl.when(inside & pl.col("space").shift()).then(pl.col("token").shift()).otherwise(pl.lit("")),
            space_before=pl.col("space").shift(fill_value=True) | ~inside,
            newline_before=pl.col("newline").shift(fill_value=False) & inside,
        )
    )
    kept = ("doc", "block_index", "token", "start_char", "end_char", "gap", "space_before", "newline_before")
    return pieces.filter(~pl.col("space")).select(kept).collect()


def text(tokens: pl.DataFrame, spans: pl.DataFrame) -> pl.Series:
    """Return the text of runs of tokens exactly as printed, from `row` (of the first token) and `width`; null where `row` is null."""
    numbered = spans.select("row", "width").with_row_index("span")
    each = numbered.drop_nulls().with_columns(offset=pl.int_ranges(0, pl.col("width").cast(pl.Int64))).explode("offset")
    at = each["row"] + each["offset"]
    gap = pl.when(pl.col("offset") > 0).then(pl.Series(tokens["gap"].gather(at))).otherwise(pl.lit(""))
    pieces = each.select("span", piece=gap + pl.Series(tokens["token"].gather(at)))
    joined = pieces.group_by("span", maintain_order=True).agg(pl.col("piece").str.join(""))
    return numbered.join(joined, on="span", how="left", maintain_order="left")["piece"]
