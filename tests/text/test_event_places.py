from datetime import date

import polars as pl
import pytest

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


def told(*paragraphs: str, line: str | None = None) -> list[tuple]:
    """Trigger, place, what it means and the rule, of the events of one article whose body begins at character 40."""
    starts = [40]
    for text in paragraphs:
        starts.append(starts[-1] + len(text) + 2)
    rows = [(0, number + 1, start, text) for number, (start, text) in enumerate(zip(starts, paragraphs, strict=False))]
    schema = {"doc": pl.UInt32, "block_index": pl.Int64, "start_char": pl.Int64, "text": pl.String}
    read = pl.DataFrame(rows, schema=schema, orient="row")
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
        lines = datelines(pl.DataFrame([(0, 0, 0, line)], schema=schema, orient="row"), NAME_LISTS)
    found = events(words, said.drop("block", "block_start"), named, articles, {name: load(name) for name in LEXICONS}, datelines=lines)
    whole = (line or "").ljust(40) + "\n\n".join(paragraphs)
    for place, start, end in found.select("place", "place_start_char", "place_end_char").drop_nulls().iter_rows():
        assert whole[start:end] == place
    return found.select("trigger", "place", "place_country", "place_rule").rows()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
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
    ],
)
def test_the_place_is_that_of_the_events_own_clause(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("paragraphs", "place"),
    [
        pytest.param(("Mark Carney met Keir Starmer.",), "OTTAWA", id="first-paragraph"),
        pytest.param(("It rained.", "Mark Carney met Keir Starmer."), None, id="later-paragraph"),
        pytest.param(("Mark Carney will meet Keir Starmer.",), None, id="planned"),
        pytest.param(("Mark Carney spoke with Keir Starmer by phone.",), None, id="call"),
        pytest.param(("Canada accused Russia of theft.",), None, id="said"),
        pytest.param(("Mark Carney met Keir Starmer in London.",), "London", id="clause-first"),
        pytest.param(("Thousands of protesters marched.",), "OTTAWA", id="protest"),
    ],
)
def test_a_dateline_stands_for_the_place_of_meetings_and_protests(paragraphs, place):
    found = told(*paragraphs, line="OTTAWA (CP) —")
    assert [row[1] for row in found] == [place]
    assert [row[3] for row in found] == [{"OTTAWA": "dateline", None: None}.get(place, "clause")]
