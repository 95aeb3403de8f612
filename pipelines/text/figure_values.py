"""Values of figures: what numbers in digits and words are worth.

Belongs here: the worth of a number, of the two numbers of a range, change or ratio; whether two numbers belong together.
Does not belong here: finding numbers (`pipelines.text.figure_shapes`).
"""

from fractions import Fraction

import polars as pl

from pipelines.text import shapes
from pipelines.text.figure_shapes import NUMERALS

RE_SHARE = r"^(?:r|[1ua]f|ea?)$"  # letters of a number that is a share when no unit follows
RATIOS = ("i", "Ov", "v")  # one in five, four out of five, nine of ten
LEAST_DIGITS = 1000  # 500 to 2 million means 500, but 1 to 2 million means one million


def worth(words: list[str], known: dict[str, tuple[str, Fraction]]) -> float:
    """Return what the words of a number are worth.

    Args:
        words: in lower case, digits with or without commas.
        known: kind and worth of number words.

    >>> worth(["two", "hundred", "and", "fifty"], {"two": ("cardinal", Fraction(2)), "hundred": ("hundred", Fraction(100)),
    ...     "fifty": ("cardinal", Fraction(50))})
    250.0
    """
    total, current = Fraction(0), Fraction(0)
    for word in words:
        kind, number = known.get(word, ("", Fraction(0)))
        if word[0].isdigit() and not kind:
            current += Fraction(word.replace(",", ""))
        elif kind in ("scale", "suffix"):
            total, current = total * number if total and not current else total + (current or 1) * number, Fraction(0)
        elif kind in ("hundred", "dozen", "fraction"):
            current = (current or 1) * number
        else:
            current += number
    return float(total + current)


def values(tokens: pl.DataFrame, spans: pl.DataFrame, number_words: pl.DataFrame) -> pl.Series:
    """Return the worth of numbers, given as `row` and `width`; null where `row` is null. Each wording is reckoned once."""
    numerals = number_words.filter(pl.col("kind").is_in(list(NUMERALS)))
    known = {form: (kind, Fraction(value)) for form, kind, value in numerals.select("form", "kind", "value").rows()}
    numbered = spans.select("row", "width").with_row_index("span")
    each = shapes.rows(numbered.drop_nulls())
    words = each.select("span", word=tokens["token"].gather(each["row"]).str.to_lowercase())
    joined = words.group_by("span", maintain_order=True).agg(pl.col("word").str.join(" "))
    distinct = joined["word"].unique().to_list()
    reckoned = pl.DataFrame(
        {"word": distinct, "value": [worth(wording.split(" "), known) for wording in distinct]},
        schema={"word": pl.String, "value": pl.Float64},
    )
    told = joined.join(reckoned, on="word", how="left")
    return numbered.join(told, on="span", how="left", maintain_order="left")["value"]


def with_values(numbers: pl.DataFrame, tokens: pl.DataFrame, number_words: pl.DataFrame) -> pl.DataFrame:
    """Add `value`, and `scale` (the worth of the last scale word, else null), to numbers."""
    spans = numbers.select(row="number_row", width=pl.col("number").str.len_bytes().cast(pl.Int64))
    last = pl.col("number").str.extract(r"^(.*)[sk]").str.len_bytes().cast(pl.Int64)
    scales = numbers.select(row=pl.col("number_row") + last, width=pl.lit(1, pl.Int64))
    return numbers.with_columns(value=values(tokens, spans, number_words), scale=values(tokens, scales, number_words))


def pairs(numbers: pl.DataFrame) -> pl.DataFrame:
    """Return the candidates whose two numbers belong together: one row each, the columns of the second with `_to`."""
    names = ("end", "money", "number", "unit", "sign", "unit_kind", "unit_name", "unit_form", "value", "scale")
    second = numbers.filter("is_second").select("candidate", **{f"{name}_to": pl.col(name) for name in names})
    joined = numbers.filter(~pl.col("is_second")).join(second, on="candidate", maintain_order="left")
    return joined.with_columns(value=_shared_scale()).filter(_belong_together())


def _shared_scale() -> pl.Expr:
    """Give the first number of a range the scale of the second: 25 to 30 million, $5-10bn."""
    scaled = pl.col("value") * pl.col("scale_to")
    unscaled = pl.col("scale").is_null() & (pl.col("value") < LEAST_DIGITS)
    rising = scaled < pl.col("value_to")
    falling = (pl.col("frame") == "F") & (scaled < 100 * pl.col("value_to"))
    return pl.when((unscaled & (rising | falling)).fill_null(False)).then(scaled).otherwise("value")


def _belong_together() -> pl.Expr:
    """Tell it by joint, order and units."""
    first, second, joint, frame = pl.col("value"), pl.col("value_to"), pl.col("joint"), pl.col("frame")
    sign, sign_to = pl.col("sign"), pl.col("sign_to")
    open_end = (sign_to == "") & ((pl.col("money") != "") | (frame == "F"))
    alike = (sign == sign_to) | (sign == "") | open_end
    whole = ~pl.concat_str("number", "number_to").str.contains("[sfzhkrey]")
    ratio = whole & (first >= 1) & (first < second) & (first < 100) & (second <= 1000) & (sign_to == "") & (sign == "")
    years = (pl.col("number") == "y") & (pl.col("number_to") == "y") & (sign == "") & (sign_to == "")
    return (
        pl.when(joint.is_in(RATIOS)).then(ratio & ((joint != "v") | (second == 10)))  # nine of 13 are two counts
        .when(years).then(False)
        .when(joint == "F").then((sign == sign_to) & (sign != ""))
        .when(frame == "F").then(alike & (first != second))
        .otherwise(alike & (first < second))
    ).fill_null(False)  # fmt: skip
