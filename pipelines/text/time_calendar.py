"""The calendar as arithmetic: periods, their first and last day, their ISO 8601 and TIMEX3 spelling.

A moment is a struct of `precision`, `year`, `month` and `day` of its first day; years before Christ are negative (-480 is 480 BC), and
what is coarser than a month or a day leaves those null.

Belongs here: dates from numbers, shifts by units, movable feasts, spelling.
Does not belong here: which moment an expression means (`pipelines.text.time_values`).
"""

from datetime import date

import polars as pl

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season, in the northern hemisphere's reckoning."""
UNIT_PRECISION = {
    "D": "day",
    "W": "week",
    "2W": "week",
    "WE": "weekend",
    "M": "month",
    "Q": "quarter",
    "Y": "year",
    "DE": "decade",
    "CE": "century",
}
MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200}
DAYS_OF = {"day": 1, "time": 1, "part_of_day": 1, "week": 7, "weekend": 2}


def easter(year: int) -> date:
    """Return Easter Sunday of a year, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8).

    >>> easter(2025)
    datetime.date(2025, 4, 20)
    """
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    total = h + weekday - 7 * ((a + 11 * h + 22 * weekday) // 451) + 114
    return date(year, total // 31, total % 31 + 1)


EASTERS = {year: easter(year) for year in range(1583, 2200)}


def moment(precision: pl.Expr | str, year: pl.Expr, month: pl.Expr | None = None, day: pl.Expr | None = None) -> pl.Expr:
    """Return a moment, null where its year is not known."""
    blank = pl.lit(None, pl.Int32)
    name = pl.lit(precision) if isinstance(precision, str) else precision
    parts = pl.struct(
        precision=name,
        year=year.cast(pl.Int32),
        month=blank if month is None else month.cast(pl.Int32),
        day=blank if day is None else day.cast(pl.Int32),
    )
    return pl.when(year.is_not_null()).then(parts)


def day_of(date: pl.Expr, precision: str = "day") -> pl.Expr:
    """Return the moment that a date is."""
    return moment(precision, date.dt.year(), date.dt.month(), date.dt.day())


def date_of(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    """Return a date; null where a part is null, for a 31 February, and for a year before 1."""
    known = (year >= 1) & month.is_between(1, 12) & day.is_between(1, 31)
    first = pl.date(pl.when(known).then(year), pl.when(known).then(month), 1)
    date = first + pl.duration(days=day - 1)
    return pl.when(date.dt.month() == month).then(date)


def months_later(year: pl.Expr, month: pl.Expr, months: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Return year and month some months later."""
    total = year.cast(pl.Int64) * 12 + month - 1 + months
    return total // 12, total % 12 + 1


def shifted(frame: pl.DataFrame, base: str) -> pl.Series:
    """Return the periods that lie `steps` units (negative: earlier) after those that hold a moment.

    Args:
        frame: with `steps` (whole numbers) and `steps_unit`, as the lexicon gives units: D, W, 2W, WE, M, Q, Y, DE, CE; others give null.
        base: the column of the moment; one that is not exact enough for the unit gives null.
    """
    year, month, day = (pl.col(base).struct.field(name) for name in ("year", "month", "day"))
    told = frame.select(unit="steps_unit", count="steps", year=year, month=month, date=date_of(year, month, day))
    later = told.with_columns(date=_later_day(), **_later_month(), whole_year=_later_year())
    date, precision = pl.col("date").dt, pl.col("unit").replace_strict(UNIT_PRECISION, default=None, return_dtype=pl.String)
    years = pl.coalesce(date.year(), "year", "whole_year")
    return later.select(moment(precision, years, pl.coalesce(date.month(), "month"), date.day())).to_series()


def _later_day() -> pl.Expr:
    """The first day of a later day, week or weekend."""
    unit, count = pl.col("unit"), pl.col("count")
    since_monday = pl.col("date").dt.weekday().cast(pl.Int64) - 1
    days = (
        pl.when(unit == "D").then(count)
        .when(unit == "W").then(7 * count - since_monday)
        .when(unit == "2W").then(14 * count - since_monday)
        .when(unit == "WE").then(7 * count + 5 - since_monday)
    )  # fmt: skip
    return pl.col("date") + pl.duration(days=days)


def _later_month() -> dict[str, pl.Expr]:
    """Year and month of a later month, or of a later quarter's first one."""
    count, quarterly = pl.col("count"), pl.col("unit") == "Q"
    first = pl.when(quarterly).then((pl.col("month") - 1) // 3 * 3 + 1).when(pl.col("unit") == "M").then("month")
    year, month = months_later(pl.col("year"), first, pl.when(quarterly).then(3 * count).otherwise(count))
    return {"year": year, "month": month}


def _later_year() -> pl.Expr:
    """The first year of a later year, decade or century."""
    unit, year, count = pl.col("unit"), pl.col("year"), pl.col("count")
    return (
        pl.when(unit == "Y").then(year + count)
        .when(unit == "DE").then((year // 10 + count) * 10)
        .when(unit == "CE").then((year // 100 + count) * 100)
    )  # fmt: skip


def with_feast(frame: pl.DataFrame, year: pl.Expr, name: str) -> pl.DataFrame:
    """Add a column with the day of the holiday `holiday` in a year; each holiday and year is computed once."""
    keyed = frame.with_columns(feast_of=year.cast(pl.Int32))
    table = keyed.select("holiday", "feast_of").unique().drop_nulls()
    table = table.with_columns(feast(pl.col("holiday"), pl.col("feast_of")).alias(name))
    return keyed.join(table, on=["holiday", "feast_of"], how="left", maintain_order="left").drop("feast_of")


def feast(code: pl.Expr, year: pl.Expr) -> pl.Expr:
    """Return the day of a holiday in a year, from its code.

    12-25 is a day, 1944-06-06 the one day, 11-4-4 the fourth Thursday of November (5: the last), with +1 the day after; easter-2 counts
    from Easter Sunday.
    """
    one = code.str.extract(r"^(\d{4}-\d\d-\d\d)$").str.to_date("%Y-%m-%d", strict=False)
    fixed = code.str.extract_groups(r"^(?P<m>\d\d)-(?P<d>\d\d)$").struct
    day = date_of(year, fixed.field("m").cast(pl.Int32), fixed.field("d").cast(pl.Int32))
    nth = code.str.extract_groups(r"^(?P<m>\d\d)-(?P<w>\d)-(?P<n>\d)(?:\+(?P<k>\d))?$").struct
    month, weekday, number = (nth.field(name).cast(pl.Int32) for name in ("m", "w", "n"))
    first = date_of(year, month, pl.lit(1))
    into = (weekday - first.dt.weekday().cast(pl.Int32)) % 7
    fifth = first + pl.duration(days=into + 28)
    counted = first + pl.duration(days=into + 7 * (number - 1))
    exact = pl.when((number == 5) & (fifth.dt.month() != month)).then(fifth - pl.duration(days=7)).otherwise(counted)
    movable = exact + pl.duration(days=nth.field("k").cast(pl.Int32).fill_null(0))
    away = code.str.extract(r"^easter([+-]\d+)$").cast(pl.Int32)
    sunday = year.replace_strict(EASTERS, default=None, return_dtype=pl.Date)
    return pl.coalesce(one, day, movable, sunday + pl.duration(days=away))


def spelled(when: pl.Expr, season: pl.Expr) -> pl.Expr:
    """Return the TIMEX3 spelling of a moment; seasons have a code of their own."""
    precision, year, month, day = (when.struct.field(name) for name in ("precision", "year", "month", "day"))
    before = year < 0
    full = pl.when(before).then(pl.lit("BC") + _digits(year.abs(), 4)).otherwise(_digits(year, 4))
    # The decade of 1990 is 199, that of 470 BC is BC047; the 4th century BC, which begins in 400 BC, is BC03.
    decade = pl.when(before).then(pl.lit("BC") + _digits(year.abs() // 10, 3)).otherwise(_digits(year // 10, 3))
    century = pl.when(before).then(pl.lit("BC") + _digits((year.abs() - 1) // 100, 2)).otherwise(_digits(year // 100, 2))
    date = date_of(year, month, day)
    in_month = full + "-" + _digits(month, 2)
    texts = {
        "day": in_month + "-" + _digits(day, 2),
        "week": date.dt.strftime("%G-W%V"),
        "weekend": date.dt.strftime("%G-W%V-WE"),
        "month": in_month,
        "quarter": full + "-Q" + ((month - 1) // 3 + 1).cast(pl.String),
        "half": full + "-H" + ((month - 1) // 6 + 1).cast(pl.String),
        "season": full + "-" + season,
        "year": full,
        "decade": decade,
        "century": century,
    }
    return pl.coalesce(*(pl.when(precision == name).then(text) for name, text in texts.items()))


def with_bounds(frame: pl.DataFrame, stage: pl.Expr) -> pl.DataFrame:
    """Add `start_date` and `end_date`: the first and the last day of a moment, or of that third of it that is its beginning, middle or end.

    Args:
        frame: with the moment `when`.
        stage: START, MID, END; null for the whole.
    """
    precision, year, month, day = (pl.col("when").struct.field(name) for name in ("precision", "year", "month", "day"))
    measured = frame.with_columns(
        first_day=date_of(year, month.fill_null(1), day.fill_null(1)),
        size=precision.replace_strict(MONTHS_OF, default=None, return_dtype=pl.Int64),
        days=precision.replace_strict(DAYS_OF, default=None, return_dtype=pl.Int64),
        third=stage.replace_strict({"START": 0, "MID": 1, "END": 2}, default=None, return_dtype=pl.Int64),
    )
    first, part, one_day = pl.col("first_day"), pl.col("third"), pl.duration(days=1)
    ten = (precision == "month") & part.is_not_null()
    ends = first.dt.offset_by(pl.col("size").cast(pl.String) + "mo") - one_day
    whole = measured.with_columns(
        last_day=pl.coalesce(first + pl.duration(days=pl.col("days") - 1), ends),
        begins=pl.when(ten).then(first + pl.duration(days=part * 10)).otherwise(first.dt.offset_by(_months(part))),
        ends=pl.when(ten & (part < 2))
        .then(first + pl.duration(days=part * 10 + 9))
        .when(~ten)
        .then(first.dt.offset_by(_months(part + 1)) - one_day),
    )
    parted = part.is_not_null() & (pl.col("size") > 0)
    return whole.with_columns(
        start_date=pl.when(parted).then("begins").otherwise("first_day"),
        end_date=pl.when(parted).then(pl.coalesce("ends", "last_day")).otherwise("last_day"),
    ).drop("first_day", "last_day", "size", "days", "third", "begins", "ends")


def _months(thirds: pl.Expr) -> pl.Expr:
    return (pl.col("size") // 3 * thirds).cast(pl.String) + "mo"


def _digits(number: pl.Expr, width: int) -> pl.Expr:
    return number.cast(pl.String).str.zfill(width)
