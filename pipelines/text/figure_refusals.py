"""Refusals: numbers that are no quantity.

Belongs here: years, dates, times, scores, labels, addresses, list numbers, ordinals, names, the pronoun "one".
Does not belong here: the quantities (`pipelines.text.figures`).
"""

import polars as pl

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
RE_GLUED_BEFORE = r"[\p{L}\p{N}][-–/.:,_@=&]$|[/_@#=&:\\№]\s?$|[\p{L}\p{N}]$|\.[-–]$|\p{N}['’′]$"
RE_GLUED_AFTER = r"^(?:[\p{L}\p{N}/_@#=&\\*^]|['’]s?\b|[.,:][\p{N}\p{L}]|[-–]\p{N}|[-–]\p{Lu})"
RE_NO_NOUN = (
    r"^-(?:for|to|and|odd|something|plus|up|on|in|of|off|way|time|over|under|sided|handed|fold|\p{L}+ed|a|all|one|two|\p{L}{1,2})\b"
)
RE_NUMBER_BEFORE = r"\d[\d,.:/-]*\)?\s$|\+$"
RE_NUMBER_AFTER = r"^\s?[-–]?\d"
RE_DAY_BEFORE = rf"{MONTH}\s(?:the\s)?$|\b{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:\s?(?:-|–|and|to|or|,|&|through)\s?\d{{0,2}})*\s?$"
RE_DAY_AFTER = rf"^,\s(?:19|20)\d\d\b|^(?:\s?(?:-|–|and|to|or|,)\s?\d{{1,2}})*\s(?:of\s)?{MONTH}(?:\W|$)"
RE_TIME = (
    r"(?i)^\s?(?:a\.?m\b|p\.?m\b|o[’']clock|noon\b|midnight\b|gmt\b|utc\b|[ecmp][sd]?t\b|bst\b|cest?\b|ist\b|(?:local )?time\b|"
    r"(?:in the |this |on \p{L}+ )(?:morning|afternoon|evening|night)|at night\b|sharp\b)"
)
RE_LIST = r"^[\s“\"(\[•*-]*$"
RE_QUALIFIED = (
    r"(?i)\b(?:about|around|roughly|approximately|nearly|almost|more than|over|at least|fewer than|less than|up to|some|as many as)\s$"
)
RE_NOT_ONE_BEFORE = (
    r"(?i)\b(?:no|the|this|that|any|every|each|which|another|only|some|last|first|latest|other|new|good|great|big|old|such|is|was|be|"
    r"as|separate|number|my|our|his|her|its|next|same|right|wrong|single|little|not|tier|day|phase|or|square|ground)[\s-]$|\ban?\s\p{L}+\s$"
)
RE_NOT_ONE_AFTER = (
    r"(?i)^\s(?:days?|things?|way|side|point|hand|time|times|another|such|reason|example|more|other|else|or|and|of|who|that|can|could|"
    r"might|should|would|will|may|must|does|has|is|was|day|night|morning|evening|second|moment|minute|end|part|kind|big|question|area)\b"
)
RE_RELATIVE_BEFORE = r"(?i)\b(?:last|past|next|coming|previous|first|final|these|those|every|recent|preceding|following)\s$"
RE_RELATIVE_AFTER = r"(?i)^\s(?:ago|later|earlier|hence|before|after|from now|prior|into)\b"
RE_PART_OF = r"(?i)\b(?:half|thirds?|quarters?|fifths?|tenths?|hundredths?) of\s$"
RE_HALF_AFTER = r"(?i)^\s(?:of|the|all|its|their|his|her|our|my|your|that|those|these|as)\b"
RE_NOT_HALF_BEFORE = r"(?i)(?:\b(?:first|second|the|other|each|every|final|latter|this|better|opening|last|a|top|bottom|by|in|former)\s|-)$"
RE_TIME_UNIT = r"^(?:seconds|minutes|hours|days|weeks|months|years|decades|centuries)$"
RE_VAGUE = r"(?i)\b(?:several|few|many|couple|some|couple of)\s$"
RE_TRAIN_IN = r"(?i)\bone (?:\p{Ll}+ ){1,2}in\s$"  # one train in five: a share whose parts stand apart
RE_IN_FIVE = r"^\s(?:\p{Ll}+\s){1,2}in\s(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\b(?:[^-]|$)"
RE_ENTRY = r"^\s\p{Lu}\p{Ll}"  # 3 Marco Rubio in a list, 2 Timothy
RE_CALENDAR = rf"^\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|^\s{MONTH}\b"
RE_RUE = r"^,?\s(?i:rue|calle|via|avenida|boulevard|chemin)\s"
RE_HOUR_BEFORE = r"(?i)\b(?:at|by|before|until|till|past|after|around|about)\s$"
HOURS = 12
MOST_DIGITS = 7  # so many digits without a comma are a telephone number or an identifier


def refused(number_words: pl.DataFrame) -> pl.Expr:
    """Tell which candidates are no quantity; a unit, a currency or a scale word saves a number from most refusals."""
    before, after = pl.col("before"), pl.col("after")
    glued = before.str.contains(RE_GLUED_BEFORE) | after.str.contains(RE_GLUED_AFTER)
    bare = (pl.col("kind") == "count") & ~pl.col("number").str.contains("[sk]")
    digits = pl.col("number").str.contains("[dy]")
    counting = pl.any_horizontal(
        _label(number_words), _named(), _dated(), _listed(number_words), _year(number_words), _one(), _paired_badly(),
        after.str.contains(RE_NO_NOUN),
        digits & (before.str.contains(RE_NUMBER_BEFORE) | after.str.contains(RE_NUMBER_AFTER)),
        (pl.col("value") == 0) & pl.col("object_row").is_null(),
        pl.col("number").str.contains("z") & before.str.contains(RE_VAGUE),
        before.str.contains(RE_TRAIN_IN),
        before.str.contains(RE_HOUR_BEFORE) & (pl.col("value") <= HOURS) & pl.col("object_row").is_null() & (pl.col("paired") == ""),
    )  # fmt: skip
    return (glued | (bare & counting) | _relative() | _fraction() | _suffix()).fill_null(False)


def _label(number_words: pl.DataFrame) -> pl.Expr:
    """Section 12, flight 370: the word before tells what the number belongs to; one with a big letter does, but not in headlines."""
    labels = number_words.filter(pl.col("kind") == "label")["form"].to_list()
    listed = rf"(?i)(?:^|[^\p{{L}}])(?:{'|'.join(labels)})(?:\.|\s#)?\s$"
    capital = rf"(?:^|[^\p{{L}}])(?:{'|'.join(label.capitalize() for label in labels)})(?:\.|\s#)?\s$"
    before = pl.col("before")
    unclear = pl.col("object_row").is_null() | before.str.contains(capital)
    named = (pl.col("letter_before") == "E") & ~pl.col("headline") & before.str.contains(r"[\p{L}\p{N}.]\s$")
    return (before.str.contains(listed) & unclear) | named


def _named() -> pl.Expr:
    """The Big Ten, the Group of Seven: number words with a big letter within a sentence."""
    capital = pl.col("text").str.contains(r"^\p{Lu}\p{Ll}")
    return capital & ~pl.col("headline") & pl.col("before").str.contains(r"[\p{L}\p{N},;]\s$")


def _dated() -> pl.Expr:
    before, after = pl.col("before"), pl.col("after")
    return before.str.contains(RE_DAY_BEFORE) | after.str.contains(RE_DAY_AFTER) | after.str.contains(RE_TIME)


def _listed(number_words: pl.DataFrame) -> pl.Expr:
    """1. and (2) before a line, 10 Downing Street, long numbers."""
    streets = "|".join(form.capitalize() for form in number_words.filter(pl.col("kind") == "street")["form"].to_list())
    before, after = pl.col("before"), pl.col("after")
    address = rf"^\s(?:[NSEW]\.?\s)?(?:(?:\p{{Lu}}[\p{{L}}.’']*|\d+(?:st|nd|rd|th))\s){{1,3}}(?:{streets})\b"
    numbered = after.str.contains(r"^\)") & ~before.str.contains(r"\(")
    entry = pl.col("object_row").is_null() & ~pl.col("headline") & after.str.contains(RE_ENTRY) & ~after.str.contains(RE_CALENDAR)
    short_year = pl.col("text").str.contains(r"^\d\d$") & before.str.contains("['‘’]$")
    alone = before.str.contains(r"[(\[]$") & after.str.contains(r"^\.?[)\]]")
    return (
        (before.str.contains(RE_LIST) & after.str.contains(r"^\s?[.,):]|^\s[-–]\s|^$"))
        | alone
        | numbered
        | short_year
        | (entry & pl.col("number").str.contains("[dy]"))
        | after.str.contains(address)
        | after.str.contains(RE_RUE)
        | pl.col("text").str.contains(rf"^\d{{{MOST_DIGITS},}}$")
    )


def _year(number_words: pl.DataFrame) -> pl.Expr:
    """A number like 2019 is a year unless it is bounded or counts people."""
    plurals = "|".join(number_words.filter(pl.col("kind") == "plural")["form"].to_list())
    counted = pl.col("after").str.contains(rf"^\s(?:{plurals})\b") | pl.col("before").str.contains(RE_QUALIFIED)
    return (pl.col("number") == "y") & ~(counted & pl.col("object_row").is_not_null())


def _one() -> pl.Expr:
    """One of them, no one, one that works: no count."""
    one = pl.col("text").str.to_lowercase() == "one"
    unfit = pl.col("before").str.contains(RE_NOT_ONE_BEFORE) | pl.col("after").str.contains(RE_NOT_ONE_AFTER)
    hyphened = pl.col("after").str.starts_with("-")
    return one & (pl.col("object_row").is_null() | unfit | hyphened | pl.col("after").str.contains(RE_IN_FIVE))


def _paired_badly() -> pl.Expr:
    """5-10 without a noun is a score or a code, 9 to 5 without one a time."""
    return pl.col("paired").is_in(["-", "t", "b"]) & (pl.col("frame") != "F") & pl.col("object_row").is_null()


def _relative() -> pl.Expr:
    """Two years ago, the past three days, one day: a date, no quantity; a quarter of 1 percent: not one percent."""
    lasting = pl.col("unit").str.contains(RE_TIME_UNIT) & (pl.col("kind") == "measure")
    one_day = pl.col("text").str.contains(r"(?i)^one (?:day|night|time|point|second)s?$")
    near = pl.col("before").str.contains(RE_RELATIVE_BEFORE) | pl.col("after").str.contains(RE_RELATIVE_AFTER)
    part = pl.col("before").str.contains(RE_PART_OF) & (pl.col("value") == 1)
    return part | (lasting & near) | ((pl.col("kind") == "measure") & one_day)


def _fraction() -> pl.Expr:
    """The second half, a third man, the quarter: no shares."""
    number, before, after = pl.col("number"), pl.col("before"), pl.col("after")
    share = (pl.col("kind") == "share") & (pl.col("paired") == "")
    half = (number == "e") & (~after.str.contains(RE_HALF_AFTER) | before.str.contains(RE_NOT_HALF_BEFORE))
    part = (number == "af") | ((number == "1f") | pl.col("text").str.contains("(?i)quarters$"))
    of_one = after.str.contains(r"^\sof\s(?:a|an|one|1)\s")
    return share & (of_one | half | (number == "ea") | (part & ~after.str.contains(r"^\s+of\b")))


def _suffix() -> pl.Expr:
    """5m without a currency is five million only before a plural."""
    return pl.col("text").str.contains(r"\d[mMbBtT]$") & (pl.col("kind") == "count") & pl.col("object_row").is_null()
