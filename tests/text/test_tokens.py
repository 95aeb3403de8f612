import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text.tokens import begins, text, tokens


def cut(*texts: str) -> pl.DataFrame:
    frame = pl.DataFrame({"doc": range(len(texts)), "text": texts}, schema={"doc": pl.UInt32, "text": pl.String})
    return tokens(frame.select("doc", block_index=pl.lit(0, pl.Int64), start_char=pl.lit(0, pl.Int64), text="text"))


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("The U.S. won't wait.", ["The", "U.S.", "won", "'t", "wait", "."]),
        ("Anna’s and O'Neill’s boats", ["Anna", "’s", "and", "O'Neill", "’s", "boats"]),
        ("a well-known 1,250.5 kg", ["a", "well-known", "1,250.5", "kg"]),
        ("``Go,'' she said", ["``", "Go", ",", "''", "she", "said"]),
        ("al-Sharaa met McDowell", ["al-Sharaa", "met", "McDowell"]),
    ],
)
def test_tokens_cut_text(passage, expected):
    assert cut(passage)["token"].to_list() == expected


def test_tokens_tell_white_space():
    found = cut("One, two\nthree")
    assert found["space_before"].to_list() == [True, False, True, True]
    assert found["newline_before"].to_list() == [False, False, False, True]
    assert found["gap"].to_list() == ["", "", " ", "\n"]


def test_text_keeps_white_space_as_printed():
    found = cut("Mary \u00a0 Ann\nSmith left")
    spans = pl.DataFrame({"row": [0, None], "width": [3, None]}, schema={"row": pl.Int64, "width": pl.Int64})
    assert text(found, spans).to_list() == ["Mary \u00a0 Ann\nSmith", None]


def test_runs_without_a_token_have_no_text():
    spans = pl.DataFrame({"row": [1, 0, None, 0], "width": [1, 0, 1, 2]})
    assert text(cut("One, two"), spans).to_list() == [",", None, None, "One,"]


def test_begins_tells_where_a_column_changes():
    frame = pl.DataFrame({"doc": [0, 0, 0, 1], "sentence_index": [0, 0, 1, 1]})
    assert begins(frame, ["doc", "sentence_index"]).to_list() == [True, False, True, True]


@settings(deadline=None, max_examples=30)  # the first run fills caches
@given(st.lists(st.text(max_size=60), max_size=4))
def test_every_token_is_the_text_at_its_span(texts):
    found = cut(*texts)
    for doc, token, start, end in found.select("doc", "token", "start_char", "end_char").iter_rows():
        assert texts[doc][start:end] == token
