"""One spelling for what looks the same: line ends, spaces, composed letters, no invisible characters.

Belongs here: changes of single characters that keep words, lines and paragraphs as they are.
Does not belong here: choosing an encoding (`pipelines.text.decode`), finding blocks (`pipelines.text.layout`).
"""

import re
import unicodedata

RE_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
RE_LEADING_TABS = re.compile(r"(?m)^( *)(\t+)")
# Control characters, zero-width characters, soft hyphen, direction marks, byte-order marks, variation selectors.
# The zero-width joiners stay where they shape letters of Indic and Arabic scripts (RE_JOINER tells).
RE_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
RE_JOINER = re.compile(r"(?<![\u0600-\u0dff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u0dff])")
RE_SPACE = re.compile(r"[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
RE_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Ordering a run of n combining marks takes n² steps. No writing has more of them on a letter than MAX_MARKS (Unicode's own limit, UAX #15);
# runs are cut from a length at which every SAMPLED-th character shows them: three sampled ones side by side.
MAX_MARKS = 30
LONG_RUN = 200
SAMPLED = 50
MARKS = "".join(char for char in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(char))
RE_SAMPLED_MARKS = re.compile(f"[{MARKS}]{{3}}")
RE_MARK_RUN = re.compile(f"[{MARKS}]{{{MAX_MARKS + 1},}}")
RE_ASCII_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")

TAB = "    "  # a tab at the start of a line is an indent; four spaces keep it visible as one


def normalize(text: str) -> str:
    r"""Return text in the one form in which it is stored and in which every span counts.

    Line ends become `\n`, spaces of every width one space each, letters composed (NFC); control and zero-width
    characters go, halves of characters become U+FFFD. No line is joined or split otherwise.

    >>> normalize("Cafe\u0301\r\n\u00a0soft\u00adly")
    'Café\n softly'
    """
    if text.isascii():
        return ascii_text(text) if RE_ASCII_CONTROL.search(text) else text
    text = RE_SURROGATE.sub("\ufffd", line_ends(text))
    text = RE_JOINER.sub("", RE_INVISIBLE.sub("", text))
    composed = unicodedata.normalize("NFC", few_marks(spaces(text)))
    return few_marks(composed)  # a few marks are two when composed


def ascii_text(text: str) -> str:
    """Return ASCII text without control characters other than the line feed."""
    return RE_ASCII_CONTROL.sub("", spaces(line_ends(text)))


def line_ends(text: str) -> str:
    r"""Return text whose lines and pages all end with `\n`."""
    return RE_LINE_END.sub("\n", text)


def spaces(text: str) -> str:
    """Return text in which each kind of space is the plain one, and tabs at a line's start an indent."""
    if "\t" in text:
        text = RE_LEADING_TABS.sub(lambda match: match[1] + TAB * len(match[2]), text)
    return RE_SPACE.sub(" ", text)


def few_marks(text: str) -> str:
    """Return text in which no letter carries hundreds of combining marks."""
    if not RE_SAMPLED_MARKS.search(text[::SAMPLED]):
        return text
    return RE_MARK_RUN.sub(lambda run: run[0] if len(run[0]) < LONG_RUN else run[0][:MAX_MARKS], text)
