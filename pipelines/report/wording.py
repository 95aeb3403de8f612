"""Counts, shares and days as words, as the template prints them.

Belongs here: pure functions of one value.
Does not belong here: markup.
"""

from collections.abc import Callable
from datetime import date

DAY = "{0.day} {0:%B} {0.year}"
TINTS = 5


def number(value: int) -> str:
    """Return a count with thousands set apart: `12,345`."""
    return f"{value:,}"


def counted(value: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun: `1 copy`, `12 copies`."""
    return f"{value:,} {one if value == 1 else many or f'{one}s'}"


def percent(share: float) -> str:
    """Return a share in whole per cent; what is not nothing is not told as nothing, nor nearly all as all."""
    return "<1%" if 0 < share < 0.005 else ">99%" if 0.995 <= share < 1 else f"{share:.0%}"


def day(value: date | None, form: str = DAY) -> str:
    """Return a day in words, `17 March 2025`, or `undated` where it is unknown."""
    return form.format(value) if value else "undated"


def span(first: date, last: date) -> str:
    """Return the days from first to last in words, without what is the same in both: `14–21 March 2025`."""
    if first == last:
        return day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    return f"{day(first, '{0.day} {0:%B}' if first.year == last.year else DAY)} – {day(last)}"


def tint(share: float) -> int:
    """Return the tint of a share: 0 for nothing, else 1 to 5, each a fifth wide, its upper end included."""
    return next(step for step in range(TINTS + 1) if share * TINTS <= step + 1e-9)


def literal(value: object) -> str:
    """Return a value as an SQL literal, for the queries that readers copy."""
    return "'" + str(value).replace("'", "''") + "'"


FILTERS: dict[str, Callable[..., str | int]] = {
    "number": number,
    "counted": counted,
    "percent": percent,
    "day": day,
    "span": span,
    "tint": tint,
    "literal": literal,
}
