from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.event_dates import WEEKDAYS, nearest_expression, resolved

MONDAY = date(2025, 3, 17)


def dated(left: str, right: str, *, to_come: bool = False, published: date | None = MONDAY) -> tuple[str | None, date | None, str | None]:
    frame = pl.DataFrame(
        {"left": [left], "right": [right], "published": [published], "to_come": [to_come]}, schema_overrides={"published": pl.Date}
    )
    read = frame.with_columns(told=nearest_expression(pl.col("left"), pl.col("right")))
    return read.with_columns(**resolved(pl.col("told"), pl.col("published"), to_come=pl.col("to_come"))).select(
        "told", "event_date", "event_date_precision"
    ).row(0)  # fmt: skip


@pytest.mark.parametrize(
    ("left", "right", "to_come", "expected"),
    [
        ("She ", " him on Monday.", False, ("Monday", date(2025, 3, 17), "day")),
        ("She ", " him late Sunday and", False, ("late Sunday", date(2025, 3, 16), "day")),
        ("She ", " him last Monday.", False, ("last Monday", date(2025, 3, 10), "day")),
        ("She will ", " him on Friday.", True, ("Friday", date(2025, 3, 21), "day")),
        ("She ", " him on Friday.", False, ("Friday", date(2025, 3, 14), "day")),
        ("She will ", " him next Monday.", True, ("next Monday", date(2025, 3, 24), "day")),
        ("She ", " him yesterday.", False, ("yesterday", date(2025, 3, 16), "day")),
        ("Today she ", " him.", False, ("Today", date(2025, 3, 17), "day")),
        ("On 12 March she ", " him.", False, ("12 March", date(2025, 3, 12), "day")),
        ("She ", " him on March 3, 2024.", False, ("March 3, 2024", date(2024, 3, 3), "day")),
        ("On Tuesday, March 4th, she ", " him.", False, ("Tuesday, March 4th", date(2025, 3, 4), "day")),
        ("She ", " him in January 2023.", False, ("in January 2023", date(2023, 1, 1), "month")),
        ("She will ", " him in April.", True, ("in April", date(2025, 4, 1), "month")),
        ("She ", " him in 2019.", False, ("in 2019", date(2019, 1, 1), "year")),
        ("She ", " him on 20 December.", False, ("20 December", date(2024, 12, 20), "day")),
        ("She ", " duties for 2 April.", False, ("2 April", None, None)),
        ("She ", " him on 31 February.", False, ("31 February", None, None)),
        ("She ", " him.", False, (None, None, None)),
        ("She may ", " the march on Sundays past", False, (None, None, None)),
        ("On Sunday she spoke, then ", " him on Monday", False, ("Monday", date(2025, 3, 17), "day")),
    ],
)
def test_nearest_expression_is_resolved_against_publication(left, right, to_come, expected):
    assert dated(left, right, to_come=to_come) == expected


def test_relative_days_need_a_publication_day():
    assert dated("She ", " him on Monday.", published=None) == ("Monday", None, None)
    assert dated("She ", " him on 3 March 2024.", published=None) == ("3 March 2024", date(2024, 3, 3), "day")


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.sampled_from(WEEKDAYS), st.booleans())
def test_weekday_lies_within_a_week_on_the_right_side(published, weekday, to_come):
    _, day, _ = dated("She ", f" him on {weekday}.", to_come=to_come, published=published)
    assert WEEKDAYS[day.weekday()] == weekday
    away = day - published
    assert timedelta(0) <= (away if to_come else -away) < timedelta(7)
