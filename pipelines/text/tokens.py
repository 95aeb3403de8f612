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
        r"\p{Lu}\p{Ll}*['’][aeiou]\p{Ll}*(?:-\p{L}+)*",  # Shi'ite, Xi'an: no clitic begins with a vowel
        r"\p{L}[\p{L}\p{M}\p{N}]*(?:[-‐]\p{L}[\p{L}\p{M}\p{N}]*)*",
        r"\d+(?:[.,:/]\d+)*",
        r"``|''",
        r"\S",
    )
)
"""The last alternative takes whatever single character is left, so that nothing but white space stands between tokens."""

BREAK = "\x1f"  # normalised text holds no control characters


def tokens(passages: pl.DataFrame) -> pl.DataFrame:
    """Cut passages into tokens.

    Args:
        passages: columns `doc`, `block_index`, `start_char` (of the passage in its document) and `text`.

    Returns:
        One row per token that is not white space, in text order: `doc`, `block_index`, `token`, `start_char`, `end_char`
        (code points, half-open), `gap` (the white space before it, "" if none), `word` (the token as a category, with which
        `pipelines.text.words.spread` is faster), `space_before`, `newline_before` (white space, or a line break, stands before it).
    """
    inside = (pl.col("passage") == pl.col("passage").shift()).fill_null(False)
    size, width = (pl.col(name).str.len_chars().cast(pl.Int64) for name in ("piece", "token"))
    before = pl.when(~inside).then(size.cum_sum() - size).forward_fill()  # of the passage: far faster than a sum by passage
    pieces = (
        passages.lazy()
        .with_row_index("passage")
        .select("passage", "doc", "block_index", "start_char", piece=pl.col("text").str.extract_all(rf"\s*(?:{RE_TOKEN})"))
        .explode("piece", empty_as_null=False)
        .drop_nulls("piece")
        .with_columns(token=pl.col("piece").str.strip_chars_start(), end_char=pl.col("start_char") + size.cum_sum() - before)
        .with_columns(start_char=pl.col("end_char") - width, gap=pl.when(inside).then(pl.col("piece").str.head(size - width)))
    )
    told = {
        "word": pl.col("token").cast(pl.Categorical),
        "space_before": (pl.col("gap") != "").fill_null(True),
        "newline_before": pl.col("gap").str.contains("\n", literal=True).fill_null(False),
    }
    return pieces.select("doc", "block_index", "token", "start_char", "end_char", pl.col("gap").fill_null(""), **told).collect()


def begins(tokens: pl.DataFrame, key: list[str]) -> pl.Series:
    """Tell before which tokens, which stand in text order, one of some columns changes: where a sentence or block begins."""
    return tokens.select(pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in key)).to_series()


def text(tokens: pl.DataFrame, spans: pl.DataFrame) -> pl.Series:
    """Return the text of runs of tokens as printed, from `row` (of the first token) and `width`; null where `row` is null or `width` 0."""
    told = spans.select("row", "width").with_row_index("span").drop_nulls().filter(pl.col("width") > 0)
    each = told.with_columns(offset=pl.int_ranges(0, pl.col("width").cast(pl.Int64))).explode("offset")
    at = each["row"] + each["offset"]
    before = tokens["gap"].gather(at).scatter((each["offset"] == 0).arg_true(), BREAK)
    pieces = (before + tokens["token"].gather(at)).str.join("")
    found = pieces.str.split(BREAK).explode().slice(1)  # one join of all and a cut is faster than a join for each run
    return pl.repeat(None, spans.height, dtype=pl.String, eager=True).scatter(told["span"], found).alias("text")
