from datetime import date

import duckdb
import pytest

from pipelines.report.wording import counted, day, literal, number, percent, span, tint


@pytest.mark.parametrize(("value", "expected"), [(0, "0"), (999, "999"), (12345, "12,345")])
def test_number_sets_thousands_apart(value, expected):
    assert number(value) == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((1, "copy", "copies"), "1 copy"),
        ((2, "copy", "copies"), "2 copies"),
        ((0, "article"), "0 articles"),
        ((1200, "word"), "1,200 words"),
    ],
)
def test_counted_agrees_with_its_noun(arguments, expected):
    assert counted(*arguments) == expected


@pytest.mark.parametrize(
    ("share", "expected"), [(0, "0%"), (0.001, "<1%"), (0.005, "0%"), (0.01, "1%"), (0.5, "50%"), (0.996, ">99%"), (1, "100%")]
)
def test_percent_is_all_or_nothing_only_where_it_is(share, expected):
    assert percent(share) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param(date(2025, 3, 14), date(2025, 3, 14), "14 March 2025", id="one day"),
        pytest.param(date(2025, 3, 14), date(2025, 3, 21), "14–21 March 2025", id="one month"),
        pytest.param(date(2025, 2, 28), date(2025, 3, 1), "28 February – 1 March 2025", id="one year"),
        pytest.param(date(2024, 3, 14), date(2025, 3, 14), "14 March 2024 – 14 March 2025", id="same month of two years"),
    ],
)
def test_span_says_once_what_is_the_same(first, last, expected):
    assert span(first, last) == expected


def test_day_that_is_unknown_is_undated():
    assert day(None) == "undated"


@pytest.mark.parametrize(
    ("share", "expected"), [(0, 0), (0.001, 1), (0.2, 1), (0.2001, 2), (0.4, 2), (3 / 5, 3), (0.61, 4), (0.8, 4), (5 / 6, 5), (1, 5)]
)
def test_tint_is_the_fifth_that_the_share_lies_in(share, expected):
    assert tint(share) == expected


@pytest.mark.parametrize("value", ["plain", "O'Brien", "''", "a\\b", "; drop table articles; --"])
def test_literal_is_read_back_as_it_was(value):
    assert duckdb.execute(f"select {literal(value)}").fetchone() == (value,)
