"""Sentences: where one ends and the next begins, within a block.

Belongs here: sentence boundaries over a table of tokens.
Does not belong here: blocks (`pipelines.text.blocks`), anything said in a sentence.
"""

import polars as pl

from pipelines.text.words import spread

TERMINAL = (".", "!", "?", "…", "...")
CLOSERS = ('"', "”", "’", "'", ")", "]", "»", "''")
OPENERS = ('"', "“", "‘", "'", "(", "[", "«", "„", "``")
BULLETS = ("•", "⁃", "‣", "▪", "*", "–", "—")
# Words that open a sentence but hardly ever stand inside a name: after "U.S." or "Inc." they tell that the sentence has ended.
STARTERS = (
    "The", "A", "An", "He", "She", "It", "They", "We", "I", "You", "In", "On", "At", "But", "And", "This", "That", "These", "Those",
    "His", "Her", "Its", "Their", "There", "When", "While", "If", "After", "Before", "As", "For", "With", "However", "How", "What",
    "Why", "Who", "Where", "Mr", "Mrs", "Ms", "Following", "According", "Since", "Although", "Though", "Because", "Despite", "During",
    "Until", "Once", "Among", "Amid", "Meanwhile", "Instead", "Nevertheless", "Nonetheless", "Moreover", "Furthermore", "Then", "Yet",
    "So", "Also", "Even", "Still", "Earlier", "Later", "Nearly", "Almost", "About", "More", "Some", "Many", "Several", "Both", "Another",
    "Such", "Our", "My", "Your", "Asked", "Speaking", "Please", "Police", "Officials", "Authorities", "Prosecutors", "Investigators",
    "Witnesses", "Critics", "Supporters", "Efforts",
)  # fmt: skip
RE_DOTTED = r"^(?:\p{L}\.){2,}$"  # U.S., a.m.
RE_HOUR = r"^[AaPp]\.[Mm]\.$"
RE_OF_HOUR = (  # what may follow "9 a.m." in the same sentence: a day, a month, a time zone
    r"^(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?s?|Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|"
    r"July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|Eastern|Central|Mountain|Pacific|Atlantic|Greenwich|\p{Lu}{2,4}\.?|[^\p{L}].*)$"
)
RE_WIDE = r"^[^\S\n]{3,}$"  # where a full stop was lost between two blanks


def with_sentences(tokens: pl.DataFrame, abbreviations: pl.DataFrame) -> pl.DataFrame:
    """Number the sentences of a table of tokens.

    A sentence ends at a terminal mark with its closing marks when the next token of the block could open one, before the
    next number of a numbered list, and at the end of its block. An abbreviation ends one only when the lexicon allows it and an
    unmistakable opener follows, after an hour any capital but that of a day or a time zone. In a block without any terminal mark,
    whose marks a conversion may have turned into blanks, one ends at a wide gap before a capital.

    Args:
        tokens: as made by `pipelines.text.tokens.tokens`.
        abbreviations: lexicon with `form` (with its full stops) and `never_ends_sentence` (yes or no).

    Returns:
        The tokens with `sentence_index` (from 0 within the document) and `ends` (rule by which the sentence ends here, else null).
    """
    classes = spread(tokens["word"], _classes(abbreviations)).struct.unnest()
    marked = pl.concat([tokens, classes], how="horizontal").lazy()
    position = pl.int_range(pl.len(), dtype=pl.Int64)
    return (
        marked.with_columns(block_ends=_block_ends())
        .with_columns(marker=_marker())
        .with_columns(**_abbreviation(), closes=_closes_after_terminal(), unmarked=_unmarked())
        .with_columns(ends=_ends())
        .with_columns(number=pl.col("ends").is_not_null().cast(pl.Int64).cum_sum().shift(fill_value=0), position=position)
        .with_columns(first=pl.when(pl.col("doc").ne_missing(pl.col("doc").shift())).then("number").forward_fill())
        .with_columns(sentence_index=pl.col("number") - pl.col("first"))
        .select(*tokens.columns, "sentence_index", "ends")
        .collect()
    )


def sentences(tokens: pl.DataFrame) -> pl.DataFrame:
    """Gather numbered tokens into sentences.

    Returns:
        One row per sentence: `doc`, `block_index`, `sentence_index`, `start_char`, `end_char`, `rule_id` (why it ends where it does).
    """
    return tokens.group_by("doc", "block_index", "sentence_index", maintain_order=True).agg(
        pl.col("start_char").first(), pl.col("end_char").last(), rule_id=pl.lit("sentence:") + pl.col("ends").last()
    )


def _classes(abbreviations: pl.DataFrame) -> pl.Expr:
    """Tell what a word can do at a boundary."""
    text, stopped = pl.col("text"), pl.col("text") + "."
    forms = abbreviations["form"].implode()
    never = abbreviations.filter(pl.col("never_ends_sentence") == "yes")["form"].implode()
    return pl.struct(
        terminal=text.is_in(TERMINAL),
        dotted=text.str.contains(RE_DOTTED),
        closer=text.is_in(CLOSERS),
        opener=text.is_in(OPENERS),
        upper=text.str.contains(r"^[\p{Lu}\p{N}]"),
        digit=text.str.contains(r"^\p{N}"),
        starter=text.is_in(STARTERS),
        hour=text.str.contains(RE_HOUR),
        of_hour=text.str.contains(RE_OF_HOUR),
        bullet=text.is_in(BULLETS),
        letter=text.str.contains(r"^\p{Lu}$"),
        item=text.str.contains(r"^(?:\d{1,2}|[a-z])$"),
        own_short=text.is_in(forms),
        own_never=text.is_in(never),
        stop_short=stopped.is_in(forms),
        stop_never=stopped.is_in(never),
    )


def _block_ends() -> pl.Expr:
    same = (pl.col("doc") == pl.col("doc").shift(-1)) & (pl.col("block_index") == pl.col("block_index").shift(-1))
    return ~same.fill_null(False)


def _marker() -> pl.Expr:
    """Tell whether a token numbers an item of a list: 1. 1) 1.) a. in a block that begins with one."""
    following = pl.col("token").shift(-1)
    point = ((following == ".") | (following == ")")) & ~pl.col("space_before").shift(-1)
    candidate = (pl.col("item") & point & (pl.col("space_before") | pl.col("bullet").shift().fill_null(False))).fill_null(False)
    begins = pl.col("block_ends").shift(fill_value=True)
    listed = (begins & candidate) | (begins & pl.col("bullet") & candidate.shift(-1).fill_null(False))
    return candidate & pl.when(begins).then(listed).forward_fill()


def _abbreviation() -> dict[str, pl.Expr]:
    """Tell whether a full stop, or a token with its own, belongs to an abbreviation, and to one that never ends a sentence."""
    stop = (pl.col("token") == ".") & ~pl.col("space_before")
    pronoun = (pl.col("token").shift() == "I") & ~(pl.col("upper").shift(2) & (pl.col("token").shift(2) != "and")).fill_null(False)
    initial = stop & pl.col("letter").shift() & ~pronoun
    spaced_hour = stop & (pl.col("token").shift() == "m") & (pl.col("token").shift(2) == ".") & pl.col("token").shift(3).is_in(["a", "p"])
    marker = pl.col("marker").shift(fill_value=False) | (pl.col("marker").shift(2, fill_value=False) & (pl.col("token") == ")"))
    return {
        "never": pl.when(stop).then(pl.col("stop_never").shift()).otherwise("own_never").fill_null(False)
        | initial.fill_null(False)
        | marker,
        "short": pl.when(stop)
        .then(pl.col("stop_short").shift() | spaced_hour)
        .otherwise(pl.col("own_short") | pl.col("dotted"))
        .fill_null(False),
        "hour": (pl.col("hour") | spaced_hour).fill_null(False),
    }


def _closes_after_terminal() -> pl.Expr:
    """Tell whether a token is a terminal mark, or closes quote marks and brackets that stand right behind one."""
    terminal = pl.col("terminal") | pl.col("dotted")
    closer = pl.col("closer") & ~pl.col("space_before")
    behind = terminal.shift() | (closer.shift() & terminal.shift(2)) | (closer.shift() & closer.shift(2) & terminal.shift(3))
    return terminal | (closer & behind.fill_null(False))


def _unmarked() -> pl.Expr:
    """Tell whether a token's block has no terminal mark."""
    marks = pl.col("terminal").cast(pl.Int64).cum_sum()
    opens = pl.col("block_ends").shift(fill_value=True)
    before = pl.when(opens).then(marks - pl.col("terminal").cast(pl.Int64)).forward_fill()
    return pl.when("block_ends").then(marks).backward_fill() == before


def _ends() -> pl.Expr:
    spaced = pl.col("space_before").shift(-1)
    opener = pl.col("opener").shift(-1) & spaced
    upper = pl.col("upper").shift(-1) | (opener & pl.col("upper").shift(-2)) | pl.col("bullet").shift(-1)
    more_closers = pl.col("closer").shift(-1) & ~spaced
    starter = pl.col("starter").shift(-1) | (opener & pl.col("starter").shift(-2)) | (pl.col("hour") & ~pl.col("of_hour").shift(-1))
    could_end = pl.col("closes") & spaced & upper & ~more_closers & ~pl.col("never")
    listed = pl.col("marker").shift(-1) & ~pl.col("bullet") | (pl.col("bullet").shift(-1) & pl.col("marker").shift(-2))
    return (
        pl.when("block_ends")
        .then(pl.lit("block-end"))
        .when(listed.fill_null(False))
        .then(pl.lit("list-item"))
        .when(could_end & ~pl.col("short"))
        .then(pl.lit("terminal"))
        .when(could_end & pl.col("short") & starter)
        .then(pl.lit("abbreviation-then-opener"))
        .when(pl.when(pl.col("unmarked") & pl.col("upper").shift(-1)).then(pl.col("gap").shift(-1)).str.contains(RE_WIDE))
        .then(pl.lit("wide-gap"))
    )
