"""Words of the sentences that may tell events: their letters, and what else event patterns must know of each word.

Belongs here: quotation marks over tokens, the sentences worth reading, names as one word, marks of pronouns, names and countries.
Does not belong here: word classes (`pipelines.text.phrases`), triggers and parties (`event_triggers`, `event_parties`).
"""

import polars as pl

from pipelines.text.event_triggers import forms
from pipelines.text.phrases import with_letters

OPENING, CLOSING, STRAIGHT = ("“", "‘", "``", "«"), ("”", "’", "''", "»"), '"'
KEY = ["doc", "sentence_index"]
DASHES = ("-", "–", "‑")
MARKS = {
    "he": "S", "she": "S", "they": "P", "both": "B", "two": "Q", "pair": "Q", "duo": "Q", "their": "T", "his": "O", "her": "O", "its": "O",
    "a": "A", "an": "A",
}  # fmt: skip
"""Marks of words: S and P subject pronouns; P, B, Q and T words for two who were named before; O words for one whose deed a noun tells;
A an article that no name has. N stands where a name or country begins, 0 at any other word."""
FIRST_PERSON = ("i", "we", "me", "us", "you")
RE_JOINED = r"^\p{Lu}\p{L}+-\p{Lu}\p{L}+$"  # "Franco" is no country, but both halves of "Canada-France" are
RE_CONNECTED = r"\s(?:of|and|for|the|on|in|to|at)\s|&|['’]s"
RE_SHORT = r"^\p{Lu}\p{L}{0,4}$"  # "Mr", "Sen", "Capt", an initial


def event_words(tokens: pl.DataFrame, names: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Give the words of body sentences that may tell an event their letters and marks.

    Args:
        tokens: with `sentence_index` and `role` of the block.
        names: name mentions, as `pipelines.text.names.names` returns them for the same tokens.
        lexicons: `event_patterns`, `word_classes`, `ordinary_words`, `countries`.

    Returns:
        The columns of `pipelines.text.phrases.with_letters`, `quoted` (between quotation marks) and `mark` (one of `MARKS`, `N` or `0`).
        The connecting words within a name ("of", "and") and the dot of "Mr." are part of it; countries joined by a dash are two.
    """
    countries = lexicons["countries"].filter(pl.col("is_ambiguous") != "yes")["form"].implode()
    worded = _promising(_quoted(tokens.filter(pl.col("role") == "body")), names, lexicons["event_patterns"])
    named = _named(_countries_apart(worded, countries), names)
    lettered = with_letters(named, lexicons["word_classes"], lexicons["ordinary_words"])
    inner = _inside_names(tokens, names.join(worded.select(KEY).unique(), on=KEY, how="semi"))
    placed = lettered.join(inner, on=["doc", "start_char"], how="left", maintain_order="left")
    country = pl.col("token").is_in(countries)
    marks = pl.col("lower").replace_strict(MARKS, default=pl.when(pl.col("named") | country).then(pl.lit("N")).otherwise(pl.lit("0")))
    return placed.with_columns(letter=_joined(country), mark=marks).drop("inner")


def shapes(words: pl.DataFrame) -> pl.DataFrame:
    """Return one row per sentence: `doc`, `sentence_index`, `letters` and `marks` (one of each per token), `first_row` (of its words)."""
    return (
        words.with_row_index("row")
        .group_by(KEY, maintain_order=True)
        .agg(letters=pl.col("letter").str.join(""), marks=pl.col("mark").str.join(""), first_row=pl.col("row").first().cast(pl.Int64))
    )


def _quoted(tokens: pl.DataFrame) -> pl.DataFrame:
    """Mark tokens between quotation marks, block by block."""
    lone = pl.col("token").is_in(CLOSING) & ~(
        (pl.col("token") == "’") & pl.col("token").shift().str.ends_with("s") & ~pl.col("space_before")
    )
    opened, closed, straight = (_so_far(marks) for marks in (pl.col("token").is_in(OPENING), lone, pl.col("token") == STRAIGHT))
    return tokens.with_columns(quoted=(opened > closed) | (straight % 2 == 1))


def _so_far(marks: pl.Expr) -> pl.Expr:
    """Count marks from the block's start on; less what was counted before it, which is faster than a window for each block."""
    begins = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in ("doc", "block_index"))
    counted = marks.fill_null(False).cast(pl.Int32).cum_sum()
    return counted - pl.when(begins).then(counted - marks.fill_null(False).cast(pl.Int32)).forward_fill()


def _promising(tokens: pl.DataFrame, names: pl.DataFrame, patterns: pl.DataFrame) -> pl.DataFrame:
    """Keep the sentences with a trigger's first two words and a word that its pattern asks for, in quotations only with a name.

    All other steps are spared the rest.
    """
    heads = forms(patterns).select("rule_id", "head", second=pl.col("rest").str.extract(r"^(\S+)")).unique()
    words = tokens.select(*KEY, "quoted", lower=pl.col("token").str.to_lowercase()).with_columns(following=pl.col("lower").shift(-1))
    found = words.filter(pl.col("lower").is_in(heads["head"].unique().implode())).join(heads, left_on="lower", right_on="head")
    fitting = found.filter((pl.col("second") == pl.col("following")).fill_null(pl.col("second").is_null()))
    asked = patterns.select("rule_id", lower=pl.coalesce("object_words", "context_words").str.split("|")).explode("lower").drop_nulls()
    bound = fitting.select(*KEY, "quoted", "rule_id").unique().join(asked.select("rule_id").unique(), on="rule_id", how="semi")
    there = words.filter(pl.col("lower").is_in(asked["lower"].unique().implode())).select(*KEY, "lower").unique()
    with_word = bound.join(there, on=KEY).join(asked, on=["rule_id", "lower"], how="semi")
    free = fitting.join(asked.select("rule_id").unique(), on="rule_id", how="anti")
    hits = pl.concat((free.select(*KEY, "quoted"), with_word.select(*KEY, "quoted")))
    spoken = hits.filter("quoted").join(names.select(KEY), on=KEY, how="semi")
    kept = pl.concat((hits.filter(~pl.col("quoted")), spoken)).select(KEY).unique()
    return tokens.join(kept, on=KEY, how="semi", maintain_order="left")


def _countries_apart(tokens: pl.DataFrame, countries: pl.Series) -> pl.DataFrame:
    """Cut "Canada-France" into its two countries and the dash."""
    halves = pl.col("token").str.split("-")
    known = halves.list.first().is_in(countries) & halves.list.last().is_in(countries)
    dashed = tokens.filter(pl.col("token").str.contains("-", literal=True))
    joined = dashed.filter(pl.col("token").str.contains(RE_JOINED)).filter(known)
    if joined.is_empty():
        return tokens
    pieces = joined.with_columns(token=pl.col("token").str.extract_all(r"-|[^-]+")).with_row_index("word").explode("token")
    width = pl.col("token").str.len_chars().cast(pl.Int64)
    start = pl.col("start_char") + (width.cum_sum() - width).over("word")
    inside = pl.col("start_char") > pl.col("start_char").first().over("word")
    cut = pieces.with_columns(start_char=start, end_char=start + width).with_columns(
        space_before=pl.col("space_before") & ~inside, gap=pl.when(inside).then(pl.lit("")).otherwise("gap")
    )
    rest = tokens.join(joined.select("doc", "start_char"), on=["doc", "start_char"], how="anti")
    return pl.concat((rest, cut.select(tokens.columns))).sort("doc", "start_char")


def _named(tokens: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Mark the tokens at which a name begins, and those at which that of a person or place ends."""
    starts = names.select("doc", "start_char", named=pl.lit(True)).unique(["doc", "start_char"])
    spelled = names.filter(pl.col("entity_kind") != "organisation", ~pl.col("text").str.contains(r"\p{Lu}\p{Lu}|\."))
    ends = spelled.select("doc", "end_char", name_ends=pl.lit(True)).unique(["doc", "end_char"])
    marked = tokens.join(starts, on=["doc", "start_char"], how="left", maintain_order="left").join(
        ends, on=["doc", "end_char"], how="left", maintain_order="left"
    )
    return marked.with_columns(pl.col("named", "name_ends").fill_null(False))


def _inside_names(tokens: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """The words of names, and of the titles before them, but for the first: "of State John Kerry"."""
    titled = pl.col("title_row") < pl.col("row")
    first = pl.when(titled).then("title_row").otherwise("row").cast(pl.Int64)
    last = (pl.col("row") + pl.col("width")).cast(pl.Int64)
    whole = pl.concat_str(pl.when(titled).then("title").fill_null(""), "text", separator=" ")
    connected = names.filter(whole.str.contains(RE_CONNECTED)).select("doc", at=pl.int_ranges(first + 1, last)).explode("at").drop_nulls()
    starts = tokens["start_char"].gather(connected["at"])
    return connected.select("doc", start_char=starts, inner=pl.lit(True)).unique()


def _joined(country: pl.Expr) -> pl.Expr:
    """The letter of a word, or of the name that it is a part of."""
    letter, at, token, lower = pl.col("letter"), pl.col("at"), pl.col("token"), pl.col("lower")
    opens_next = (at.shift(-1) > 0).fill_null(False)
    dot = (
        (token == ".")
        & opens_next
        & token.shift().str.contains(RE_SHORT)
        & letter.shift().is_in(["E", "T"])
        & letter.shift(-1).is_in(["E", "#"])
    )
    dash = token.is_in(DASHES) & (at > 0) & opens_next & ~pl.col("space_before") & ~pl.col("space_before").shift(-1)
    of_countries = dash & country.shift() & country.shift(-1) & letter.shift(-2).is_in(["N", "V", "G"])  # not "an Irish-American writer"
    broken = (token == "-") & ~pl.col("space_before") & (token.shift() == "-")  # "WASHINGTON -- Officials"
    the_two = (lower.shift() == "the") & lower.is_in(["two", "pair", "duo"]) & ~letter.shift(-1).is_in(["N", "H", "E", "o"])
    particle = (letter == "p") & lower.is_in(["out", "off", "up", "down"])  # "ruled out a deal": no preposition
    sides = (lower == "sides") & lower.shift().is_in(["both", "two"])
    speaks = (token == "I") | (pl.col("quoted") & lower.is_in(FIRST_PERSON) & (token != "US"))
    return (
        pl.when(pl.col("inner")).then(pl.lit("E"))
        .when(dot).then(letter.shift())
        .when(of_countries).then(pl.lit("c"))
        .when(broken).then(pl.lit(";"))
        .when(the_two | sides).then(pl.lit("H"))
        .when(speaks).then(pl.lit("R"))
        .when(particle).then(pl.lit("u"))
        .otherwise(letter)
    )  # fmt: skip
