"""Shapes: patterns over kinds of tokens instead of over letters.

Each token is given one ASCII letter that tells its kind. The letters of all tokens in a row make a string, in which an ordinary
regular expression finds what is built alike: a match at letter i is a match at token i. So a grammar of names or of
reporting clauses is a pattern, and one call of the regular-expression engine searches all passages.

Belongs here: joining kinds to a string, finding patterns in it.
Does not belong here: what the kinds are (names, clauses).
"""

import polars as pl

BREAK = "\n"
"""Stands in the string before each passage's first token; a pattern that does not name it stays within one passage."""


def match(kinds: pl.Series, begins: pl.Series, pattern: str) -> pl.DataFrame:
    """Find the leftmost matches of a pattern, which do not overlap, within passages.

    Args:
        kinds: one ASCII letter per token, in text order.
        begins: whether the token is the first of its passage.
        pattern: over the letters; it must neither match nothing at all nor a `BREAK`.

    Returns:
        One row per match in text order: `row` (of its first token), `width` (in tokens) and `shape` (the letters matched).

    >>> match(pl.Series(list("xNNxN")), pl.Series([True, False, False, False, True]), "N+").rows()
    [(1, 2, 'NN'), (4, 1, 'N')]
    """
    pieces = _joined(kinds, begins).str.extract_all(f"(?:{pattern})|(?s:.)").explode(empty_as_null=False).alias("shape").to_frame()
    width = pl.col("shape").str.len_bytes()
    tiled = pieces.with_columns(width=width).with_columns(row=(width - (pl.col("shape") == BREAK)).cum_sum() - width)
    single = pl.Series(sorted(set(kinds.unique()) - {BREAK}), dtype=pl.String)
    alone = single.filter(single.str.contains(f"^(?:{pattern})$"))
    return tiled.filter((width > 1) | pl.col("shape").is_in(alone.implode())).select("row", "width", "shape")


def strings(kinds: pl.Series, begins: pl.Series) -> pl.Series:
    """Return the letters of each passage, in text order."""
    return _joined(kinds, begins).str.split(BREAK).explode().slice(1)


def rows(matches: pl.DataFrame) -> pl.DataFrame:
    """Give each token of each match a row of its own, with its `offset` in the match."""
    offset = pl.int_ranges(0, pl.col("width"))
    return matches.with_columns(offset=offset).explode("offset", empty_as_null=False).with_columns(row=pl.col("row") + pl.col("offset"))


def _joined(kinds: pl.Series, begins: pl.Series) -> pl.Series:
    return kinds.clone().scatter(begins.arg_true(), BREAK + kinds.filter(begins)).str.join("")
