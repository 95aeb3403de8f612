import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from together import together

from pipelines.lexicons import load
from pipelines.text.names import COLUMNS, LEXICONS, names
from pipelines.text.sentences import with_sentences
from pipelines.text.tokens import tokens

LISTS = {name: load(name) for name in LEXICONS}


def read(*texts: str) -> pl.DataFrame:
    """The names of texts; a blank line ends a paragraph."""
    rows = []
    for doc, text in enumerate(texts):
        starts = [0, *(found.end() for found in re.finditer(r"\n\n", text))]
        rows += [(doc, number, start, text[start:].split("\n\n")[0]) for number, start in enumerate(starts)]
    schema = {"doc": pl.UInt32, "block_index": pl.Int64, "start_char": pl.Int64, "text": pl.String}
    cut = tokens(pl.DataFrame(rows, schema=schema, orient="row"))
    return names(with_sentences(cut, load("abbreviations")), LISTS)


read_in = together(read)

NAMED = [
    ("The mayor met Ingrid Solberg-Hahn there.", [("person", "Ingrid Solberg-Hahn")]),
    ("We saw Ludwig van der Meer.", [("person", "Ludwig van der Meer")]),
    ("A letter from Robert J. Quill came.", [("person", "Robert J. Quill")]),
    ("Prime Minister Olga Brandt spoke.", [("person", "Olga Brandt")]),
    ("Talks in Canada ended.", [("place", "Canada")]),
    ("The Canadian team won.", []),
    ("Many Canadians voted.", [("place", "Canadians")]),
    ("He teaches at the University of Larkham.", [("organisation", "University of Larkham")]),
    ("The Quarrymen Workers Union struck.", [("organisation", "Quarrymen Workers Union")]),
    ("However, Winter came. Nobody noticed.", []),
    ("On Monday in March it snowed.", []),
    ("Boats on the Otter River sank.", [("place", "Otter River")]),
    ("The White House said no.", [("organisation", "White House")]),
    ("A book by J.K. Quarles came.", [("person", "J.K. Quarles")]),
    ("A letter from John Quill Jr. came.", [("person", "John Quill Jr.")]),
    ("Letters from Denzel Jordan came from Jordan.", [("person", "Denzel Jordan"), ("place", "Jordan")]),
    ("We met Michael B. Jordan there.", [("person", "Michael B. Jordan")]),
    ("Senator Mary King spoke.", [("person", "Mary King")]),
    ("The Adam Quarles Protection Act passed.", []),
    ("JOHN QUARLES WINS VOTE", [("person", "JOHN QUARLES")]),
    ("Mary Quarles Wins Big Vote In Kansas", [("person", "Mary Quarles"), ("place", "Kansas")]),
    ("President Wants More Money", []),
    ("He called Mary Quarles  Then he left.", [("person", "Mary Quarles")]),
    ("Mary Quarles  John Zorn  Ann Lee", [("person", "Mary Quarles"), ("person", "John Zorn"), ("person", "Ann Lee")]),
    ("Frank R  Quarles  D NJ", [("person", "Frank R  Quarles")]),
    ("The Quarleses denied it.", []),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_names_are_found(text, expected):
    assert read_in(NAMED, text).select("entity_kind", "text").rows() == expected


def test_titles_stand_beside_names():
    found = read("Former Senator Anne Kessler met Dr. Paul Ortiz.")
    assert found.select("title", "text").rows() == [("Former Senator", "Anne Kessler"), ("Dr.", "Paul Ortiz")]


def test_short_forms_mean_the_full_name():
    found = read("Anne Kessler won. Kessler smiled, and Anne bowed. Ms. Kessler left.")
    assert found["entity_id"].to_list() == ["anne-kessler"] * 4
    assert found["entity_name"].unique().to_list() == ["Anne Kessler"]


def test_two_bearers_of_a_surname_leave_it_open():
    found = read("Anne Kessler met Paul Kessler. Kessler left. Mr. Kessler stayed. Paul slept.")
    assert found["entity_id"].to_list() == ["anne-kessler", "paul-kessler", None, "paul-kessler", "paul-kessler"]


def test_articles_do_not_share_names():
    assert read("Anne Kessler won.", "Mr. Kessler lost.")["entity_id"].to_list() == ["anne-kessler", None]


def test_known_people_have_their_lexicon_id():
    found = read("French President Emmanuel Macron spoke. Macron left.")
    assert found["entity_id"].to_list() == ["emmanuel-macron"] * 2
    assert found["country_code"].to_list() == ["FR", "FR"]


def test_a_short_form_can_mean_an_organisation():
    found = read("Zorbex Holdings fell. Analysts sold Zorbex quickly.")
    assert found.select("entity_kind", "entity_id").rows() == [("organisation", "zorbex-holdings")] * 2


@settings(deadline=None, max_examples=10)
@given(st.lists(st.text(alphabet=st.sampled_from("AbcD .,'’-\n“”JoeSmithMr"), max_size=60), max_size=12))
def test_any_text_runs_and_spans_slice(texts):
    found = read(*texts)
    assert found.columns[: len(COLUMNS)] == list(COLUMNS)
    for doc, start, end, text in found.select("doc", "start_char", "end_char", "text").iter_rows():
        assert texts[doc][start:end] == text
