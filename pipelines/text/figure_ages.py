"""Ages without a unit: aged 12, turned 30, Jane Doe, 42, said.

Belongs here: the words and marks beside a number that make it an age.
Does not belong here: ages with a unit, such as 12-year-old (`units.csv` has them).
"""

import polars as pl

OLDEST = 115
RE_AGED = (
    r"(?i)\b(?:aged?,?|ages|(?:the |an |their )?ages? (?:of|between|from)|died at|(?:man|woman|boy|girl) of|"
    r"when (?:he|she|i) (?:was|is|were))\s(?:only\s|just\s|about\s|\d+\s(?:and|to|or)\s)?$"
)
RE_TURNED = r"(?i)(?:\bturn(?:s|ed|ing)?|\b(?:he|she|i|who) (?:was|is|were|am)|, now)\s(?:only\s|just\s|about\s)?$"
RE_PAUSE = r"^(?:[,.;?!]|\s(?:on|in|last|this|next|and|when|but|at)\b|$)"
RE_NAME, RE_CLOSED = r"\p{Lu}[\p{L}'’-]+,\s$", r"^,"
RE_FULL_NAME = (
    r"\p{Lu}[\p{L}'’-]+\s(?:\p{Lu}\.\s)?\p{Lu}[\p{L}'’-]+"
    r"(?:,?\s[JS]r\.)?(?:\s\([^()]{1,12}\))?,\s$"
)
RE_STOPPED = r"^(?:[,.;)]|\sand\b|$)"


def with_ages(quantities: pl.DataFrame) -> pl.DataFrame:
    """Give numbers that are ages the `kind` age and the `unit` years; they have the printed text `before` and `after` beside them."""
    before, after = pl.col("before"), pl.col("after")
    bare = (pl.col("kind") == "count") & pl.col("number").str.contains("^[du]$") & pl.col("value").is_between(1, OLDEST)
    age = before.str.contains(RE_AGED) | (before.str.contains(RE_TURNED) & after.str.contains(RE_PAUSE))
    name = before.str.contains(RE_NAME) & after.str.contains(RE_CLOSED)
    full_name = before.str.contains(RE_FULL_NAME) & after.str.contains(RE_STOPPED)
    told = (bare & (age | ((name | full_name) & (pl.col("number") == "d")))).fill_null(False)
    years, kind = (pl.when(told).then(pl.lit(value)).otherwise(column) for value, column in (("years", "unit"), ("age", "kind")))
    return quantities.with_columns(kind=kind, unit=years)
