"""One spelling for what looks the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.normalize import normalize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("page\x0cbreak\u2028line\u2029paragraph\x85next", "page\nbreak\nline\nparagraph\nnext"),
        ("Cafe\u0301", "Café"),
        ("soft\u00adhyphen and zero\u200bwidth \ufeffmark", "softhyphen and zerowidth mark"),
        ("25\u00a0per\u202fcent", "25 per cent"),
        ("\tindented\tcolumn", "    indented column"),
        ("bell\x07 and escape\x1b[0m", "bell and escape[0m"),
        ("naïve — “quotes” … stay", "naïve — “quotes” … stay"),
        ("two  spaces\n\n\nthree lines", "two  spaces\n\n\nthree lines"),
        ("half \ud83d a character", "half \ufffd a character"),
        ("a" + "\u0323\u0301" * 3, "\u1ea1" + "\u0323" * 2 + "\u0301" * 3),
        ("a" + "\u0301\u0316" * 500 + "b", "á" + "\u0316" * 15 + "\u0301" * 14 + "b"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_normalize(text: str, expected: str) -> None:
    assert normalize(text) == expected


@given(st.text())
def test_normalize_is_stable_and_composed(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\r" not in once
    assert "\x00" not in once


def test_normalize_takes_any_number_of_marks() -> None:
    assert len(normalize("a" + "\u0301\u0316" * 500_000)) < 100
