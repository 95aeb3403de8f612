from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NONE = (None, None, None)


def dates(found):
    return found.select("event_date", "event_date_precision", "event_date_text").rows()


def day(text, year, month, number):
    return (date(year, month, number), "day", text)


DATED = [
    pytest.param("Ann Lee met Bo Ray on Monday.", day("Monday", 2025, 3, 17), id="weekday of publication"),
    pytest.param("Ann Lee met Bo Ray late on Sunday.", day("Sunday", 2025, 3, 16), id="weekday behind"),
    pytest.param("Ann Lee met Bo Ray last Monday.", day("last Monday", 2025, 3, 10), id="last weekday"),
    pytest.param("Ann Lee will meet Bo Ray on Friday.", day("Friday", 2025, 3, 21), id="weekday ahead"),
    pytest.param("Ann Lee will meet Bo Ray for two days from Friday.", day("Friday", 2025, 3, 21), id="weekday behind a duration"),
    pytest.param("Ann Lee accused Bo Ray on Friday and will meet him.", day("Friday", 2025, 3, 14), id="later plan turns no weekday"),
    pytest.param("Ann Lee will meet Bo Ray next Monday.", day("next Monday", 2025, 3, 24), id="next weekday"),
    pytest.param("Ann Lee was due to visit Norway on Sunday, where she will meet Bo Ray.", day("Sunday", 2025, 3, 16), id="was due"),
    pytest.param("Ann Lee met Bo Ray yesterday.", day("yesterday", 2025, 3, 16), id="yesterday"),
    pytest.param("Today Ann Lee met Bo Ray.", day("Today", 2025, 3, 17), id="today"),
    pytest.param("Ann Lee met Bo Ray three days ago.", day("three days ago", 2025, 3, 14), id="days ago"),
    pytest.param("On 12 March Ann Lee met Bo Ray.", day("12 March", 2025, 3, 12), id="day before the trigger"),
    pytest.param("Ann Lee met Bo Ray at noon on March 3, 2024.", day("noon on March 3, 2024", 2024, 3, 3), id="time of a day"),
    pytest.param("Ann Lee met Bo Ray on Sunday evening.", day("Sunday evening", 2025, 3, 16), id="part of a day"),
    pytest.param("Ann Lee met Bo Ray on 20 December.", day("20 December", 2024, 12, 20), id="day of last year"),
    pytest.param("Ann Lee met Bo Ray in January 2023.", (date(2023, 1, 1), "month", "January 2023"), id="month"),
    pytest.param("Ann Lee met Bo Ray in late January.", (date(2025, 1, 1), "month", "late January"), id="part of a month"),
    pytest.param("Ann Lee met Bo Ray last month.", (date(2025, 2, 1), "month", "last month"), id="last month"),
    pytest.param("Ann Lee met Bo Ray in late 2019.", (date(2019, 1, 1), "year", "late 2019"), id="year"),
    pytest.param("Ann Lee met Bo Ray last week.", (None, None, "last week"), id="week has no day"),
    pytest.param("Ann Lee met Bo Ray last summer.", (None, None, "last summer"), id="season has no day"),
    pytest.param("Ann Lee met Mr. Ray of Oslo in 2008.", (date(2008, 1, 1), "year", "2008"), id="behind an abbreviation"),
    pytest.param("Ann Lee (left) met Bo Ray (right) on Sunday.", day("Sunday", 2025, 3, 16), id="round a parenthesis"),
    pytest.param("On Sunday, Ann Lee, who was elected in June, met Bo Ray.", day("Sunday", 2025, 3, 16), id="round a relative clause"),
    pytest.param("Ann Lee spoke with Bo Ray in a Sunday call.", day("Sunday", 2025, 3, 16), id="day of what was held"),
    pytest.param("Sunday's talks between Norway and Chad failed.", day("Sunday", 2025, 3, 16), id="own noun"),
    pytest.param("Talks between Norway and Chad resumed on Sunday.", day("Sunday", 2025, 3, 16), id="verb of the noun"),
    pytest.param("Ann Lee was on tour on Sunday, when she met Bo Ray.", day("Sunday", 2025, 3, 16), id="when"),
    pytest.param("Talks between Norway and Chad are planned for Friday.", day("Friday", 2025, 3, 21), id="aim of a plan"),
]


@pytest.mark.parametrize(("text", "expected"), DATED)
def test_expression_of_the_clause_dates_the_event(told_in, text, expected):
    assert dates(told_in(DATED, text))[0] == expected


UNDATED = [
    pytest.param("Ann Lee met Bo Ray.", id="no expression"),
    pytest.param("Ann Lee has accused Norway since 2019.", id="since"),
    pytest.param("Ann Lee will meet Bo Ray by Friday.", id="deadline"),
    pytest.param("Ann Lee met Bo Ray before Friday.", id="bound"),
    pytest.param("Ann Lee met Bo Ray, 45, for two days.", id="age and duration"),
    pytest.param("Ann Lee met Bo Ray, aged 45 years.", id="age"),
    pytest.param("Ann Lee meets Bo Ray every Monday.", id="recurring"),
    pytest.param("Ann Lee now accuses Norway.", id="now"),
    pytest.param("Ann Lee met Bo Ray at 9 a.m.", id="time of an unknown day"),
    pytest.param("Ann Lee met 2019 voters.", id="number"),
    pytest.param("Ann Lee criticised the 2015 treaty with Norway.", id="year of a noun"),
    pytest.param("Ann Lee accused Norway of Sunday's attack.", id="day of a noun"),
    pytest.param("Ann Lee praised Norway in the last year of its war.", id="year of something"),
    pytest.param("Ann Lee threatened Norway with duties for 2 April.", id="aim of a threat"),
    pytest.param("Ann Lee met Bo Ray on 31 February.", id="no day"),
    pytest.param("Ann Lee met Bo Ray, officials said on Sunday.", id="day of saying"),
    pytest.param("Officials said on Sunday that Ann Lee met Bo Ray.", id="day of saying before"),
    pytest.param("Officials said on Sunday she met Bo Ray.", id="day of saying without that"),
    pytest.param("Ann Lee met Bo Ray, who flew home on Sunday.", id="relative clause behind"),
    pytest.param("Ann Lee, who flew home on Sunday, met Bo Ray.", id="relative clause before"),
    pytest.param("Ann Lee met Bo Ray, before she spoke on Sunday.", id="subordinate clause"),
    pytest.param("Ann Lee accused Norway of killing a man on Sunday.", id="what was accused of"),
    pytest.param("Ann Lee urged Norway to withdraw on Friday.", id="what was asked"),
    pytest.param("Parties voted on Sunday to accuse Norway.", id="infinitive"),
    pytest.param("Ann Lee was elected on 9 March and met Bo Ray.", id="other verb"),
    pytest.param("Ann Lee met Bo Ray, who said “we won on Sunday”.", id="quotation"),
    pytest.param("Ann Lee praised Bo Ray as “the man of 3 May 2024”.", id="quotation without a verb"),
    pytest.param("Ann Lee flew home on Sunday. She met Bo Ray.", id="sentence before"),
]


@pytest.mark.parametrize("text", UNDATED)
def test_no_date_rather_than_another_one(told_in, text):
    found = told_in(UNDATED, text)
    assert dates(found)[-1][:2] == (None, None)


TWO = [
    ("Norway attacked Chad on Sunday and accused Mali on Monday.", [date(2025, 3, 16), date(2025, 3, 17)]),
    ("Norway attacked Chad on Sunday and accused Mali.", [date(2025, 3, 16), None]),
    ("Norway attacked Chad, and on Sunday accused Mali.", [None, date(2025, 3, 16)]),
    ("On Sunday, Norway attacked Chad and accused Mali.", [date(2025, 3, 16), date(2025, 3, 16)]),
    ("On Sunday, Norway attacked Chad and on Monday accused Mali.", [date(2025, 3, 16), date(2025, 3, 17)]),
]


@pytest.mark.parametrize(("text", "expected"), TWO)
def test_each_of_two_events_has_its_own_date(told_in, text, expected):
    assert told_in(TWO, text)["event_date"].to_list() == expected


def test_relative_days_need_a_publication_day(told):
    assert dates(told("Ann Lee met Bo Ray on Monday.", published=None)) == [(None, None, "Monday")]
    assert dates(told("Ann Lee met Bo Ray on 3 March 2024.", published=None)) == [day("3 March 2024", 2024, 3, 3)]


MEETINGS = st.tuples(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.sampled_from(WEEKDAYS), st.booleans())


@settings(max_examples=5, deadline=None)
@given(st.lists(MEETINGS, min_size=10, max_size=20))
def test_weekday_lies_within_a_week_on_the_right_side(told, meetings):
    texts = [f"Ann Lee {'will meet' if to_come else 'met'} Bo Ray on {weekday}." for _, weekday, to_come in meetings]
    found = told(*texts, published=[published for published, _, _ in meetings])["event_date"].to_list()
    for day_meant, (published, weekday, to_come) in zip(found, meetings, strict=True):
        assert WEEKDAYS[day_meant.weekday()] == weekday
        away = day_meant - published
        assert timedelta(0) <= (away if to_come else -away) < timedelta(7)


PIECES = st.sampled_from(["Norway met Chad", " on Sunday", "“", "”", " and", ", who", " accused Mali", " in 2019", ". "])


@settings(max_examples=10, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=10).map("".join), min_size=1, max_size=12))
def test_a_date_is_told_in_the_sentence_and_not_ahead_of_what_happened(told, texts):
    found = told(*(text or "Nobody." for text in texts))
    for row in found.iter_rows(named=True):
        assert (row["event_date"] is None) == (row["event_date_precision"] is None)
        if row["event_date_text"] is not None:
            assert row["event_date_text"] in row["text"]
        if row["event_date"] is not None and row["status"] == "happened":
            assert row["event_date"] <= date(2025, 3, 17)
