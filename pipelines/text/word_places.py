"""Words whose class hangs on the words beside them: "her", "at least", "hundreds", "those", "troops loyal to".

Belongs here: which words these are, their letters by what stands before and behind.
Does not belong here: letters of word classes (`pipelines.text.phrases`), what is true of any word with some letter.
"""

import polars as pl

BOUNDS = ("least", "most")
CROWDS = ("dozens", "hundreds", "scores", "thousands")
QUANTIFIERS = (
    "all", "both", "few", "many", "most", "several", "some", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip
ROLES = ("disguised", "dressed", "identified", "known", "masquerading", "posing")
POSTPOSED = (
    "affiliated", "allied", "angry", "close", "eager", "faithful", "fearful", "friendly", "furious", "hostile", "loyal", "opposed",
    "responsible", "sympathetic", "unhappy", "upset",
)  # fmt: skip
"""Adjectives that stand behind the people they describe: "troops loyal to the king"."""
OTHERS = ("her", "at", "than", "about", "campaign", "year-old", "as", "since", "those", "won")
WORDS = (*BOUNDS, *CROWDS, *QUANTIFIERS, *POSTPOSED, *OTHERS)
"""The words that `by_place` may give another letter."""
AFTER_PRONOUN = tuple("oinfwtmgyhpbcrzkSAB,.;)")  # letters before which "her" stands for a person
CROWDED = tuple("oD#")  # letters before which "dozens" counts others
PREDICATE = tuple("VSKAB")


def by_place(words: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """Return the rows of words that stand beside what makes them another class, and their letters.

    Args:
        words: `lower`, `at` (position in the sentence), `letter` and `placed` (the word is one of `WORDS`), in text order.
    """
    rows = words["placed"].arg_true().cast(pl.Int64)
    near = {f"letter{step}": words["letter"].gather(rows + step, null_on_oob=True) for step in (-1, 1, 2)}
    lowers = {f"lower{step}": words["lower"].gather(rows + step, null_on_oob=True) for step in (-1, 1)}
    here = words.select("lower", "at", "letter")[rows]
    told = here.with_columns(**near, **lowers, row=rows).with_columns(told=_letter()).drop_nulls("told")
    return told["row"], told["told"]


def _letter() -> pl.Expr:
    """The letter of a word by its neighbours, null where they tell nothing."""
    lower, before, after, beyond = (pl.col(name) for name in ("lower", "letter-1", "letter1", "letter2"))
    inside = pl.col("at") > 0
    bounding = (lower == "at") & pl.col("lower1").is_in(BOUNDS) | (lower.is_in(BOUNDS) & (pl.col("lower-1") == "at"))  # "at least five"
    owned = before.is_in(["s", "D", "E"]) & ~pl.col("lower-1").is_in(["a", "an"])
    campaign = (lower == "campaign") & ~owned  # people only when it is somebody's: "her campaign", "the Lee campaign"
    attribute = lower.is_in(["year-old", "campaign"]) & (after == "N")  # "a 40-year-old case" is nobody
    floats = (lower == "both") | (lower == "all") & (before == "R")  # "they all condemned", but "all imprisoned men"
    opens = ~inside | (before == "c")
    alone = lower.is_in(QUANTIFIERS) & opens & after.is_in(["V", "S", "K"]) & ~beyond.is_in(["N", "H"])  # "Several resigned"
    crowd = lower.is_in(CROWDS) & ~after.is_in(CROWDED).fill_null(False) & (before != "D").fill_null(True)  # "hundreds protested"
    towards = after.is_in(["t", "w", "n", "i", "f", "p"]) | (pl.col("lower1") == "about")
    postposed = lower.is_in(POSTPOSED) & before.is_in(["H", "E"]) & towards
    return (
        pl.when(campaign | attribute).then(pl.lit("N"))
        .when((lower == "about") & (after != "#")).then(pl.lit("p"))  # "complained about Chad", but "about five"
        .when((lower == "as") & pl.col("lower-1").is_in(ROLES)).then(pl.lit("p"))  # "dressed as": no clause follows
        .when(postposed).then(pl.lit("V"))
        .when((lower == "those") & (after == "V") & (beyond == "B")).then(pl.lit("R"))  # "among those killed were"
        .when((lower == "since") & after.is_in(["#", "T"]) & ~beyond.is_in(["N", "H", "E"])).then(pl.lit("i"))  # "since 2003"
        .when(bounding | (inside & floats & after.is_in(PREDICATE))).then(pl.lit("a"))
        .when(crowd | alone).then(pl.lit("H"))
        .when((lower == "won") & (pl.col("lower1") == "'t")).then(pl.lit("A"))
        .when((lower == "than") & after.is_in(["#", "D"])).then(pl.lit("D"))  # "more than five"
        .when((lower == "her") & after.is_in(AFTER_PRONOUN)).then(pl.lit("R"))  # "accused her of", not "her car"
    )  # fmt: skip
