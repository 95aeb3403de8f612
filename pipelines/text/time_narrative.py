"""Narratives: texts that tell the past in order, where a date takes from the dates before it what it does not tell.

Belongs here: which texts are narratives of the past, the years of their dates, the last date told before an expression.
Does not belong here: what an expression means (`pipelines.text.time_values`).
"""

import polars as pl

PAST_YEARS = 2  # a year told that lies so far before the anchor is the past's own
LEAST = 5
"""So many dates of the past with their years make a narrative, when they outnumber what is seen from the present."""
WRAP = 7  # from December to March the year turns; from June to April the narrative looks back


def with_narrative_years(known: pl.DataFrame) -> pl.DataFrame:
    """Add `in_narrative` and `narrative_year`: the year that the narrative has reached, null where the expression tells its own.

    Args:
        known: expressions in text order with `doc`, `rule_id`, `own` (moment of those that tell their year), `y`, `m`, `anchor_date`.
    """
    year = pl.col("own").struct.field("year")
    spans = pl.col("own").struct.field("precision").is_in(["day", "month", "season", "year"])
    exact = pl.col("own").struct.field("precision").is_in(["day", "month", "season"])
    past = ((year < pl.col("anchor_date").dt.year().fill_null(9999) - PAST_YEARS) & (exact | (year < 1000))).fill_null(False)
    present = pl.col("rule_id").is_in(["relative:weekday", "relative:day"]) | (
        pl.col("relation_kind").is_in(["R", "t"]) & ~pl.col("has_the")
    )
    counted = known.with_columns(
        in_narrative=(past.sum().over("doc") >= LEAST) & (past.sum().over("doc") > 2 * present.sum().over("doc")),
        told_year=pl.when(spans & ~pl.col("rule_id").is_in(["date:fiscal-year"])).then(year),
    )
    filled = counted.with_columns(
        reached=pl.col("told_year").forward_fill().over("doc"), passage=pl.col("told_year").is_not_null().cum_sum().over("doc")
    )
    step = pl.col("m") - pl.col("m").forward_fill().shift().over("doc", "passage")
    turned = (
        pl.when((pl.col("told_year").is_null()) & (step <= -WRAP))
        .then(1)
        .when(pl.col("told_year").is_null() & (step >= WRAP + 2))
        .then(-1)
        .otherwise(0)
    )
    rolled = filled.with_columns(turned=turned.cum_sum().over("doc", "passage"))
    relative = pl.when(pl.col("shape").str.contains("_y$") & pl.col("rel").is_not_null()).then("rel").otherwise(0)
    needs = pl.col("own").is_null() & pl.col("rule_id").str.starts_with("date:")
    back = pl.col("relation_kind") == "T"  # June of that year
    narrated = pl.when(needs & (pl.col("in_narrative") | back)).then(pl.col("reached") + pl.col("turned") + relative)
    return rolled.with_columns(narrative_year=narrated.cast(pl.Int32)).drop("told_year", "passage", "turned", "reached")


def told_before(seen: pl.DataFrame) -> pl.DataFrame:
    """Add `told_before`: the last moment told before each expression that is exact enough for its unit.

    Args:
        seen: expressions in text order with `doc`, `seen` (moment, null where not known), `u`, `part_code`, `rule_id`.
    """
    moment, row = pl.col("seen").struct, pl.int_range(pl.len())
    dated = pl.col("seen").is_not_null()
    kinds = (dated & (moment.field("precision") == "day"), dated & moment.field("month").is_not_null(), dated)
    day, exact, any_one = (pl.when(kind).then(row).forward_fill().shift() for kind in kinds)
    fine = pl.col("u").is_in(["D", "W", "2W"]) | pl.col("part_code").is_not_null() | (pl.col("rule_id") == "time:clock")
    last = seen.select(pl.when(fine).then(day).when(pl.col("u") == "M").then(exact).otherwise(any_one)).to_series()
    same = pl.select(pl.when(seen["doc"].gather(last) == seen["doc"]).then(last)).to_series()
    return seen.with_columns(told_before=seen["seen"].gather(same))
