"""Clause kinds: sentences as strings of letters, one per token, with each quotation in marks folded into one letter.

Belongs here: what part a word can play in a clause that reports speech.
Does not belong here: the clauses (`pipelines.text.clauses`), what is reported (`pipelines.text.quotes`, `pipelines.text.indirect`).

| letter | word | letter | word |
| --- | --- | --- | --- |
| `Q` `q` | words in marks that end with a point or comma, that do not | `N` `n` `#` | word of a name, other word, number |
| `s` `b` `g` | reporting verb: finite, base form, -ing | `p` `o` `w` | he, him, who |
| `A` | according to and the like | `d` `i` `S` | the, in, 's |
| `_` | further word of a verb or phrase | `x` `y` `a` | has, is, also |
| `t` `u` `h` `c` `k` | that, when, whether, and, but | `e` `f` `W` | other verb, other -ing, day |
| `,` `:` `;` `(` `)` `-` `.` | marks, dashes, terminals | | |
"""

import polars as pl

from pipelines.text import gazetteer, shapes
from pipelines.text.tokens import begins
from pipelines.text.words import spread

CLAUSE_KINDS = {
    "determiner": "d", "subject_pronoun": "p", "object_pronoun": "o", "relative": "w", "preposition": "i", "subordinator": "u",
    "question": "h", "and": "c", "but": "k", "auxiliary": "x", "be": "y", "adverb": "a", "time": "W", "verb": "e", "possessive": "S",
    "quantifier": "m",
}  # fmt: skip
TENSES = {"past": "s", "present": "s", "participle": "g", "base": "b"}
MARKS = {
    ",": ",", ":": ":", ";": ";", "(": "(", ")": ")", "[": "(", "]": ")", "—": "-", "–": "-", "―": "-", "-": "-",
    ".": ".", "!": ".", "?": ".", "…": ".", "&": "c", "'": "S", "’": "S",
}  # fmt: skip
DAYPARTS = ("morning", "afternoon", "evening", "night", "lunchtime", "midday")
PLURALS = ("people", "police", "men", "women", "children", "media")
RE_RUNS_ON = r"^(?:p|[NR][NRS]*(?:,[^,.;:QqsA]{1,12},)?)[aW]*s|^s[pNR]"
"""A frame right behind a quotation: he asked; Jane Doe, the mayor, asked; asked Jane Doe."""
SOURCES = ("according to", "in the words of", "in the view of", "in the opinion of", "as told to")


def fold(tokens: pl.DataFrame, pairs: pl.DataFrame, mentions: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Fold each quotation in marks into one token and tell the kind of every token that is left.

    Args:
        tokens: with `sentence_index`.
        pairs: as made by `pipelines.text.marks.pair`.
        mentions: as made by `pipelines.text.names.names`.
        lexicons: `cue_verbs`, `clause_words`.

    Returns:
        One row per token outside of marks or folded quotation, in text order: `row` (in `tokens`), `letter`, `begins` (a sentence
        begins here), `passage` (number of its sentence, from 0), `at` (position in its sentence).
    """
    letters = _letters(tokens, mentions, lexicons)
    steps = pl.repeat(0, tokens.height + 1, dtype=pl.Int8, eager=True).scatter(pairs["close_row"] + 1, -1)
    opened = pairs["open_row"] + 1
    steps = steps.scatter(opened, steps.gather(opened) + 1)  # one quotation may open right behind another
    folded = letters["letter"].clone().scatter(pairs["open_row"], _folded(tokens, pairs))
    calls = pl.repeat(False, tokens.height, eager=True).scatter(pairs["open_row"], _calls(tokens, pairs))
    outside = steps.head(tokens.height).cast(pl.Int64).cum_sum() == 0
    outer = letters.with_columns(letter=folded, calls=calls).filter(outside)
    runs_on = _runs_on(outer) & ~outer["opens_block"]
    begins = (pl.col("begins") & ~runs_on) | _opens_anew(outer, tokens)
    return _number(outer.with_columns(begins=begins).drop("calls", "opens_block"))


def _letters(tokens: pl.DataFrame, mentions: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Tell the kind of every token: by its word, then by the phrases and names it belongs to."""
    begin, block = begins(tokens, ["doc", "sentence_index"]), begins(tokens, ["doc", "block_index"])
    classes = spread(tokens["word"], _classes(lexicons)).struct.unnest()
    row = pl.int_range(tokens.height, dtype=pl.Int64, eager=True)
    marked = classes.with_columns(row.alias("row"), tokens["token"], begin.alias("begins"), block.alias("opens_block"))
    kind = pl.col("letter")
    behind_marks = pl.col("closes") | (pl.col("closes").shift() & (kind == ","))
    named = pl.any_horizontal(kind == letter for letter in ("M", "N", "d", "n"))  # a few comparisons are faster than `is_in`
    placed = marked.with_columns(_capital(marked), named=named, behind_marks=behind_marks)
    nouned = placed.with_columns(_as_noun(placed))
    inner_stop = pl.col("stop") & ~pl.col("begins").shift(-1, fill_value=True)
    alone = nouned.with_columns(
        letter=pl.when(_as_nearly()).then(pl.lit("d")).when(_as_time()).then(pl.lit("W")).otherwise(kind)
    ).with_columns(letter=pl.when(inner_stop).then(pl.lit("~")).otherwise(kind))
    letter = alone["letter"].clone()
    for layer in (_names(mentions), _phrases(tokens, letter, lexicons)):
        letter = letter.scatter(layer["row"], layer["over"])
    plural = pl.col("plural") & ((kind == "N") | (kind == "m")) & (letter == "N")
    return alone.select("row", "token", "begins", "opens_block", letter=pl.when(plural).then(pl.lit("R")).otherwise(letter))


def _capital(marked: pl.DataFrame) -> pl.Series:
    """A capitalised word is part of a name, but at the begin of a sentence a word like any other."""
    kind = pl.col("letter")
    common = pl.when("plural").then(pl.lit("m")).otherwise(pl.lit("n"))
    spoken = pl.when("ing").then(pl.lit("g")).otherwise(pl.lit("s"))
    inside = marked.select(pl.when((kind == "M") | (kind == "V")).then(pl.lit("N")).otherwise(kind).alias("letter")).to_series()
    opening = marked.filter("begins").select("row", letter=pl.when(kind == "V").then(spoken).when(kind == "M").then(common).otherwise(kind))
    return inside.scatter(opening["row"], opening["letter"])


def _as_noun(placed: pl.DataFrame) -> pl.Series:
    """The letters, with those of nouns that could be verbs told by their neighbours."""
    kind = pl.col("letter")
    verb = (kind == "s") | (kind == "b")
    beside = placed.with_columns(
        following=kind.shift(-1), previous=kind.shift(), apart=pl.col("apostrophe").shift(), behind=_named_behind_marks()
    )
    nouns = beside.filter(verb | ((kind == "x") & pl.col("modal"))).filter(_is_noun())
    letter = nouns.select(pl.when("plural").then(pl.lit("m")).otherwise(pl.lit("n"))).to_series()
    return placed["letter"].clone().scatter(nouns["row"], letter)


def _is_noun() -> pl.Expr:
    """Tell nouns that could be verbs by their neighbours.

    After an article it is a noun (the report), and so it is before a preposition or a point (reports of); a word that mostly is a
    noun counts as a verb only before "that" or marks.
    """
    following, previous = pl.col("following"), pl.col("previous")
    verb = pl.col("letter").is_in(["s", "b"])
    possessed = ~pl.col("says") & previous.is_in(["d", "S", "#"]) & ~pl.col("begins") & ~pl.col("apart")  # a lone mark closes a quotation
    nominal = (pl.col("either") & following.is_in(list(",.;)iceyxwsS"))) | (pl.col("mostly") & ~following.is_in(["t", "~", ":"]))
    subject = (previous == "p") | pl.col("behind")
    return (verb & (possessed | (nominal & (~subject | (following == "s"))))) | (
        (pl.col("letter") == "x") & pl.col("modal") & (previous == "d")
    )


def _as_nearly() -> pl.Expr:
    """Tell prepositions that stand before a number: about half, over 300."""
    following = pl.col("letter").shift(-1)
    number = (following == "#") | (following == "m") | pl.col("half").shift(-1)
    return pl.col("nearly") & number


def _as_time() -> pl.Expr:
    """Tell parts of a day that stand behind its name: Monday morning."""
    return pl.col("daypart") & (pl.col("letter").shift() == "W")


def _named_behind_marks() -> pl.Expr:
    """Tell whether only a name of up to three words stands between closing marks and the word: “…,” Jane Doe notes."""
    named = [pl.col("named").shift(k) & ~pl.col("begins").shift(k - 1) for k in (1, 2, 3)]
    marked = [pl.col("behind_marks").shift(k) for k in (2, 3, 4)]
    return (named[0] & (marked[0] | (named[1] & (marked[1] | (named[2] & marked[2]))))).fill_null(False)


def _classes(lexicons: dict[str, pl.DataFrame]) -> pl.Expr:
    """Tell what a word can be, whatever stands beside it."""
    text, own = pl.col("text"), lexicons["clause_words"]
    either, mostly = (own.filter(pl.col("kind") == kind)["word"].implode() for kind in ("noun_or_verb", "mostly_noun"))
    return pl.struct(
        letter=_letter(lexicons),
        plural=text.str.contains(r"[^s]s$") | text.str.to_lowercase().is_in(PLURALS),
        ing=text.str.contains(r"(?i)ing$"),
        stop=text == ".",
        apostrophe=text.is_in(["'", "’"]),
        closes=text.is_in(['"', "”", "’", "''", "»"]),
        either=text.is_in(either),
        mostly=text.is_in(mostly),
        says=text.is_in(["say", "says", "said"]),  # one in five say so
        daypart=text.is_in(DAYPARTS),
        nearly=text.is_in(["about", "around", "over", "under"]),
        half=text == "half",
        modal=text.is_in(["can", "will", "may", "might"]),
    )


def _letter(lexicons: dict[str, pl.DataFrame]) -> pl.Expr:
    text, own = pl.col("text"), lexicons["clause_words"]
    lower = text.str.to_lowercase()
    own = own.filter(~pl.col("kind").is_in(["noun_or_verb", "mostly_noun"]))
    listed = dict(zip(own["word"].to_list(), own["kind"].replace_strict(CLAUSE_KINDS).to_list(), strict=True)) | {"that": "t"}
    cues = (
        lexicons["cue_verbs"]
        .filter(~pl.col("form").str.contains(" "))
        .with_columns(letter=pl.col("tense").replace_strict(TENSES, default="s"))
    )
    cues = cues.sort(pl.col("letter").replace({"s": "0", "g": "1", "b": "2"}), maintain_order=True).unique(
        "form", keep="first", maintain_order=True
    )
    cue = dict(zip(cues["form"].to_list(), cues["letter"].to_list(), strict=True))
    return (
        pl.when(lower.is_in(list(listed))).then(lower.replace(listed))
        .when(text.is_in(list(cue))).then(text.replace(cue))
        .when(text.str.contains(r"^\p{Lu}") & lower.is_in(list(cue))).then(pl.lit("V"))
        .when(text.is_in(list(MARKS))).then(text.replace(MARKS))
        .when(text.str.contains(r"^\d")).then(pl.lit("#"))
        .when(text.str.contains(r"^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")).then(pl.lit("W"))
        .when(text.str.contains(r"^\p{Lu}")).then(pl.lit("M"))
        .when(text.str.contains(r"..ly$")).then(pl.lit("a"))
        .when(text.str.contains(r"^\p{L}{2,}ed$")).then(pl.lit("e"))
        .when(text.str.contains(r"^\p{L}{2,}ing$")).then(pl.lit("f"))
        .when(text.str.contains(r"^\p{Ll}{3,}[^s]s$") | text.is_in(PLURALS)).then(pl.lit("m"))
        .when(text.str.contains(r"^\p{L}|^[%$£€#@]")).then(pl.lit("n"))
        .otherwise(pl.lit("~"))
    )  # fmt: skip


def _phrases(tokens: pl.DataFrame, letters: pl.Series, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Find verbs and sources of several words, but none behind a determiner (the calls for): `row`, `over` (the letter, then `_`)."""
    cues = (
        lexicons["cue_verbs"]
        .filter(pl.col("form").str.contains(" "))
        .select("form", letter=pl.col("tense").replace_strict(TENSES, default="s"))
    )
    sources = pl.DataFrame({"form": SOURCES, "letter": "A"})
    found = gazetteer.longest(gazetteer.find(tokens, pl.concat([cues, sources]).unique("form", maintain_order=True), ignore_case=True))
    determined = letters.gather((found["row"].cast(pl.Int64) - 1).clip(0)).is_in(["d", "S"])
    each = shapes.rows(found.filter(~determined | (found["letter"] == "A")).with_columns(pl.col("row", "width").cast(pl.Int64)))
    return each.select("row", over=pl.when(pl.col("offset") == 0).then("letter").otherwise(pl.lit("_")))


def _names(mentions: pl.DataFrame) -> pl.DataFrame:
    """Mark the tokens of names, with the title right before a name, whose full stop ends nothing."""
    beside = pl.col("title_row") + pl.col("title_width") == pl.col("row")
    first = pl.when(beside).then("title_row").otherwise("row").cast(pl.Int64)
    each = shapes.rows(mentions.select(row=first, width=(pl.col("row") + pl.col("width")).cast(pl.Int64) - first))
    return each.select("row", over=pl.lit("N"))


def _folded(tokens: pl.DataFrame, pairs: pl.DataFrame) -> pl.Series:
    """Return `Q` for words in marks that end with a point or comma, inside or right behind the marks, else `q`."""
    near = tokens["token"].gather(pairs["close_row"] - 1)
    inner = tokens["token"].gather(pairs["close_row"] - 2)
    last = pl.select(pl.when(near.is_in(["’", "'", "”", '"'])).then(inner).otherwise(near)).to_series()
    after = tokens["token"].gather((pairs["close_row"] + 1).clip(0, max(tokens.height - 1, 0)))
    ends = last.str.contains(r"^(?:[.,?!…—–-]|\.\.\.)$") | after.is_in([",", ".", "?", "!"]) | (pairs["state"] != "closed")
    return pl.select(pl.when(ends).then(pl.lit("Q")).otherwise(pl.lit("q"))).to_series()


def _calls(tokens: pl.DataFrame, pairs: pl.DataFrame) -> pl.Series:
    """Tell whether words in marks end with a point that need not end the sentence around them, such as ? and !."""
    near = tokens["token"].gather(pairs["close_row"] - 1)
    inner = tokens["token"].gather(pairs["close_row"] - 2)
    last = pl.select(pl.when(near.is_in(["’", "'", "”", '"'])).then(inner).otherwise(near)).to_series()
    return last.is_in(["?", "!", "…", "...", "—", "–", "-"])


def _runs_on(outer: pl.DataFrame) -> pl.Series:
    """Tell whether a sentence seems to begin only because a quotation before it ends with ? or !, and a frame follows."""
    behind = (outer["calls"].arg_true() + 1).cast(pl.Int64)
    behind = behind.filter(behind < outer.height)
    letters = (outer["letter"].gather(behind + k, null_on_oob=True).fill_null(".").alias(str(k)) for k in range(16))
    ahead = pl.DataFrame(list(letters)).select(pl.concat_str(pl.all())).to_series()
    small = outer["token"].gather(behind).str.contains(r"^\p{Ll}")
    return _at(outer, behind.filter(small | ahead.str.contains(RE_RUNS_ON)))


def _opens_anew(outer: pl.DataFrame, tokens: pl.DataFrame) -> pl.Series:
    """Tell whether words in marks begin a sentence behind a word with a full stop of its own: at a rally in Erie, Pa. “We …”."""
    marked = (outer["letter"] == "Q").arg_true().cast(pl.Int64)
    row = outer["row"].gather(marked)
    dotted = tokens["token"].gather((row - 1).clip(0)).str.contains(r"[\p{L}.]\.$|^\.$")
    capital = tokens["token"].gather((row + 1).clip(0, max(tokens.height - 1, 0))).str.contains(r"^(?:\p{Lu}|\[|\.|…)")
    return _at(outer, marked.filter(dotted & capital))


def _at(outer: pl.DataFrame, positions: pl.Series) -> pl.Series:
    return pl.repeat(False, outer.height, eager=True).scatter(positions, True)


def _number(outer: pl.DataFrame) -> pl.DataFrame:
    position = pl.int_range(pl.len(), dtype=pl.Int64)
    numbered = outer.with_columns(passage=pl.col("begins").cast(pl.Int64).cum_sum() - 1, position=position)
    start = pl.when("begins").then("position").forward_fill()
    return numbered.with_columns(at=pl.col("position") - start).drop("position")
