"""Subjects: who speaks in a frame that has no subject of its own: “…,” she nods, saying “…”; he smiled and said.

Belongs here: the noun phrases of a sentence as candidates, what speaks for each, the choice by a table of weights.
Does not belong here: frames (`pipelines.text.clauses`), who is meant by the words chosen (`pipelines.text.references`).
"""

import polars as pl

from pipelines.text.clauses import HEAD

PHRASE = rf"(?:p|w|{HEAD})"
RE_FINITE = r"^[aW]*[sxyeb]"
RE_FINITE_BEHIND = r"^(?:,[^,]*,|\([^)]*\),?|-+[^-]*-+|[ew][^,;.Q]*,?)[aW]*[sxyeb]"
"""A finite verb behind an aside, a bracket, a relative clause."""
RE_NAME_BEFORE = r"(?:^[ckuha]*[dn]*|s[aW]*)[NR]+,$"
"""Jane Doe, the minister: the name speaks, not what is said of it."""


def choose(frames: pl.DataFrame, sentences: pl.DataFrame, weights: pl.DataFrame) -> pl.DataFrame:
    """Choose the subject of each frame among the noun phrases of its sentence: the one with the highest score.

    Args:
        frames: that have no subject of their own: `frame_id`, `passage`, `begin`.
        sentences: `passage`, `letters`.
        weights: lexicon with `feature`, `weight`: how much each feature speaks for a candidate (measured, see docs/decisions.md).

    Returns:
        One row per frame that has a candidate: `frame_id`, `subject_begin`, `subject_end` (positions in the sentence).
    """
    return best(candidates(frames, sentences), weights, "frame_id").select("frame_id", "subject_begin", "subject_end")


def best(candidates: pl.DataFrame, weights: pl.DataFrame, key: str) -> pl.DataFrame:
    """Return for each `key` the candidate with the highest score, the first of equal ones: the sum of its features by their weights."""
    parts = [pl.col(name) * weight for name, weight in weights.select("feature", "weight").rows()]
    ranked = candidates.with_columns(score=pl.sum_horizontal(parts)).sort(key, "score", descending=[False, True], maintain_order=True)
    return ranked.unique(key, keep="first", maintain_order=True)


def candidates(frames: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """List the noun phrases before each frame with what speaks for and against them.

    Of a frame that opens its sentence (Calling it late, the mayor left) they are those behind a comma.

    Returns:
        One row per frame and phrase in text order: `frame_id`, `subject_begin`, `subject_end` and a column per feature, 0 or 1:
        `acts` (a verb follows), `adjacent` (to the frame), `opens` (the sentence), `inside_phrase` (behind a preposition), `object`
        (behind a verb), `told` (behind that), `subordinate` (behind when, as, whether), `behind_comma`, `says` (a reporting verb
        follows), `pronoun`, `name`, `reported` (that stands between phrase and frame); `rivals` is the number of phrases between that act.
    """
    phrases = _phrases(sentences.join(frames.select("passage").unique(), on="passage", how="semi", maintain_order="left"))
    paired = frames.select("frame_id", "passage", "begin").join(phrases, on="passage")
    before = pl.col("letters").str.head(pl.col("subject_begin"))
    behind_introduction = (pl.col("begin") == 0) & before.str.contains("[,Q]$")
    apposed = before.str.contains(RE_NAME_BEFORE) & ~pl.col("shape").str.contains("^[pw]$|[NR]$")
    near = paired.filter(((pl.col("subject_end") <= pl.col("begin")) | behind_introduction) & ~apposed)
    ordered = near.sort("frame_id", "subject_begin").with_columns(
        before=before,
        behind=pl.col("letters").str.slice(pl.col("subject_end")),
        between=pl.col("letters").str.slice(pl.col("subject_end"), (pl.col("begin") - pl.col("subject_end")).clip(0)),
    )
    featured = ordered.select("frame_id", "subject_begin", "subject_end", **_features())
    own = pl.col("acts")
    return featured.with_columns(rivals=own.cum_sum(reverse=True).over("frame_id") - own)


def _phrases(sentences: pl.DataFrame) -> pl.DataFrame:
    """Find the noun phrases of sentences: `subject_begin`, `subject_end`, `shape`."""
    pieces = sentences.with_columns(shape=pl.col("letters").str.extract_all(rf"{PHRASE}|(?s:.)")).explode("shape", empty_as_null=False)
    width = pl.col("shape").str.len_bytes().cast(pl.Int64)
    placed = pieces.with_columns(subject_end=width.cum_sum().over("passage")).with_columns(subject_begin=pl.col("subject_end") - width)
    return placed.filter(pl.col("shape").str.contains(rf"^{PHRASE}$"))


def _features() -> dict[str, pl.Expr]:
    before, behind, between, shape = (pl.col(name) for name in ("before", "behind", "between", "shape"))
    inside, object_ = before.str.contains("i$"), before.str.contains(r"[sebgyx_f][aW]*$")
    acts = (behind.str.contains(RE_FINITE) | behind.str.contains(RE_FINITE_BEHIND)) & ~inside & ~object_
    features = {
        "acts": acts,
        "adjacent": between.str.contains(r"^[aWx]*$"),
        "opens": before.str.contains(r"^[ckuha]*,?$"),
        "inside_phrase": inside,
        "object": object_,
        "told": before.str.contains("t$"),
        "subordinate": before.str.contains("[uh]a*$"),
        "behind_comma": before.str.contains(",a*$"),
        "says": behind.str.contains(r"^[aWx]*[sb]"),
        "pronoun": shape == "p",
        "name": shape.str.contains("[NR]$"),
        "reported": between.str.contains("t"),
    }
    return {name: feature.cast(pl.Int64) for name, feature in features.items()}
