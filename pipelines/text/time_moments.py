"""Moments: what each rule of time expressions means, by itself, from the day an article is told from, and from the last date told.

Belongs here: the moment of each rule.
Does not belong here: the year of a date without one (`pipelines.text.time_years`), the order in which the readings are tried and the
columns of a value (`pipelines.text.time_values`).
"""

import polars as pl

from pipelines.text.time_calendar import date_of, day_of, moment, months_later
from pipelines.text.time_parts import is_rule
from pipelines.text.time_years import season_year, weekday

YEARS = ("date:year", "date:year-era", "date:fiscal-year")


def own_moment() -> pl.Expr:
    """The moment of an expression that tells its year."""
    year, month, day = pl.col("y"), pl.col("m"), pl.col("d")
    quarter, half, season = pl.col("ordinal_number"), pl.col("is_half"), pl.col("season_month")
    return (
        pl.when(is_rule("date:iso", "date:numeric"))
        .then(day_of(pl.col("numeric_day")))
        .when(is_rule("date:day-month-year", "date:day-month") & year.is_not_null())
        .then(pl.when((year < 0) | date_of(year, month, day).is_not_null()).then(moment("day", year, month, day)))
        .when(is_rule("date:month-year") & year.is_not_null())
        .then(moment("month", year, month))
        .when(is_rule(*YEARS))
        .then(moment("year", year))
        .when(is_rule("date:season-year") & year.is_not_null())
        .then(moment("season", year, season))
        .when(is_rule("date:quarter-year") & half)
        .then(moment("half", year, quarter * 6 - 5))
        .when(is_rule("date:quarter-year"))
        .then(moment("quarter", year, quarter * 3 - 2))
        .when(is_rule("date:holiday"))
        .then(day_of(pl.col("feast_own")))
        .when(is_rule("date:decade"))
        .then(_decade())
        .when(is_rule("date:century"))
        .then(_century())
    )


def ordinal() -> pl.Expr:
    """The number of a century, of a quarter or half; the last one is the fourth quarter or second half; a year has no third half."""
    number = pl.coalesce(pl.col("quarter").str.extract(r"(\d)"), pl.col("ordinal").str.extract(r"^(\d+)")).cast(pl.Int32)
    second = pl.when(pl.col("ordinal") == "TS").then(2)
    parts = pl.when(is_half()).then(2).when(is_rule("date:quarter", "date:quarter-year")).then(4)
    told = pl.coalesce(number, second, pl.when(pl.col("relation") == "-1").then(parts))
    return pl.when((told <= parts).fill_null(True)).then(told)


def is_half() -> pl.Expr:
    """Whether a half of a year is told."""
    return pl.coalesce(pl.col("quarter").str.contains("(?i)h"), pl.col("half") == ".5").fill_null(False)


def numeric_day() -> pl.Expr:
    """A date in numbers, or after ISO 8601; one that can be read in two orders tells no day."""
    iso = pl.col("iso").str.head(10).str.to_date("%Y-%m-%d", strict=False)
    year_first = pl.col("numeric").str.extract_groups(r"^(?P<y>\d{4})[/.](?P<m>\d\d?)[/.](?P<d>\d\d?)$").struct
    last = pl.col("numeric").str.extract_groups(r"^(?P<a>\d\d?)[/.-](?P<b>\d\d?)[/.-](?P<y>\d{2,4})$").struct
    a, b, short = (last.field(name).cast(pl.Int32) for name in ("a", "b", "y"))
    century = pl.when(last.field("y").str.len_bytes() == 4).then(0).when(short < 40).then(2000).otherwise(1900)
    day, month = pl.when(a > 12).then(a).when((b > 12) | (a == b)).then(b), pl.when(a > 12).then(b).when((b > 12) | (a == b)).then(a)
    first = date_of(*(year_first.field(name).cast(pl.Int32) for name in ("y", "m", "d")))
    return pl.coalesce(iso, first, date_of(short + century, month, day))


def _decade() -> pl.Expr:
    digits = pl.col("decade").str.extract(r"(\d+)").cast(pl.Int32)
    full = pl.when(pl.col("decade").str.contains(r"^\d{3,4}") | (pl.col("era") == "BC")).then(digits)
    short = pl.when(digits < 30).then(digits + 2000).otherwise(digits + 1900)  # the '20s are these, the '30s those of the last century
    year = pl.coalesce(full, short)
    era = pl.when(pl.col("era") == "BC").then(-1).otherwise(1)
    hundred = pl.col("decade").str.contains(r"^(?:1[0-7]|20)00")  # "the 1700s" is a century
    return pl.when(hundred & (year < 2000)).then(moment("century", year)).otherwise(moment("decade", year * era))


def _century() -> pl.Expr:
    number = pl.col("ordinal_number")
    return moment("century", pl.when(pl.col("era") == "BC").then(-100 * number).otherwise(100 * (number - 1)))


def calendar_moment() -> pl.Expr:
    """The moment of a date that takes its year from elsewhere: the narrative, or the day that the article is told from."""
    month, day, year = pl.col("m"), pl.col("d"), pl.col("day_year")
    quarter, season = pl.col("ordinal_number"), pl.col("season_month")
    return (
        pl.when(pl.col("own").is_not_null())
        .then("own")
        .when(is_rule("date:day-month", "date:day-month-year") & (date_of(year, month, day).is_not_null() | (year < 0)))
        .then(moment("day", year, month, day))
        .when(is_rule("date:month", "date:month-year"))
        .then(moment("month", year, month))
        .when(is_rule("date:holiday"))
        .then(day_of(pl.col("feast_day")))
        .when(is_rule("date:season", "date:season-year"))
        .then(moment("season", pl.col("season_year"), season))
        .when(is_rule("date:quarter") & pl.col("is_half"))
        .then(moment("half", pl.col("quarter_year"), quarter * 6 - 5))
        .when(is_rule("date:quarter"))
        .then(moment("quarter", pl.col("quarter_year"), quarter * 3 - 2))
    )


def steps() -> dict[str, pl.Expr]:
    """How many units from the day it is told from an expression lies: "last week" is one week back. Null for others."""
    here = ~pl.col("in_narrative")
    deictic = pl.col("has_anchor_relation") & here
    from_there = (
        pl.col("has_the") & pl.col("relation_kind").is_in(["R", "<"]) & ~pl.col("u").is_in(["Q", "DE", "CE"])
    )  # "the next day", "the last year"
    unit, weekend = pl.col("step_unit"), pl.when(pl.col("to_come") | (pl.col("anchor_date").dt.weekday() > 5)).then(0).otherwise(-1)
    is_day = is_rule("relative:day") & here
    is_unit = is_rule("relative:unit") & deictic & ~from_there & pl.col("season_month").is_null() & pl.col("m").is_null()
    is_boundary = is_rule("relative:boundary") & here & pl.col("season_month").is_null()
    is_shift = is_rule("relative:shift") & (pl.col("direction_kind") == "1") & here & ~pl.col("is_parted")
    count = (
        pl.when(is_day)
        .then(pl.col("deictic").cast(pl.Int64, strict=False))
        .when(is_unit)
        .then(pl.col("rel").cast(pl.Int64))
        .when(is_boundary)
        .then(pl.when(unit == "WE").then(weekend).otherwise(0))
        .when(is_shift)
        .then((pl.col("n") * pl.col("k")).cast(pl.Int64, strict=False))
    )
    return {"steps": count, "steps_unit": pl.when(is_day).then(pl.lit("D")).otherwise(unit)}


def seen_moment() -> pl.Expr:
    """The moment of an expression that is seen from the day the article is told from; `shifted` is that of one told in steps."""
    here, season, month = ~pl.col("in_narrative"), pl.col("season_month"), pl.col("m")
    deictic = pl.col("has_anchor_relation") & here
    past, next_one = (pl.col("rel") == -1) & (month > pl.col("anchor_month")), (pl.col("rel") == 1) & (month <= pl.col("anchor_month"))
    month_year = pl.col("anchor_year") + pl.when(past).then(-1).when(next_one).then(1).otherwise(0)
    years_back = is_rule("relative:shift") & (pl.col("direction_kind") == "1") & here & pl.col("is_parted")
    months = months_later(pl.col("anchor_year"), pl.col("anchor_month"), (pl.col("n") * pl.col("k") * 12).cast(pl.Int64, strict=False))
    return (
        pl.when(pl.col("steps").is_not_null())
        .then("shifted")
        .when(is_rule("relative:weekday") & (pl.col("relation_kind").is_null() | deictic) & here)
        .then(day_of(weekday()))
        .when(is_rule("relative:unit") & deictic & month.is_not_null())
        .then(moment("month", month_year, month))
        .when(is_rule("relative:unit") & deictic & season.is_not_null())
        .then(moment("season", season_year(season), season))
        .when(years_back)
        .then(moment("month", *months))
    )


def told_steps() -> dict[str, pl.Expr]:
    """How many units from the last date told an expression lies: "two days later" is two days on. Null for others."""
    unit, season = pl.col("step_unit"), pl.col("season_month")
    told = (pl.col("relation_kind") == "T") | pl.col("in_narrative") | pl.col("has_the")
    shift = is_rule("relative:shift", "relative:shift-beside") & ~pl.col("u").is_in(["TH", "TM", "TS"])
    count = (
        pl.when(season.is_not_null())
        .then(None)
        .when(is_rule("relative:unit") & told)
        .then(pl.col("rel").cast(pl.Int64))
        .when(is_rule("relative:boundary") & pl.col("in_narrative"))
        .then(0)
        .when(is_rule("relative:beside"))
        .then(pl.col("k").cast(pl.Int64))
        .when(shift)
        .then((pl.col("n") * pl.col("k")).round().cast(pl.Int64, strict=False))
    )
    return {"steps": count, "steps_unit": unit}


def told_moment() -> pl.Expr:
    """The moment of an expression that is seen from the last date told before it; `shifted` is that of one told in steps."""
    base, season = pl.col("told_before"), pl.col("season_month")
    year = base.struct.field("year")
    told = (pl.col("relation_kind") == "T") | pl.col("in_narrative") | pl.col("has_the")
    clock = is_rule("time:clock") & pl.col("time_text").is_not_null() & (base.struct.field("precision") == "day")
    return (
        pl.when(pl.col("steps").is_not_null())
        .then("shifted")
        .when(is_rule("relative:unit") & told & season.is_not_null())
        .then(moment("season", year + pl.col("rel"), season))
        .when(is_rule("relative:boundary") & season.is_not_null())
        .then(moment("season", year, season))
        .when(clock)
        .then(base)
    )
