"""The texts of a table of cases, read in one call: for the functions under test a hundred texts cost little more than one."""

from collections.abc import Callable, Sequence
from functools import cache

import polars as pl


def together(read: Callable[..., pl.DataFrame]) -> Callable[[Sequence, str], pl.DataFrame]:
    """Return a function that gives the rows of one text of a table of cases.

    Args:
        read: reads texts, each as a document of its own; its rows have the number of their text as `doc`.

    Returns:
        A function of the table (each case is a text, or has it as its first value) and of one text in it. The table is read once.
    """
    whole = cache(lambda texts: read(*texts))

    def own(cases: Sequence, text: str) -> pl.DataFrame:
        texts = tuple(dict.fromkeys(_text(case) for case in cases))
        return whole(texts).filter(pl.col("doc") == texts.index(text))

    return own


def _text(case: object) -> str:
    values = getattr(case, "values", case)  # of a pytest.param
    return values if isinstance(values, str) else values[0]
