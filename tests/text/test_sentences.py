import gzip
import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.lexicons import load
from pipelines.text.sentences import sentences, with_sentences
from pipelines.text.tokens import tokens

GOLDEN = Path(__file__).parents[2].parent / "shared" / "eval" / "sentences" / "golden.jsonl.gz"
LEAST_GOLDEN = 42  # of 48; the rest are spaced ellipses, N°, and times of day before a title


def cut(text: str) -> list[str]:
    passage = pl.DataFrame(
        {"doc": [0], "block_index": [0], "start_char": [0], "text": [text]},
        schema={"doc": pl.UInt32, "block_index": pl.Int64, "start_char": pl.Int64, "text": pl.String},
    )
    found = sentences(with_sentences(tokens(passage), load("abbreviations")))
    return [text[start:end] for start, end in found.select("start_char", "end_char").iter_rows()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. It stopped.", ["It rained.", "It stopped."]),
        ("It rained     On May 6  2007  it stopped", ["It rained", "On May 6  2007  it stopped"]),
        ("It rained.     In Bern,     Ms Ruiz left.", ["It rained.", "In Bern,     Ms Ruiz left."]),
        ("Mr. Olsen met Dr. Ruiz.", ["Mr. Olsen met Dr. Ruiz."]),
        ("She lives in the U.S. The rest moved.", ["She lives in the U.S.", "The rest moved."]),
        ("The U.S. Senate voted.", ["The U.S. Senate voted."]),
        ('"Leave now." They left.', ['"Leave now."', "They left."]),
        ("Prices rose 2.5 per cent. Wages fell.", ["Prices rose 2.5 per cent.", "Wages fell."]),
        ("J. P. Hale wrote it.", ["J. P. Hale wrote it."]),
        ("You and I. Who else?", ["You and I.", "Who else?"]),
        ("1. Milk 2. Bread", ["1. Milk", "2. Bread"]),
        ("He came in 2. The rest followed.", ["He came in 2.", "The rest followed."]),
        ("He moved to the U.S. Following the war he left.", ["He moved to the U.S.", "Following the war he left."]),
        ("She sued Hale Inc. Police came.", ["She sued Hale Inc.", "Police came."]),
        ("He left the U.S. Army.", ["He left the U.S. Army."]),
        ("He came at 9 a.m. Anna left.", ["He came at 9 a.m.", "Anna left."]),
        ("He came at 9 a.m. Monday in Bern.", ["He came at 9 a.m. Monday in Bern."]),
        ("He came at 9 p.m. EST on Sunday.", ["He came at 9 p.m. EST on Sunday."]),
        ("They play at 8 p. m. Saturday in Bern.", ["They play at 8 p. m. Saturday in Bern."]),
        ("They played at 8 p. m. Anna left.", ["They played at 8 p. m.", "Anna left."]),
        ("SEN. HALE LEFT. He is 80.", ["SEN. HALE LEFT.", "He is 80."]),
        ("He backed S. Res. 326. It failed.", ["He backed S. Res. 326.", "It failed."]),
        ("She met Gov. Ann Lee in St. Louis. They ran on No. 2.", ["She met Gov. Ann Lee in St. Louis.", "They ran on No. 2."]),
    ],
)
def test_sentences_end_where_they_end(text, expected):
    assert cut(text) == expected


@settings(deadline=None, max_examples=30)  # the first run fills caches
@given(st.text(max_size=120))
def test_sentences_keep_every_character_but_white_space(text):
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


@pytest.mark.skipif(not GOLDEN.exists(), reason="the golden rules lie beside the repository")
def test_golden_rules_hold():
    cases = [json.loads(line) for line in gzip.decompress(GOLDEN.read_bytes()).decode().splitlines()]
    assert sum(cut(case["text"]) == case["sentences"] for case in cases) >= LEAST_GOLDEN
