from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from pipelines.lexicons import load
from pipelines.text.events import LEXICONS, events
from pipelines.text.names import LEXICONS as NAME_LEXICONS
from pipelines.text.names import names
from pipelines.text.sentences import sentences, with_sentences
from pipelines.text.tokens import tokens

PUBLISHED = date(2025, 3, 17)  # a Monday


def read(texts: tuple[str, ...], role: str) -> pl.DataFrame:
    passages = pl.DataFrame({"doc": range(len(texts)), "text": texts}, schema={"doc": pl.UInt32, "text": pl.String}).select(
        "doc", block_index=pl.lit(0, pl.Int64), start_char=pl.lit(0, pl.Int64), text="text"
    )
    words = with_sentences(tokens(passages), load("abbreviations")).with_columns(role=pl.lit(role))
    said = sentences(words).join(passages.select("doc", whole="text"), on="doc")
    said = said.with_columns(text=pl.col("whole").str.slice("start_char", pl.col("end_char") - pl.col("start_char"))).drop("whole")
    articles = passages.select("doc", published_date=pl.lit(PUBLISHED), published_precision=pl.lit("day"))
    return events(
        words, said, names(words, {name: load(name) for name in NAME_LEXICONS}), articles, {name: load(name) for name in LEXICONS}
    )


@pytest.fixture(scope="session")
def told() -> Callable[..., pl.DataFrame]:
    """Read texts, each as one block of an article published on Monday, 17 March 2025, and return the events told in them."""
    return lambda *texts, role="body": read(texts, role)
