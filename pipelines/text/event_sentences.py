"""Sentences that may tell an event: those with the first two words of a trigger and a word that its pattern asks for.

Belongs here: which sentences the steps that follow are spared.
Does not belong here: which words are a trigger (`pipelines.text.event_triggers`).
"""

import polars as pl

from pipelines.text.event_patterns import forms
from pipelines.text.tokens import begins
from pipelines.text.words import spread

KEY = ["doc", "sentence_index"]
REACH = 3  # tokens behind the first word of a trigger among which its second stands, with words of time and manner between them
PASSED = ("adverb", "time", "determiner", "on")  # classes of those words


def promising(tokens: pl.DataFrame, names: pl.DataFrame, patterns: pl.DataFrame, word_classes: pl.DataFrame) -> pl.Series:
    """Tell which tokens belong to a body sentence that may tell an event; in quotations only when it has a name.

    Args:
        tokens: with `sentence_index`, `role` and `quoted` (between quotation marks).
        names: name mentions with `row` in these tokens.
        patterns: event patterns, as `pipelines.text.event_patterns.with_word_groups` returns them.
        word_classes: lexicon with `word` and `word_class`.
    """
    opening = begins(tokens, KEY)
    sentence = opening.cum_sum()
    wordings, asked = _by_trigger(patterns)
    heads = forms(wordings).select("rule_id", "second", lower="head")
    passed = word_classes.filter(pl.col("word_class").is_in(PASSED))["word"]
    told = spread(tokens["word"], _classes(heads["lower"], asked["lower"], passed)).struct.unnest()
    words = told.with_columns(tokens["quoted"], sentence.alias("sentence")).with_row_index("row")
    first = words.filter(pl.col("opens"), pl.col("small") | opening, tokens["role"] == "body").select("row", "sentence", "quoted", "lower")
    hits = _complete(_begun(first, told, _coded(heads)), words.filter("asked"), _coded(asked))
    kept = hits.filter(~pl.col("quoted") | pl.col("sentence").is_in(sentence.gather(names["row"]).implode()))
    return pl.repeat(False, tokens.height + 1, eager=True).scatter(kept["sentence"], True).gather(sentence)


def _by_trigger(patterns: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One pattern for each trigger, and the words that those with it ask for (`rule_id`, `lower`): none when one asks for none."""
    lower = pl.coalesce("object_words", "context_words")
    alike = patterns.with_columns(rule_id=pl.struct("trigger", "shape", "forms").rank("dense").cast(pl.String), lower=lower)
    free = alike.filter(pl.col("lower").is_null())["rule_id"].unique()
    asked = alike.filter(~pl.col("rule_id").is_in(free.implode())).select("rule_id", pl.col("lower").str.split("|")).explode("lower")
    return alike.unique("rule_id").drop("lower"), asked.unique()


def _coded(frame: pl.DataFrame) -> pl.DataFrame:
    """Words and rules as numbers, which are joined faster."""
    return frame.with_columns(pl.all().cast(pl.Categorical).to_physical())


def _classes(heads: pl.Series, asked: pl.Series, passed: pl.Series) -> pl.Expr:
    """Tell of a word whether it opens a trigger, is asked for by a pattern, is written small, may stand between a verb and its particle."""
    lower = pl.col("text").str.to_lowercase()
    opens, wanted, passes = (lower.is_in(words.unique().implode()) for words in (heads, asked, passed))
    return pl.struct(
        lower=lower.cast(pl.Categorical).to_physical(), opens=opens, asked=wanted, small=pl.col("text").str.contains(r"^\p{Ll}"),
        passes=passes | lower.str.ends_with("ly"),
    )  # fmt: skip


def _begun(first: pl.DataFrame, words: pl.DataFrame, heads: pl.DataFrame) -> pl.DataFrame:
    """The forms whose first word stands there, and the second close behind: `sentence`, `quoted`, `rule_id`."""
    rows, passed = first["row"].cast(pl.Int64), pl.repeat(True, first.height, eager=True)
    single, longer = (heads.filter(pl.col("second").is_null() == is_single) for is_single in (True, False))
    begun = [first.join(single.drop("second"), on="lower")]
    for step in range(1, 1 + REACH):
        behind = first.with_columns(second=words["lower"].gather(rows + step, null_on_oob=True)).filter(passed)
        begun.append(behind.join(longer, on=["lower", "second"]).drop("second"))
        passed = passed & words["passes"].gather(rows + step, null_on_oob=True).fill_null(False)
    return pl.concat(begun).select("sentence", "quoted", "rule_id").unique()


def _complete(begun: pl.DataFrame, words: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    """Keep `sentence` and `quoted` of forms whose pattern asks for no word, or for one of the sentence."""
    rules = asked.select("rule_id").unique()
    free, bound = (begun.join(rules, on="rule_id", how=how) for how in ("anti", "semi"))
    settled = free.filter(~pl.col("quoted"))["sentence"].unique()  # of these sentences the words need not be looked at
    pairs = bound.filter(~pl.col("sentence").is_in(settled.implode())).join(words.select("sentence", "lower"), on="sentence")
    found = pairs.join(asked, on=["rule_id", "lower"], how="semi")
    return pl.concat((free.select("sentence", "quoted"), found.select("sentence", "quoted")))
