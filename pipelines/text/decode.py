"""Bytes to text: whether the bytes are text at all, and what of it must be mended.

Belongs here: marks of other formats, control bytes, lines too long for any pattern, repair of text that was read in a wrong encoding.
Does not belong here: which encoding fits (`pipelines.text.charsets`), spellings within text (`pipelines.text.normalize`), file names
(`pipelines.tables.texts`).
"""

import re
from typing import NamedTuple

import ftfy
import ftfy.badness

from pipelines.text.charsets import WIDE, declared_encoding, known_encoding, marked_encoding, to_text, wide_encoding

MAX_BYTES = 20_000_000  # two thousand times a long article; larger files are dumps or archives, to be split by a reader
MAX_LINE = 1_000_000  # characters; a book has fewer in a line, minified data has more, and patterns would search it for minutes
MAX_CONTROL_SHARE = 0.02  # text has none; a few stray ones come from old word processors and damaged disks
MAX_REPAIR = 5_000_000  # characters in suspect lines of one text; each million takes half a second
MAGIC = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP or Office document"),
    (b"\x1f\x8b", "gzip archive"),
    (b"\x28\xb5\x2f\xfd", "Zstandard archive"),
    (b"BZh", "bzip2 archive"),
    (b"\xfd7zXZ\x00", "xz archive"),
    (b"7z\xbc\xaf", "7-Zip archive"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"\x89PNG\r\n", "PNG image"),
    (b"GIF87a", "GIF image"),
    (b"GIF89a", "GIF image"),
    (b"\xd0\xcf\x11\xe0", "old Office document"),
    (b"{\\rtf", "RTF document"),
    (b"PAR1", "Parquet table"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3\x00", "SQLite database"),
)
CONTROL_BYTES = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27, 28, 29, 30}) + b"\x7f"
RE_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1f\x7f]")
RE_MOJIBAKE_HINT = re.compile(r"[\xc2\xc3\xc5\xe2\u0412\u0432\u0413\u0420][\x80-\xbf\u0152-\u0192\u02c6\u02dc\u2013-\u2122\u20ac]")
BLANK = "\ufeff \t\r\n\x0b\x0c\xa0\u200b\u2028\u2029\u3000"


class Decoded(NamedTuple):
    """What bytes turned out to be: text with its encoding, or a reason why not and what was found."""

    text: str | None
    encoding: str | None
    reason_code: str | None = None
    detail: str | None = None


def decode(content: bytes | None, charset: str | None = None, *, is_markup: bool = False) -> Decoded:
    r"""Return the text of a document's bytes, or why they are no text. Never raises for any bytes or names of encodings.

    The encoding carries what had to be done: `+replaced` (bytes were lost), `+controls` (control characters were taken out),
    `+mojibake` (lines that were once read in a wrong encoding were mended).

    Args:
        content: the bytes.
        charset: the encoding that is declared for them, for instance by a web server; it gives way where it does not fit.
        is_markup: whether they are HTML or XML, which may declare its encoding itself and whose lines may be of any length.

    >>> decode("Gdańsk".encode())
    Decoded(text='Gdańsk', encoding='utf-8', reason_code=None, detail=None)
    >>> decode(b"caf\xe9 au lait").encoding
    'cp1252'
    """
    if content is None:
        return _refused("unreadable", "no bytes were delivered")
    if is_markup and known_encoding(charset) is None:
        charset = declared_encoding(content)
    refused = refuse(content, charset)
    if refused is not None:
        return refused
    text, encoding = to_text(content, charset)
    text, control_count = RE_CONTROL.subn("", text)
    too_long = None if is_markup else long_line(text)
    if not text.strip(BLANK):
        return _refused("empty_file", f"only white space in {len(content)} bytes")
    if control_count > MAX_CONTROL_SHARE * (len(text) + control_count):
        return _refused("not_text", f"{control_count} control characters among {len(text)} others")
    if too_long:
        return _refused("long_line", too_long)
    repaired = repair_mojibake(text)
    done = "+controls" * bool(control_count) + "+mojibake" * (repaired != text)
    return Decoded(repaired, encoding + done)


def refuse(content: bytes, charset: str | None = None) -> Decoded | None:
    """Return the refusal of bytes that are empty, too many or another format; None for likely text."""
    if not content.strip():
        return _refused("empty_file", f"only white space in {len(content)} bytes" if content else "0 bytes")
    if len(content) > MAX_BYTES:
        return _refused("too_large", f"{len(content)} bytes, more than {MAX_BYTES}")
    found = next((name for magic, name in MAGIC if content.startswith(magic)), None)
    if found:
        return _refused("not_text", f"begins like a {found}")
    return refuse_binary(content, charset)


def refuse_binary(content: bytes, charset: str | None = None) -> Decoded | None:
    """Return the refusal of bytes with many control bytes, unless characters are wide, where such bytes are halves of letters."""
    if marked_encoding(content) not in (None, "utf-8-sig") or wide_encoding(content) or known_encoding(charset) in WIDE:
        return None
    control = len(content) - len(content.translate(None, CONTROL_BYTES))
    if control > MAX_CONTROL_SHARE * len(content):
        return _refused("not_text", f"{control} control bytes in {len(content)} bytes, {content.count(0)} of them NUL")
    return None


def long_line(text: str) -> str | None:
    """Return which line of a text is too long to be searched for patterns, in words; None when none is."""
    if len(text) <= MAX_LINE:
        return None
    length, number = max((len(line), -number) for number, line in enumerate(text.splitlines(), start=1))
    return f"line {-number} has {length} characters, more than {MAX_LINE}" if length > MAX_LINE else None


def repair_mojibake(text: str) -> str:
    """Return text in which lines that were once read in a wrong encoding are read rightly; others stay untouched.

    Only lines with the letter pairs that such a misreading leaves are looked at, and ftfy decides whether they are bad.
    """
    if text.isascii() or not RE_MOJIBAKE_HINT.search(text):
        return text
    lines, budget = text.split("\n"), MAX_REPAIR
    for number, line in enumerate(lines):
        if RE_MOJIBAKE_HINT.search(line) and len(line) <= budget:
            budget -= len(line)
            lines[number] = ftfy.fix_encoding(line) if ftfy.badness.is_bad(line) else line
    return "\n".join(lines)


def _refused(reason_code: str, detail: str) -> Decoded:
    return Decoded(None, None, reason_code, detail)
