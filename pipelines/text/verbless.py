"""Verbless frames: who says words in marks that no reporting verb goes with.

Belongs here: a colon before them, a name behind a dash, the label of a turn, the noun phrase behind speech that a comma ends.
Does not belong here: frames with a verb (`pipelines.text.clauses`), quotations that go on with a speaker (`pipelines.text.turns`).
"""

import polars as pl

from pipelines.text.clauses import HEAD

RE_SIGNATURE = r"^-+(?:d?n{0,3})?[NR][^xyesbqQ;:]{0,40}$"
"""— Jane Doe, Porto: a name behind a dash and nothing said of it."""
BEHIND_ALL = 1_000  # a place behind every frame of the sentence


def frames(
    attributed: pl.DataFrame, sentences: pl.DataFrame, outer: pl.DataFrame, tokens: pl.DataFrame, number: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Make frames without a verb for the quotations that have one.

    Args:
        attributed: words in marks with the `rule` that makes them a quotation.
        sentences: `passage`, `letters`.
        outer: as made by `pipelines.text.clause_kinds.fold`.
        tokens: with `sentence_index`.
        number: of the first frame.

    Returns:
        The quotations with `frame_id`, those that a name behind a dash signs with the rule "signed"; and the frames: `frame_id`,
        `passage`, `begin`, `form`, `cue_row`, `subject_begin`, `subject_end` (null: the subject is that of the sentence).
    """
    signed = _signatures(attributed, sentences, outer, tokens)
    own = pl.col("open_row").is_in(signed["open_row"].implode())
    ruled = attributed.with_columns(rule=pl.when(own).then(pl.lit("signed")).otherwise("rule"))
    made = pl.concat([signed, _labels(ruled), _openings(ruled), _introductions(ruled)], how="diagonal")
    numbered = made.with_columns(frame_id=pl.int_range(pl.len()) + number, cue_row=pl.col("open_row"))
    joined = ruled.join(numbered.select("open_row", made="frame_id"), on="open_row", how="left", maintain_order="left")
    return joined.with_columns(frame_id=pl.coalesce("frame_id", "made")).drop("made"), numbered.drop("open_row")


def _signatures(attributed: pl.DataFrame, sentences: pl.DataFrame, outer: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Find the names behind a dash that sign the quotation right before them, on its line or on the next: “…” — Jane Doe, Porto."""
    lines = sentences.with_columns(line_doc=tokens["doc"].gather(outer["row"].filter(outer["begins"])))
    alone = attributed.filter((pl.col("rule") == "alone") & pl.col("after").str.contains(r"^\.?(?:-|$)"))
    below = alone.with_columns(passage=pl.col("passage") + 1).join(lines, on="passage", suffix="_below")
    below = below.filter(pl.col("after").str.contains(r"^\.?$") & (pl.col("line_doc") == pl.col("doc"))).select(
        "open_row", "passage", line="letters_below", skip=pl.lit(0, pl.Int64)
    )
    beside = alone.select("open_row", "passage", line=pl.col("after").str.strip_prefix("."), skip=pl.col("at") + 1)
    found = pl.concat([below, beside]).filter(pl.col("line").str.contains(RE_SIGNATURE)).unique("open_row", maintain_order=True)
    begin = pl.col("skip") + pl.col("line").str.extract("^(-+)").str.len_bytes().cast(pl.Int64)
    width = pl.col("line").str.extract(f"^-+({HEAD})").str.len_bytes().cast(pl.Int64)
    return found.sort("open_row").select(
        "open_row", "passage", begin=begin, subject_begin=begin, subject_end=begin + width, form=pl.lit("signature")
    )


def _labels(attributed: pl.DataFrame) -> pl.DataFrame:
    """Take the label before the colon of a turn for its speaker."""
    skip = pl.col("before").str.extract("^(~)").str.len_bytes().fill_null(0).cast(pl.Int64)
    named = attributed.filter(pl.col("rule") == "turn")
    return named.select("open_row", "passage", begin=skip, subject_begin=skip, subject_end="at", form=pl.lit("label"))


def _openings(attributed: pl.DataFrame) -> pl.DataFrame:
    """Take the noun phrase right behind speech that opens its sentence: “…,” the letter of the mayor begins."""
    begin = pl.col("at") + 1 + pl.col("after").str.starts_with(",").cast(pl.Int64)
    width = pl.col("after").str.extract(f"^,?({HEAD})").str.len_bytes().cast(pl.Int64)
    named = attributed.filter((pl.col("rule") == "opening") & width.is_not_null())
    return named.select("open_row", "passage", begin=begin, subject_begin=begin, subject_end=begin + width, form=pl.lit("opening"))


def _introductions(attributed: pl.DataFrame) -> pl.DataFrame:
    """Make a frame for each quotation that a sentence with a colon introduces; its subject is that of the sentence."""
    quoted = attributed.filter(pl.col("rule") != "unframed").select(pl.col("passage") + 1, "block_index", goes_on=pl.lit(True)).unique()
    known = attributed.join(quoted, on=["passage", "block_index"], how="left", maintain_order="left")
    own = (pl.col("rule") == "introduced") | ((pl.col("rule") == "unframed") & pl.col("goes_on").is_null())
    here = pl.col("before").str.ends_with(":") | (pl.col("rule") == "unframed")
    return known.filter(own).select(
        "open_row",
        passage=pl.when(here).then("passage").otherwise(pl.col("passage") - 1),
        begin=pl.lit(BEHIND_ALL, pl.Int64),
        form=pl.lit("introduction"),
    )
