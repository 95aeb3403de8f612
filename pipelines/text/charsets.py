"""Character encodings: which one fits the bytes of a text.

Belongs here: byte-order marks, encodings that a page or its sender declares, wide characters without a mark, a guess for the rest.
Does not belong here: whether bytes are a text at all (`pipelines.text.decode`), spellings (`pipelines.text.normalize`).
"""

import codecs
import re

import charset_normalizer

MAX_WESTERN_SHARE = 0.06  # accented letters and curly quotes of western languages stay below; other alphabets are far above
MAX_WESTERN_RUN = 1.5  # mean length of runs of such bytes: one in western languages, a word in other alphabets
MAX_CENTRAL_SHARE = 0.1  # of such bytes; letters with ogonek, caron or stroke are far commoner where they occur at all
SAMPLE_BYTES = 20_000  # enough for a guess of the encoding
WIDE_SAMPLE = 65_536  # bytes, a multiple of four
MIN_ZEROS = 3
MIN_WIDE_SHARE = 0.04  # of the upper bytes are zero where only spaces and marks are ASCII; a stray zero byte is rarer
DECLARED_WITHIN = 2_048  # a page tells its encoding at its very beginning or not at all

# UTF-32 before UTF-16: its mark begins with UTF-16's.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CENTRAL_BYTES = bytes.fromhex("8d8f9a9d9e9fa3a5aaafb3b9babcbebf")  # cp1250: š ž ł ą ľ ż …; cp1252: signs that are rare in text
RE_HIGH = re.compile(rb"[\x80-\xff]")
RE_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
# Half of a pair that UTF-16 and JSON escapes write one character with, encoded as if it were a character.
RE_SURROGATE_BYTES = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
RE_PAIR_BYTES = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
RE_DECLARED = re.compile(
    rb"""(?i)<\?xml[^>]{1,100}?\sencoding\s*=\s*["']([\w.:-]{2,40})|<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})"""
)
RE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{1,39}")
# Encodings worth a guess when the bytes are neither UTF-8 nor western: one or two for each script.
OTHER_ENCODINGS = (
    "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr",
    "cp1252",
)  # fmt: skip
WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
ESCAPED = (
    "iso2022_jp",
    "iso2022_jp_1",
    "iso2022_jp_2",
    "iso2022_jp_3",
    "iso2022_jp_2004",
    "iso2022_jp_ext",
    "hz",
)  # other scripts in ASCII
# Encodings of text that may be declared, by the names that Python gives them. Its other codecs make bytes of text or programs of names.
DECLARABLE = {
    "utf-8", "utf-8-sig", *WIDE, *ESCAPED, "gb18030", "big5", "big5hkscs", "cp950", "cp932", "shift_jisx0213", "shift_jis_2004", "euc_jp",
    "euc_jisx0213", "euc_jis_2004", "cp949", "johab", "koi8-r", "koi8-u", "koi8-t", "kz1048", "ptcp154", "mac-roman", "mac-cyrillic",
    "mac-greek", "mac-latin2", "mac-turkish", "mac-iceland", *(f"cp{number}" for number in (437, 720, 737, 775, 850, 852, 855, 857, 858,
    860, 861, 862, 863, 864, 865, 866, 869, 874, 1125, 1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258)),
    *(f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
}  # fmt: skip
# What a name stands for on the web, where it differs: the encoding that contains the declared one.
WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
WEB_NAMES = {
    "x-sjis": "cp932", "ms-kanji": "cp932", "x-gbk": "gb18030", "x-cp1250": "cp1250", "x-cp1251": "cp1251", "x-cp1252": "cp1252",
    "iso-8859-8-i": "iso8859-8", "x-mac-roman": "mac-roman", "x-mac-cyrillic": "mac-cyrillic", "unicode-1-1-utf-8": "utf-8",
    "x-big5": "big5", "x-euc-jp": "euc_jp", "unicode": "utf-16", "x-windows-949": "cp949",
    "dos-874": "cp874", "visual": "iso8859-8",
}  # fmt: skip


def to_text(content: bytes, charset: str | None = None) -> tuple[str, str]:
    """Return text and the name of the encoding that fits.

    That is the encoding of the byte-order mark, else the one whose pattern of zero bytes is there, else UTF-8 where bytes beyond ASCII
    are valid in it, else the declared one where every byte is valid in it, else the likeliest. `+replaced` says that bytes were lost.

    Args:
        content: any bytes.
        charset: the encoding that is declared for them, in any spelling; nonsense counts for nothing.
    """
    marked = marked_encoding(content)
    if marked:
        return content.decode(marked, "replace"), "utf-8" if marked == "utf-8-sig" else marked
    wide = wide_encoding(content)
    if wide:
        return content.decode(wide, "replace"), wide
    declared = known_encoding(charset)
    if declared in ESCAPED and (text := fitting(content, declared)) is not None:
        return text, declared
    if (text := fitting(content, "utf-8")) is not None:
        return text, "utf-8"
    if declared and (text := fitting(content, declared)) is not None:
        return text, declared
    return guess(content)


def marked_encoding(content: bytes) -> str | None:
    """Return the encoding that a byte-order mark tells, if there is one."""
    return next((encoding for mark, encoding in BYTE_ORDER_MARKS if content.startswith(mark)), None)


def wide_encoding(content: bytes) -> str | None:
    """Return the encoding of characters of two or four bytes that have no byte-order mark, from where the zero bytes stand."""
    sample = content[:WIDE_SAMPLE]
    if sample.count(0) < MIN_ZEROS or len(content) % 2:
        return None
    zeros = [sample[place::4].count(0) / max(len(sample) // 4, 1) for place in range(4)]
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    if min(zeros[2:]) > 0.9 and zeros[0] < 0.5:
        found = "utf-32-le"
    elif min(zeros[:2]) > 0.9 and zeros[3] < 0.5:
        found = "utf-32-be"
    elif max(even, odd) < MIN_WIDE_SHARE or min(even, odd) > max(even, odd) / 50:
        return None
    else:
        found = "utf-16-le" if odd > even else "utf-16-be"
    text = sample.decode(found, "replace")
    return found if text.count("\ufffd") <= 1 and reads_like_text(text) else None


def reads_like_text(text: str) -> bool:
    """Tell whether nearly all characters are letters, marks and spaces that can be printed."""
    return sum(char.isprintable() or char in "\n\r\t\f\ufeff" for char in text) >= 0.95 * len(text)


def known_encoding(charset: str | None) -> str | None:
    """Return the codec for the name of an encoding of text; None for names of nothing and of codecs that are for other things.

    >>> known_encoding("ISO-8859-1"), known_encoding("x-sjis"), known_encoding("base64"), known_encoding("no such thing")
    ('cp1252', 'cp932', None, None)
    """
    name = (charset or "").strip(" \t\r\n\"';").lower()
    if name in WEB_NAMES:
        return WEB_NAMES[name]
    if not RE_NAME.fullmatch(name):
        return None
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    return WIDER.get(codec, codec if codec in DECLARABLE else None)


def declared_encoding(content: bytes) -> str | None:
    """Return the name of the encoding that the head of an HTML or XML document declares, as it is written."""
    found = RE_DECLARED.search(content[:DECLARED_WITHIN])
    return (found[1] or found[2]).decode("ascii") if found else None


def fitting(content: bytes, encoding: str) -> str | None:
    """Return the text of bytes that are all valid in an encoding."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def guess(content: bytes) -> tuple[str, str]:
    """Return text and encoding of bytes that are not valid UTF-8."""
    whole, half_count = RE_SURROGATE_BYTES.subn(b"\xef\xbf\xbd", joined_pairs(content))
    text = fitting(whole, "utf-8")
    if text is not None:
        return text, "utf-8+replaced" if half_count else "utf-8"
    loose = whole.decode("utf-8", "replace")
    lost = loose.count("\ufffd") - half_count
    valid = len(loose) - len(loose.encode("ascii", "ignore")) - lost
    if valid and valid >= lost:  # UTF-8 that was cut or damaged; western bytes hardly ever look like UTF-8
        return loose, "utf-8+replaced"
    encoding = "cp1252" if looks_western(content) else likeliest(content)
    text = fitting(content, encoding)
    return (text, encoding) if text is not None else (content.decode(encoding, "replace"), f"{encoding}+replaced")


def joined_pairs(content: bytes) -> bytes:
    """Return bytes in which two halves of a character, each encoded for itself, are the one character of UTF-8."""
    return RE_PAIR_BYTES.sub(
        lambda found: found[0].decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16").encode(), content
    )


def sample_of(content: bytes) -> bytes:
    """Return bytes to judge an encoding by: from shortly before the first byte beyond ASCII."""
    first = RE_HIGH.search(content)
    start = max(0, first.start() - SAMPLE_BYTES // 10) if first else 0
    return content[start : start + SAMPLE_BYTES]


def looks_western(content: bytes) -> bool:
    """Tell whether the bytes beyond ASCII are few and stand alone, as accents and quotes do among Latin letters."""
    sample = sample_of(content)
    runs = RE_HIGH_RUN.findall(sample)
    high = sum(map(len, runs))
    central = len(sample) - len(sample.translate(None, CENTRAL_BYTES))
    return high <= MAX_WESTERN_RUN * len(runs) and (high <= MAX_WESTERN_SHARE * len(sample) or central <= MAX_CENTRAL_SHARE * high)


def likeliest(content: bytes) -> str:
    """Return the encoding in which a sample reads most like language, western when none does."""
    encodings = list(OTHER_ENCODINGS)
    best = charset_normalizer.from_bytes(sample_of(content), cp_isolation=encodings, preemptive_behaviour=False).best()
    return best.encoding if best else "cp1252"
