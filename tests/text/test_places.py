import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from together import together

from pipelines.lexicons import load
from pipelines.text.names import LEXICONS, names
from pipelines.text.place_datelines import datelines
from pipelines.text.places import demonyms, with_places
from pipelines.text.sentences import with_sentences
from pipelines.text.tokens import tokens

LISTS = {name: load(name) for name in LEXICONS}
SCHEMA = {"doc": pl.UInt32, "block_index": pl.Int64, "start_char": pl.Int64, "text": pl.String}


def passages(*texts: str) -> pl.DataFrame:
    return pl.DataFrame([(doc, 0, 0, text) for doc, text in enumerate(texts)], schema=SCHEMA, orient="row")


def read(*texts: str, lines: tuple[str, ...] = ()) -> pl.DataFrame:
    """The names of texts, adjectives of countries among them, and which places they mean."""
    cut = with_sentences(tokens(passages(*texts)), load("abbreviations"))
    found = names(cut, LISTS)
    every = pl.concat([found, demonyms(found, cut, LISTS)], how="diagonal_relaxed").sort("doc", "start_char")
    return with_places(every, cut, LISTS, datelines(passages(*lines), LISTS) if lines else None)


read_in = together(read)


def meant(text: str, *, line: str | None = None) -> list[tuple]:
    """Name, code and rule of the places of a text."""
    return told_places(read(text, lines=(line,) if line else ()))


def told_places(found: pl.DataFrame) -> list[tuple]:
    return (
        found.filter(pl.col("entity_kind") == "place").select("text", "entity_id", pl.col("rule_id").str.replace("name:place:", "")).rows()
    )


EVIDENCE = [
    pytest.param("He was born in Reading.", [("place", "Reading")], id="word-behind-in"),
    pytest.param("Reading is fun.", [], id="word"),
    pytest.param("The Reading Society met.", [("organisation", "Reading Society")], id="word-in-an-organisation"),
    pytest.param("It snowed in March.", [], id="month"),
    pytest.param("It snowed in Time.", [], id="word-of-a-small-town"),
    pytest.param("We stayed in Nice.", [("place", "Nice")], id="nice-town"),
    pytest.param("A plant in Mobile, Ala., closed.", [("place", "Mobile")], id="word-with-its-state"),
    pytest.param("We met Dave Mobile.", [("person", "Dave Mobile")], id="word-as-surname"),
    pytest.param("Bruce Springfield sang in Springfield, Ill.", [("person", "Bruce Springfield"), ("place", "Springfield")], id="bearer"),
    pytest.param("Whitney Houston sang. Houston said no.", [("person", "Whitney Houston"), ("person", "Houston")], id="bearer-speaks"),
    pytest.param("Whitney Houston sang in Houston.", [("person", "Whitney Houston"), ("place", "Houston")], id="bearer-and-town"),
    pytest.param("Elizabeth Warren has faith. It lies in Warren.", [("person", "Elizabeth Warren"), ("person", "Warren")], id="surname"),
    pytest.param("Residents of Jersey City left.", [("place", "Jersey City")], id="longer-than-a-country"),
    pytest.param("The streets of Homs were quiet.", [("place", "Homs")], id="streets-of"),
    pytest.param("The New York Times said so.", [("organisation", "The New York Times")], id="newspaper"),
    pytest.param("The team from Schenectady won in Schenectady.", [("place", "Schenectady")] * 2, id="told-elsewhere"),
    pytest.param("The team from Schenectady won.", [], id="not-told"),
]


@pytest.mark.parametrize(("text", "expected"), EVIDENCE)
def test_a_citys_name_is_a_place_by_evidence(text, expected):
    assert read_in(EVIDENCE, text).select("entity_kind", "text").rows() == expected


PARIS, PARIS_TEXAS, LONDON, LONDON_ONTARIO = "geonames:2988507", "geonames:4717560", "geonames:2643743", "geonames:6058560"
WASHINGTON, NEW_YORK, BIRMINGHAM_ALABAMA = "geonames:4140963", "geonames:5128581", "geonames:4049979"


CHOSEN = [
    pytest.param("Paris, Texas, grew.", [("Paris", PARIS_TEXAS, "qualified"), ("Texas", "iso:US-TX", "qualifies")], id="region"),
    pytest.param("Paris grew. Texas shrank.", [("Paris", PARIS, "dominant"), ("Texas", "iso:US-TX", "only")], id="no-comma"),
    pytest.param(
        "In London, Ont., it rained. London froze.",
        [("London", LONDON_ONTARIO, "qualified"), ("London", LONDON_ONTARIO, "same-name")],
        id="same-name",
    ),
    pytest.param("In London, it rained.", [("London", LONDON, "dominant")], id="largest"),
    pytest.param(
        "It rained in Birmingham, and in Alabama.",
        [("Birmingham", BIRMINGHAM_ALABAMA, "article"), ("Alabama", "iso:US-AL", "only")],
        id="article-names-the-state",
    ),
    pytest.param("It rained in Springfield.", [("Springfield", None, "ambiguous")], id="abstains"),
    pytest.param("Georgia voted.", [("Georgia", None, "ambiguous")], id="state-or-country"),
    pytest.param(
        "Atlanta, Georgia, voted.", [("Atlanta", "geonames:4180439", "qualified"), ("Georgia", "iso:US-GA", "qualifies")], id="state"
    ),
    pytest.param("Georgia and Alabama voted.", [("Georgia", "iso:US-GA", "article"), ("Alabama", "iso:US-AL", "only")], id="among-states"),
    pytest.param("Tbilisi lies in Georgia.", [("Tbilisi", "geonames:611717", "only"), ("Georgia", "country:GE", "article")], id="country"),
    pytest.param("Washington objects.", [("Washington", WASHINGTON, "dominant")], id="capital"),
    pytest.param("In Washington state it rained.", [("Washington", "iso:US-WA", "qualified")], id="state-said"),
    pytest.param(
        "Seattle, Washington, grew.",
        [("Seattle", "geonames:5809844", "qualified"), ("Washington", "iso:US-WA", "qualifies")],
        id="its-town",
    ),
    pytest.param("He lives in New York.", [("New York", NEW_YORK, "city")], id="city-of-millions"),
    pytest.param("New York state law changed.", [("New York", "iso:US-NY", "qualified")], id="its-state"),
    pytest.param(
        "A rally in Hudson, New Hampshire, ended. Folk in Hudson slept.",
        [("Hudson", None, "small"), ("New Hampshire", "iso:US-NH", "only"), ("Hudson", None, "small")],
        id="in-no-gazetteer",
    ),
    pytest.param(
        "Lebanon and Pennsylvania differ.",
        [("Lebanon", "country:LB", "country"), ("Pennsylvania", "iso:US-PA", "only")],
        id="country-first",
    ),
    pytest.param("They closed the Old Bridge.", [("Old Bridge", "place:old-bridge", "shape")], id="thing-with-the-name-of-a-town"),
    pytest.param("The Middle East burns.", [("Middle East", "place:middle-east", "only")], id="own-region"),
    pytest.param("England won.", [("England", "iso:GB-ENG", "only")], id="part-of-a-country"),
]


@pytest.mark.parametrize(("text", "expected"), CHOSEN)
def test_the_place_is_chosen_by_evidence(text, expected):
    assert told_places(read_in(CHOSEN, text)) == expected


def test_the_dateline_tells_which_town():
    assert meant("London froze.", line="LONDON, Ont. (CP) —") == [("London", LONDON_ONTARIO, "same-name")]
    assert meant("London froze.", line="LONDON (CP) —") == [("London", LONDON, "same-name")]


DEMONYMS = [
    pytest.param("Canadian beer sells.", [("Canadian", "CA")], id="adjective"),
    pytest.param("A Sri  Lankan player left.", [("Sri  Lankan", "LK")], id="two-blanks"),
    pytest.param("Many Canadians left.", [("Canadians", "CA")], id="people"),
    pytest.param("The Dutch and Swiss teams met Filipino players.", [("Dutch", "NL"), ("Swiss", "CH"), ("Filipino", "PH")], id="irregular"),
    pytest.param("She speaks French.", [], id="language"),
    pytest.param("A Puerto Rican singer met a Hongkonger.", [("Puerto Rican", "PR"), ("Hongkonger", "HK")], id="territories"),
    pytest.param("A Dominican player left the Dominican Republic.", [("Dominican", "DO"), ("Dominican Republic", "DO")], id="country-told"),
    pytest.param("A Congolese player left.", [("Congolese", None)], id="two-countries"),
    pytest.param("The French Open ended.", [], id="in-a-name"),
]


@pytest.mark.parametrize(("text", "expected"), DEMONYMS)
def test_demonyms_tell_of_a_country(text, expected):
    assert read_in(DEMONYMS, text).filter(pl.col("entity_kind") == "place").select("text", "country_code").rows() == expected


def test_datelines_have_spans_and_places():
    found = datelines(passages("  NEW YORK -- ", "LONDON, Ont. (CP) —", "SMALLWICK (CP) —", "(CP) —"), LISTS)
    rows = found.select("doc", "start_char", "end_char", "text", "place_id", "code").rows()
    assert rows == [
        (0, 2, 10, "NEW YORK", NEW_YORK, "US-NY"),
        (1, 0, 6, "LONDON", LONDON_ONTARIO, "CA-ON"),
        (2, 0, 9, "SMALLWICK", None, None),
    ]


PIECES = st.sampled_from(["Paris", ", Texas", " in ", "Georgia", "London, Ont.", "\n", " St. ", "Canadian", "’s ", ". ", "Élan "])


@settings(max_examples=10, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=10).map(lambda pieces: "".join(pieces) or "."), min_size=1, max_size=12))
def test_every_row_stays_with_its_span_in_any_text(texts):
    for doc, start, end, shown in read(*texts).select("doc", "start_char", "end_char", "text").iter_rows():
        assert re.sub(r"\s+", " ", texts[doc][start:end]) == re.sub(r"\s+", " ", shown)
