"""Several words for one deed.

Belongs here: which word of a sentence counts where several tell one deed of the same parties.
Does not belong here: deeds told in several sentences or articles (`pipelines.tables.resolved`), which deeds count (`event_choice`).
"""

import polars as pl

KEY = ["doc", "sentence_index"]
RE_JOINED = r"^[aTq]*,?c[aTq]*$"  # between two verbs of one deed
VIOLENCE = ("attack", "injure", "kill")  # modes of one deed: "shot and killed"; but "kidnapped and killed" are two
RE_KILL = r"(?i)^kill"


def without_repeats(told: pl.DataFrame) -> pl.DataFrame:
    """Keep one word of each deed: "shot and killed", "fired at him, hitting him", the "attack" in "terrorist attack".

    Of verbs of one kind that "and" joins, with the same parties, the last one counts, or the one that kills.

    Args:
        told: one row per actor and recipient: `doc`, `sentence_index`, `letters`, `at`, `last`, `trigger`, `form_kind`, `event_type`,
            `event_mode`, and for actor and recipient `_id` and `_start_char`.
    """
    who = (pl.coalesce(f"{side}_id", pl.col(f"{side}_start_char").cast(pl.String)) for side in ("actor", "recipient"))
    mode = pl.when(pl.col("event_mode").is_in(VIOLENCE)).then(pl.lit("attack")).otherwise("event_mode").alias("kind")
    numbered = told.with_columns(deed=pl.struct(*KEY, "event_type", mode, *who).rank("dense")).sort("deed", "at", maintain_order=True)
    before = {name: pl.col(name).shift().over("deed").alias(f"{name}_before") for name in ("last", "trigger")}
    after = {f"{name}_after": pl.col(name).shift(-1).over("deed") for name in ("at", "trigger")}
    beside = numbered.with_columns(*before.values(), **after)
    first = pl.col("last_before").cast(pl.Int64) + 1
    between = pl.col("letters").str.slice(first, (pl.col("at") - first).clip(0))
    behind = pl.col("letters").str.slice(pl.col("last").cast(pl.Int64) + 1, (pl.col("at_after") - pl.col("last") - 1).clip(0))
    within = pl.col("at") < first
    going_on = (pl.col("form_kind") == "ing") & ~between.str.contains("[;.bc]")
    kills = {place: pl.col(f"trigger{place}").str.contains(RE_KILL) for place in ("", "_before", "_after")}
    told_again = within | going_on | (between.str.contains(RE_JOINED) & kills["_before"] & ~kills[""])
    said_first = behind.str.contains(RE_JOINED) & ~(kills[""] & ~kills["_after"])
    return beside.filter(~told_again.fill_null(False), ~said_first.fill_null(False)).select(told.columns)
