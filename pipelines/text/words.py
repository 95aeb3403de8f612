"""Words: work that is the same for every occurrence of a word is done once for each distinct word.

Belongs here: spreading a property of distinct words over a column of words.
Does not belong here: the properties.
"""

import polars as pl


def spread(words: pl.Series, value: pl.Expr) -> pl.Series:
    """Evaluate an expression over the column `text` of the distinct words and give each word of the column its value."""
    coded = words.cast(pl.Categorical)
    once = coded.unique()
    distinct = pl.DataFrame({"text": once.cast(pl.String), "code": once.to_physical()})
    codes = pl.DataFrame({"code": pl.int_range(distinct.select(pl.col("code").max().fill_null(0)).item() + 1, dtype=pl.UInt32, eager=True)})
    table = codes.join(distinct.with_columns(value=value), on="code", how="left", maintain_order="left")
    return table["value"].gather(coded.to_physical())
