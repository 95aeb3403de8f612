from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from together import together

from pipelines.lexicons import load
from pipelines.schemas.extracted import RE_TIME_VALUE, TIME_ANCHORS, TIME_MODIFIERS, TIME_PRECISIONS, TIME_TYPES
from pipelines.text.time_calendar import easter
from pipelines.text.time_context import in_context
from pipelines.text.time_expressions import time_expressions
from pipelines.text.time_values import with_values
from pipelines.text.time_words import KINDS

WEDNESDAY = date(2025, 3, 19)


def told(*texts: str, day: date | None = WEDNESDAY) -> pl.DataFrame:
    passages = pl.DataFrame(
        {"doc": range(len(texts)), "block_index": 0, "start_char": 0, "text": texts},
        schema_overrides={"doc": pl.UInt32, "block_index": pl.Int64, "start_char": pl.Int64},
    )
    anchors = pl.DataFrame(
        {"doc": range(len(texts)), "anchor_date": [day] * len(texts), "anchor": "published"},
        schema_overrides={"doc": pl.UInt32, "anchor_date": pl.Date},
    )
    return with_values(in_context(time_expressions(passages, load("time_words"))), anchors)


told_in = together(told)


CASES = [
    # calendar dates
    ("He was born on 5 June 1940.", [("5 June 1940", "DATE", "1940-06-05")]),
    ("It began on June 5, 1940, at sea.", [("June 5, 1940", "DATE", "1940-06-05")]),
    ("the 5th of June, 1940", [("the 5th of June, 1940", "DATE", "1940-06-05")]),
    ("On Friday, 14 March 2025, they met.", [("Friday, 14 March 2025", "DATE", "2025-03-14")]),
    ("On Fri., Mar. 14, 2025, they met.", [("Fri., Mar. 14, 2025", "DATE", "2025-03-14")]),
    ("Updated 2025-03-14 in Oslo", [("2025-03-14", "DATE", "2025-03-14")]),
    ("Updated 2025/03/14 in Oslo", [("2025/03/14", "DATE", "2025-03-14")]),
    ("Filed 14.03.2025 in Oslo", [("14.03.2025", "DATE", "2025-03-14")]),
    ("Filed 3/14/2025 in Oslo", [("3/14/2025", "DATE", "2025-03-14")]),
    ("Filed 3/4/2025 in Oslo", [("3/4/2025", "DATE", None)]),
    ("a stamp of 5-Jun-2018", [("5-Jun-2018", "DATE", "2018-06-05")]),
    ("the twenty-third of May 1995", [("the twenty-third of May 1995", "DATE", "1995-05-23")]),
    ("on May twenty-third", [("May twenty-third", "DATE", "2025-05-23")]),
    ("on January 25, nineteen eighty-six", [("January 25, nineteen eighty-six", "DATE", "1986-01-25")]),
    ("on 29 February 2024", [("29 February 2024", "DATE", "2024-02-29")]),
    ("on 30 February 2024", [("30 February 2024", "DATE", None)]),
    ("The fire on 12 March killed two.", [("12 March", "DATE", "2025-03-12")]),
    ("The fire on 12 December killed two.", [("12 December", "DATE", "2024-12-12")]),
    ("The vote is set for 12 December.", [("12 December", "DATE", "2025-12-12")]),
    ("In January the bank failed.", [("January", "DATE", "2025-01")]),
    ("In October the bank failed.", [("October", "DATE", "2024-10")]),
    ("It will open in October.", [("October", "DATE", "2025-10")]),
    ("in early October", [("early October", "DATE", "2024-10")]),
    ("in a May interview", [("May", "DATE", "2025-05")]),
    ("by mid-February", [("mid-February", "DATE", "2025-02")]),
    ("at the end of January", [("the end of January", "DATE", "2025-01")]),
    ("in late May 1942", [("late May 1942", "DATE", "1942-05")]),
    ("in February of 1940", [("February of 1940", "DATE", "1940-02")]),
    ("In Sept. 2001 it rained.", [("Sept. 2001", "DATE", "2001-09")]),
    # years, decades, centuries, eras
    ("He died in 1939.", [("1939", "DATE", "1939")]),
    ("his 1995 book", [("1995", "DATE", "1995")]),
    ("in the year 1939", [("the year 1939", "DATE", "1939")]),
    ("about 1910 he moved", [("about 1910", "DATE", "1910")]),
    ("by the end of 1943", [("the end of 1943", "DATE", "1943")]),
    ("in late 1943", [("late 1943", "DATE", "1943")]),
    ("during the 1940s", [("the 1940s", "DATE", "194")]),
    ("in the late 1990s", [("the late 1990s", "DATE", "199")]),
    ("music of the ’60s", [("the ’60s", "DATE", "196")]),
    ("since the nineties", [("the nineties", "DATE", "199")]),
    ("in the 1700s", [("the 1700s", "DATE", "17")]),
    ("in the 21st century", [("the 21st century", "DATE", "20")]),
    ("the early nineteenth century", [("the early nineteenth century", "DATE", "18")]),
    ("from the 18th and 19th centuries", [("the 18th", "DATE", "17"), ("19th centuries", "DATE", "18")]),
    ("in 480 BC", [("480 BC", "DATE", "BC0480")]),
    ("in April 480 BC", [("April 480 BC", "DATE", "BC0480-04")]),
    ("in AD 79", [("AD 79", "DATE", "0079")]),
    ("the 470s BC", [("the 470s BC", "DATE", "BC047")]),
    ("the 4th century BC", [("the 4th century BC", "DATE", "BC03")]),
    # seasons, quarters, halves, fiscal years
    ("in the summer of 1942", [("the summer of 1942", "DATE", "1942-SU")]),
    ("in spring 2015", [("spring 2015", "DATE", "2015-SP")]),
    ("this summer", [("this summer", "DATE", "2025-SU")]),
    ("last summer", [("last summer", "DATE", "2024-SU")]),
    ("next winter", [("next winter", "DATE", "2025-WI")]),
    ("in Q3 2020", [("Q3 2020", "DATE", "2020-Q3")]),
    ("in the third quarter of 2010", [("the third quarter of 2010", "DATE", "2010-Q3")]),
    ("Profit fell in the fourth quarter.", [("the fourth quarter", "DATE", "2025-Q4")]),
    ("in the second half of 2008", [("the second half of 2008", "DATE", "2008-H2")]),
    ("in fiscal 2010", [("fiscal 2010", "DATE", "2010")]),
    # pairs that share words
    ("on 5-7 June 2010", [("5", "DATE", "2010-06-05"), ("7 June 2010", "DATE", "2010-06-07")]),
    ("on May 4 and 5, 1862", [("May 4", "DATE", "1862-05-04"), ("5, 1862", "DATE", "1862-05-05")]),
    ("from March to May 2010", [("March", "DATE", "2010-03"), ("May 2010", "DATE", "2010-05")]),
    ("in 1941–45", [("1941", "DATE", "1941"), ("45", "DATE", "1945")]),
    ("in 1914–1918", [("1914", "DATE", "1914"), ("1918", "DATE", "1918")]),
    ("the 499-493 BC revolt", [("499", "DATE", "BC0499"), ("493 BC", "DATE", "BC0493")]),
    ("for ten or fifteen years", [("ten", "DURATION", "P10Y"), ("fifteen years", "DURATION", "P15Y")]),
    ("5-7 May 2011; 5-7 June", [("5", "DATE", "2011-05-05"), ("7 May 2011", "DATE", "2011-05-07"), ("5", "DATE", "2025-06-05"),
                                ("7 June", "DATE", "2025-06-07")]),
    ("in the spring and summer of 1919", [("the spring", "DATE", "1919-SP"), ("summer of 1919", "DATE", "1919-SU")]),
    ("July 1 to July 3, 1863", [("July 1", "DATE", "1863-07-01"), ("July 3, 1863", "DATE", "1863-07-03")]),
    ("from 3 to 5 p.m.", [("3", "TIME", "XXXX-XX-XXT15"), ("5 p.m.", "TIME", "XXXX-XX-XXT17")]),
    # weekdays
    ("He said on Monday that", [("Monday", "DATE", "2025-03-17")]),
    ("He said Wednesday that", [("Wednesday", "DATE", "2025-03-19")]),
    ("They will meet on Friday.", [("Friday", "DATE", "2025-03-21")]),
    ("last Friday", [("last Friday", "DATE", "2025-03-14")]),
    ("next Monday", [("next Monday", "DATE", "2025-03-24")]),
    ("this Friday", [("this Friday", "DATE", "2025-03-21")]),
    ("late Sunday", [("late Sunday", "DATE", "2025-03-16")]),
    ("on Tuesday night", [("Tuesday night", "TIME", "2025-03-18TNI")]),
    ("on Tuesday of next week", [("Tuesday of next week", "DATE", "2025-03-25")]),
    ("at 3 p.m. on Tuesday", [("3 p.m. on Tuesday", "TIME", "2025-03-18T15")]),
    ("on Tuesday at 10:30 a.m.", [("Tuesday at 10:30 a.m.", "TIME", "2025-03-18T10:30")]),
    # seen from the day
    ("Today it rained.", [("Today", "DATE", "2025-03-19")]),
    ("yesterday morning", [("yesterday morning", "TIME", "2025-03-18TMO")]),
    ("the day after tomorrow", [("the day after tomorrow", "DATE", "2025-03-21")]),
    ("last night", [("last night", "TIME", "2025-03-18TNI")]),
    ("this morning", [("this morning", "TIME", "2025-03-19TMO")]),
    ("last week", [("last week", "DATE", "2025-W11")]),
    ("earlier this month", [("earlier this month", "DATE", "2025-03")]),
    ("late last year", [("late last year", "DATE", "2024")]),
    ("next month", [("next month", "DATE", "2025-04")]),
    ("by the end of the year", [("the end of the year", "DATE", "2025")]),
    ("over the weekend", [("the weekend", "DATE", "2025-W11-WE")]),
    ("two weeks ago", [("two weeks ago", "DATE", "2025-W10")]),
    ("three days ago", [("three days ago", "DATE", "2025-03-16")]),
    ("a decade ago", [("a decade ago", "DATE", "201")]),
    ("more than two years ago", [("more than two years ago", "DATE", "2023")]),
    ("a year and a half ago", [("a year and a half ago", "DATE", "2023-09")]),
    ("a few days ago", [("a few days ago", "DATE", "PAST_REF")]),
    ("last January", [("last January", "DATE", "2025-01")]),
    ("last Christmas", [("last Christmas", "DATE", "2024-12-25")]),
    ("on Christmas Day 2003", [("Christmas Day 2003", "DATE", "2003-12-25")]),
    ("on Thanksgiving 2019", [("Thanksgiving 2019", "DATE", "2019-11-28")]),
    ("on Easter Monday 2025", [("Easter Monday 2025", "DATE", "2025-04-21")]),
    ("on Memorial Day 2021", [("Memorial Day 2021", "DATE", "2021-05-31")]),
    ("during Ramadan", [("Ramadan", "DATE", None)]),
    # seen from the last date told
    ("It opened on 4 May 1970. The following day it closed.",
     [("4 May 1970", "DATE", "1970-05-04"), ("The following day", "DATE", "1970-05-05")]),
    ("It opened on 4 May 1970 and closed two days later.",
     [("4 May 1970", "DATE", "1970-05-04"), ("two days later", "DATE", "1970-05-06")]),
    ("It began on 3 May 1999. The next day it grew, and two days later it ended.",
     [("3 May 1999", "DATE", "1999-05-03"), ("The next day", "DATE", "1999-05-04"), ("two days later", "DATE", "1999-05-06")]),
    ("In 2010 it rose from that of two years earlier. The following year it fell.",
     [("2010", "DATE", "2010"), ("two years earlier", "DATE", "2008"), ("The following year", "DATE", "2011")]),
    ("In 1998 he left. That year she stayed.", [("1998", "DATE", "1998"), ("That year", "DATE", "1998")]),
    ("In 1998 he left, and two years later he died.", [("1998", "DATE", "1998"), ("two years later", "DATE", "2000")]),
    ("In 1991 it fell. In June of that year it rose.", [("1991", "DATE", "1991"), ("June of that year", "DATE", "1991-06")]),
    ("On 3 May 1999 it began. The next morning it was over.",
     [("3 May 1999", "DATE", "1999-05-03"), ("The next morning", "TIME", "1999-05-04TMO")]),
    ("On 3 May 1999 it began at 3:00 a.m.", [("3 May 1999", "DATE", "1999-05-03"), ("3:00 a.m.", "TIME", "1999-05-03T03:00")]),
    ("The following day it closed.", [("The following day", "DATE", None)]),
    ("Two years later he died.", [("Two years later", "DATE", None)]),
    # durations
    ("for three years", [("three years", "DURATION", "P3Y")]),
    ("for twenty-one years", [("twenty-one years", "DURATION", "P21Y")]),
    ("for three and a half months", [("three and a half months", "DURATION", "P3.5M")]),
    ("for an hour and a half", [("an hour and a half", "DURATION", "PT1.5H")]),
    ("a ten-day visit", [("ten-day", "DURATION", "P10D")]),
    ("a 24-year-old man", [("24-year-old", "DURATION", "P24Y")]),
    ("a decade-long war", [("decade-long", "DURATION", "P1DE")]),
    ("a sixty-day period", [("a sixty-day period", "DURATION", "P60D")]),
    ("about three years", [("about three years", "DURATION", "P3Y")]),
    ("several months", [("several months", "DURATION", "PXM")]),
    ("For years he waited", [("years", "DURATION", "PXY")]),
    ("half a century", [("half a century", "DURATION", "P0.5CE")]),
    ("1 year and 3 months", [("1 year and 3 months", "DURATION", "P1Y3M")]),
    ("24 hours", [("24 hours", "DURATION", "PT24H")]),
    ("all day", [("all day", "DURATION", "P1D")]),
    ("over the past three years", [("the past three years", "DURATION", "P3Y")]),
    ("in recent months", [("recent months", "DURATION", "PXM")]),
    ("in the next few weeks", [("the next few weeks", "DURATION", "PXW")]),
    ("two decades", [("two decades", "DURATION", "P2DE")]),
    ("a hundred years", [("a hundred years", "DURATION", "P100Y")]),
    ("the first two years", [("the first two years", "DURATION", "P2Y")]),
    # recurring
    ("every week", [("every week", "SET", "P1W")]),
    ("the daily bread", [("daily", "SET", "P1D")]),
    ("twice a year", [("twice a year", "SET", "P1Y")]),
    ("every other Friday", [("every other Friday", "SET", "XXXX-WXX-5")]),
    ("every two weeks", [("every two weeks", "SET", "P2W")]),
    ("open on Mondays", [("Mondays", "SET", "XXXX-WXX-1")]),
    ("30 a day", [("a day", "SET", "P1D")]),
    ("120 bombs per day", [("per day", "SET", "P1D")]),
    ("every morning", [("every morning", "SET", "XXXX-XX-XXTMO")]),
    ("the annual fair", [("annual", "SET", "P1Y")]),
    # times
    ("at 10:30 GMT", [("10:30 GMT", "TIME", "XXXX-XX-XXT10:30")]),
    ("at 4:05 pm EST", [("4:05 pm EST", "TIME", "XXXX-XX-XXT16:05")]),
    ("at 12:15 a.m.", [("12:15 a.m.", "TIME", "XXXX-XX-XXT00:15")]),
    ("at noon", [("noon", "TIME", "XXXX-XX-XXT12:00")]),
    ("half past six", [("half past six", "TIME", "XXXX-XX-XXT06:30")]),
    ("at night", [("night", "TIME", "XXXX-XX-XXTNI")]),
    ("the evening of January 29, 1960", [("the evening of January 29, 1960", "TIME", "1960-01-29TEV")]),
    ("early in the morning of 29 April 1975", [("early in the morning of 29 April 1975", "TIME", "1975-04-29TMO")]),
    # words
    ("He is now rich.", [("now", "DATE", "PRESENT_REF")]),
    ("She recently left.", [("recently", "DATE", "PAST_REF")]),
    ("the former mayor", [("former", "DATE", "PAST_REF")]),
    ("in the near future", [("the near future", "DATE", "FUTURE_REF")]),
    ("in the past", [("the past", "DATE", "PAST_REF")]),
    ("in the third half of 2005", [("the third half of 2005", "DATE", None)]),
    ("in the last half of 2005", [("the last half of 2005", "DATE", "2005-H2")]),
    ("the current law", [("current", "DATE", "PRESENT_REF")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case, id=case[0]) for case in CASES])
def test_expression_and_value(text, expected):
    assert told_in(CASES, text).select("text", "type", "value").rows() == expected


NO_TIMES = (
    "They may 17 times refuse.", "It may be so.", "May I ask why?", "Theresa May resigned.", "May said so.", "They march on.",
    "the March on Rome", "the Long March ended", "The sun rose.", "He sat down.", "He won 3-2.", "a 21-19 score", "1984 people came.",
    "1,500 men fell.", "He paid 2000 dollars.", "Resolution 1483 was passed.", "Boeing 1950", "Room 2010", "The second man spoke.",
    "a second attack", "in minute detail", "They spring up.", "a hot spring", "the fall of Saigon", "prices fall in", "They fall back.",
    "three quarters of them", "Now that he left, they came.", "the Sunday Times reported", "Good morning, all", "the advent of steam",
    "He called 138-2010-2015-86.", "a 4:3 ratio", "twenty-one coins", "the headquarters", "living quarters", "the day shift",
    "a quarter of them", "deliver 2000 pieces of toys", "He is up to date.", "30/4.85", "first of all", "at first sight", "once more",
    "an hourglass", "Augustus reigned", "Mayor", "Decatur", "Monica", "a Marchioness", "USA Today said",
    "electric currents", "Breitbart News Daily host", "a Morning Consult poll",
    "The time has come.",
)  # fmt: skip


@pytest.mark.parametrize("text", [pytest.param(text, id=text) for text in NO_TIMES])
def test_what_only_looks_like_a_time_is_none(text):
    assert told_in(NO_TIMES, text)["text"].to_list() == []


DAYS = [
    pytest.param("in October 2024", date(2024, 10, 1), date(2024, 10, 31), "month", None, id="month"),
    pytest.param("in early October 2024", date(2024, 10, 1), date(2024, 10, 10), "month", "START", id="early-month"),
    pytest.param("in mid-October 2024", date(2024, 10, 11), date(2024, 10, 20), "month", "MID", id="mid-month"),
    pytest.param("in late February 2024", date(2024, 2, 21), date(2024, 2, 29), "month", "END", id="late-month"),
    pytest.param("in late 1943", date(1943, 9, 1), date(1943, 12, 31), "year", "END", id="late-year"),
    pytest.param("the late 1990s", date(1996, 9, 1), date(1999, 12, 31), "decade", "END", id="late-decade"),
    pytest.param("the 19th century", date(1800, 1, 1), date(1899, 12, 31), "century", None, id="century"),
    pytest.param("in Q1 2020", date(2020, 1, 1), date(2020, 3, 31), "quarter", None, id="quarter"),
    pytest.param("winter 2019", date(2019, 12, 1), date(2020, 2, 29), "season", None, id="winter"),
    pytest.param("last week", date(2025, 3, 10), date(2025, 3, 16), "week", None, id="week"),
    pytest.param("the weekend", date(2025, 3, 15), date(2025, 3, 16), "weekend", None, id="weekend"),
    pytest.param("earlier this month", date(2025, 3, 1), date(2025, 3, 18), "month", "START", id="earlier"),
    pytest.param("later this year", date(2025, 3, 19), date(2025, 12, 31), "year", "END", id="later"),
    pytest.param("the last three weeks", date(2025, 2, 26), date(2025, 3, 18), "week", None, id="stretch-behind"),
    pytest.param("the next two years", date(2025, 3, 20), date(2027, 3, 19), "year", None, id="stretch-ahead"),
    pytest.param("last night", date(2025, 3, 18), date(2025, 3, 18), "part_of_day", None, id="part-of-day"),
    pytest.param("for three years", None, None, None, None, id="duration"),
    pytest.param("in 480 BC", None, None, "year", None, id="before-christ"),
]


@pytest.mark.parametrize(("text", "start", "end", "precision", "modifier"), DAYS)
def test_days_meant(text, start, end, precision, modifier):
    assert told_in(DAYS, text).select("start_date", "end_date", "precision", "modifier").rows() == [(start, end, precision, modifier)]


def test_without_an_anchor_nothing_is_guessed():
    texts = ("on Monday", "last week", "in March", "on 12 March", "two days ago", "today", "this summer", "the weekend", "last Christmas")
    assert told(*texts, day=None)["value"].to_list() == [None] * len(texts)
    assert told("on 12 March 2020 and in 1999", day=None)["value"].to_list() == ["2020-03-12", "1999"]


def test_anchor_tells_where_an_expression_is_seen_from():
    found = told("On Monday he left. The next day, in 2020, he came.").select("text", "anchor", "anchor_date").rows()
    assert found == [("Monday", "published", WEDNESDAY), ("The next day", "narrative", date(2025, 3, 17)), ("2020", "none", None)]


NARRATIVE = (
    "War began on 1 September 1939. In October 1939 it spread. In March 1940 peace was made, and in June 1940 it broke. By August the "
    "army had fled. In December it came back. In January it won. The following month it lost. On 5 May 1941 it surrendered."
)


def test_in_a_narrative_months_follow_the_years_told():
    values = told(NARRATIVE)["value"].to_list()
    assert values == ["1939-09-01", "1939-10", "1940-03", "1940-06", "1940-08", "1940-12", "1941-01", "1941-02", "1941-05-05"]


def test_news_is_no_narrative():
    text = "On Monday he said that on 3 May 1999, in June 2001 and in July 2003 it rained. On Tuesday it was dry, as in January."
    assert told(text)["value"].to_list()[-1] == "2025-01"


def test_easter_is_the_churches():
    assert [easter(year) for year in (1961, 2000, 2008, 2024, 2038)] == [
        date(1961, 4, 2), date(2000, 4, 23), date(2008, 3, 23), date(2024, 3, 31), date(2038, 4, 25)
    ]  # fmt: skip


def test_lexicon_is_sorted_and_each_kind_has_a_letter():
    lexicon = load("time_words")
    assert set(lexicon["kind"]) == set(KINDS)
    assert lexicon["rule_id"].is_unique().all()
    assert lexicon["form"].is_unique().all()
    assert lexicon.rows() == lexicon.sort("kind", pl.col("form").str.to_lowercase(), "form").rows()


PIECES = st.sampled_from(
    [case[0] for case in CASES]
    + ["\n", " ", "…", "“", "É", "🙂", "5", "May", "the", "of", "last", "and", "-", "1999", "two", "p.m.", "early"]
)
TEXTS = st.lists(PIECES, max_size=12).map(" ".join)


@settings(max_examples=12, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=12))
def test_spans_are_slices_and_values_are_valid(texts):
    found = told(*texts)
    for row in found.iter_rows(named=True):
        assert texts[row["doc"]][row["start_char"] : row["end_char"]] == row["text"]
        assert row["start_date"] is None or row["start_date"] <= row["end_date"]
    assert found.filter(~pl.col("value").str.contains(RE_TIME_VALUE))["value"].to_list() == []
    for column, known in (("type", TIME_TYPES), ("anchor", TIME_ANCHORS), ("precision", TIME_PRECISIONS), ("modifier", TIME_MODIFIERS)):
        assert set(found[column].drop_nulls()) <= set(known)
    inside = found.sort("doc", "start_char").select(pl.col("end_char").shift().over("doc") <= pl.col("start_char")).to_series()
    assert inside.drop_nulls().all()


@settings(max_examples=12, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_an_articles_times_do_not_depend_on_its_neighbours(texts):
    together = told(*texts)
    alone = [told(text).with_columns(doc=pl.lit(number, pl.UInt32)) for number, text in enumerate(texts)]
    assert together.equals(pl.concat(alone))
    assert together.equals(told(*texts))
