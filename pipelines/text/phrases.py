"""Noun phrases: each sentence as a string of one letter per token, in which patterns find who stands where.

Belongs here: word classes of tokens, patterns of noun phrases over them.
Does not belong here: what a phrase does in its sentence (`pipelines.text.event_parties`), who is meant by it.
"""

import polars as pl

CLASSES = {
    "determiner": "D", "pronoun": "R", "be": "B", "auxiliary": "A", "control": "K", "conjunction": "c", "but": "k", "of": "o",
    "to": "t", "with": "w", "by": "y", "in": "i", "from": "m", "for": "f", "on": "n", "against": "g", "between": "h",
    "preposition": "p", "relative": "r", "that": "z", "subordinator": "b", "adverb": "a", "time": "T", "say": "S", "verb": "V",
    "party": "H", "speaker": "N",
}  # fmt: skip
"""Letter of each word class of the lexicon. A phrase pattern reads a sentence as these letters."""
MARKS = {
    ",": ",", "(": "(", ")": ")", "[": "(", "]": ")", ";": ";", ":": ";", "—": ";", "–": ";", "-": ";", ".": ".", "!": ".", "?": ".",
    "…": ".", '"': "q", "“": "q", "”": "q", "‘": "q", "`": "q", "$": "#", "€": "#", "£": "#", "%": "#", "•": ";",
}  # fmt: skip
AFTER_PRONOUN = tuple("oinfwtmgyhpbcrzkSAB,.;)")  # letters before which "her" stands for a person
NOUN_CONTEXT = tuple("Dsoinfwgmhp")  # letters after which a word that could be a verb is a noun or a participle before one

RE_BRACKET = r"\([^()]{1,8}\)"
RE_BASE = rf"(?:[D#]+o)?[D#]*[NHE#](?:[NHE#s]|{RE_BRACKET})*"
RE_CHAIN = rf"{RE_BASE}(?:o{RE_BASE})*"
RE_LIST = rf"{RE_CHAIN}(?:(?:,{RE_CHAIN})*,?c{RE_CHAIN})?"
RE_SUBJECT = rf"(?:R|{RE_LIST}(?:[infwgm]{RE_LIST})*)"
RE_ONE_PARTY = rf"(?:[D#]*[N#]+o|[D#]+o)*[D#]*[N#]*[EH](?:[NHE#s]|{RE_BRACKET})*(?:o[D#]*[NHE#s]+)*"
RE_PARTY = rf"(?:R|{RE_ONE_PARTY}(?:(?:,{RE_ONE_PARTY})*,?c{RE_ONE_PARTY})?)"
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
    lexicon = word_classes.select(lower="word", known=pl.col("word_class").replace_strict(CLASSES))
    lower = pl.col("token").str.replace("’", "'").str.to_lowercase()
    sentence = ["doc", "sentence_index"]
    numbered = tokens.with_columns(lower=lower, at=pl.int_range(pl.len(), dtype=pl.Int32).over(sentence))
    known = numbered.join(lexicon, on="lower", how="left", maintain_order="left").with_columns(
        ordinary=(pl.col("at") == 0) & pl.col("lower").is_in(ordinary_words["word"].implode())
    )
    guessed = known.with_columns(letter=_first_guess())
    inside = pl.col("at") > 0  # checked instead of a shift by sentence, which is far slower
    after_name = inside & pl.col("name_ends").shift()
    behind_name = after_name & pl.col("lower").str.ends_with("s") & (pl.col("letter") == "N")
    of_name = after_name & (pl.col("letter") == "o")
    alone = (pl.col("lower") == "her") & pl.col("letter").shift(-1).is_in(AFTER_PRONOUN)  # "accused her of", not "her car"
    guessed = guessed.with_columns(
        letter=pl.when(behind_name).then(pl.lit("V")).when(of_name).then(pl.lit("p")).when(alone).then(pl.lit("R")).otherwise("letter")
    )
    return guessed.with_columns(letter=_verb_or_noun(pl.when(inside).then(pl.col("letter").shift()))).drop("known", "ordinary")


def groups(text: pl.Expr, pattern: str) -> pl.Expr:
    """Return a pattern's groups `before` and `phrase` as the phrase's start and length, a struct (`start`, `width`; null without a match).

    The pattern must capture everything before the phrase as group `before`, so that the start is its length.
    """
    found = text.str.extract_groups(pattern)
    before, phrase = found.struct.field("before"), found.struct.field("phrase")
    return pl.struct(start=before.str.len_chars().cast(pl.Int32), width=phrase.str.len_chars().cast(pl.Int32))


def _first_guess() -> pl.Expr:
    token, lower = pl.col("token"), pl.col("lower")
    month = token.is_in(("May", "March"))
    plural = (token.is_in(("'", "’"))) & ~pl.col("space_before") & token.shift().str.ends_with("s")
    capital = token.str.contains(r"^\p{Lu}")
    acronym = token.str.contains(r"^(?:\p{Lu}\.){2,}$|^\p{Lu}[\p{Lu}\d]+$")
    # The first word of a sentence is a name unless it is an ordinary word without a name or another capital.
    opens = pl.col("ordinary") & ~pl.col("named") & ~token.shift(-1).str.contains(r"^\p{Lu}")
    names_class = pl.col("known").is_in(["D", "H", "S", "V", "K", "N"]) & capital & (pl.col("at") > 0)
    return (
        pl.when(lower.is_in(("'s",)) | plural).then(pl.lit("s"))
        .when((token == "-") & ~pl.col("space_before")).then(pl.lit("N"))
        .when(lower == "'t").then(pl.lit("a"))
        .when(month).then(pl.lit("T"))
        .when(acronym | (names_class & (pl.col("known") != "D"))).then(pl.lit("E"))
        .when(pl.col("known").is_not_null()).then("known")
        .when(token.str.contains(r"^\d")).then(pl.lit("#"))
        .when(capital & ~opens.fill_null(False)).then(pl.lit("E"))
        .when(token.str.contains(r"^\p{L}+ly$")).then(pl.lit("a"))
        .when(token.str.contains(r"^\p{L}+ed$")).then(pl.lit("V"))
        .when(token.str.contains(r"^\p{L}{2,}ing$")).then(pl.lit("G"))
        .when(token.str.contains(r"^\p{L}")).then(pl.lit("N"))
        .otherwise(token.replace_strict(MARKS, default="x"))
    )  # fmt: skip


def _verb_or_noun(previous: pl.Expr) -> pl.Expr:
    """A word that could be a verb is none after a determiner, a possessive or a preposition."""
    could_be_verb = pl.col("letter").is_in(["S", "V", "K", "G"])
    gerund = (pl.col("letter") == "G") & ~previous.is_in(["D", "s"])
    return pl.when(could_be_verb & ~gerund & previous.is_in(NOUN_CONTEXT)).then(pl.lit("N")).otherwise("letter")
