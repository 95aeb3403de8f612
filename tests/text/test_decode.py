"""Bytes to text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.charsets import DECLARABLE, WEB_NAMES, WIDER, known_encoding
from pipelines.text.decode import MAX_BYTES, MAX_LINE, Decoded, decode, long_line

RUSSIAN = "Правительство сообщило о новых мерах поддержки."
JAPANESE = "市議会は月曜日に古い橋を修理することを決めた。"
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
        (b"new\x00news", "not_text"),
        (b"news\x01\x02 of\x03 the\x04 day\x05", "not_text"),
        ("\x01\x02\x03 wide".encode("utf-16"), "not_text"),
        (bytes(256) * 40, "not_text"),
        (bytes(range(1, 32)) * 4, "not_text"),
        (b"a" * (MAX_BYTES + 1), "too_large"),
        (b"one\n" + b"a" * (MAX_LINE + 1) + b"\nthree", "long_line"),
    ],
)
def test_decode_refuses_what_is_no_text(content: bytes | None, reason_code: str) -> None:
    decoded = decode(content)
    assert decoded.text is None
    assert decoded.reason_code == reason_code
    assert decoded.detail


@pytest.mark.parametrize(
    ("content", "charset", "text", "encoding"),
    [
        pytest.param(FRENCH.encode("cp1252"), "windows-1252", FRENCH, "cp1252", id="western"),
        pytest.param(RUSSIAN.encode("koi8-r"), "KOI8-R", RUSSIAN, "koi8-r", id="russian"),
        pytest.param("Łódź".encode("iso8859-2"), "ISO-8859-2", "Łódź", "iso8859-2", id="central-european"),
        pytest.param(JAPANESE.encode("shift_jis"), "x-sjis", JAPANESE, "cp932", id="web-name"),
        pytest.param(JAPANESE.encode("iso2022_jp"), "ISO-2022-JP", JAPANESE, "iso2022_jp", id="escaped"),
        pytest.param(JAPANESE.encode("utf-16-be"), "UTF-16BE", JAPANESE, "utf-16-be", id="wide-without-zeros"),
        pytest.param("“quoted”".encode("cp1252"), "iso-8859-1", "“quoted”", "cp1252", id="latin-1-means-cp1252"),
        pytest.param("“quoted”".encode("cp1252"), "us-ascii", "“quoted”", "cp1252", id="ascii-means-cp1252"),
        pytest.param(FRENCH.encode(), "iso-8859-1", FRENCH, "utf-8", id="utf-8-said-to-be-latin-1"),
        pytest.param(FRENCH.encode(), "windows-1251", FRENCH, "utf-8", id="utf-8-said-to-be-russian"),
        pytest.param(FRENCH.encode("cp1252"), "utf-8", FRENCH, "cp1252", id="western-said-to-be-utf-8"),
        pytest.param(b"plain", "utf-16", "plain", "utf-8", id="ascii-said-to-be-wide"),
        pytest.param(b"plain", "cp037", "plain", "utf-8", id="mainframe"),
        pytest.param(b"cGxhaW4=", "base64", "cGxhaW4=", "utf-8", id="no-encoding-of-text"),
        pytest.param(codecs.BOM_UTF8 + FRENCH.encode(), "cp1252", FRENCH, "utf-8", id="mark-wins"),
    ],
)
def test_declared_encoding_counts_where_it_fits(content: bytes, charset: str, text: str, encoding: str) -> None:
    assert decode(content, charset) == Decoded(text, encoding)


@pytest.mark.parametrize(
    ("head", "charset", "encoding"),
    [
        ('<html><head><meta charset="koi8-r">', None, "koi8-r"),
        ("<html><head><META content='text/html; charset=koi8-r' http-equiv=Content-Type>", None, "koi8-r"),
        ('<?xml version="1.0" encoding="koi8-r"?><html>', None, "koi8-r"),
        ('<html><head><meta charset="utf-8">', "koi8-r", "koi8-r"),
        ('<html><head><meta charset="koi8-r">', "no such thing", "koi8-r"),
    ],
)
def test_markup_declares_its_encoding(head: str, charset: str | None, encoding: str) -> None:
    decoded = decode((head + RUSSIAN).encode("koi8-r"), charset, is_markup=True)
    assert decoded == Decoded(head + RUSSIAN, encoding)


def test_text_about_markup_declares_nothing() -> None:
    told = 'Write <meta charset="koi8-r"> into the head of the café page’s source.'
    assert decode(told.encode("cp1252")) == Decoded(told, "cp1252")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, "plain", "two lines\r\nof text\r\n"])
def test_wide_characters_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == Decoded(text, encoding)


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        (
            b"The bridge \x00is open again, said the mayor on Monday. " * 3,
            "The bridge is open again, said the mayor on Monday. " * 3,
            "utf-8+controls",
        ),
        (FRENCH.encode() * 2 + b"\x02", FRENCH * 2, "utf-8+controls"),
        (FRENCH.encode("cp1252") * 2 + b"\x7f", FRENCH * 2, "cp1252+controls"),
        (
            "wide – text, as long as it takes to hold one mark\x01".encode("utf-16"),
            "wide – text, as long as it takes to hold one mark",
            "utf-16+controls",
        ),
        (b"half \xed\xa0\xbd a character", "half \ufffd a character", "utf-8+replaced"),
        (b"two halves \xed\xa0\xbd\xed\xb8\x80 of one", "two halves \U0001f600 of one", "utf-8"),
        ("thë half \ud83d and ".encode("utf-8", "surrogatepass") + b"\xff", "thë half \ufffd and \ufffd", "utf-8+replaced"),
        (b"a" * 30_000 + RUSSIAN.encode("cp1251"), "a" * 30_000 + RUSSIAN, "cp1251"),
    ],
)
def test_decode_mends_what_little_is_wrong(content: bytes, text: str, encoding: str) -> None:
    assert decode(content) == Decoded(text, encoding)


@pytest.mark.parametrize(
    "name",
    [
        "base64",
        "hex",
        "rot13",
        "rot_13",
        "zip",
        "bz2",
        "uu",
        "quopri",
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "undefined",
        "utf-7",
        "mbcs",
        "oem",
        "charmap",
        "cp037",
        "no such thing",
        "",
        " ",
        "utf-8\x00",
        "../utf_8",
        "encodings.utf_8",
        "\ud800",
        "a" * 1000,
        None,
    ],
)
def test_names_of_no_encoding_of_text(name: str | None) -> None:
    assert known_encoding(name) is None


def test_known_encodings_exist() -> None:
    for name in (*DECLARABLE, *WEB_NAMES.values(), *WIDER.values()):
        assert known_encoding(name) in DECLARABLE
        assert isinstance(b"".decode(name), str)


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("a" * MAX_LINE, None),
        ("a\r" * MAX_LINE, None),
        ("a\n" + "b" * (MAX_LINE + 1), f"line 2 has {MAX_LINE + 1} characters, more than {MAX_LINE}"),
    ],
)
def test_long_line(text: str, detail: str | None) -> None:
    assert long_line(text) == detail


def test_lines_of_markup_may_be_long() -> None:
    assert decode(b"<p>" + b"a" * MAX_LINE, is_markup=True).reason_code is None


names = (
    st.none()
    | st.text(max_size=20)
    | st.sampled_from(["utf-8", "utf-16", "hz", "base64", "rot13", "idna", "punycode", "unicode_escape", "big5"])
)


@given(st.binary(max_size=300), names, st.booleans())
def test_decode_never_fails(content: bytes, charset: str | None, is_markup: bool) -> None:
    decoded = decode(content, charset, is_markup=is_markup)
    assert (decoded.text is None) == (decoded.reason_code is not None)
    assert decoded.text is None or decoded.text.encode()


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300))
def test_any_text_survives_utf_8(text: str) -> None:
    assert decode(text.encode(), "iso-8859-1").encoding in {None, "utf-8", "utf-8+controls", "utf-8+mojibake", "utf-8+controls+mojibake"}
