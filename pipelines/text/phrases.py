"""Noun phrases: each sentence as a string of one letter per token, in which patterns find who stands where.

Belongs here: word classes of tokens, patterns of noun phrases over them.
Does not belong here: what a phrase does in its sentence (`pipelines.text.event_parties`), who is meant by it.
"""

import polars as pl

from pipelines.text.tokens import begins
from pipelines.text.word_places import WORDS, by_place
from pipelines.text.words import spread

CLASSES = {
    "determiner": "D", "pronoun": "R", "be": "B", "auxiliary": "A", "control": "K", "conjunction": "c", "but": "k", "of": "o",
    "to": "t", "with": "w", "by": "y", "in": "i", "from": "m", "for": "f", "on": "n", "against": "g", "between": "h",
    "preposition": "p", "relative": "r", "that": "z", "subordinator": "b", "adverb": "a", "time": "T", "say": "S", "verb": "V",
    "party": "H", "speaker": "N", "noun": "N",
}  # fmt: skip
"""Letter of each word class of the lexicon. A phrase pattern reads a sentence as these letters."""
MARKS = {
    ",": ",", "(": "(", ")": ")", "[": "(", "]": ")", ";": ";", ":": ";", "—": ";", "–": ";", "-": ";", ".": ".", "!": ".", "?": ".",
    "…": ".", '"': "q", "“": "q", "”": "q", "‘": "q", "`": "q", "$": "#", "€": "#", "£": "#", "%": "#", "•": ";",
}  # fmt: skip
MONTHS = ("May", "March")
NOUN_CONTEXT = tuple("Dsoinfwgmhpy")  # letters after which a word that could be a verb is a noun or a participle before one

RE_BRACKET = r"\([^()]{1,8}\)"
RE_BASE = rf"(?:[D#]+o){{0,2}}[D#]*[NHE#](?:[NHE#]|sD?|{RE_BRACKET})*"
RE_CHAIN = rf"{RE_BASE}(?:o{RE_BASE})*"
RE_LIST = rf"{RE_CHAIN}(?:(?:,{RE_CHAIN})*,?c{RE_CHAIN})?"
RE_PRONOUN = r"(?:[D#]+o)?R"  # "they", "one of them"
RE_SUBJECT = rf"(?:{RE_PRONOUN}(?:c{RE_CHAIN})?|{RE_LIST}(?:[infwgm]{RE_LIST})*)"
RE_ONE_PARTY = rf"(?:[D#]*[N#]+o|[D#]+o)*[D#]*[N#]*[EH](?:[NHE#]|sD?|{RE_BRACKET})*(?:o[D#]*[NHE#s]+)*"
RE_PARTY = rf"(?:{RE_PRONOUN}|{RE_ONE_PARTY}(?:(?:,{RE_ONE_PARTY})*,?c{RE_ONE_PARTY})?)"
RE_TIME_PHRASE = r"(?:[niybfpm]?[D#a]*T+[#,]*)"


def with_letters(tokens: pl.DataFrame, word_classes: pl.DataFrame, ordinary_words: pl.DataFrame) -> pl.DataFrame:
    """Give each token the letter of its word class.

    Args:
        tokens: `doc`, `sentence_index`, `token`, `space_before`, `named` (a name begins here), `name_ends` (that of a person or
            place ends here), in text order.
        word_classes: lexicon with `word` and `word_class`.
        ordinary_words: lexicon with `word`: words that are no names.

    Returns:
        The tokens with `lower`, `at` (position in the sentence, from 0) and `letter`: a class of `CLASSES`, a mark of
        `MARKS`, `E` (capitalised), `#` (number), `s` (possessive), `G` (-ing form), `N` (any other word), `x` (any other mark).
    """
    opening = begins(tokens, ["doc", "sentence_index"])
    row = pl.int_range(pl.len(), dtype=pl.Int32)
    classes = spread(tokens["token"], _classes(word_classes, ordinary_words)).struct.unnest()
    numbered = tokens.with_columns(opening.alias("opening")).with_columns(at=row - pl.when("opening").then(row).forward_fill())
    known = pl.concat([numbered, classes], how="horizontal")
    guessed = known.with_columns(letter=_first_guess())
    inside = pl.col("at") > 0  # checked instead of a shift by sentence, which is far slower
    guessed = guessed.with_columns(guessed.select(_beside_others(inside).alias("letter"))["letter"].scatter(*by_place(guessed)))
    told = guessed.with_columns(letter=_verb_or_noun(pl.when(inside).then(pl.col("letter").shift())))
    return told.select(*tokens.columns, "lower", "at", "letter")


def groups(text: pl.Expr, pattern: str) -> pl.Expr:
    """Return a pattern's groups `before` and `phrase` as the phrase's start and length, a struct (`start`, `width`; null without a match).

    The pattern must capture everything before the phrase as group `before`, so that the start is its length.
    """
    widths = (pl.field(name).str.len_chars().cast(pl.Int32) for name in ("before", "phrase"))
    return text.str.extract_groups(pattern).struct.with_fields(*widths).struct.rename_fields(["start", "width"])


def _classes(word_classes: pl.DataFrame, ordinary_words: pl.DataFrame) -> pl.Expr:
    """Tell of a word what does not depend on its place: `letter`; whether its capital makes it a name, by its class or for want of one."""
    lower = pl.col("text").str.replace("’", "'", literal=True).str.to_lowercase()
    letters = word_classes.select("word", pl.col("word_class").replace_strict(CLASSES))
    known = lower.replace_strict(*letters, default=None, return_dtype=pl.String)
    capital = pl.col("text").str.contains(r"^(?:(?:al|el|ul|ad|an|ar|as|ash|at|az|d|l)[-'’])?\p{Lu}")  # "al-Najjar"
    proper = capital & ~pl.col("text").is_in(MONTHS)
    return pl.struct(
        lower=lower,
        letter=_letter(lower, known),
        capital=capital,
        names_class=proper & known.is_in(["H", "S", "V", "K", "N"]),
        unknown_name=proper & known.is_null(),
        placed=lower.is_in(WORDS),
        ordinary=lower.is_in(ordinary_words["word"].implode()),
    )


def _letter(lower: pl.Expr, known: pl.Expr) -> pl.Expr:
    """The letter of a word by its class, else by its form."""
    token = pl.col("text")
    acronym = token.str.contains(r"^(?:\p{Lu}\.){2,}$|^\p{Lu}[\p{Lu}\d]+$")
    return (
        pl.when(lower == "'s").then(pl.lit("s"))
        .when(lower == "'t").then(pl.lit("a"))
        .when(token.is_in(MONTHS)).then(pl.lit("T"))
        .when(acronym).then(pl.lit("E"))
        .when(known.is_not_null()).then(known)
        .when(token.str.contains(r"^\d")).then(pl.lit("#"))
        .when(token.str.contains(r"^\p{L}+ly$")).then(pl.lit("a"))
        .when(token.str.contains(r"^\p{L}+ed$")).then(pl.lit("V"))
        .when(token.str.contains(r"^\p{L}{2,}ing$")).then(pl.lit("G"))
        .when(token.str.contains(r"^\p{L}")).then(pl.lit("N"))
        .otherwise(token.replace_strict(MARKS, default="x"))
    )  # fmt: skip


def _first_guess() -> pl.Expr:
    """The letter of a word by itself and by where it stands."""
    token, glued, inside = pl.col("token"), ~pl.col("space_before"), pl.col("at") > 0
    plural = token.is_in(("'", "’")) & glued & token.shift().str.ends_with("s")
    # The first word of a sentence is a name unless it is an ordinary word without a name or another capital.
    opens = ~inside & pl.col("ordinary") & ~pl.col("named") & ~pl.col("capital").shift(-1)
    return (
        pl.when(plural).then(pl.lit("s"))
        .when((token == "-") & glued).then(pl.lit("N"))
        .when((inside & pl.col("names_class")) | (pl.col("unknown_name") & ~opens.fill_null(False))).then(pl.lit("E"))
        .otherwise("letter")
    )  # fmt: skip


def _beside_others(inside: pl.Expr) -> pl.Expr:
    """The letter of a word that a name or an article before it tells."""
    letter = pl.col("letter")
    after_name = inside & pl.col("name_ends").shift()
    quality = (letter == "a") & (letter.shift() == "D") & letter.shift(-1).is_in(["N", "H", "E"])  # "a long criminal record"
    return (
        pl.when(quality & inside).then(pl.lit("N"))
        .when(after_name & pl.col("lower").str.ends_with("s") & (letter == "N")).then(pl.lit("V"))
        .when(after_name & (letter == "o")).then(pl.lit("p"))
        .otherwise("letter")
    )  # fmt: skip


def _verb_or_noun(previous: pl.Expr) -> pl.Expr:
    """A word that could be a verb is none after a determiner, a possessive or a preposition, nor as a sentence's first before a noun."""
    could_be_verb = pl.col("letter").is_in(["S", "V", "K", "G"])
    gerund = (pl.col("letter") == "G") & ~previous.is_in(["D", "s"])
    opening = (pl.col("at") == 0) & (pl.col("letter") == "V") & pl.col("letter").shift(-1).is_in(["N", "H", "E"])  # "Jailed editor Hale"
    return pl.when((could_be_verb & ~gerund & previous.is_in(NOUN_CONTEXT)) | opening).then(pl.lit("N")).otherwise("letter")
