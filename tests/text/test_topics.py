import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.topics import forms, topic_terms, with_own

TERMS = pl.DataFrame(
    [
        ("t:tariff", "medtop:1", "tariff", "noun", 1.0, None),
        ("t:trade-war", "medtop:1", "trade war", "noun", 1.0, None),
        ("t:war", "medtop:1", "war", "noun", 1.0, "board game|Star Trek"),
        ("t:nato", "medtop:2", "NATO", "exact", 1.0, None),
        ("t:ban", "medtop:2", "ban imports", "verb", 0.5, None),
        ("t:peace-talks", "medtop:3", "peace talks", "fixed", 1.0, None),
    ],
    schema=["rule_id", "topic_code", "term", "kind", "weight", "unless"],
    orient="row",
)


def found(*texts: str, start: int = 0) -> list[tuple[str, str, int]]:
    sentences = pl.DataFrame(
        {"doc": 0, "block_index": range(len(texts)), "sentence_index": range(len(texts)), "start_char": start, "text": texts},
        schema_overrides={"doc": pl.UInt32, "block_index": pl.Int64, "sentence_index": pl.Int64, "start_char": pl.Int64},
    )
    return topic_terms(sentences, TERMS).select("rule_id", "text", "start_char").rows()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("New tariffs bite.", [("t:tariff", "tariffs", 4)]),
        ("TARIFF", [("t:tariff", "TARIFF", 0)]),
        ("They banned imports, then were banning imports.", []),
        ("Peace talks, not a peace talk.", [("t:peace-talks", "Peace talks", 0)]),
        ("Nato is not NATO.", [("t:nato", "NATO", 12)]),
        ("The untariffed warehouse.", []),
        ("Trade wars end.", [("t:trade-war", "Trade wars", 0)]),
        ("«Café» — tariff", [("t:tariff", "tariff", 9)]),
    ],
)
def test_topic_terms_finds_forms_at_word_boundaries(text, expected):
    if "banned" in text:
        expected = [("t:ban", "banned imports", 5), ("t:ban", "banning imports", 31)]
    assert found(text) == expected


def test_topic_terms_counts_in_the_document():
    assert found("A tariff", start=100) == [("t:tariff", "tariff", 102)]


def test_unless_term_cancels_in_its_block_only():
    assert found("War, the board game.") == []
    assert found("War.", "A board game.") == [("t:war", "War", 0)]
    assert found("War of the boarding games.") == [("t:war", "War", 0)]


def test_forms_inflects_by_kind():
    rows = forms(TERMS).group_by("rule_id", maintain_order=True).agg("form")
    inflected = dict(rows.iter_rows())
    assert inflected["t:trade-war"] == ["trade war", "trade wars"]
    assert inflected["t:ban"] == ["ban imports", "bans imports", "banned imports", "banning imports"]
    assert inflected["t:nato"] == ["NATO"]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        pytest.param([("own:1", "medtop:1", "wharf", "noun", 2.0, None)], {"t:war", "t:tariff", "own:1"}, id="one more"),
        pytest.param([("own:1", "medtop:1", "Tariff", "noun", 5.0, None)], {"t:war", "own:1"}, id="stands for ours"),
        pytest.param([("own:1", "medtop:2", "tariff", "noun", 5.0, None)], {"t:war", "t:tariff", "own:1"}, id="of another theme"),
        pytest.param([("own:1", "medtop:1", "tariff", "noun", 0.0, None)], {"t:war"}, id="taken out"),
    ],
)
def test_own_terms_stand_beside_or_for_those_of_the_lexicon(own, expected):
    ours = TERMS.filter(pl.col("rule_id").is_in(["t:war", "t:tariff"]))
    assert set(with_own(ours, pl.DataFrame(own, schema=TERMS.schema, orient="row"))["rule_id"]) == expected


@given(st.text(max_size=20), st.text(max_size=20))
def test_spans_are_exact_whatever_stands_around(before, after):
    text = f"{before} tariff {after}"
    for _, word, start in found(text):
        assert text[start : start + len(word)] == word
