"""Dates of events: the time expression of a clause, and the day it means.

Belongs here: explicit dates, weekdays and "today" in a clause; their days, seen from the day of publication.
Does not belong here: the publication date (`pipelines.text.publication`), calendar spellings (`pipelines.text.dates`).
"""

import polars as pl

from pipelines.text.dates import MONTHS

MONTH_NAME = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)"
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAY_NAME = rf"(?:{'|'.join(WEEKDAYS)})"
RE_SAME_DAY = (
    r"\b(?:[Tt]hat|[Ss]ame)\s+(?:day|morning|afternoon|evening|night)\b|\b(?:began|started|opened|ended|closed|spent)\s+the\s+day\b"
)
RE_EXPRESSION = (
    rf"(?:\b{WEEKDAY_NAME},?\s+)?(?:the\s+)?\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH_NAME}(?:,?\s+(?:19|20)\d\d\b)?"
    rf"|(?:\b{WEEKDAY_NAME},?\s+)?\b{MONTH_NAME}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+(?:19|20)\d\d\b)?"
    rf"|\b(?:19|20)\d\d-\d\d-\d\d\b"
    rf"|\b{MONTH_NAME},?\s+(?:19|20)\d\d\b"
    rf"|\b(?:[Ii]n|[Ll]ast|[Nn]ext|[Ee]arly|[Ll]ate|[Mm]id-)\s*{MONTH_NAME}(?:,?\s+(?:19|20)\d\d\b|\s|[,.;:)]|$)"
    rf"|\b(?:(?:[Ll]ast|[Nn]ext|[Tt]his|[Ll]ate|[Ee]arly|[Cc]oming)\s+)?{WEEKDAY_NAME}\b"
    rf"|\b(?:[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight)\b"
    rf"|\b[Ii]n\s+(?:19|20)\d\d\b"
    rf"|{RE_SAME_DAY}"
)


def nearest_expression(left: pl.Expr, right: pl.Expr) -> pl.Expr:
    """Return the time expression nearest to a trigger, given the words of its clause before and after it; null without one."""
    before = left.str.extract_all(RE_EXPRESSION).list.last()
    behind = left.str.len_chars() - left.str.find(before, literal=True) - before.str.len_chars()
    ahead = right.str.extract(rf"(?s)^(.*?)(?:{RE_EXPRESSION})").str.len_chars()
    after = right.str.extract(f"({RE_EXPRESSION})")
    nearer = pl.when(after.is_not_null() & (before.is_null() | (ahead <= behind))).then(after).otherwise(before)
    return nearer.str.replace(r"^(?:began|started|opened|ended|closed|spent)\s+", "").str.strip_chars(" ,.;:)")


def resolved(expression: pl.Expr, published: pl.Expr, *, to_come: pl.Expr) -> dict[str, pl.Expr]:
    """Return the day that an expression means, and how exactly it tells it.

    Args:
        expression: as printed, null for none.
        published: day of publication, null when not known to the day.
        to_come: whether the clause speaks of the future.

    Returns:
        `event_date` (first day of the month or year for those) and `event_date_precision` (day, month, year); both null when the
        expression needs a publication day that is not known. An event without an expression has no date.
    """
    day = expression.str.extract(r"(?:^|[^\d-])(\d{1,2})(?:st|nd|rd|th)?(?:[^\d-]|$)").cast(pl.Int32)
    month = (
        expression.str.extract(f"({MONTH_NAME})").str.head(3).str.to_lowercase().replace_strict(MONTHS, default=None, return_dtype=pl.Int32)
    )
    year = expression.str.extract(r"\b((?:19|20)\d\d)\b").cast(pl.Int32)
    iso = expression.str.extract(r"^(\d{4}-\d\d-\d\d)$").str.to_date("%Y-%m-%d", strict=False)
    parts = (pl.coalesce(year, _year_of(month, day, published, to_come)), month.fill_null(1), day.fill_null(1))
    spelled = pl.concat_str([part.cast(pl.String).str.zfill(2) for part in parts], separator="-")
    calendar = spelled.str.to_date("%Y-%m-%d", strict=False)  # null for a 31 February
    named = pl.when(month.is_not_null() | (year.is_not_null() & iso.is_null())).then(calendar)
    date = pl.coalesce(iso, named, _relative(expression, published, to_come))
    exact = (
        pl.when(month.is_not_null() & day.is_null())
        .then(pl.lit("month"))
        .when(month.is_null() & year.is_not_null() & iso.is_null())
        .then(pl.lit("year"))
    )
    return {"event_date": date, "event_date_precision": pl.when(date.is_not_null()).then(exact.otherwise(pl.lit("day")))}


def _year_of(month: pl.Expr, day: pl.Expr, published: pl.Expr, to_come: pl.Expr) -> pl.Expr:
    """The year of a date told without one: the last such day up to publication, the next one from it for what is to come."""
    ordinal, today = (
        month * 31 + day.fill_null(1),
        published.dt.month().cast(pl.Int32) * 31 + pl.when(day.is_null()).then(1).otherwise(published.dt.day()),
    )
    bare = pl.when(to_come | (ordinal <= today) | ((ordinal - today) > 93)).then(
        published.dt.year()
    )  # "threatened tariffs for 2 April" is no date of the threat
    shift = pl.when(to_come & (ordinal < today)).then(1).when(~to_come & (ordinal > today)).then(-1).otherwise(0)
    return bare + shift


def _relative(expression: pl.Expr, published: pl.Expr, to_come: pl.Expr) -> pl.Expr:
    """The day of a weekday or of today, yesterday, tomorrow."""
    lower = expression.str.to_lowercase()
    simple = lower.replace_strict({"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}, default=None, return_dtype=pl.Int32)
    wanted = lower.str.extract(rf"({WEEKDAY_NAME.lower()})$").replace_strict(
        {name.lower(): number for number, name in enumerate(WEEKDAYS, start=1)}, default=None, return_dtype=pl.Int32
    )
    today = published.dt.weekday().cast(pl.Int32)
    back, forth = -((today - wanted) % 7), (wanted - today) % 7
    strict = pl.when(lower.str.starts_with("last") & (back == 0)).then(-7).when(lower.str.starts_with("next") & (forth == 0)).then(7)
    forward = (to_come & ~lower.str.starts_with("last")) | lower.str.contains("^(?:next|coming)")
    offset = pl.coalesce(simple, strict, pl.when(forward).then(forth).otherwise(back))
    return published + pl.duration(days=offset)
