"""Values of time expressions: the period that each means, seen from its anchor.

A calendar date needs none. "Last week" and "Tuesday" are seen from the day of the dateline or of publication; "the following day" and
"that year" from the last date told before them; and in a narrative of the past so are dates told without their year.

Belongs here: the moment meant by each rule, the anchor it is seen from, the columns of a value.
Does not belong here: finding (`pipelines.text.time_expressions`), the calendar (`pipelines.text.time_calendar`), what the words tell
(`pipelines.text.time_parts`), narratives (`pipelines.text.time_narrative`).
"""

import polars as pl

from pipelines.text.time_calendar import SEASONS, UNIT_PRECISION, date_of, day_of, shifted, spelled, with_bounds, with_feast
from pipelines.text.time_moments import (
    calendar_moment,
    is_half,
    numeric_day,
    ordinal,
    own_moment,
    seen_moment,
    steps,
    told_moment,
    told_steps,
)
from pipelines.text.time_narrative import told_before, with_narrative_years
from pipelines.text.time_parts import duration, is_rule, one_of, with_parts
from pipelines.text.time_years import clause, direction, year_of_pair, years

COLUMNS = ("value", "start_date", "end_date", "precision", "modifier", "anchor_date", "anchor")
STRETCHES = {"D": "d", "W": "w", "2W": "w", "M": "mo", "Q": "mo", "Y": "y", "DE": "y"}
STRETCH_SIZES = {"2W": 2, "Q": 3, "DE": 10}


def with_values(found: pl.DataFrame, anchors: pl.DataFrame) -> pl.DataFrame:
    """Tell what time expressions mean.

    Args:
        found: as `pipelines.text.time_expressions.time_expressions` returns them.
        anchors: `doc`, `anchor_date` (the day that the article is told from, null when not known to the day), `anchor` (dateline,
            published).

    Returns:
        The rows with `COLUMNS`: `value` (TIMEX3, null when the anchor it needs is missing), `start_date` and `end_date` (first and last day
        meant), `precision`, `modifier`, `anchor_date` and `anchor` (dateline, published, narrative, none).
    """
    expression = ["text", "read_as", "shape", "rule_id", "type"]
    prepared = with_parts(found.unique(expression, maintain_order=True)).with_columns(**_prepared())
    own = with_feast(prepared, pl.col("feast_own_year"), "feast_own").with_columns(own=own_moment(), undated=_undated())
    parts = found.select("doc", "before", "after", *expression).join(
        own.drop("doc", "before", "after"), on=expression, maintain_order="left"
    )
    seen_from = anchors.rename({"anchor": "seen_from"})
    known = parts.join(seen_from, on="doc", how="left", maintain_order="left").with_columns(**clause()).with_columns(**_from_anchor())
    here = with_narrative_years(with_feast(known, pl.col("anchor_year"), "feast_here")).with_columns(**years())
    dated = with_feast(here.with_columns(day_year=year_of_pair()), pl.col("feast_year"), "feast_day").with_columns(
        calendar=calendar_moment()
    )
    stepped = _seen_from("anchor_moment", dated.with_columns(**steps()), pl.col("calendar").is_null(), "by_anchor", seen_moment())
    seen = stepped.with_columns(seen=pl.coalesce("calendar", "by_anchor")).with_columns(**told_steps())
    first = _seen_from("told_before", told_before(seen), pl.col("seen").is_null(), "once_told", told_moment())
    # A second time, from where the steps ahead of the first have led: "two days later", and then "the next day".
    ahead = pl.when(pl.col("steps") > 0).then("once_told")
    moved = told_before(first.with_columns(own_seen="seen", seen=pl.coalesce("seen", ahead))).with_columns(seen="own_seen")
    told = _seen_from("told_before", moved, pl.col("seen").is_null(), "told", told_moment())
    turned = pl.col("stage").is_in(["1", "-1"]) & pl.col("seen").is_not_null()
    when = with_bounds(told.with_columns(when=pl.coalesce("seen", "told")), pl.when(~turned).then("modifier"))
    return pl.concat([found, when.select(**_columns())], how="horizontal")


def _seen_from(base: str, frame: pl.DataFrame, condition: pl.Expr, name: str, value: pl.Expr) -> pl.DataFrame:
    """Add a column of moments seen from another, which are computed only for some of the rows, and null for the others."""
    rows = frame.with_row_index("row")
    some = rows.filter(condition)
    told = some.with_columns(shifted=shifted(some, base)).select("row", value.alias(name))
    return rows.join(told, on="row", how="left", maintain_order="left").drop("row")


def _prepared() -> dict[str, pl.Expr]:
    """What several rules need of the words: computed once, for an expression that is used twice is evaluated twice."""
    part = pl.col("part_code").is_not_null() & is_rule("relative:unit", "relative:beside")
    return {
        "ordinal_number": ordinal(),
        "numeric_day": numeric_day(),
        "feast_own_year": pl.coalesce("y", pl.when(pl.col("holiday").str.contains(r"^\d{4}-")).then(1)),  # D-Day was once
        "season_month": pl.col("season").replace_strict(SEASONS, default=None, return_dtype=pl.Int32),
        "step_unit": pl.when(part).then(pl.lit("D")).otherwise("u"),
        "is_half": is_half(),
        "is_parted": (pl.col("u") == "Y") & ((pl.col("n") % 1) != 0),
        "has_anchor_relation": pl.col("relation_kind").is_in(["R", "t", ";", "<"]),
    }


def _from_anchor() -> dict[str, pl.Expr]:
    """What several rules need of the day the article is told from, and of the clause."""
    anchor = pl.col("anchor_date")
    year = anchor.dt.year().cast(pl.Int32)
    return {
        **direction(),
        "anchor_moment": day_of(anchor),
        "anchor_year": year,
        "anchor_month": anchor.dt.month().cast(pl.Int32),
    }


def _columns() -> dict[str, pl.Expr]:
    when = pl.col("when")
    exact = when.struct.field("precision")
    timed = pl.col("time_text").is_not_null() & pl.col("type").is_in(["TIME", "DATE"]) & (exact == "day")
    time_precision = pl.when(pl.col("time_text").str.contains(r"^T\d")).then(pl.lit("time")).otherwise(pl.lit("part_of_day"))
    value = spelled(when, pl.col("season")) + pl.when(timed).then("time_text").otherwise(pl.lit(""))
    by_anchor = pl.col("seen").is_not_null() & pl.col("own").is_null()
    narrated = (pl.col("seen").is_null() & pl.col("told").is_not_null()) | (by_anchor & pl.col("narrative_year").is_not_null())
    first, last = _stretch()
    start, end = _turned()
    seen = by_anchor | first.is_not_null()
    source = pl.when(narrated).then(pl.lit("narrative")).when(seen).then("seen_from").otherwise(pl.lit("none"))
    base = pl.col("told_before").struct
    told_date = date_of(base.field("year"), base.field("month").fill_null(1), base.field("day").fill_null(1))
    unit = pl.col("u").replace_strict(UNIT_PRECISION, default=None, return_dtype=pl.String)
    return {
        "value": pl.coalesce(value, "undated"),
        "start_date": pl.coalesce(first, start),
        "end_date": pl.coalesce(last, end),
        "precision": pl.when(timed).then(time_precision).when(first.is_not_null()).then(unit).otherwise(exact),
        "modifier": pl.col("modifier"),
        "anchor_date": pl.when(source == "narrative").then(told_date).when(source != "none").then("anchor_date"),
        "anchor": source,
    }


def _turned() -> tuple[pl.Expr, pl.Expr]:
    """The first and last day; "earlier this month" ends, and "later this month" begins, at the day it is told from."""
    start, end, anchor = pl.col("start_date"), pl.col("end_date"), pl.col("anchor_date")
    inside = pl.col("seen").is_not_null() & anchor.is_between(start, end)
    later, earlier = inside & (pl.col("stage") == "1"), inside & (pl.col("stage") == "-1") & (anchor > start)
    return pl.when(later).then(anchor).otherwise(start), pl.when(earlier).then(anchor - pl.duration(days=1)).otherwise(end)


def _stretch() -> tuple[pl.Expr, pl.Expr]:
    """The days of a length that ends or begins at the day it is told from: "the last three weeks", "the next five years"."""
    count = pl.when(is_rule("relative:unit")).then(1.0).otherwise("n")
    unit = pl.col("u").replace_strict(STRETCHES, default=None, return_dtype=pl.String)
    whole = (
        is_rule("relative:count", "relative:unit")
        & pl.col("when").is_null()
        & pl.col("has_anchor_relation")
        & ((count % 1) == 0)
        & ~pl.col("in_narrative")
    )
    quarter, back = pl.col("anchor_date").dt.truncate("1q"), pl.col("rel") < 0
    turn = pl.when(back).then(quarter).otherwise(quarter.dt.offset_by("3mo") - pl.duration(days=1))  # whole quarters count
    seen_from = pl.when(pl.col("u") == "Q").then(turn).otherwise("anchor_date")
    anchor = pl.when(whole & unit.is_not_null() & (pl.col("rel") != 0)).then(seen_from)
    offset = (count * pl.col("rel") * pl.col("u").replace_strict(STRETCH_SIZES, default=1)).cast(pl.Int64).cast(pl.String) + unit
    other, day = anchor.dt.offset_by(offset), pl.duration(days=1)
    return pl.when(back).then(other).otherwise(anchor + day), pl.when(back).then(anchor - day).otherwise(other)


def _undated() -> pl.Expr:
    """The value of what has no place in time: durations, recurring times, words such as "now", parts of any day."""
    u, shape, sign = pl.col("u"), pl.col("shape"), pl.col("k")
    vague = pl.when(is_rule("relative:shift", "relative:shift-beside") & pl.col("n").is_null()).then(
        pl.when(sign < 0).then(pl.lit("PAST_REF")).otherwise(pl.lit("FUTURE_REF"))
    )
    single = pl.col("has_the") & pl.col("relation_kind").is_in(["R", "<"]) & u.is_not_null()  # "the last year"
    whole = (is_rule("duration:long") & pl.col("n").is_null()) | is_rule("duration:whole") | (is_rule("relative:unit") & single)
    reference = pl.when(is_rule("reference:word")).then(pl.col("reference").replace({"0": "PRESENT_REF", "-1": "PAST_REF"}))
    any_day = pl.lit("XXXX-XX-XX") + pl.col("time_text")
    return (
        pl.when(pl.col("type") == "SET")
        .then(_recurring(shape, u))
        .when(whole)
        .then(one_of(u))
        .when(pl.col("type") == "DURATION")
        .then(duration())
        .when(is_rule("time:part", "time:clock"))
        .then(any_day)
        .otherwise(pl.coalesce(reference, vague))
    )


def _recurring(shape: pl.Expr, unit: pl.Expr) -> pl.Expr:
    """The value of a recurring time: P1D every day, P2W every two weeks, XXXX-WXX-1 every Monday."""
    timed = pl.col("time_text").str.contains(r"^T\d").fill_null(False)
    number = pl.when(timed | pl.col("is_vague").fill_null(False)).then(None).otherwise("n")
    often = is_rule("set:often")
    every = (
        pl.when(shape.str.contains("V_(?:f|e)")).then(2).when(often).then(1).otherwise(number.fill_null(1.0)).cast(pl.Int64).cast(pl.String)
    )
    day = pl.when(pl.col("wd").is_not_null()).then(pl.lit("XXXX-WXX-") + pl.col("wd").cast(pl.String) + pl.col("time_text").fill_null(""))
    return pl.coalesce(
        "set",
        day,
        pl.when(pl.col("part_code").is_in(["WE", "WD"])).then(pl.lit("P1") + pl.col("part_code")),
        pl.when(timed | pl.col("part_code").is_not_null()).then(pl.lit("XXXX-XX-XX") + pl.col("time_text")),
        pl.when(pl.col("season").is_not_null()).then(pl.lit("XXXX-") + pl.col("season")),
        pl.when(pl.col("m").is_not_null()).then(pl.lit("XXXX-") + pl.col("m").cast(pl.String).str.zfill(2)),
        one_of(unit).str.replace(r"\d", every),
    )
