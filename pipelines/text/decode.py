"""Bytes to text: which encoding, and whether the bytes are text at all.

Belongs here: byte-order marks, encodings, repair of text that was read in a wrong encoding, marks of other formats.
Does not belong here: spellings within text (`pipelines.text.normalize`), file names (`pipelines.tables.parsed`).
"""

import codecs
import re
from typing import NamedTuple

import charset_normalizer
import ftfy
import ftfy.badness

MAX_BYTES = 8_000_000  # a thousand times a long article; larger files are dumps or archives, to be split by a reader
MAX_CONTROL_SHARE = 0.02  # text has none; a few stray ones come from old word processors
MAX_WESTERN_SHARE = 0.06  # accented letters and curly quotes of western languages stay below; other alphabets are far above
MAX_WESTERN_RUN = 1.5  # mean length of runs of such bytes: one in western languages, a word in other alphabets
MAX_CENTRAL_SHARE = 0.1  # of such bytes; letters with ogonek, caron or stroke are far commoner where they occur at all
SAMPLE_BYTES = 20_000  # enough for a guess of the encoding

# UTF-32 before UTF-16: its mark begins with UTF-16's.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
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
RE_MARKUP = re.compile(rb"(?i)\A\s*(?:<\?xml|<!doctype\s+html|<html|<rss|<feed)[\s>]")
CONTROL_BYTES = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27, 28, 29, 30}) + b"\x7f"
CENTRAL_BYTES = bytes.fromhex("8d8f9a9d9e9fa3a5aaafb3b9babcbebf")  # cp1250: š ž ł ą ľ ż …; cp1252: signs that are rare in text
RE_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
RE_MOJIBAKE_HINT = re.compile(r"[\xc2\xc3\xc5\xe2\u0412\u0432\u0413\u0420][\x80-\xbf\u0152-\u0192\u02c6\u02dc\u2013-\u2122\u20ac]")
# Encodings worth a guess when the bytes are neither UTF-8 nor western: one or two for each script.
OTHER_ENCODINGS = (
    "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr",
    "cp1252",
)  # fmt: skip


class Decoded(NamedTuple):
    """What bytes turned out to be: text with its encoding, or a reason why not and what was found."""

    text: str | None
    encoding: str | None
    reason_code: str | None = None
    detail: str | None = None


def decode(content: bytes | None) -> Decoded:
    r"""Return the text of a document's bytes, or why they are no text. Never raises for any bytes.

    >>> decode("Gdańsk".encode())
    Decoded(text='Gdańsk', encoding='utf-8', reason_code=None, detail=None)
    >>> decode(b"caf\xe9 au lait").encoding
    'cp1252'
    """
    refused = refuse(content)
    if refused is not None or content is None:
        return refused or Decoded(None, None, "unreadable", "no bytes were delivered")
    text, encoding = to_text(content)
    if not text.strip("\ufeff \t\r\n\x0b\x0c\xa0\u200b\u2028\u2029\u3000"):
        return Decoded(None, None, "empty_file", f"only white space in {len(content)} bytes")
    repaired = repair_mojibake(text)
    return Decoded(repaired, encoding if repaired == text else f"{encoding}+mojibake")


def refuse(content: bytes | None) -> Decoded | None:
    """Return the refusal of bytes that are missing, empty, too many or another format; None for likely text."""
    if content is None:
        return Decoded(None, None, "unreadable", "no bytes were delivered")
    if not content.strip():
        return Decoded(None, None, "empty_file", f"only white space in {len(content)} bytes" if content else "0 bytes")
    if len(content) > MAX_BYTES:
        return Decoded(None, None, "too_large", f"{len(content)} bytes, more than {MAX_BYTES}")
    found = next((name for magic, name in MAGIC if content.startswith(magic)), None)
    if found:
        return Decoded(None, None, "not_text", f"begins like a {found}")
    if RE_MARKUP.match(content):
        return Decoded(None, None, "unsupported_format", "begins like an HTML or XML document")
    return refuse_binary(content)


def refuse_binary(content: bytes) -> Decoded | None:
    """Return the refusal of bytes with NUL or many control bytes, unless a byte-order mark says wide characters."""
    if marked_encoding(content) not in (None, "utf-8-sig"):
        return None
    if b"\x00" in content:
        return Decoded(None, None, "not_text", f"{content.count(0)} NUL bytes in {len(content)} bytes")
    control = len(content) - len(content.translate(None, CONTROL_BYTES))
    if control > MAX_CONTROL_SHARE * len(content):
        return Decoded(None, None, "not_text", f"{control} control bytes in {len(content)} bytes")
    return None


def marked_encoding(content: bytes) -> str | None:
    """Return the encoding that a byte-order mark tells, if there is one."""
    return next((encoding for mark, encoding in BYTE_ORDER_MARKS if content.startswith(mark)), None)


def to_text(content: bytes) -> tuple[str, str]:
    """Return text and the name of the encoding that fits: the marked one, UTF-8, western, or the likeliest other."""
    marked = marked_encoding(content)
    if marked:
        return content.decode(marked, "replace"), "utf-8" if marked == "utf-8-sig" else marked
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return guess(content)


def guess(content: bytes) -> tuple[str, str]:
    """Return text and encoding of bytes that are not valid UTF-8."""
    loose = content.decode("utf-8", "replace")
    valid = sum(1 for char in loose if char > "\x7f" and char != "\ufffd")
    if valid and valid >= loose.count("\ufffd"):  # UTF-8 that was cut or damaged; western bytes hardly ever look like UTF-8
        return loose, "utf-8+replaced"
    encoding = "cp1252" if looks_western(content) else likeliest(content)
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError:
        return content.decode(encoding, "replace"), f"{encoding}+replaced"


def looks_western(content: bytes) -> bool:
    """Tell whether the bytes beyond ASCII are few and stand alone, as accents and quotes do among Latin letters."""
    sample = content[:SAMPLE_BYTES]
    runs = RE_HIGH_RUN.findall(sample)
    high = sum(map(len, runs))
    central = len(sample) - len(sample.translate(None, CENTRAL_BYTES))
    return high <= MAX_WESTERN_RUN * len(runs) and (high <= MAX_WESTERN_SHARE * len(sample) or central <= MAX_CENTRAL_SHARE * high)


def likeliest(content: bytes) -> str:
    """Return the encoding in which a sample reads most like language, western when none does."""
    best = charset_normalizer.from_bytes(content[:SAMPLE_BYTES], cp_isolation=list(OTHER_ENCODINGS), preemptive_behaviour=False).best()
    return best.encoding if best else "cp1252"


def repair_mojibake(text: str) -> str:
    """Return text in which lines that were once read in a wrong encoding are read rightly; others stay untouched.

    Only lines with the letter pairs that such a misreading leaves are looked at, and ftfy decides whether they are bad.
    """
    if text.isascii() or not RE_MOJIBAKE_HINT.search(text):
        return text
    lines = text.split("\n")
    return "\n".join(ftfy.fix_encoding(line) if RE_MOJIBAKE_HINT.search(line) and ftfy.badness.is_bad(line) else line for line in lines)
