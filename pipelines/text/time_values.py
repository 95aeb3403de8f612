"""Values of time expressions: the period that each means, seen from its anchor.

A calendar date needs none. "Last week" and "Tuesday" are seen from the day of the dateline or of publication; "the following day" and
"that year" from the last date told before them; and in a narrative of the past so are dates told without their year.

Belongs here: the moment meant by each rule, the anchor it is seen from, the columns of a value.
Does not belong here: finding (`pipelines.text.time_expressions`), the calendar (`pipelines.text.time_calendar`), what the words tell
(`pipelines.text.time_parts`), narratives (`pipelines.text.time_narrative`).
"""

import polars as pl

from pipelines.text.time_calendar import (
    SEASONS,
    UNIT_PRECISION,
    date_of,
    day_of,
    moment,
    months_later,
    shifted,
    spelled,
    with_bounds,
    with_feast,
)
from pipelines.text.time_narrative import told_before, with_narrative_years
from pipelines.text.time_parts import duration, one_of, with_parts

COLUMNS = ("value", "start_date", "end_date", "precision", "modifier", "anchor_date", "anchor")
RE_TO_COME = (
    r"(?i)(?:\b(?:will|shall|to\s+be|(?:is|are|be)\s+(?:due|set|scheduled|expected|slated|planned|likely|to)|plans?\s+to|hopes?\s+to|going\s+to|"
    r"upcoming|scheduled|deadline|until|no\s+later\s+than)\b|['’]ll\b)"
)
RE_CLAUSE_BEFORE, RE_CLAUSE_AFTER = r"([^.;!?\n]*)$", r"^([^.;!?\n]*)"
RE_TO_NEXT = r"^(?:\s?[-–—]\s?|\s(?:and|to|through|until|till)\s)(?:the\s)?(?:early\s|late\s|mid-)?(?:\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
STRETCHES = {"D": "d", "W": "w", "2W": "w", "M": "mo", "Q": "mo", "Y": "y", "DE": "y"}
STRETCH_SIZES = {"2W": 2, "Q": 3, "DE": 10}
AHEAD = 93  # a date without a year that lies at most so many days ahead is one to come; others lie behind
YEARS = ("date:year", "date:year-era", "date:fiscal-year")
UNCLEAR = ("date:month", "date:day-month", "date:holiday", "date:season", "relative:weekday", "relative:boundary")
"""What can lie before or behind the day it is told from."""


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
    expression = ["text", "rule_id", "type", "shape"]
    prepared = with_parts(found.unique(expression, maintain_order=True)).with_columns(**_prepared())
    own = with_feast(prepared, pl.col("feast_own_year"), "feast_own").with_columns(own=_own(), undated=_undated())
    parts = found.select("doc", "before", "after", *expression).join(
        own.drop("doc", "before", "after"), on=expression, maintain_order="left"
    )
    seen_from = anchors.rename({"anchor": "seen_from"})
    known = parts.join(seen_from, on="doc", how="left", maintain_order="left").with_columns(**_from_anchor())
    here = with_narrative_years(with_feast(known, pl.col("anchor_year"), "feast_here")).with_columns(**_years())
    dated = with_feast(here.with_columns(day_year=_year_of_pair()), pl.col("feast_year"), "feast_day").with_columns(calendar=_calendar())
    seen = dated.with_columns(**_steps()).with_columns(seen=pl.coalesce("calendar", _seen()))
    told = told_before(seen).with_columns(**_told_steps()).with_columns(told=_told())
    turned = pl.col("stage").is_in(["1", "-1"]) & pl.col("seen").is_not_null()
    when = with_bounds(told.with_columns(when=pl.coalesce("seen", "told")), pl.when(~turned).then("modifier"))
    return pl.concat([found, when.select(**_columns())], how="horizontal")


def _prepared() -> dict[str, pl.Expr]:
    """What several rules need of the words: computed once, for an expression that is used twice is evaluated twice."""
    part = pl.col("part_code").is_not_null() & _rule("relative:unit", "relative:beside")
    return {
        "ordinal_number": _ordinal(),
        "feast_own_year": pl.coalesce("y", pl.when(pl.col("holiday").str.contains(r"^\d{4}-")).then(1)),  # D-Day was once
        "season_month": pl.col("season").replace_strict(SEASONS, default=None, return_dtype=pl.Int32),
        "step_unit": pl.when(part).then(pl.lit("D")).otherwise("u"),
        "is_half": pl.coalesce(pl.col("quarter").str.contains("(?i)h"), pl.col("half") == ".5").fill_null(False),
        "is_parted": (pl.col("u") == "Y") & ((pl.col("n") % 1) != 0),
        "has_anchor_relation": pl.col("relation_kind").is_in(["R", "t", ";", "<"]),
    }


def _from_anchor() -> dict[str, pl.Expr]:
    """What several rules need of the day the article is told from, and of the clause."""
    anchor = pl.col("anchor_date")
    year = anchor.dt.year().cast(pl.Int32)
    return {
        "to_come": _to_come(),
        "anchor_moment": day_of(anchor),
        "anchor_year": year,
        "anchor_month": anchor.dt.month().cast(pl.Int32),
    }


def _years() -> dict[str, pl.Expr]:
    """The year that a date without one gets: of the day, of the season's first month, of the holiday, of the quarter."""
    told = pl.col("narrative_year")
    return {
        "day_year": pl.coalesce(told, _year_of(pl.col("m"), pl.col("d"))),
        "season_year": pl.coalesce(told, _year_of(pl.col("season_month"), pl.lit(1))),
        "feast_year": pl.coalesce(told, _feast_year()),
        "quarter_year": pl.coalesce(told, pl.col("anchor_year") + pl.col("rel").fill_null(0)),
    }


def _rule(*names: str) -> pl.Expr:
    return pl.col("rule_id").is_in(names)


def _to_come() -> pl.Expr:
    """Whether the clause speaks of what is to come."""
    unclear = pl.col("own").is_null() & _rule(*UNCLEAR)
    before, after = (pl.when(unclear).then(pl.col(name)) for name in ("before", "after"))
    clause = before.str.extract(RE_CLAUSE_BEFORE) + " … " + after.str.extract(RE_CLAUSE_AFTER)
    return clause.str.contains(RE_TO_COME).fill_null(False)


def _own() -> pl.Expr:
    """The moment of an expression that tells its year."""
    year, month, day = pl.col("y"), pl.col("m"), pl.col("d")
    iso = pl.col("iso").str.head(10).str.to_date("%Y-%m-%d", strict=False)
    quarter, half, season = pl.col("ordinal_number"), pl.col("is_half"), pl.col("season_month")
    return (
        pl.when(_rule("date:iso"))
        .then(day_of(iso))
        .when(_rule("date:numeric"))
        .then(_numeric())
        .when(_rule("date:day-month-year", "date:day-month") & year.is_not_null())
        .then(pl.when((year < 0) | date_of(year, month, day).is_not_null()).then(moment("day", year, month, day)))
        .when(_rule("date:month-year") & year.is_not_null())
        .then(moment("month", year, month))
        .when(_rule(*YEARS))
        .then(moment("year", year))
        .when(_rule("date:season-year") & year.is_not_null())
        .then(moment("season", year, season))
        .when(_rule("date:quarter-year") & half)
        .then(moment("half", year, quarter * 6 - 5))
        .when(_rule("date:quarter-year"))
        .then(moment("quarter", year, quarter * 3 - 2))
        .when(_rule("date:holiday"))
        .then(day_of(pl.col("feast_own")))
        .when(_rule("date:decade"))
        .then(_decade())
        .when(_rule("date:century"))
        .then(_century())
    )


def _ordinal() -> pl.Expr:
    """The number of a century, of a quarter or half; the last one is the fourth quarter."""
    number = pl.coalesce(pl.col("quarter").str.extract(r"(\d)"), pl.col("ordinal").str.extract(r"^(\d+)"))
    second = pl.when(pl.col("ordinal") == "TS").then(2)
    return pl.coalesce(number.cast(pl.Int32), second, pl.when(pl.col("relation") == "-1").then(4))


def _numeric() -> pl.Expr:
    """A date in numbers; one that can be read in two orders tells no day."""
    year_first = pl.col("numeric").str.extract_groups(r"^(?P<y>\d{4})[/.](?P<m>\d\d?)[/.](?P<d>\d\d?)$").struct
    last = pl.col("numeric").str.extract_groups(r"^(?P<a>\d\d?)[/.-](?P<b>\d\d?)[/.-](?P<y>\d{2,4})$").struct
    a, b, short = (last.field(name).cast(pl.Int32) for name in ("a", "b", "y"))
    century = pl.when(last.field("y").str.len_bytes() == 4).then(0).when(short < 40).then(2000).otherwise(1900)
    day, month = pl.when(a > 12).then(a).when((b > 12) | (a == b)).then(b), pl.when(a > 12).then(b).when((b > 12) | (a == b)).then(a)
    first = date_of(*(year_first.field(name).cast(pl.Int32) for name in ("y", "m", "d")))
    return day_of(pl.coalesce(first, date_of(short + century, month, day)))


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


def _calendar() -> pl.Expr:
    """The moment of a date that takes its year from elsewhere: the narrative, or the day that the article is told from."""
    month, day, year = pl.col("m"), pl.col("d"), pl.col("day_year")
    quarter, season = pl.col("ordinal_number"), pl.col("season_month")
    return (
        pl.when(pl.col("own").is_not_null())
        .then("own")
        .when(_rule("date:day-month", "date:day-month-year") & (date_of(year, month, day).is_not_null() | (year < 0)))
        .then(moment("day", year, month, day))
        .when(_rule("date:month", "date:month-year"))
        .then(moment("month", year, month))
        .when(_rule("date:holiday"))
        .then(day_of(pl.col("feast_day")))
        .when(_rule("date:season", "date:season-year"))
        .then(moment("season", pl.col("season_year"), season))
        .when(_rule("date:quarter") & pl.col("is_half"))
        .then(moment("half", pl.col("quarter_year"), quarter * 6 - 5))
        .when(_rule("date:quarter"))
        .then(moment("quarter", pl.col("quarter_year"), quarter * 3 - 2))
    )


def _year_of(month: pl.Expr, day: pl.Expr) -> pl.Expr:
    """The year of a date told without one: the next such day for what is to come, else the nearest that is not far ahead."""
    anchor = pl.col("anchor_date")
    year = pl.col("anchor_year")
    relation = pl.when(pl.col("relation_kind").is_not_null()).then(year + pl.col("rel"))
    here = date_of(year, month, day.fill_null(1).clip(1, 28))
    ahead = (here - anchor).dt.total_days()
    whole = pl.when(day.is_null()).then(27).otherwise(0)  # a month that has begun is not behind
    next_one = pl.when(ahead + whole < 0).then(year + 1).otherwise(year)
    near = pl.when(ahead > AHEAD).then(year - 1).when(ahead < -365 + AHEAD // 2).then(year + 1).otherwise(year)
    return pl.coalesce(relation, pl.when("to_come").then(next_one).otherwise(near))


def _year_of_pair() -> pl.Expr:
    """The year of a date; of the first of two ("from August to October") the one that the second makes likely."""
    behind = pl.col("after").shift(-1, fill_value="").over("doc")
    joined = pl.col("after").str.contains(RE_TO_NEXT) & (pl.col("after").str.tail(20) != behind.str.tail(20)) & pl.col("own").is_null()
    both = _rule("date:month", "date:day-month") & pl.col("rule_id").shift(-1).over("doc").is_in(
        ["date:month", "date:day-month", "date:month-year"]
    )
    month, year = pl.col("m").shift(-1).over("doc"), pl.coalesce("y", "day_year").shift(-1).over("doc")
    return pl.when(joined & both & year.is_not_null()).then(year - (pl.col("m") > month).cast(pl.Int32)).otherwise("day_year")


def _feast_year() -> pl.Expr:
    anchor, year, this = pl.col("anchor_date"), pl.col("anchor_year"), pl.col("feast_here")
    past = pl.when(this <= anchor).then(year).otherwise(year - 1)
    coming = pl.when(this >= anchor).then(year).otherwise(year + 1)
    ahead = (this - anchor).dt.total_days()
    return (
        pl.when(pl.col("rel") == -1)
        .then(past)
        .when((pl.col("rel") == 1) | pl.col("to_come"))
        .then(coming)
        .when(pl.col("rel") == 0)
        .then(year)
        .when(ahead > AHEAD)
        .then(year - 1)
        .otherwise(year)
    )


def _steps() -> dict[str, pl.Expr]:
    """How many units from the day it is told from an expression lies: "last week" is one week back. Null for others."""
    here = ~pl.col("in_narrative")
    deictic = pl.col("has_anchor_relation") & here
    from_there = (
        pl.col("has_the") & pl.col("relation_kind").is_in(["R", "<"]) & ~pl.col("u").is_in(["Q", "DE", "CE"])
    )  # "the next day", "the last year"
    unit, weekend = pl.col("step_unit"), pl.when(pl.col("to_come") | (pl.col("anchor_date").dt.weekday() > 5)).then(0).otherwise(-1)
    is_day = _rule("relative:day") & here
    is_unit = _rule("relative:unit") & deictic & ~from_there & pl.col("season_month").is_null() & pl.col("m").is_null()
    is_boundary = _rule("relative:boundary") & here & pl.col("season_month").is_null()
    is_shift = _rule("relative:shift") & (pl.col("direction_kind") == "1") & here & ~pl.col("is_parted")
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


def _seen() -> pl.Expr:
    """The moment of an expression that is seen from the day the article is told from."""
    here, season, month = ~pl.col("in_narrative"), pl.col("season_month"), pl.col("m")
    deictic = pl.col("has_anchor_relation") & here
    past, next_one = (pl.col("rel") == -1) & (month > pl.col("anchor_month")), (pl.col("rel") == 1) & (month <= pl.col("anchor_month"))
    month_year = pl.col("anchor_year") + pl.when(past).then(-1).when(next_one).then(1).otherwise(0)
    years_back = _rule("relative:shift") & (pl.col("direction_kind") == "1") & here & pl.col("is_parted")
    months = months_later(pl.col("anchor_year"), pl.col("anchor_month"), (pl.col("n") * pl.col("k") * 12).cast(pl.Int64, strict=False))
    return (
        pl.when(pl.col("steps").is_not_null())
        .then(shifted(pl.col("steps_unit"), pl.col("steps"), pl.col("anchor_moment")))
        .when(_rule("relative:weekday") & (pl.col("relation_kind").is_null() | deictic) & here)
        .then(day_of(_weekday()))
        .when(_rule("relative:unit") & deictic & month.is_not_null())
        .then(moment("month", month_year, month))
        .when(_rule("relative:unit") & deictic & season.is_not_null())
        .then(moment("season", _season_year(season), season))
        .when(years_back)
        .then(moment("month", *months))
    )


def _season_year(season: pl.Expr) -> pl.Expr:
    """The year of this, the last and the next summer."""
    year, month = pl.col("anchor_year"), pl.col("anchor_month")
    over = month >= season + 3
    begun = month >= season
    last = pl.when(over).then(0).otherwise(-1)
    return year + pl.when(pl.col("rel") == -1).then(last).when((pl.col("rel") == 1) & begun).then(1).otherwise(0)


def _weekday() -> pl.Expr:
    """The day of a weekday: behind, unless its clause speaks of what is to come."""
    anchor = pl.col("anchor_date")
    today, wanted, rel = anchor.dt.weekday().cast(pl.Int64), pl.col("wd").cast(pl.Int64), pl.col("rel").cast(pl.Int64)
    back, forth = -((today - wanted) % 7), (wanted - today) % 7
    of_week = pl.col("shape").str.contains(r"W(?:_[Pi])?,?_(?:6_)?(?:0_)?[RTt]_u|^[RTt]_u_")
    offset = (
        pl.when(of_week)
        .then(wanted - today + 7 * rel)
        .when(rel == -1)
        .then(pl.when(back == 0).then(-7).otherwise(back))
        .when(rel == 1)
        .then(pl.when(forth == 0).then(7).otherwise(forth))
        .when(rel == 0)
        .then(wanted - today)
        .when("to_come")
        .then(forth)
        .otherwise(back)
    )
    return anchor + pl.duration(days=offset)


def _told_steps() -> dict[str, pl.Expr]:
    """How many units from the last date told an expression lies: "two days later" is two days on. Null for others."""
    unit, season = pl.col("step_unit"), pl.col("season_month")
    told = (pl.col("relation_kind") == "T") | pl.col("in_narrative") | pl.col("has_the")
    shift = _rule("relative:shift", "relative:shift-beside") & ~pl.col("u").is_in(["TH", "TM", "TS"])
    count = (
        pl.when(season.is_not_null())
        .then(None)
        .when(_rule("relative:unit") & told)
        .then(pl.col("rel").cast(pl.Int64))
        .when(_rule("relative:boundary") & pl.col("in_narrative"))
        .then(0)
        .when(_rule("relative:beside"))
        .then(pl.col("k").cast(pl.Int64))
        .when(shift)
        .then((pl.col("n") * pl.col("k")).round().cast(pl.Int64, strict=False))
    )
    return {"steps": count, "steps_unit": unit}


def _told() -> pl.Expr:
    """The moment of an expression that is seen from the last date told before it."""
    base, season = pl.col("told_before"), pl.col("season_month")
    year = base.struct.field("year")
    told = (pl.col("relation_kind") == "T") | pl.col("in_narrative") | pl.col("has_the")
    clock = _rule("time:clock") & pl.col("time_text").is_not_null() & (base.struct.field("precision") == "day")
    return (
        pl.when(pl.col("steps").is_not_null())
        .then(shifted(pl.col("steps_unit"), pl.col("steps"), base))
        .when(_rule("relative:unit") & told & season.is_not_null())
        .then(moment("season", year + pl.col("rel"), season))
        .when(_rule("relative:boundary") & season.is_not_null())
        .then(moment("season", year, season))
        .when(clock)
        .then(base)
    )


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
    count = pl.when(_rule("relative:unit")).then(1.0).otherwise("n")
    unit = pl.col("u").replace_strict(STRETCHES, default=None, return_dtype=pl.String)
    whole = (
        _rule("relative:count", "relative:unit")
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
    vague = pl.when(_rule("relative:shift", "relative:shift-beside") & pl.col("n").is_null()).then(
        pl.when(sign < 0).then(pl.lit("PAST_REF")).otherwise(pl.lit("FUTURE_REF"))
    )
    single = pl.col("has_the") & pl.col("relation_kind").is_in(["R", "<"]) & u.is_not_null()  # "the last year"
    whole = (_rule("duration:long") & pl.col("n").is_null()) | _rule("duration:whole") | (_rule("relative:unit") & single)
    reference = pl.when(_rule("reference:word")).then(pl.col("reference").replace({"0": "PRESENT_REF", "-1": "PAST_REF"}))
    any_day = pl.lit("XXXX-XX-XX") + pl.col("time_text")
    return (
        pl.when(pl.col("type") == "SET")
        .then(_recurring(shape, u))
        .when(whole)
        .then(one_of(u))
        .when(pl.col("type") == "DURATION")
        .then(duration())
        .when(_rule("time:part", "time:clock"))
        .then(any_day)
        .otherwise(pl.coalesce(reference, vague))
    )


def _recurring(shape: pl.Expr, unit: pl.Expr) -> pl.Expr:
    """The value of a recurring time: P1D every day, P2W every two weeks, XXXX-WXX-1 every Monday."""
    timed = pl.col("time_text").str.contains(r"^T\d").fill_null(False)
    number = pl.when(timed | pl.col("is_vague").fill_null(False)).then(None).otherwise("n")
    often = _rule("set:often")
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
