"""Shapes of figures: numbers, units and what joins two of them, as patterns over one letter per token.

Belongs here: the letter of each token, the grammar of numbers, ranges, changes and ratios.
Does not belong here: what a number is worth (`pipelines.text.figure_values`), numbers that are no quantity
(`pipelines.text.figure_refusals`).

| letter | token | letter | token |
| --- | --- | --- | --- |
| `d` `y` | digits; four digits that could be a year | `S` `C` `U` | currency sign; code, before or behind; unit behind |
| `1` `u` | one; another cardinal in words | `_` | further token of a unit |
| `h` `s` `k` `z` | hundred; million; the k of 5k; dozen | `F` `B` `t` `n` `b` `i` `O` `v` | from, between, to, and, or, in, out, of |
| `e` `f` `r` | half; third; two-thirds | `-` | dash without space beside it |
| `a` | a, an | `q` | any other |
"""

import polars as pl

from pipelines.text import gazetteer, shapes
from pipelines.text.tokens import begins
from pipelines.text.words import spread

COLUMNS = ("doc", "block_index", "sentence_index", "token", "start_char", "end_char", "gap", "space_before")
NUMERALS = {
    "one": "1", "cardinal": "u", "hundred": "h", "scale": "s", "suffix": "k", "dozen": "z", "half": "e", "fraction": "f", "part": "r",
}  # fmt: skip
PLACES = {"before": "S", "both": "C", "behind": "U", "attached": "U"}
JOINTS = {
    "from": "F", "between": "B", "to": "t", "and": "n", "or": "b", "in": "i", "out": "O", "of": "v", "a": "a", "an": "a",
}  # fmt: skip
DASHES = ("-", "–", "‐", "‑", "−")
RE_DIGITS = r"^(?:[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}|[1-9][0-9]{0,14}|0)(?:\.[0-9]{1,6})?$"
RE_YEAR = r"^[12][0-9]{3}$"
OPENS = ("one", "cardinal", "hundred", "scale", "dozen", "half", "fraction", "part")  # kinds of words that make a sentence worth reading

SMALL = "[1u](?:h(?:n?[1u])?)?"  # six; two hundred and six
NUMBER = "|".join(
    (
        "ea?[hsz]",  # half a million
        "[1u]naes?",  # two and a half million
        "[dy](?:-?[sh]|k|r)?s?",  # 5; 1.2 million; $5k; 2½ million
        "[1ua]f",  # two thirds
        "[1ua]?z",  # a dozen
        f"(?:{SMALL}|ah(?:n?[1u])?)(?:-?s(?:n?{SMALL})?){{0,3}}",
        f"as(?:n?{SMALL})?",
        "rs?",
        "ea?",
    )
)
MONEY, UNIT = "(?:[SC]_*)?", "(?:-?[UC]_*)?"
QUANTITY = f"{MONEY}(?:{NUMBER}){UNIT}"
FIGURE = "|".join(
    (
        f"F{QUANTITY}t{QUANTITY}",
        f"B{QUANTITY}n{QUANTITY}",
        f"t{QUANTITY}F{QUANTITY}",
        f"(?:{NUMBER})(?:i|Ov|v)(?:{NUMBER}){UNIT}",
        f"{QUANTITY}[tb-]{QUANTITY}",
        QUANTITY,
    )
)
"""The longer readings stand first: 25 to 50% is one figure unless its parts do not fit, which is told by their values."""
RE_PARTS = "".join(
    (
        rf"^(?P<frame>[FBt]?)(?P<money>{MONEY})(?P<number>{NUMBER})(?P<unit>{UNIT})",
        rf"(?:(?P<joint>t|n|b|-|i|F|Ov|v)(?P<money_to>{MONEY})(?P<number_to>{NUMBER})(?P<unit_to>{UNIT}))?$",
    )
)
GROUPS = ("frame", "money", "number", "unit", "joint", "money_to", "number_to", "unit_to")


def sentences(tokens: pl.DataFrame, number_words: pl.DataFrame) -> pl.DataFrame:
    """Return the tokens of the sentences that hold a digit or a number word, with `passage` (number of the sentence, from 0)."""
    forms = number_words.filter(pl.col("kind").is_in(OPENS))["form"]
    listed = pl.concat([forms, capitalised(forms), forms.str.to_titlecase(), forms.str.to_uppercase()]).unique()
    word = pl.col("text")
    opens = word.str.contains("^[0-9]") | word.is_in(listed.implode()) | word.str.contains(_hyphened(number_words))
    passage = begins(tokens, ["doc", "sentence_index"]).cum_sum()
    worth = pl.repeat(False, tokens.height + 1, eager=True).scatter(passage.filter(spread(tokens["word"], opens)).unique(), True)
    kept = tokens.select(*COLUMNS, passage=passage).filter(worth.gather(passage)).with_columns(pl.col("passage").rle_id())
    return _split(kept, number_words).with_columns(word=pl.col("token").cast(pl.Categorical))


def _split(tokens: pl.DataFrame, number_words: pl.DataFrame) -> pl.DataFrame:
    """Cut six-day into six, - and day: the dash stands between two numbers or a number and its unit in digits as well."""
    whole = number_words.filter(pl.col("kind").is_in(OPENS))["form"].implode()
    pattern = f"{_hyphened(number_words)}(.+)$"
    dashed = tokens["token"].str.contains("-", literal=True).arg_true()
    lower = tokens["token"].gather(dashed).str.to_lowercase()
    rows = dashed.filter(lower.str.contains(pattern) & ~lower.is_in(whole))
    placed = tokens.with_row_index("place")
    words = placed[rows].with_columns(cut=pl.col("token").str.extract_groups(pattern))
    first, rest = (pl.col("cut").struct.field(number) for number in ("1", "2"))
    after_first = pl.col("start_char") + first.str.len_chars().cast(pl.Int64)
    glued = {"gap": pl.lit(""), "space_before": pl.lit(False)}
    pieces = pl.concat(
        [
            words.with_columns(token=first, end_char=after_first),
            words.with_columns(token=pl.lit("-"), start_char=after_first, end_char=after_first + 1, **glued),
            words.with_columns(token=rest, start_char=after_first + 1, **glued),
        ]
    )
    kept = placed.filter(~pl.col("place").is_in(rows.implode()))
    return kept.merge_sorted(pieces.drop("cut").sort("place", maintain_order=True), "place").drop("place")


def _hyphened(number_words: pl.DataFrame) -> str:
    """Return a pattern of a number word and a hyphen, with the word as its group."""
    forms: list[str] = number_words.filter(pl.col("kind").is_in(["one", "cardinal"]))["form"].to_list()
    return f"(?i)^({'|'.join(sorted(forms, key=len, reverse=True))})-"


def units(tokens: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Find units and currencies: `row`, `width`, `unit`, `unit_kind`, `place` and the lexicon's `form`, none of which overlap."""
    listed = listed.with_columns(listed_form="form")
    small = listed.filter(pl.col("form").str.contains(r"^\p{Ll}{3,}"))
    form = small["form"]
    cased = [small.with_columns(form) for form in (capitalised(form), form.str.to_titlecase(), form.str.to_uppercase())]
    forms = pl.concat([listed, *cased]).unique("form", keep="first", maintain_order=True)
    named = forms.select("form", "unit", "place", "listed_form", unit_kind="kind")
    found = gazetteer.find(tokens, named).with_columns(pl.col("row", "width").cast(pl.Int64))
    letters_before_sign = pl.col("form").str.contains(r"^\p{L}{1,3}\$")
    apart = pl.Series("apart", tokens["space_before"].gather((found["row"] + 1).clip(0, max(tokens.height - 1, 0))))
    digit_before = _glued_to_digit(tokens).gather(found["row"])
    fits = ~(letters_before_sign & apart) & ((pl.col("place") != "attached") | digit_before)
    return gazetteer.longest(found.filter(fits))


def letters(tokens: pl.DataFrame, found_units: pl.DataFrame, number_words: pl.DataFrame) -> pl.Series:
    """Return one letter per token."""
    numerals = number_words.filter(pl.col("kind").is_in(list(NUMERALS)))
    words = dict(zip(numerals["form"].to_list(), numerals["kind"].replace_strict(NUMERALS).to_list(), strict=True)) | JOINTS
    text = pl.col("text")
    lower = text.str.to_lowercase()
    letter = (
        pl.when(text.str.contains(RE_YEAR)).then(pl.lit("y"))
        .when(text.str.contains(RE_DIGITS)).then(pl.lit("d"))
        .when(text.is_in(DASHES)).then(pl.lit("-"))
        .otherwise(lower.replace_strict(words, default="q"))
    )  # fmt: skip
    alone = spread(tokens["word"], letter)
    each = shapes.rows(found_units)
    united = pl.select(pl.when(each["offset"] == 0).then(each["place"].replace_strict(PLACES)).otherwise(pl.lit("_"))).to_series()
    glued = _glued_to_digit(tokens)
    dashed = ~tokens["space_before"] & ~tokens["space_before"].shift(-1, fill_value=True)
    over = alone.scatter(each["row"], united)
    frame = pl.DataFrame({"alone": alone, "over": over, "glued": glued, "dashed": dashed})
    return frame.select(
        pl.when((pl.col("alone") == "k") & pl.col("glued")).then(pl.lit("k"))
        .when((pl.col("over") == "k") | ((pl.col("over") == "-") & ~pl.col("dashed"))).then(pl.lit("q"))
        .otherwise("over")
    ).to_series()  # fmt: skip


def numbers(tokens: pl.DataFrame, letter: pl.Series) -> pl.DataFrame:
    """Find candidates and cut them into their numbers.

    Returns:
        One row per number in text order: `candidate`, `is_second`, `frame` and `joint` (letters of the candidate), `begin` (first row
        of the candidate), `row` and `end` (of the number with its unit), `number_row`, `money`, `number`, `unit` (letters).
    """
    found = shapes.match(letter, begins(tokens, ["passage"]), FIGURE).with_row_index("candidate")
    cut = found.with_columns(pl.col("shape").str.extract_groups(RE_PARTS).struct.unnest()).with_columns(pl.col(GROUPS).fill_null(""))
    begin, size = pl.col("row").cast(pl.Int64), {name: pl.col(name).str.len_bytes().cast(pl.Int64) for name in GROUPS}
    first = begin + size["frame"]
    second = first + size["money"] + size["number"] + size["unit"] + size["joint"]
    shared = ("candidate", "frame", "joint")
    one = cut.select(*shared, "money", "number", "unit", is_second=pl.lit(False), begin=begin, row=first)
    two = cut.filter(pl.col("joint") != "").select(
        *shared, money="money_to", number="number_to", unit="unit_to", is_second=pl.lit(True), begin=begin, row=second
    )
    size = {name: pl.col(name).str.len_bytes().cast(pl.Int64) for name in ("money", "number", "unit")}
    number_row = pl.col("row") + size["money"]
    both = pl.concat([one, two]).sort("row")
    return both.with_columns(number_row=number_row, end=number_row + size["number"] + size["unit"])


def capitalised(words: pl.Series) -> pl.Series:
    """Return words with a big first letter."""
    return words.str.head(1).str.to_uppercase() + words.str.slice(1)


def _glued_to_digit(tokens: pl.DataFrame) -> pl.Series:
    return tokens.select((~pl.col("space_before") & pl.col("token").shift().str.contains("^[0-9]")).fill_null(False)).to_series()
