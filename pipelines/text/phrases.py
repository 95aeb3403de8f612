"""Noun phrases: each sentence as a string of one letter per token, in which patterns find who stands where.

Belongs here: word classes of tokens, patterns of noun phrases over them.
Does not belong here: what a phrase does in its sentence (`pipelines.text.event_parties`), who is meant by it.
"""

import polars as pl

from pipelines.text.tokens import begins
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
AFTER_PRONOUN = tuple("oinfwtmgyhpbcrzkSAB,.;)")  # letters before which "her" stands for a person
MONTHS = ("May", "March")
BOUNDS = ("least", "most")
CROWDS = ("dozens", "hundreds", "scores", "thousands")
QUANTIFIERS = (
    "all", "both", "few", "many", "most", "several", "some", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip
CROWDED = tuple("oDNHE#")  # letters before which "dozens" counts others
ROLES = ("disguised", "dressed", "identified", "known", "masquerading", "posing")  # "dressed as": the word behind is no clause
POSTPOSED = (
    "affiliated", "allied", "angry", "close", "eager", "faithful", "fearful", "friendly", "furious", "hostile", "loyal", "opposed",
    "responsible", "sympathetic", "unhappy", "upset",
)  # fmt: skip
"""Adjectives that stand behind the people they describe: "troops loyal to the king"."""
NOUN_CONTEXT = tuple("Dsoinfwgmhpy")  # letters after which a word that could be a verb is a noun or a participle before one

RE_BRACKET = r"\([^()]{1,8}\)"
RE_BASE = rf"(?:[D#]+o){{0,2}}[D#]*[NHE#](?:[NHE#s]|{RE_BRACKET})*"
RE_CHAIN = rf"{RE_BASE}(?:o{RE_BASE})*"
RE_LIST = rf"{RE_CHAIN}(?:(?:,{RE_CHAIN})*,?c{RE_CHAIN})?"
RE_PRONOUN = r"(?:[D#]+o)?R"  # "they", "one of them"
RE_SUBJECT = rf"(?:{RE_PRONOUN}(?:c{RE_CHAIN})?|{RE_LIST}(?:[infwgm]{RE_LIST})*)"
RE_ONE_PARTY = rf"(?:[D#]*[N#]+o|[D#]+o)*[D#]*[N#]*[EH](?:[NHE#s]|{RE_BRACKET})*(?:o[D#]*[NHE#s]+)*"
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
    guessed = guessed.with_columns(letter=_beside_others(inside))
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
    """The letter of a word whose neighbours tell its class."""
    letter, lower = pl.col("letter"), pl.col("lower")
    after_name = inside & pl.col("name_ends").shift()
    of_her = (lower == "her") & letter.shift(-1).is_in(AFTER_PRONOUN)  # "accused her of", not "her car"
    bounding = (lower == "at") & lower.shift(-1).is_in(BOUNDS) | (lower.is_in(BOUNDS) & (lower.shift() == "at"))  # "at least five"
    counting = (lower == "than") & letter.shift(-1).is_in(["#", "D"])  # "more than five"
    topic = (lower == "about") & ~letter.shift(-1).is_in(["#"])  # "complained about Chad", but "about five"
    owned = letter.shift().is_in(["s", "D", "E"]) & ~lower.shift().is_in(["a", "an"])
    campaign = (lower == "campaign") & ~owned  # people only when it is somebody's: "her campaign", "the Lee campaign"
    floats = (lower == "both") | (lower == "all") & (letter.shift() == "R")  # "they all condemned", but "all imprisoned men"
    floating = inside & floats & letter.shift(-1).is_in(["V", "S", "K", "A", "B"])
    crowd = lower.is_in(CROWDS) & ~letter.shift(-1).is_in(CROWDED) & ~letter.shift().is_in(["D"])  # "hundreds protested"
    opens = ~inside | letter.shift().is_in([";", "c"])
    stands = lower.is_in(QUANTIFIERS) & opens & letter.shift(-1).is_in(["V", "S", "K"]) & ~letter.shift(-2).is_in(["N", "H"])
    elapsed = (lower == "since") & letter.shift(-1).is_in(["#", "T"]) & ~letter.shift(-2).is_in(["N", "H", "E"])
    those = (lower == "those") & (letter.shift(-1) == "V") & (letter.shift(-2) == "B")  # "among those killed were"
    postposed = lower.is_in(POSTPOSED) & letter.shift().is_in(["H", "E"]) & letter.shift(-1).is_in(["t", "w", "n", "i", "f", "p"])
    role = (lower == "as") & lower.shift().is_in(ROLES)
    quality = (letter == "a") & (letter.shift() == "D") & letter.shift(-1).is_in(["N", "H", "E"])  # "a long criminal record"
    attribute = lower.is_in(["year-old", "campaign"]) & (letter.shift(-1) == "N")  # "a 40-year-old case" is nobody
    return (
        pl.when(campaign | attribute | (quality & inside)).then(pl.lit("N"))
        .when(topic | role).then(pl.lit("p"))
        .when(postposed).then(pl.lit("V"))
        .when(those).then(pl.lit("R"))
        .when(elapsed).then(pl.lit("i"))
        .when(crowd | (stands & ~floating)).then(pl.lit("H"))
        .when((lower == "won") & (lower.shift(-1) == "'t")).then(pl.lit("A"))
        .when(bounding | floating).then(pl.lit("a"))
        .when(counting).then(pl.lit("D"))
        .when(after_name & lower.str.ends_with("s") & (letter == "N")).then(pl.lit("V"))
        .when(after_name & (letter == "o")).then(pl.lit("p"))
        .when(of_her).then(pl.lit("R"))
        .otherwise("letter")
    )  # fmt: skip


def _verb_or_noun(previous: pl.Expr) -> pl.Expr:
    """A word that could be a verb is none after a determiner, a possessive or a preposition."""
    could_be_verb = pl.col("letter").is_in(["S", "V", "K", "G"])
    gerund = (pl.col("letter") == "G") & ~previous.is_in(["D", "s"])
    return pl.when(could_be_verb & ~gerund & previous.is_in(NOUN_CONTEXT)).then(pl.lit("N")).otherwise("letter")
