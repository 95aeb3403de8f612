from collections.abc import Callable, Sequence
from datetime import date

import polars as pl
import pytest
from together import together

from pipelines.lexicons import load
from pipelines.text.event_claims import NO_QUOTES
from pipelines.text.event_dates import EXPRESSIONS
from pipelines.text.events import LEXICONS, events
from pipelines.text.names import LEXICONS as NAME_LEXICONS
from pipelines.text.names import names
from pipelines.text.sentences import sentences, with_sentences
from pipelines.text.time_context import in_context
from pipelines.text.time_expressions import time_expressions
from pipelines.text.time_values import with_values
from pipelines.text.tokens import tokens

PUBLISHED = date(2025, 3, 17)  # a Monday


def read(texts: tuple[str, ...], role: str, published: Sequence[date | None], quotes: pl.DataFrame) -> pl.DataFrame:
    passages = pl.DataFrame({"doc": range(len(texts)), "text": texts}, schema={"doc": pl.UInt32, "text": pl.String}).select(
        "doc", block_index=pl.lit(0, pl.Int64), start_char=pl.lit(0, pl.Int64), text="text"
    )
    words = with_sentences(tokens(passages), load("abbreviations")).with_columns(role=pl.lit(role))
    said = sentences(words).join(passages.select("doc", whole="text"), on="doc")
    said = said.with_columns(text=pl.col("whole").str.slice("start_char", pl.col("end_char") - pl.col("start_char"))).drop("whole")
    articles = passages.select("doc", published_date=pl.Series(published, dtype=pl.Date), published_precision=pl.lit("day"))
    anchors = articles.select("doc", anchor_date="published_date", anchor=pl.lit("published"))
    dates = with_values(in_context(time_expressions(passages, load("time_words"))), anchors).select(*EXPRESSIONS)
    named = names(words, {name: load(name) for name in NAME_LEXICONS})
    return events(words, said, named, articles, {name: load(name) for name in LEXICONS}, dates, quotes=quotes)


@pytest.fixture(scope="session")
def told() -> Callable[..., pl.DataFrame]:
    """Read texts, each as one block of an article published on Monday, 17 March 2025, and return the events told in them.

    `published` is the day of publication of all articles, or a list of their days.
    """

    def events_of(
        *texts: str, role: str = "body", published: date | list[date] | None = PUBLISHED, quotes: pl.DataFrame = NO_QUOTES
    ) -> pl.DataFrame:
        return read(texts, role, published if isinstance(published, list) else [published] * len(texts), quotes)

    return events_of


@pytest.fixture(scope="session")
def told_in(told: Callable[..., pl.DataFrame]) -> Callable[[Sequence, str], pl.DataFrame]:
    """The events told in one text of a table of cases."""
    return together(told)
