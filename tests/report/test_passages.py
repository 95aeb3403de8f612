import re

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.report.page import FOLDER

TEXT = "A short title\n\nThe mayor met\nthe union — on Monday — in the old town hall.\n\nMore stood here."


@pytest.fixture(scope="module")
def value():
    """Return the value of an expression in which the text is `$text`."""
    connection = duckdb.connect()
    connection.execute((FOLDER / "queries" / "passages.sql").read_text(encoding="utf-8"))
    return lambda expression, text=TEXT: connection.execute(f"select {expression} from (select $text as text)", {"text": text}).fetchone()[
        0
    ]


@pytest.mark.parametrize(
    ("word", "chars", "before", "after"),
    [
        pytest.param("union", 200, "The mayor met the ", " — on Monday — in the old town hall.", id="whole paragraph"),
        pytest.param("union", 10, "… met the ", " — on …", id="by whole words"),
        pytest.param("A short", 10, "", " title", id="start of the text"),
        pytest.param("here.", 10, "… stood ", "", id="end of the text"),
        pytest.param("The", 10, "", " mayor …", id="not over the end of a paragraph"),
    ],
)
def test_context_is_cut_at_words_and_paragraphs(value, word, chars, before, after):
    start = TEXT.index(word)
    assert value(f"text_before(text, {start}, {chars})") == before
    assert value(f"text_after(text, {start + len(word)}, {chars})") == after


@pytest.mark.parametrize(("place", "start", "end"), [(4, 8, 1), (0, 2, 0), (8, 14, 7), (len(TEXT), len(TEXT), len(TEXT) - 6)])
def test_cut_within_a_sentence_moves_to_a_word(value, place, start, end):
    assert value(f"word_start(text, {place})") == start
    assert value(f"word_end(text, {place})") == end


@given(text=st.text(alphabet="aé𝄞 \n.", max_size=40), places=st.lists(st.integers(0, 40), min_size=6, max_size=6))
def test_pieces_are_the_passage_with_its_spans_marked(value, text, places):
    first, one, one_end, two, two_end, last = sorted(min(place, len(text)) for place in places)
    spans = f"{{'start_char': {one}, 'end_char': {one_end}, 'role': 'a'}}, {{'start_char': {two}, 'end_char': {two_end}, 'role': 'b'}}"
    pieces = value(f"pieces(text, {first}, {last}, [{spans}])", text)
    bare = re.compile(r"\s+")
    assert bare.sub("", "".join(piece["text"] for piece in pieces)) == bare.sub("", text[first:last])
    marked = {piece["role"]: piece["text"] for piece in pieces if piece["role"]}
    for role, start, end in (("a", one, one_end), ("b", two, two_end)):
        assert marked.get(role, "") == bare.sub(" ", text[start:end])


def test_pieces_of_a_passage_without_spans_are_one(value):
    assert value("pieces(text, 2, 7, list_filter([{'start_char': 0, 'end_char': 0, 'role': 'a'}], lambda span: false))") == [
        {"role": "", "text": "short"}
    ]
