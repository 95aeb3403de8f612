"""Topic evidence: terms of the topic lexicon as they stand in sentences.

Belongs here: inflection of terms, finding them with exact spans, which of several overlapping terms counts.
Does not belong here: the terms (`pipelines/lexicons/topic_terms.csv`), scores of articles (warehouse models).
"""

import polars as pl

RE_WORD_END = r"[\p{L}\p{N}_]$"
RE_WORD_START = r"^[\p{L}\p{N}_]"
RE_DOUBLING = r"^[^aeiou]*[aeiou][bdgmnprt]$"  # one short vowel before one consonant: ban, banned
KEYS = ("doc", "block_index", "sentence_index")
STRETCH = 10**9  # no document is so long


def forms(terms: pl.DataFrame) -> pl.DataFrame:
    """Inflect the terms of a topic lexicon.

    Args:
        terms: `rule_id`, `topic_code`, `term`, `kind` (noun, verb, fixed, exact), `weight`, `unless` (terms joined by `|`).

    Returns:
        One row per form: the columns of `terms` and `form`: nouns with the plural of their last word, verbs with the
        forms of their first, in lower case but for `exact`.
    """
    lower = pl.when(pl.col("kind") == "exact").then("term").otherwise(pl.col("term").str.to_lowercase())
    first, rest = lower.str.extract(r"^(\S+)"), lower.str.replace(r"^\S+", "")
    head, last = lower.str.replace(r"\S+$", ""), lower.str.extract(r"(\S+)$")
    inflected = (
        pl.when(pl.col("kind") == "noun")
        .then(pl.concat_list(lower, head + _plural(last)))
        .when(pl.col("kind") == "verb")
        .then(pl.concat_list(lower, *(form + rest for form in _verb_forms(first))))
        .otherwise(pl.concat_list(lower))
    )
    return terms.with_columns(form=inflected).explode("form").unique(["rule_id", "form"], maintain_order=True)


def with_own(terms: pl.DataFrame, own: pl.DataFrame) -> pl.DataFrame:
    """Put users' own terms into a topic lexicon: one stands for every row with the same topic and words; a weight of 0 takes them out.

    Args:
        terms: as for `forms`.
        own: the same columns.
    """
    same = ["topic_code", pl.col("term").str.to_lowercase()]
    kept = terms.join(own, on=same, how="anti", maintain_order="left").select(own.columns)
    return pl.concat([kept, own.filter(pl.col("weight") > 0)])


def topic_terms(sentences: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    """Find the terms of a topic lexicon in sentences.

    Args:
        sentences: `doc`, `block_index`, `sentence_index`, `start_char`, `text`.
        terms: as for `forms`.

    Returns:
        One row per evidence: `doc`, `block_index`, `sentence_index`, `start_char`, `end_char` (of the term in the
        document), `text`, `topic_code`, `weight`, `rule_id`. Of overlapping terms of one topic only the longest counts;
        a term counts for nothing in a block in which one of its `unless` terms stands.
    """
    inflected = forms(terms)
    exact = pl.col("kind") == "exact"
    found = pl.concat((_found(sentences, inflected.filter(exact), fold=False), _found(sentences, inflected.filter(~exact), fold=True)))
    kept = _longest(_without_cancelled(found, sentences))
    return kept.select(*KEYS, "start_char", "end_char", "text", "topic_code", "weight", "rule_id").sort("doc", "start_char", "rule_id")


def _plural(word: pl.Expr) -> pl.Expr:
    return (
        pl.when(word.str.contains(r"[^aeiou]y$"))
        .then(word.str.replace(r"y$", "ies"))
        .when(word.str.contains(r"(?:s|x|z|ch|sh)$"))
        .then(word + "es")
        .otherwise(word + "s")
    )


def _verb_forms(word: pl.Expr) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """Third person, past and -ing form of a regular verb."""
    doubled = pl.when(word.str.contains(RE_DOUBLING)).then(word + word.str.slice(-1)).otherwise(word)
    stem = pl.when(word.str.ends_with("e")).then(word.str.head(-1)).otherwise(doubled)
    past = pl.when(word.str.contains(r"[^aeiou]y$")).then(word.str.head(-1) + "ied").otherwise(stem + "ed")
    return _plural(word), past, pl.when(word.str.contains(r"(?:ee|ye|oe)$")).then(word).otherwise(stem) + "ing"


def _found(sentences: pl.DataFrame, inflected: pl.DataFrame, *, fold: bool) -> pl.DataFrame:
    """Occurrences of forms with word boundaries on both sides; `fold` disregards the case of ASCII letters."""
    patterns = inflected["form"].unique(maintain_order=True).implode()  # a column, so that its type is told even when it is empty
    matches = pl.col("sentence").str
    options = {"ascii_case_insensitive": fold, "overlapping": True}
    said = sentences.select(*KEYS, sentence_start="start_char", sentence="text")
    # Not lazy: the streaming engine would build the automaton of all terms anew for every piece of the frame.
    searched = said.with_columns(at=matches.find_many(patterns, **options), text=matches.extract_many(patterns, **options))
    hits = searched.lazy().filter(pl.col("at").list.len() > 0).explode("at", "text")
    before = pl.col("sentence").cast(pl.Binary).bin.slice(0, pl.col("at")).cast(pl.String)
    placed = hits.with_columns(before=before).with_columns(offset=pl.col("before").str.len_chars().cast(pl.Int64))
    width = pl.col("text").str.len_chars().cast(pl.Int64)
    after = pl.col("sentence").str.slice(pl.col("offset") + width, 1)
    bounded = placed.filter(
        ~(pl.col("before").str.contains(RE_WORD_END) & pl.col("text").str.contains(RE_WORD_START)),
        ~(after.str.contains(RE_WORD_START) & pl.col("text").str.contains(RE_WORD_END)),
    )
    form = pl.col("text").str.to_lowercase() if fold else pl.col("text")
    spans = bounded.select(
        *KEYS, "text", form=form, start_char=pl.col("sentence_start") + pl.col("offset"),
        end_char=pl.col("sentence_start") + pl.col("offset") + width,
    )  # fmt: skip
    return spans.join(inflected.lazy().select("form", "rule_id", "topic_code", "weight", "unless"), on="form").collect()


def _without_cancelled(found: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Drop the evidence of rules one of whose `unless` terms stands in the same block."""
    block = ["doc", "block_index"]
    doubtful = found.filter(pl.col("unless").is_not_null()).select(*block, "rule_id", "unless").unique()
    words = pl.lit(" ") + pl.col("text").str.join(" ").str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ") + " "
    texts = sentences.join(doubtful, on=block, how="semi").group_by(block).agg(words=words)
    bar = pl.lit(" ") + pl.col("unless").str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ") + " "
    barred = (
        doubtful.with_columns(pl.col("unless").str.split("|"))
        .explode("unless")
        .join(texts, on=block)
        .filter(pl.col("words").str.contains(bar, literal=True))
    )
    return found.join(barred, on=[*block, "rule_id"], how="anti")


def _longest(found: pl.DataFrame) -> pl.DataFrame:
    """Of overlapping occurrences of one topic keep the longest, of equal ones the first.

    Each topic of each document gets a stretch of numbers of its own for its spans, so that no other group's overlap with them; this is
    several times faster than window functions.
    """
    order = ["doc", "topic_code", "start_char", "end_char", "rule_id"]
    ordered = found.sort(order, descending=[False, False, False, True, False])
    is_other = pl.any_horizontal(pl.col(name) != pl.col(name).shift() for name in ("doc", "topic_code")).fill_null(True)
    stretch = is_other.cast(pl.Int64).cum_sum() * STRETCH
    placed = ordered.with_columns(begin=stretch + pl.col("start_char"), stop=stretch + pl.col("end_char"))
    whole = placed.filter((pl.col("stop") > pl.col("stop").cum_max().shift()).fill_null(True))
    width = pl.col("stop") - pl.col("begin")
    earlier_wins = (pl.col("begin") < pl.col("stop").shift()) & (width <= width.shift())
    later_wins = (pl.col("stop") > pl.col("begin").shift(-1)) & (width < width.shift(-1))
    return whole.filter(~earlier_wins.fill_null(False), ~later_wins.fill_null(False)).drop("begin", "stop")
