import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from together import together

from pipelines.lexicons import load
from pipelines.text.names import LEXICONS as NAME_LEXICONS
from pipelines.text.names import names
from pipelines.text.quotes import COLUMNS, LEXICONS, quotes
from pipelines.text.sentences import with_sentences
from pipelines.text.tokens import tokens

LISTS = {name: load(name) for name in (*NAME_LEXICONS, *LEXICONS, "abbreviations")}


def articles(*texts: str) -> pl.DataFrame:
    """The quotations of articles; a blank line ends a paragraph."""
    rows = []
    for doc, text in enumerate(texts):
        paragraphs = text.split("\n\n")
        starts = [sum(len(p) + 2 for p in paragraphs[:i]) for i in range(len(paragraphs))]
        rows += [(doc, index, start, paragraph) for index, (start, paragraph) in enumerate(zip(starts, paragraphs, strict=True))]
    schema = {"doc": pl.UInt32, "block_index": pl.Int64, "start_char": pl.Int64, "text": pl.String}
    cut = with_sentences(tokens(pl.DataFrame(rows, schema=schema, orient="row")), LISTS["abbreviations"])
    return quotes(cut, names(cut, LISTS), LISTS)


def read(*paragraphs: str) -> pl.DataFrame:
    """The quotations of one article."""
    return articles("\n\n".join(paragraphs))


read_in = together(articles)


QUOTATIONS = [
    ("“We are tired,” Olga Brandt said.", "direct", "We are tired,", "Olga Brandt"),
    ('"We are tired," said Olga Brandt, the warden.', "direct", "We are tired,", "Olga Brandt"),
    ("‘We are tired,’ said Olga Brandt.", "direct", "We are tired,", "Olga Brandt"),
    ("“Are you tired?” Olga Brandt asked.", "direct", "Are you tired?", "Olga Brandt"),
    ('Olga Brandt told reporters on Monday: "The road is closed."', "direct", "The road is closed.", "Olga Brandt"),
    ('"The road is closed," according to Olga Brandt.', "direct", "The road is closed,", "Olga Brandt"),
    ('"It was cold," a senior harbour official said.', "direct", "It was cold,", "a senior harbour official"),
    ('Olga Brandt said the plan was "workable, not perfect" and cheap.', "mixed", "workable, not perfect", "Olga Brandt"),
    ('The plan was "workable, not perfect," Olga Brandt said.', "mixed", "workable, not perfect,", "Olga Brandt"),
    ("Its chair, Olga Brandt, called the plan “a gift to nobody”.", "mixed", "a gift to nobody", "Olga Brandt"),
    ("“It is cold,” she notes.", "direct", "It is cold,", "she"),
    ("“It is cold,” Olga Brandt notes.", "direct", "It is cold,", "Olga Brandt"),
    ("“It is cold,” another friend, Olga Brandt, told the paper.", "direct", "It is cold,", "Olga Brandt"),
    ("“It is cold,” Olga Brandt, 61, a retired clerk in Erie, Pa., said in a long interview.", "direct", "It is cold,", "Olga Brandt"),
    ("“It is cold,” Olga Brandt — the warden of the gate — said.", "direct", "It is cold,", "Olga Brandt"),
    ("“Are we late?” Olga Brandt, the warden, asked.", "direct", "Are we late?", "Olga Brandt"),
    ("“Harbour or Home,” Olga Brandt said.", "direct", "Harbour or Home,", "Olga Brandt"),
    ("“It is cold out here!” beamed Olga Brandt.", "direct", "It is cold out here!", "Olga Brandt"),
    ("“It is cold out here,” the letter of the mayor began.", "direct", "It is cold out here,", "the letter of the mayor"),
    (
        "“The road is closed and nobody tells us why.”― Olga Brandt",
        "direct",
        "The road is closed and nobody tells us why.",
        "Olga Brandt",
    ),
    ("As for the old pier, “it will have to wait,” Olga Brandt said.", "direct", "it will have to wait,", "Olga Brandt"),
    (
        "Olga Brandt said in a long letter to the members of the club, “The road is closed.”",
        "direct",
        "The road is closed.",
        "Olga Brandt",
    ),
    (
        "“The road to the north is closed and nobody tells us why.” — Olga Brandt, Porto",
        "direct",
        "The road to the north is closed and nobody tells us why.",
        "Olga Brandt",
    ),
    (
        "The club’s page lists the pier as “a place for everybody who has ever wanted to sail out alone.”",
        "mixed",
        "a place for everybody who has ever wanted to sail out alone.",
        "The club’s page lists the pier",
    ),
]


@pytest.mark.parametrize(("text", "kind", "quote", "speaker"), QUOTATIONS)
def test_quotations_have_kind_and_speaker(text, kind, quote, speaker):
    assert read_in(QUOTATIONS, text).select("kind", "quote_text", "speaker_text").rows() == [(kind, quote, speaker)]


OTHER_WORDS = [
    'The so-called "smart" fence fell over.',
    "She played in “The Winter of Our Youth” for years.",
    'Bob "Lefty" Marlow won the race.',
    "The plank is 6' 2\" long.",
    "“The Long Road Home”",
    "“The Long Road Home,” a film of Olga Brandt, opens today.",
    "“The Long Road Home: How Eight Old Ships Came Back To The Harbour Of Porto” opens today.",
    "The page lists the pier as “a place for all.”",
]


@pytest.mark.parametrize("text", OTHER_WORDS)
def test_other_words_in_marks_are_no_quotations(text):
    assert read_in(OTHER_WORDS, text).is_empty()


def test_a_quotation_goes_on_with_its_speaker():
    found = read("“We are tired,” Olga Brandt said. “We want to go home now.”", "“And we will not come back again.”")
    assert found["speaker_text"].to_list() == ["Olga Brandt"] * 3
    assert found["rule_id"].to_list()[1:] == ["quote:direct:continued"] * 2


def test_a_split_quotation_has_one_speaker():
    found = read('"We are tired," Olga Brandt said, "and we want to go home."')
    assert found.select("quote_text", "speaker_text").rows() == [
        ("We are tired,", "Olga Brandt"),
        ("and we want to go home.", "Olga Brandt"),
    ]


def test_marks_at_the_begin_of_each_paragraph_run_on():
    found = read("“We are tired of waiting,” Olga Brandt said. “One winter is enough.", "“Two winters are too many.”")
    assert found["speaker_name"].to_list() == ["Olga Brandt"] * 3


def test_a_name_behind_a_dash_signs_the_quotation_above():
    found = read("Paul Ortiz said the road was closed.", "“We are not allowed to go home.”", "— Olga Brandt, Porto.", "She left early.")
    assert found.select("rule_id", "speaker_text").rows()[1:] == [("quote:direct:signed", "Olga Brandt")]


@pytest.mark.parametrize("line", ["— Olga Brandt left the hall.", "Olga Brandt, Porto.", "— and so on"])
def test_other_lines_sign_nothing(line):
    found = read("“It is cold,” Paul Ortiz said.", "“We are not allowed to go home.”", line)
    assert found.select("rule_id", "speaker_text").rows()[1:] == [("quote:direct:continued", "Paul Ortiz")]


def test_words_in_marks_open_a_sentence_behind_an_abbreviation():
    found = read("“It is late,” Olga Brandt said at a rally in Erie, Pa. “We will win this race at last.”")
    assert found.select("kind", "quote_text", "speaker_text").rows()[1:] == [("direct", "We will win this race at last.", "Olga Brandt")]


def test_words_in_marks_in_an_introduction_are_not_what_is_said():
    found = read("On the “first fleet,” Olga Brandt said the ships were late.")
    assert found.select("kind", "quote_text").rows() == [("indirect", "the ships were late")]


def test_a_participle_begins_a_second_report():
    found = read("Olga Brandt said the plan was “bad for all,” adding that the road was closed.")
    assert found.select("kind", "quote_text").rows() == [("mixed", "bad for all,"), ("indirect", "the road was closed")]


def test_a_colon_introduces_a_quotation():
    found = read("Olga Brandt went even further:", "“One winter is enough for all of us.”")
    assert found.select("rule_id", "speaker_text").rows() == [("quote:direct:introduced", "Olga Brandt")]


def test_every_rule_has_a_measured_confidence():
    listed = set(load("quote_rules")["rule_id"])
    direct = {f"quote:direct:{name}" for name in ("behind", "ahead", "alone", "continued", "introduced", "opening", "signed", "turn")}
    mixed = {f"quote:mixed:{name}" for name in ("within", "within-behind", "unframed")}
    sources = ("source-before", "source-after")
    told = {f"quote:indirect:{name}" for name in ("that", "zero", "after-comma", "before", *sources, "question", "noun")}
    assert listed == direct | mixed | told


PIECES = [
    "“",
    "”",
    '"',
    "'",
    "’",
    " ",
    ", ",
    ". ",
    "He",
    "said",
    "that",
    "it",
    "was",
    "Olga Brandt",
    "according to",
    ":",
    "told",
    "them",
    "\n",
]


@settings(deadline=None, max_examples=10)
@given(st.lists(st.lists(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), max_size=3).map("\n\n".join), max_size=12))
def test_any_text_runs_and_spans_slice(texts):
    found = articles(*texts)
    assert found.columns[: len(COLUMNS)] == list(COLUMNS)
    for row in found.iter_rows(named=True):
        whole = texts[row["doc"]]
        assert whole[row["start_char"] : row["end_char"]] == row["quote_text"]
        if row["speaker_text"] is not None:
            assert whole[row["speaker_start_char"] : row["speaker_end_char"]] == row["speaker_text"]
