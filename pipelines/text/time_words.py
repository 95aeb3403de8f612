"""Words of time: the pieces that a time expression is built of, each with a letter for its kind and with its value.

Belongs here: which words and numbers can stand in a time expression, runs of such words in text, the letter and the value of each.
Does not belong here: how the letters go together (`pipelines.text.time_grammar`), what they mean on a day (`pipelines.text.time_values`).
"""

import re
from functools import cache

import polars as pl

from pipelines.text.dates import BOUND, MONTH_NAMES, NAMED_ZONE

SPACE = r"[ \n\u00a0]"
KINDS = {
    "month": "M", "month_short": "m", "weekday": "W", "weekday_short": "w", "weekday_plural": "Z", "number": "n", "article": "a",
    "number_vague": "v", "ordinal": "o", "second": "e", "decade_word": "l", "unit": "u", "year": "y", "units": "U", "unit_short": "x",
    "half": "h", "quarter": "q", "season": "S", "season_word": "s", "season_told": "k", "part": "P", "night": "i", "part_plural": "j",
    "clock_word": "C", "half_day": "A", "era": "E", "holiday": "H", "relation": "R", "this": "t", "relation_told": "T",
    "deictic_day": "d", "stage": "g", "stage_noun": "G", "reference": "r", "reference_told": "b", "set": "X", "often": "F",
    "times": "2", "every": "V", "direction": "1", "direction_told": "3", "beside": "4", "approximation": "B", "filler": "f", "old": "5",
    "period": "p", "whole": "#", "fiscal": "=", "century": "@", "centuries": ":", "current": ";", "past": "<", "weekend": "!",
    "weekends": ">", "season_unit": "~", "oclock": "K", "the": "0", "of": "6", "in": "7", "at": "9", "link": "8",
}  # fmt: skip
"""The letter of each kind of the lexicon."""
NUMERALS = (
    ("I", rf"(?:1\d|20)\d\d-[01]\d-[0-3]\d{BOUND}(?:T[0-2]\d:[0-5]\d(?::[0-5]\d)?Z?)?"),  # an ISO date, with its time
    (
        "J",
        "|".join(
            rf"\d{{1,2}}{mark}\d{{1,2}}{mark}(?:(?:1\d|20)\d\d|\d\d){BOUND}|(?:1\d|20)\d\d{mark}\d\d?{mark}\d\d?{BOUND}"
            for mark in ("/", r"\.", "-")
        ),
    ),
    ("c", r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?"),
    ("L", rf"(?:1\d|20)\d0['’]?s{BOUND}|['’‘][1-9]0s{BOUND}|[2-9]0s{BOUND}|[1-9]\d{{0,2}}0s{BOUND}"),  # 1990s, '90s, 470s (BC)
    ("O", rf"\d{{1,2}}(?:st|nd|rd|th){BOUND}"),
    ("Q", rf"[QqHh][1-4]{BOUND}|[1-4][QqHh]{BOUND}"),
    ("N", r"\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d+"),
    ("Y", rf"(?:1\d|20)\d\d{BOUND}"),
    ("D", rf"(?:[12]\d|3[01]|0?[1-9]){BOUND}"),
    ("N", r"\d+"),
)
"""Letters and patterns of what is written in digits, in the order in which they are tried."""
MARKS = {"-": "-", "‐": "-", "‑": "-", "–": "-", "—": "-", ",": ",", "/": "/", "½": "%"}
UPPER_ZONE = rf"(?:{NAMED_ZONE})"
OTHER = "."
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
CENTURIES = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}
# A name of the calendar that is a word as well must be written with its capital.
WORDS_AS_WELL = ("march", "may", "mar", "sun", "sat", "mon", "wed", "jan")
# What leads to a time or goes on after one, but is none by itself.
WEAK = (
    "number", "article", "number_vague", "ordinal", "half", "relation", "this", "relation_told", "stage", "stage_noun", "often", "times",
    "every", "approximation", "filler", "whole", "fiscal", "the", "of", "in", "at", "link", "old", "beside", "direction_told", "period",
    "oclock", "past",
)  # fmt: skip
LEADS = (
    "number", "article", "number_vague", "ordinal", "half", "relation", "this", "relation_told", "stage", "stage_noun", "often", "every",
    "approximation", "the", "filler", "whole", "fiscal", "of", "in", "link", "times", "direction_told", "at", "past", "current",
)  # fmt: skip
GAP = rf"(?:{SPACE}?,?{SPACE}|{SPACE}?[-‐‑–—/]{SPACE}?)"
DIGITS = rf"(?:\d+(?:[.,:/-]\d+)*(?:['’]?s|st|nd|rd|th|[AaPp][Mm]|[QHqh])?|[QHqh][1-4]){BOUND}"


def run_pattern(lexicon: pl.DataFrame) -> str:
    """Return a pattern of the runs of words that may hold a time expression: one can be a time, more words of time follow."""
    numerals = (
        rf"(?:1\d|20)\d\d(?:[-/.]\d\d?[-/.]\d\d?|['’]?s)?{BOUND}|[0-2]?\d:[0-5]\d(?::[0-5]\d)?"
        rf"|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d\d(?:\d\d)?{BOUND}|['’‘]?[1-9]\d?0s{BOUND}|[QqHh][1-4]{BOUND}|\d{{1,2}}(?:[.:]\d\d)?[AaPp][Mm]{BOUND}"
    )
    time = rf"(?:{_any_of(_forms(lexicon, *(kind for kind in KINDS if kind not in WEAK)))}|{numerals})"
    spoken = rf"{_any_of(['half', 'quarter', 'five', 'ten', 'twenty', 'twenty-five'])}{SPACE}past{BOUND}|[Tt]he{SPACE}past{BOUND}"
    more = f"(?:{_any_of(_forms(lexicon, *KINDS))}|{DIGITS}|{UPPER_ZONE})"
    return rf"(?:{BOUND}(?:{spoken}|{time})|['’‘][1-9]0s{BOUND}|½)(?:\.?{GAP}?{more})*\.?"


def lead_pattern(lexicon: pl.DataFrame) -> str:
    """Return a pattern of the words before a run that belong to it, at the end of a text."""
    return rf"{BOUND}((?:(?:{_any_of(_forms(lexicon, *LEADS))}|{DIGITS}){GAP})+)$"


def piece_pattern(lexicon: pl.DataFrame) -> str:
    """Return a pattern that tiles a run with its pieces: numerals, listed forms of any width, marks."""
    numerals = "|".join(pattern for _, pattern in NUMERALS)
    return (
        rf"(?:{numerals}|{_spelled_year(lexicon)}|{_compound(lexicon)}|{_any_of(_forms(lexicon, *KINDS))}|{UPPER_ZONE}|\p{{L}}+|\s+|(?s:.))"
    )


def pieces(distinct: pl.Series, lexicon: pl.DataFrame) -> pl.DataFrame:
    """Tell the letter and the value of each distinct piece.

    Returns:
        `piece`, `letter` and `value`: the lexicon's value of a word, the number of a number, a digit string as it stands.
    """
    frame = distinct.alias("piece").to_frame().with_columns(form=_folded(pl.col("piece")))
    named = _named(lexicon)
    joined = frame.join(named, on="form", how="left", maintain_order="left")
    form, digit = pl.col("form"), pl.col("form").str.contains(r"^['’‘]?\d|^[qh]\d")
    numeral = pl.coalesce(*(pl.when(digit & form.str.contains(f"(?i)^(?:{pattern})$")).then(pl.lit(kind)) for kind, pattern in NUMERALS))
    space = pl.when(pl.col("piece").str.contains(r"^\s")).then(pl.lit("_"))
    mark = pl.coalesce(space, pl.col("piece").replace_strict(MARKS, default=None, return_dtype=pl.String))
    zone = pl.when(pl.col("piece").str.contains(rf"^(?:{UPPER_ZONE})$")).then(pl.lit("z"))
    lower = form.is_in(WORDS_AS_WELL) & (pl.col("piece") == form)
    letter = pl.when(lower).then(pl.lit(OTHER)).otherwise(pl.coalesce(numeral, "letter", mark, zone, pl.lit(OTHER)))
    return joined.select("piece", letter=letter, value=pl.coalesce("value", "form"))


def months() -> dict[str, int]:
    """Return the number of each month by its first three letters."""
    return {name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, start=1)}


def _named(lexicon: pl.DataFrame) -> pl.DataFrame:
    """The listed forms, and the numbers that are written out in several words."""
    rows = lexicon.select(form=_folded(pl.col("form")), letter=pl.col("kind").replace_strict(KINDS), value=pl.col("value").fill_null(""))
    units = {form: int(value) for form, value in _numbers(lexicon).items() if value in set("123456789")}
    small = {form: int(value) for form, value in _numbers(lexicon).items() if value.isdigit() and " " not in form and int(value) < 100}
    tens = {ten: small[ten] for ten in TENS}
    pairs = {f"{ten}{gap}{unit}": tens[ten] + units[unit] for ten in TENS for unit in units for gap in ("-", " ", " and ")}
    under = small | pairs
    years = {f"{head} {word}": year + value for head, year in CENTURIES.items() for word, value in under.items() if value >= 10}
    later = {f"two thousand{gap}{word}": 2000 + value for gap in (" ", " and ") for word, value in under.items()}
    compound = pl.DataFrame({"form": list(pairs), "letter": "n", "value": [str(value) for value in pairs.values()]})
    spelled = {form: value for form, value in (years | later).items() if form not in pairs} | {"two thousand": 2000}
    spelt = pl.DataFrame({"form": list(spelled), "letter": "Y", "value": [str(value) for value in spelled.values()]})
    return pl.concat([rows, compound, spelt]).unique("form", keep="first", maintain_order=True)


def _numbers(lexicon: pl.DataFrame) -> dict[str, str]:
    return dict(lexicon.filter(pl.col("kind") == "number").select("form", "value").iter_rows())


def _forms(lexicon: pl.DataFrame, *kinds: str) -> list[str]:
    """The forms of some kinds, the longest first, so that an alternation of them finds the longest."""
    return sorted(set(lexicon.filter(pl.col("kind").is_in(kinds))["form"].to_list()), key=lambda form: (-len(form), form))


def _any_of(words: list[str]) -> str:
    return "(?:" + "|".join(_pattern(word) for word in words) + ")"


@cache
def _pattern(word: str) -> str:
    """A form in any case. Cases are written out: ignoring case by a flag brings letters beyond ASCII in, which is ten times slower."""
    marks = {" ": SPACE, "'": "['’]", "’": "['’]"}
    letters = (f"[{letter.lower()}{letter.upper()}]" if letter.isalpha() else marks.get(letter, re.escape(letter)) for letter in word)
    return "".join(letters) + (BOUND if word[-1].isalnum() else "")


def _compound(lexicon: pl.DataFrame) -> str:
    units = [form for form, value in _numbers(lexicon).items() if value in set("123456789")]
    return rf"(?:{_any_of(list(TENS))})(?:{SPACE}and{SPACE}|{SPACE}|-){_any_of(units)}"


def _spelled_year(lexicon: pl.DataFrame) -> str:
    tens = _any_of([form for form, value in _numbers(lexicon).items() if value.isdigit() and 10 <= int(value) < 100])
    small = rf"(?:{_compound(lexicon)}|{tens})"
    ones = _any_of([form for form, value in _numbers(lexicon).items() if value in set("123456789")])
    return rf"(?:(?:{_any_of(list(CENTURIES))}){SPACE}{small}|{_any_of(['two thousand'])}(?:(?:{SPACE}and)?{SPACE}(?:{small}|{ones}))?)"


def _folded(form: pl.Expr) -> pl.Expr:
    return form.str.to_lowercase().str.replace_all("’", "'", literal=True).str.replace_all(r"[\s\u00a0]+", " ")
