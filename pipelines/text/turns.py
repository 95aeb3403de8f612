"""Turns: who goes on speaking in a quotation that has no frame of its own.

Belongs here: those who spoke before as candidates, what speaks for each, the choice by a table of weights.
Does not belong here: who is meant by their names (`pipelines.text.references`).
"""

import polars as pl

from pipelines.text.subjects import best

SPEAKER = ("speaker_first", "speaker_last", "speaker_id", "speaker_name", "speaker_kind")
REACH = 400  # tokens back to which a quotation may continue a speaker: some four paragraphs
LONGEST = 12  # sentences; farther back the distance tells no more


def go_on(owned: pl.DataFrame, subjects: pl.DataFrame, tokens: pl.DataFrame, weights: pl.DataFrame) -> pl.DataFrame:
    """Let a quotation without a frame go on with the speaker before it who scores highest.

    Args:
        owned: quotations with `frame_id` and the speaker of that frame.
        subjects: of all frames: `frame_id`, `cue_row`, `subject` (its letters) and the columns `SPEAKER`.
        tokens: as made by `pipelines.text.tokens.tokens`.
        weights: lexicon with `feature`, `weight`: how much each feature speaks for a candidate (measured, see docs/decisions.md).

    Returns:
        The quotations; those without a frame have the speaker who goes on, direct ones among them the rule "continued".
    """
    lost = owned.filter(pl.col("frame_id").is_null()).select("doc", "block_index", "passage", "open_row")
    chosen = best(candidates(lost, owned, subjects, tokens), weights, "open_row").select("open_row", *SPEAKER)
    joined = owned.join(chosen, on="open_row", how="left", maintain_order="left", suffix="_next")
    alone = pl.col("frame_id").is_null()
    spoken = (pl.when(alone).then(f"{name}_next").otherwise(name).alias(name) for name in SPEAKER)
    goes_on = alone & pl.col("rule_id").str.starts_with("quote:direct") & pl.col("speaker_first_next").is_not_null()
    return joined.with_columns(*spoken, rule_id=pl.when(goes_on).then(pl.lit("quote:direct:continued")).otherwise("rule_id"))


def candidates(lost: pl.DataFrame, owned: pl.DataFrame, subjects: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """List the speakers before each quotation with what speaks for and against them.

    Returns:
        One row per quotation and speaker in text order: `open_row`, the columns `SPEAKER`, and the features: `quoted` (says words in
        marks), `same_paragraph`, `name` (0 or 1), `sentences` (from the speaker's words to the quotation), `others` (who speak in between).
    """
    marked = (
        owned.filter(pl.col("kind") != "indirect").group_by("frame_id").agg(last=pl.col("open_row").max(), reach=pl.col("passage").max())
    )
    spoke = (
        subjects.drop_nulls("speaker_first")
        .rename({"passage": "passage_frame"})
        .join(marked, on="frame_id", how="left", maintain_order="left")
    )
    spoke = spoke.with_columns(at=pl.max_horizontal("cue_row", "last"), sentence=pl.max_horizontal("passage_frame", "reach")).sort("at")
    spoke = spoke.unique("speaker_first", keep="first", maintain_order=True)
    placed = spoke.with_columns(tokens[name].gather(spoke["at"]).alias(f"{name}_spoken") for name in ("doc", "block_index"))
    gap = pl.col("open_row") - pl.col("at")
    pairs = lost.join(placed, left_on="doc", right_on="doc_spoken").filter((gap > 0) & (gap < REACH)).sort("open_row", "at")
    return pairs.select(
        "open_row",
        *SPEAKER,
        quoted=pl.col("last").is_not_null().cast(pl.Int64),
        same_paragraph=(pl.col("block_index_spoken") == pl.col("block_index")).cast(pl.Int64),
        name=pl.col("subject").str.contains("[NR]$").cast(pl.Int64),
        sentences=(pl.col("passage") - pl.col("sentence")).clip(0, LONGEST),
        others=pl.int_range(pl.len()).reverse().over("open_row"),
    )
