"""Words of the sentences that may tell events: their letters, and what else event patterns must know of each word.

Belongs here: quotation marks over tokens, names as one word, marks of pronouns, names and countries.
Does not belong here: the sentences worth reading (`event_sentences`), word classes (`pipelines.text.phrases`), triggers and parties
(`event_triggers`, `event_parties`).
"""

import polars as pl

from pipelines.text.event_light_verbs import KINDS
from pipelines.text.event_sentences import promising
from pipelines.text.phrases import with_letters
from pipelines.text.shapes import strings
from pipelines.text.tokens import begins
from pipelines.text.words import spread

OPENING, CLOSING, STRAIGHT = ("“", "‘", "``", "«"), ("”", "’", "''", "»"), '"'
KEY = ["doc", "sentence_index"]
COLUMNS = (*KEY, "token", "start_char", "end_char", "space_before", "quoted", "named", "name_ends", "inner")
DASHES = ("-", "–", "‑")
MARKS = {
    "he": "S", "she": "S", "they": "P", "both": "B", "two": "Q", "pair": "Q", "duo": "Q", "their": "T", "his": "O", "her": "O", "its": "O",
    "a": "A", "an": "A", "if": "I", "unless": "I", "until": "I",
}  # fmt: skip
"""Marks of words: S and P subject pronouns; P, B, Q and T words for two who were named before; O words for one whose deed a noun tells;
A an article that no name has; I conditions. N stands where a name or country begins, 0 at any other word."""
TWO = ("two", "pair", "duo")
PARTICLES = ("out", "off", "up", "down")
FIRST_PERSON = ("i", "we", "me", "us", "you")
RE_JOINED = r"^\p{Lu}\p{L}+-\p{Lu}\p{L}+$"  # "Franco" is no country, but both halves of "Canada-France" are
RE_CONNECTED = r"\s(?:of|and|for|the|on|in|to|at)\s|&|['’]s"
RE_SHORT = r"^\p{Lu}\p{L}{0,4}$"  # "Mr", "Sen", "Capt", an initial


def event_words(tokens: pl.DataFrame, names: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Give the words of body sentences that may tell an event their letters and marks.

    Args:
        tokens: with `sentence_index` and `role` of the block.
        names: name mentions, as `pipelines.text.names.names` returns them for the same tokens.
        lexicons: `event_patterns`, `word_classes`, `ordinary_words`, `countries`, `light_verbs`.

    Returns:
        The columns of `pipelines.text.phrases.with_letters`, `quoted` (between quotation marks) and `mark` (one of `MARKS`, that of a light
        verb's kind, `N` or `0`).
        The connecting words within a name ("of", "and") and the dot of "Mr." are part of it; countries joined by a dash are two.
    """
    countries = lexicons["countries"].filter(pl.col("is_ambiguous") != "yes")["form"].implode()
    marked = tokens.with_columns(_quoted(tokens), *_names(tokens, names))
    worded = marked.select(COLUMNS).filter(promising(marked, names, lexicons["event_patterns"], lexicons["word_classes"]))
    lettered = with_letters(_countries_apart(worded, countries), lexicons["word_classes"], lexicons["ordinary_words"])
    light = lexicons["light_verbs"].select("form", pl.col("kind").replace_strict(KINDS))
    mark = pl.col("text").str.to_lowercase().replace_strict(MARKS | dict(light.rows()), default="0")
    classes = spread(lettered["token"], pl.struct(country=pl.col("text").is_in(countries), mark=mark)).struct.unnest()
    told = pl.concat([lettered, classes], how="horizontal")
    named = (pl.col("mark") == "0") & (pl.col("named") | pl.col("country"))
    whole = told.with_columns(_joined(told), mark=pl.when(named).then(pl.lit("N")).otherwise("mark"))
    return whole.drop("inner", "country")


def shapes(words: pl.DataFrame) -> pl.DataFrame:
    """Return one row per sentence: `doc`, `sentence_index`, `letters` and `marks` (one of each per token), `first_row` (of its words)."""
    opening = begins(words, KEY)
    letters, marks = (strings(words[name], opening).alias(f"{name}s") for name in ("letter", "mark"))
    return words.select(KEY).filter(opening).with_columns(letters, marks, first_row=opening.arg_true().cast(pl.Int64))


def _quoted(tokens: pl.DataFrame) -> pl.Series:
    """Tell which tokens stand between quotation marks, block by block: as a mark leaves it, so it stays up to the next one."""
    opening = begins(tokens, ["doc", "block_index"])
    at = tokens["token"].is_in((*OPENING, *CLOSING, STRAIGHT)).arg_true()
    marks = tokens.select("space_before", mark="token")[at].with_columns(
        block=opening.cum_sum().gather(at), before=tokens["token"].gather((at.cast(pl.Int64) - 1).clip(0))
    )
    apostrophe = (pl.col("mark") == "’") & pl.col("before").str.ends_with("s") & ~pl.col("space_before")
    kinds = (pl.col("mark").is_in(OPENING), pl.col("mark").is_in(CLOSING) & ~apostrophe, pl.col("mark") == STRAIGHT)
    opened, closed, straight = (kind.cast(pl.Int32).cum_sum().over("block") for kind in kinds)
    inside = marks.select((opened > closed) | (straight % 2 == 1)).to_series()
    outside = pl.select(pl.when(opening).then(pl.lit(False))).to_series()
    return outside.scatter(at, inside).forward_fill().alias("quoted")


def _names(tokens: pl.DataFrame, names: pl.DataFrame) -> list[pl.Series]:
    """Mark the tokens at which a name begins, those at which that of a person or place ends, and the inner words of names."""
    spelled = names.filter(pl.col("entity_kind") != "organisation", ~pl.col("text").str.contains(r"\p{Lu}\p{Lu}|\."))
    rows = {"named": names["row"], "name_ends": spelled["row"] + spelled["width"] - 1, "inner": _inside_names(names)}
    return [pl.repeat(False, tokens.height, eager=True).scatter(row, True).alias(name) for name, row in rows.items()]


def _inside_names(names: pl.DataFrame) -> pl.Series:
    """The words of names, and of the titles before them, but for the first: "of State John Kerry"."""
    titled = pl.col("title_row") < pl.col("row")
    first = pl.when(titled).then("title_row").otherwise("row").cast(pl.Int64)
    last = (pl.col("row") + pl.col("width")).cast(pl.Int64)
    whole = pl.concat_str(pl.when(titled).then("title").fill_null(""), "text", separator=" ")
    several = names.filter(last - first > 1)
    return several.filter(whole.str.contains(RE_CONNECTED)).select(pl.int_ranges(first + 1, last)).to_series().explode().drop_nulls()


def _countries_apart(tokens: pl.DataFrame, countries: pl.Series) -> pl.DataFrame:
    """Cut "Canada-France" into its two countries and the dash."""
    halves = pl.col("token").str.split("-")
    known = halves.list.first().is_in(countries) & halves.list.last().is_in(countries)
    numbered = tokens.with_row_index("row")
    dashed = numbered.filter(pl.col("token").str.contains("-", literal=True))
    joined = dashed.filter(pl.col("token").str.contains(RE_JOINED)).filter(known)
    pieces = joined.with_columns(token=pl.col("token").str.extract_all(r"-|[^-]+")).explode("token")
    width = pl.col("token").str.len_chars().cast(pl.Int64)
    start = pl.col("start_char") + (width.cum_sum() - width).over("row")
    first, last = start == pl.col("start_char"), start + width == pl.col("end_char")
    cut = pieces.with_columns(
        start_char=start, end_char=start + width, space_before=pl.col("space_before") & first,
        named=pl.col("named") & first, inner=pl.col("inner") & first, name_ends=pl.col("name_ends") & last,
    )  # fmt: skip
    rest = numbered.filter(~pl.col("row").is_in(joined["row"].implode()))
    return rest.merge_sorted(cut, "row").drop("row")


def _joined(tokens: pl.DataFrame) -> pl.Series:
    """The letters of words, or of the names that they are parts of; words that can be no part are left out, which spares most work."""
    parts = tokens["inner"] | tokens["lower"].is_in((".", *DASHES, *TWO, *PARTICLES, "sides", *FIRST_PERSON))
    near = pl.select(pl.any_horizontal(parts.shift(step, fill_value=False) for step in range(-2, 3))).to_series()
    return tokens["letter"].scatter(near.arg_true(), tokens.filter(near).select(_of_whole()).to_series())


def _of_whole() -> pl.Expr:
    """The letter of a word, or of the name that it is a part of."""
    letter, at, token, lower, country = (pl.col(name) for name in ("letter", "at", "token", "lower", "country"))
    opens_next = (at.shift(-1) > 0).fill_null(False)
    initial = (token == "A") & (letter.shift() == "E") & (token.shift(-1) == ".") & (letter.shift(-2) == "E") & (at > 0)  # "Miguel A. Soto"
    dot = (
        (token == ".")
        & opens_next
        & token.shift().str.contains(RE_SHORT)
        & letter.shift().is_in(["E", "T"])
        & letter.shift(-1).is_in(["E", "#"])
    )
    numero = (token == ".") & (token.shift() == "No") & (letter.shift(-1) == "#")  # "the No. 2 carrier"
    dash = token.is_in(DASHES) & (at > 0) & opens_next & ~pl.col("space_before") & ~pl.col("space_before").shift(-1)
    of_countries = dash & country.shift() & country.shift(-1) & letter.shift(-2).is_in(["N", "V", "G"])  # not "an Irish-American writer"
    broken = (token == "-") & ~pl.col("space_before") & (token.shift() == "-")  # "WASHINGTON -- Officials"
    the_two = (lower.shift() == "the") & lower.is_in(TWO) & ~letter.shift(-1).is_in(["N", "H", "E", "o"])
    particle = (letter == "p") & lower.is_in(PARTICLES)  # "ruled out a deal": no preposition
    sides = (lower == "sides") & lower.shift().is_in(["both", "two"])
    speaks = (token == "I") | (pl.col("quoted") & lower.is_in(FIRST_PERSON) & (token != "US"))
    return (
        pl.when(pl.col("inner")).then(pl.lit("E"))
        .when(initial | initial.shift()).then(pl.lit("E"))
        .when(numero | numero.shift(-1)).then(pl.lit("#"))
        .when(dot).then(letter.shift())
        .when(of_countries).then(pl.lit("c"))
        .when(broken).then(pl.lit(";"))
        .when(the_two | sides).then(pl.lit("H"))
        .when(speaks).then(pl.lit("R"))
        .when(particle).then(pl.lit("u"))
        .otherwise(letter)
    )  # fmt: skip
