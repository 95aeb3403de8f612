"""Gazetteer: where the forms of a lexicon, of one word or several, occur in a table of tokens.

Belongs here: looking up listed forms of any width, choosing among overlapping ones.
Does not belong here: what a form means; patterns over kinds of tokens (`pipelines.text.shapes`).
"""

import polars as pl

from pipelines.text.tokens import RE_TOKEN
from pipelines.text.words import spread

SEPARATOR = " "
RE_PLAIN = r"^\p{L}+(?: \p{L}+)*$"


def find(tokens: pl.DataFrame, forms: pl.DataFrame, *, ignore_case: bool = False) -> pl.DataFrame:
    """Find every occurrence of the lexicon's forms.

    Each round keeps the places whose words so far open some form, so the work shrinks with the width.

    Args:
        tokens: as made by `pipelines.text.tokens.tokens`.
        forms: `form`, and whatever else the caller wants to have beside each occurrence.
        ignore_case: whether capital and small letters count as the same.

    Returns:
        One row per occurrence: `row` (of its first token), `width` (in tokens) and the columns of `forms`.
    """
    cut = _cut(forms, ignore_case=ignore_case).with_columns(opening=_opening(1))
    opens = spread(tokens["word"], _same(pl.col("text"), ignore_case=ignore_case).is_in(cut["opening"].unique().implode()))
    rows = opens.arg_true()
    places = pl.DataFrame({"row": rows.cast(pl.UInt32), "key": _words(tokens, rows, ignore_case=ignore_case)})
    found = [cut.clear().drop("pieces", "opening").with_columns(row=pl.lit(0, pl.UInt32))]
    for width in range(1, cut.select(pl.col("width").max().fill_null(0)).item() + 1):
        cut = cut.filter(pl.col("opening").is_in(places["key"].unique().implode()))
        places = places.filter(pl.col("key").is_in(cut["opening"].unique().implode()))
        found.append(places.join(cut.filter(pl.col("width") == width).drop("pieces", "opening"), on="key"))
        places = places.filter(pl.col("row") + width < tokens.height)
        places = places.with_columns(key=pl.col("key") + SEPARATOR + _words(tokens, places["row"] + width, ignore_case=ignore_case))
        cut = cut.filter(pl.col("width") > width).with_columns(opening=_opening(width + 1))
    return _within_block(pl.concat(found, how="diagonal"), tokens)


def longest(found: pl.DataFrame) -> pl.DataFrame:
    """Keep, of overlapping occurrences, the one that begins first, and of those the widest; the first in order on a tie."""
    ordered = found.sort("row", pl.col("width").cast(pl.Int64).neg(), maintain_order=True)
    end = pl.col("row") + pl.col("width")
    return ordered.filter((pl.col("row") >= end.cum_max().shift()).fill_null(True))


def _words(tokens: pl.DataFrame, rows: pl.Series, *, ignore_case: bool) -> pl.Series:
    words = tokens["token"].gather(rows).alias("text").to_frame()
    return words.select(_same(pl.col("text"), ignore_case=ignore_case)).to_series()


def _same(text: pl.Expr, *, ignore_case: bool) -> pl.Expr:
    """Write words alike: apostrophes straight, and all letters small where case does not count."""
    straight = text.str.replace_all("’", "'", literal=True)
    return straight.str.to_lowercase() if ignore_case else straight


def pieces(form: pl.Expr) -> pl.Expr:
    """Cut forms as tokens are cut; most are words with spaces between, for which there is less to do."""
    plain = form.str.contains(RE_PLAIN)
    return pl.coalesce(pl.when(plain).then(form).str.split(" "), pl.when(~plain).then(form).str.extract_all(RE_TOKEN))


def _cut(forms: pl.DataFrame, *, ignore_case: bool) -> pl.DataFrame:
    """Add the `pieces` of forms, their `key` and `width`."""
    cut = forms.with_columns(pieces=pieces(_same(pl.col("form"), ignore_case=ignore_case)))
    return cut.with_columns(key=pl.col("pieces").list.join(SEPARATOR), width=pl.col("pieces").list.len())


def _opening(width: int) -> pl.Expr:
    return pl.col("pieces").list.head(width).list.join(SEPARATOR)


def _within_block(found: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Drop what runs over from one block to the next."""
    last = found["row"] + found["width"] - 1
    same = pl.all_horizontal(tokens[name].gather(found["row"]) == tokens[name].gather(last) for name in ("doc", "block_index"))
    return found.filter(found.select(same).to_series()).drop("key")
