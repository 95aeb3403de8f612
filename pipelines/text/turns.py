"""Turns: who goes on speaking in a quotation that has no frame of its own.

Belongs here: the choice among those who spoke before.
Does not belong here: who is meant by their names (`pipelines.text.references`).
"""

import polars as pl

TURN = ("next_first", "next_last", "next_id", "next_name")
REACH = 400  # tokens back to which a quotation may continue a speaker: some four paragraphs


def go_on(owned: pl.DataFrame, subjects: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Let a quotation without a frame go on with a speaker.

    That is the last one quoted in its paragraph, else the last one who says anything in it, else the last one quoted before.
    """
    lost = owned.filter(pl.col("frame_id").is_null()).select("doc", "block_index", "open_row").sort("open_row")
    quoted = _turns(owned.filter(pl.col("kind") != "indirect").drop_nulls("speaker_first"), "open_row")
    said = subjects.filter(pl.col("form").is_in(["normal", "inverted"]) & (pl.col("subject") != "w")).drop_nulls("speaker_first")
    said = _turns(said.with_columns(block_index=tokens["block_index"].gather(said["cue_row"])), "cue_row")
    own = lost.join_asof(quoted, on="open_row", by=["doc", "block_index"], check_sortedness=False)
    near = lost.join_asof(said, on="open_row", by=["doc", "block_index"], check_sortedness=False)
    before = lost.join_asof(quoted.drop("block_index"), on="open_row", by="doc", check_sortedness=False)
    before = before.with_columns(pl.when(pl.col("open_row") - pl.col("turn") < REACH).then(pl.col(name)).alias(name) for name in TURN)
    order = pl.concat([own.drop_nulls("turn"), near.drop_nulls("turn"), before.drop_nulls("next_first")], how="diagonal")
    found = order.unique("open_row", keep="first", maintain_order=True).select("open_row", *TURN)
    joined = owned.join(found, on="open_row", how="left", maintain_order="left")
    alone = pl.col("frame_id").is_null()
    pairs = zip(TURN, ("speaker_first", "speaker_last", "speaker_id", "speaker_name"), strict=True)
    spoken = (pl.when(alone).then(new).otherwise(old).alias(old) for new, old in pairs)
    whole = pl.col("rule_id").str.starts_with("quote:direct")
    rule = pl.when(alone & whole & pl.col("next_first").is_not_null()).then(pl.lit("quote:direct:continued")).otherwise("rule_id")
    return joined.with_columns(*spoken, rule_id=rule)


def _turns(said: pl.DataFrame, row: str) -> pl.DataFrame:
    """List who speaks where, to be looked up from behind."""
    names = dict(zip(TURN, ("speaker_first", "speaker_last", "speaker_id", "speaker_name"), strict=True))
    return said.select("doc", "block_index", open_row=row, turn=row, **names).sort("open_row")
