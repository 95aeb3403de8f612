"""Bytes to text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.decode import MAX_BYTES, Decoded, decode

FRENCH = "Le premier ministre a été reçu à l’Élysée, où il a parlé de « sécurité »."


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        (FRENCH.encode(), FRENCH, "utf-8"),
        (codecs.BOM_UTF8 + b"plain", "plain", "utf-8"),
        ("wide – text".encode("utf-16"), "wide – text", "utf-16"),
        (codecs.BOM_UTF16_BE + "wide".encode("utf-16-be"), "wide", "utf-16"),
        ("wider".encode("utf-32"), "wider", "utf-32"),
        (FRENCH.encode("cp1252"), FRENCH, "cp1252"),
        ("“Quoted” – and dashed".encode("cp1252"), "“Quoted” – and dashed", "cp1252"),
        ("Правительство сообщило о новых мерах поддержки".encode("cp1251"), "Правительство сообщило о новых мерах поддержки", "cp1251"),
        ("The minister’s café".encode().decode("cp1252").encode(), "The minister’s café", "utf-8+mojibake"),
        ("Âge, Ã‰tat".encode().decode("utf-8").encode(), "Âge, État", "utf-8+mojibake"),
        ("São Paulo, Ântwerp and “quotes”".encode(), "São Paulo, Ântwerp and “quotes”", "utf-8"),
        ("cut “here” and thë".encode() + b"\xe2\x80", "cut “here” and thë\ufffd", "utf-8+replaced"),
    ],
)
def test_decode_reads_text(content: bytes, text: str, encoding: str) -> None:
    assert decode(content) == Decoded(text, encoding)


@pytest.mark.parametrize(
    ("content", "reason_code"),
    [
        (None, "unreadable"),
        (b"", "empty_file"),
        (b" \r\n\t\n", "empty_file"),
        ("\ufeff \u00a0\n".encode(), "empty_file"),
        (b"%PDF-1.7 text", "not_text"),
        (b"\x89PNG\r\n\x1a\n....", "not_text"),
        (b"news\x00news", "not_text"),
        (bytes(range(1, 32)) * 4, "not_text"),
        (b"<!DOCTYPE html><p>News</p>", "unsupported_format"),
        (b"a" * (MAX_BYTES + 1), "too_large"),
    ],
)
def test_decode_refuses_what_is_no_text(content: bytes | None, reason_code: str) -> None:
    decoded = decode(content)
    assert decoded.text is None
    assert decoded.reason_code == reason_code
    assert decoded.detail


@given(st.binary(max_size=300))
def test_decode_never_fails(content: bytes) -> None:
    decoded = decode(content)
    assert (decoded.text is None) == (decoded.reason_code is not None)
