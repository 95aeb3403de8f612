import re
from datetime import date
from functools import partial

import polars as pl
import pytest
from together import together

from pipelines.lexicons import load
from pipelines.text.events import LEXICONS, events
from pipelines.text.names import LEXICONS as NAME_LEXICONS
from pipelines.text.names import names
from pipelines.text.place_datelines import NO_DATELINES, datelines
from pipelines.text.places import with_places
from pipelines.text.sentences import sentences, with_sentences
from pipelines.text.tokens import tokens

NAME_LISTS = {name: load(name) for name in NAME_LEXICONS}
PUBLISHED = date(2025, 3, 17)


LINE = "OTTAWA (CP) —"
SCHEMA = {"doc": pl.UInt32, "block_index": pl.Int64, "start_char": pl.Int64, "text": pl.String}


def told(*texts: str, line: str | None = None) -> pl.DataFrame:
    """The events of articles whose body begins at character 40, below a dateline or none; a blank line ends a paragraph."""
    rows = []
    for doc, text in enumerate(texts):
        starts = [40, *(40 + found.end() for found in re.finditer(r"\n\n", text))]
        rows += [(doc, at, start, text[start - 40 :].split("\n\n")[0]) for at, start in enumerate(starts, start=1)]
    read = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    words = with_sentences(tokens(read), load("abbreviations")).with_columns(role=pl.lit("body"))
    blocks = read.rename({"start_char": "block_start", "text": "block"})
    said = sentences(words).join(blocks, on=["doc", "block_index"], maintain_order="left")
    said = said.with_columns(
        text=pl.col("block").str.slice(pl.col("start_char") - pl.col("block_start"), pl.col("end_char") - pl.col("start_char"))
    )
    articles = read.unique("doc").select("doc", published_date=pl.lit(PUBLISHED), published_precision=pl.lit("day"))
    named = with_places(names(words, NAME_LISTS), words, NAME_LISTS)
    lines = NO_DATELINES
    if line is not None:
        lines = datelines(pl.DataFrame([(doc, 0, 0, line) for doc in range(len(texts))], schema=SCHEMA, orient="row"), NAME_LISTS)
    found = events(words, said.drop("block", "block_start"), named, articles, {name: load(name) for name in LEXICONS}, datelines=lines)
    for doc, place, start, end in found.select("doc", "place", "place_start_char", "place_end_char").drop_nulls().iter_rows():
        assert ((line or "").ljust(40) + texts[doc])[start:end] == place
    return found


told_in, told_below_a_line = together(told), together(partial(told, line=LINE))


CLAUSES = [
    pytest.param("Mark Carney met Emmanuel Macron in Paris.", [("met", "Paris", "FR", "clause")], id="in"),
    pytest.param("Mark Carney met Emmanuel Macron of Paris.", [("met", None, None, None)], id="of"),
    pytest.param("In Paris, Mark Carney met Emmanuel Macron.", [("met", "Paris", "FR", "clause")], id="ahead"),
    pytest.param("Mark Carney met Emmanuel Macron in the French city of Lyon.", [("met", "Lyon", "FR", "clause")], id="city-of"),
    pytest.param(
        "Mark Carney visited London and met Emmanuel Macron in Paris.",
        [("visited", "London", "GB", "recipient"), ("met", "Paris", "FR", "clause")],
        id="each-its-own",
    ),
    pytest.param(
        "Mark Carney visited London after he met Emmanuel Macron in Paris.",
        [("visited", "London", "GB", "recipient"), ("met", "Paris", "FR", "clause")],
        id="another-clause",
    ),
    pytest.param("Mark Carney met Emmanuel Macron, whose father was born in Lille.", [("met", None, None, None)], id="relative-clause"),
    pytest.param("Mark Carney was in Ottawa, where he met Emmanuel Macron.", [("met", "Ottawa", "CA", "clause")], id="where"),
    pytest.param("Mark Carney travelled to Paris, Texas.", [("travelled to", "Paris", "US", "recipient")], id="which-town"),
    pytest.param(
        "The London meeting between Mark Carney and Keir Starmer ended.", [("meeting", "London", "GB", "clause")], id="before-the-noun"
    ),
    pytest.param("Canada accused Russia of meddling in Ukraine.", [("accused", None, None, None)], id="what-is-said"),
    pytest.param("Canada accused Russia in Geneva.", [("accused", "Geneva", "CH", "clause")], id="where-it-is-said"),
    pytest.param("Protesters marched near Kyiv.", [("marched", "Kyiv", "UA", "clause")], id="near"),
    pytest.param("Canada met France.", [("met", None, None, None)], id="parties"),
]


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_the_place_is_that_of_the_events_own_clause(text, expected):
    assert told_in(CLAUSES, text).select("trigger", "place", "place_country", "place_rule").rows() == expected


WITH_DATELINE = [
    pytest.param("Mark Carney met Keir Starmer.", "OTTAWA", id="first-paragraph"),
    pytest.param("It rained.\n\nMark Carney met Keir Starmer.", None, id="later-paragraph"),
    pytest.param("Mark Carney will meet Keir Starmer.", None, id="planned"),
    pytest.param("Mark Carney spoke with Keir Starmer by phone.", None, id="call"),
    pytest.param("Canada accused Russia of theft.", None, id="said"),
    pytest.param("Mark Carney met Keir Starmer in London.", "London", id="clause-first"),
    pytest.param("Thousands of protesters marched.", "OTTAWA", id="protest"),
]


@pytest.mark.parametrize(("text", "place"), WITH_DATELINE)
def test_a_dateline_stands_for_the_place_of_meetings_and_protests(text, place):
    found = told_below_a_line(WITH_DATELINE, text)
    assert found["place"].to_list() == [place]
    assert found["place_rule"].to_list() == [{"OTTAWA": "dateline", None: None}.get(place, "clause")]
