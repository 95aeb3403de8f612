"""Years and directions: whether a date without its year, or a weekday, lies behind or ahead.

A date told without its year is the nearest one, a weekday the last one, unless the clause speaks of what is to come ("will",
"scheduled") or of what is behind ("since", "was founded in").

Belongs here: the direction of a clause, the year of a date, a season or a holiday, the day of a weekday.
Does not belong here: narratives (`pipelines.text.time_narrative`), the moment meant by a rule (`pipelines.text.time_moments`).
"""

import polars as pl

from pipelines.text.time_calendar import date_of

RE_TO_COME = (
    r"(?i)(?:\b(?:will|shall|could|may|might|to\s+be|(?:is|are|be)\s+(?:due|set|scheduled|expected|slated|planned|likely|to)|plans?\s+to|"
    r"hopes?\s+to|going\s+to|upcoming|scheduled|deadline|until|ahead\s+of|no\s+later\s+than)\b|['’]ll\b)"
)
RE_BEHIND = (
    r"(?i)\b(?:since|(?:was|were|had|did|said|told|came|began|went|won|lost|took|made|left|fell|rose|held|met|\p{Latin}{3,}ed)\s(?:[^,.;]{0,30}\s)?"
    r"(?:in|on|during|of))\s(?:the\s|early\s|late\s|mid-)?$"
)
RE_PLANNED = r"(?i)\b(?:scheduled|expected|planned|slated|postponed|delayed|moved|extended)\b|\bto\s\p{Ll}+\s(?:in|on|during)\s"
RE_CLAUSE_BEFORE, RE_CLAUSE_AFTER = r"((?:[^.;!?\n“”\"]|\n[^\n])*)$", r"^((?:[^.;!?\n“”\"]|\n[^\n])*)"
RE_TO_NEXT = (
    r"^(?:\s?[-–—]\s?|\s(?:and|to|through|until|till)\s)(?:the\s)?(?:early\s|late\s|mid-)?"
    r"(?:\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
AHEAD = 93  # a date without a year that lies at most so many days ahead is one to come; others lie behind
UNCLEAR = ("date:month", "date:day-month", "date:holiday", "date:season", "relative:weekday", "relative:boundary")
"""What can lie before or behind the day it is told from."""


def clause() -> dict[str, pl.Expr]:
    """The clause around an expression that can lie before or behind (`clause_before`, `clause_after`), null for others."""
    unclear = pl.col("own").is_null() & pl.col("rule_id").is_in(UNCLEAR)
    before, after = (pl.when(unclear).then(pl.col(name)) for name in ("before", "after"))
    return {"clause_before": before.str.extract(RE_CLAUSE_BEFORE), "clause_after": after.str.extract(RE_CLAUSE_AFTER)}


def direction() -> dict[str, pl.Expr]:
    """Whether the clause speaks of what is to come (`to_come`), or of what is behind (`is_behind`)."""
    head = pl.col("clause_before")
    behind = (head.str.contains(RE_BEHIND) & ~head.str.contains(RE_PLANNED)).fill_null(False)
    ahead = (head + " … " + pl.col("clause_after")).str.contains(RE_TO_COME).fill_null(False)
    return {"to_come": ahead & ~behind, "is_behind": behind}


def years() -> dict[str, pl.Expr]:
    """The year that a date without one gets: of the day, of the season's first month, of the holiday, of the quarter."""
    told = pl.col("narrative_year")
    return {
        "day_year": pl.coalesce(told, _year_of(pl.col("m"), pl.col("d"))),
        "season_year": pl.coalesce(told, _year_of(pl.col("season_month"), pl.lit(1))),
        "feast_year": pl.coalesce(told, _feast_year()),
        "quarter_year": pl.coalesce(told, pl.col("anchor_year") + pl.col("rel").fill_null(0)),
    }


def _year_of(month: pl.Expr, day: pl.Expr) -> pl.Expr:
    """The year of a date told without one: the next such day for what is to come, else the nearest that is not far ahead."""
    anchor = pl.col("anchor_date")
    year = pl.col("anchor_year")
    relation = pl.when(pl.col("relation_kind").is_not_null()).then(year + pl.col("rel"))
    here = date_of(year, month, day.fill_null(1).clip(1, 28))
    ahead = (here - anchor).dt.total_days()
    whole = pl.when(day.is_null()).then(27).otherwise(0)  # a month that has begun is not behind
    next_one = pl.when(ahead + whole < 0).then(year + 1).otherwise(year)
    near = (
        pl.when((ahead > AHEAD) | (pl.col("is_behind") & (ahead > 0)))
        .then(year - 1)
        .when(ahead < -365 + AHEAD // 2)
        .then(year + 1)
        .otherwise(year)
    )
    return pl.coalesce(relation, pl.when("to_come").then(next_one).otherwise(near))


def year_of_pair() -> pl.Expr:
    """The year of a date; of the first of two ("from August to October") the one that the second makes likely."""
    behind = pl.col("after").shift(-1, fill_value="").over("doc")
    joined = pl.col("after").str.contains(RE_TO_NEXT) & (pl.col("after").str.tail(20) != behind.str.tail(20)) & pl.col("own").is_null()
    both = pl.col("rule_id").is_in(["date:month", "date:day-month"]) & pl.col("rule_id").shift(-1).over("doc").is_in(
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


def season_year(season: pl.Expr) -> pl.Expr:
    """The year of this, the last and the next summer."""
    year, month = pl.col("anchor_year"), pl.col("anchor_month")
    over = month >= season + 3
    begun = month >= season
    last = pl.when(over).then(0).otherwise(-1)
    return year + pl.when(pl.col("rel") == -1).then(last).when((pl.col("rel") == 1) & begun).then(1).otherwise(0)


def weekday() -> pl.Expr:
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
