from fractions import Fraction
from functools import cache
from math import isfinite

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.lexicons import load
from pipelines.schemas.extracted import FIGURE_KINDS, QUALIFIERS
from pipelines.text.figure_values import worth
from pipelines.text.figures import LEXICONS, figures
from pipelines.text.sentences import with_sentences
from pipelines.text.tokens import tokens


def read(*texts: str) -> pl.DataFrame:
    passages = pl.DataFrame({"doc": range(len(texts)), "text": texts}, schema={"doc": pl.UInt32, "text": pl.String}).select(
        "doc", block_index=pl.lit(0, pl.Int64), start_char=pl.lit(0, pl.Int64), text="text"
    )
    return figures(with_sentences(tokens(passages), load("abbreviations")), {name: load(name) for name in LEXICONS})


TEXTS: list[str] = []
"""The texts of all cases: they are read once, together."""


def cases(*rows: tuple) -> list:
    TEXTS.extend(row[0] for row in rows)
    return [pytest.param(*row, id=row[0][:60]) for row in rows]


@cache
def everything() -> dict[str, list[dict]]:
    texts = list(dict.fromkeys(TEXTS))
    by_doc = read(*texts).partition_by("doc", as_dict=True)
    return {text: by_doc[(number,)].to_dicts() if (number,) in by_doc else [] for number, text in enumerate(texts)}


def found(text: str) -> list[dict]:
    return everything()[text]


@pytest.mark.parametrize(
    ("text", "printed", "value", "unit"),
    cases(
        ("The rate is 3.2%.", "3.2%", 3.2, "percent"),
        ("The rate is 5 per cent now.", "5 per cent", 5, "percent"),
        ("Thirty-nine percent agreed.", "Thirty-nine percent", 39, "percent"),
        ("TURNOUT HITS 40 PERCENT", "40 PERCENT", 40, "percent"),
        ("Support fell by two percentage points.", "two percentage points", 2, "percentage points"),
        ("The bank cut it by 25 basis points.", "25 basis points", 25, "basis points"),
        ("It cost $1.2 billion to build.", "$1.2 billion", 1.2e9, "USD"),
        ("It cost $1.2bn to build.", "$1.2bn", 1.2e9, "USD"),
        ("It cost $300m to build.", "$300m", 3e8, "USD"),
        ("It cost $2M to build.", "$2M", 2e6, "USD"),
        ("They paid €5k each.", "€5k", 5000, "EUR"),
        ("They paid £2.5 million for it.", "£2.5 million", 2.5e6, "GBP"),
        ("They paid US$40 for it.", "US$40", 40, "USD"),
        ("They paid C$6.50 for it.", "C$6.50", 6.5, "CAD"),
        ("They paid A$7 million for it.", "A$7 million", 7e6, "AUD"),
        ("A $7 million deal was struck.", "$7 million", 7e6, "USD"),
        ("They paid NZ$90 for it.", "NZ$90", 90, "NZD"),
        ("They paid HK$1,000 for it.", "HK$1,000", 1000, "HKD"),
        ("They paid EUR 300 for it.", "EUR 300", 300, "EUR"),
        ("They paid 300 CHF for it.", "300 CHF", 300, "CHF"),
        ("They paid ¥500 for it.", "¥500", 500, "JPY"),
        ("They paid ₹2 crore for it.", "₹2 crore", 2e7, "INR"),
        ("They paid ten euros for it.", "ten euros", 10, "EUR"),
        ("They paid 20 dollars for it.", "20 dollars", 20, "USD"),
        ("They paid 20 Canadian dollars for it.", "20 Canadian dollars", 20, "CAD"),
        ("They paid 200 yuan for it.", "200 yuan", 200, "CNY"),
        ("They paid 200 Mexican pesos for it.", "200 Mexican pesos", 200, "MXN"),
        ("They paid 200 pesos for it.", "200 pesos", 200, None),
        ("They paid 5 million pounds for it.", "5 million pounds", 5e6, "GBP"),
        ("The parcel weighs 12 pounds.", "12 pounds", 12, "pounds"),
        ("It costs 50 cents now.", "50 cents", 50, "cents"),
        ("It costs 50p now.", "50p", 50, "pence"),
        ("They agreed on a $30-billion list.", "$30-billion", 3e10, "USD"),
        ("The road is 12 km long.", "12 km", 12, "km"),
        ("The road is 12 kilometres long.", "12 kilometres", 12, "km"),
        ("The farm has 40 acres.", "40 acres", 40, "acres"),
        ("It covers 300 square miles.", "300 square miles", 300, "square miles"),
        ("The ship holds 3,000 tonnes.", "3,000 tonnes", 3000, "tonnes"),
        ("The ship holds 3,000 metric tons.", "3,000 metric tons", 3000, "tonnes"),
        ("The car did 70 miles per hour.", "70 miles per hour", 70, "mph"),
        ("It was 30 degrees Celsius.", "30 degrees Celsius", 30, "°C"),
        ("It was -5°C at the port.", "-5°C", -5, "°C"),
        ("It was minus 5 degrees there.", "minus 5 degrees", -5, "degrees"),
        ("It errs by plus or minus 4 points.", "4 points", 4, "points"),
        ("A woman of 74 refused.", "74", 74, "years"),
        ("He met Tom Bell, Jr., 38.", "38", 38, "years"),
        ("Nine of ten voters agree.", "Nine of ten", 0.9, None),
        ("It was 30°C at the port.", "30°C", 30, "°C"),
        ("The plant makes 500 MW.", "500 MW", 500, "MW"),
        ("They pump 2 million barrels per day.", "2 million barrels per day", 2e6, "barrels per day"),
        ("The strike lasts six months.", "six months", 6, "months"),
        ("They ran a 30-minute film.", "30-minute", 30, "minutes"),
        ("The index lost 41 points.", "41 points", 41, "points"),
        ("He went there five times.", "five times", 5, "times"),
        ("It grew 10-fold.", "10-fold", 10, "times"),
        ("It was a six-day tour.", "six-day", 6, "days"),
        ("A twenty-five-year-old man left.", "twenty-five-year-old", 25, "years"),
        ("It took 5 ½ years.", "5 ½ years", 5.5, "years"),
        ("It took 2½ years.", "2½ years", 2.5, "years"),
        ("It took two and a half years.", "two and a half years", 2.5, "years"),
        ("It took half an hour.", "half an hour", 0.5, "hours"),
        ("A 12-year-old boy was found.", "12-year-old", 12, "years"),
        ("The boy is twelve years old.", "twelve years old", 12, "years"),
        ("Pupils aged 12 were asked.", "12", 12, "years"),
        ("Anne Kessler, 42, was asked.", "42", 42, "years"),
        ("He spoke with Anne Kessler, 42.", "42", 42, "years"),
        ("She died at 91.", "91", 91, "years"),
        ("Twenty-one million people live there.", "Twenty-one million", 2.1e7, None),
        ("A dozen people came.", "A dozen", 12, None),
        ("Two dozen people came.", "Two dozen", 24, None),
        ("Half a million people came.", "Half a million", 5e5, None),
        ("Two and a half million people came.", "Two and a half million", 2.5e6, None),
        ("Two hundred and fifty people came.", "Two hundred and fifty", 250, None),
        ("Three hundred thousand people came.", "Three hundred thousand", 3e5, None),
        ("A hundred people came.", "A hundred", 100, None),
        ("Some 12,345,678 people came.", "12,345,678", 12345678, None),
        ("They sold 2.3 million cars.", "2.3 million", 2.3e6, None),
        ("They sold 5k shirts.", "5k", 5000, None),
        ("They sold 5m shirts.", "5m", 5e6, None),
        ("Two-thirds of voters agree.", "Two-thirds", 2 / 3, None),
        ("Two thirds of voters agree.", "Two thirds", 2 / 3, None),
        ("A third of voters agree.", "A third", 1 / 3, None),
        ("A quarter of voters agree.", "A quarter", 0.25, None),
        ("Half of voters agree.", "Half", 0.5, None),
        ("Half the voters agree.", "Half", 0.5, None),
        ("One in five voters agrees.", "One in five", 0.2, None),
        ("More than 6 in 10 voters agree.", "6 in 10", 0.6, None),
        ("Nine out of 10 voters agree.", "Nine out of 10", 0.9, None),
    ),
)
def test_figures_gives_value_and_unit(text, printed, value, unit):
    (figure,) = found(text)
    assert (figure["text"], figure["unit"]) == (printed, unit)
    assert figure["value"] == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "printed", "value", "value_to", "unit", "direction"),
    cases(
        ("It rose from 25% to 50%.", "from 25% to 50%", 25, 50, "percent", "up"),
        ("It fell from 50 to 25 per cent.", "from 50 to 25 per cent", 50, 25, "percent", "down"),
        ("It rose to 50% from 25%.", "50% from 25%", 25, 50, "percent", "up"),
        ("They put it at 25 to 30 percent.", "25 to 30 percent", 25, 30, "percent", None),
        ("They put it at 25-30%.", "25-30%", 25, 30, "percent", None),
        ("They put it at 25–30%.", "25–30%", 25, 30, "percent", None),
        ("It will cost $5 to $10 million.", "$5 to $10 million", 5e6, 1e7, "USD", None),
        ("It will cost $5-10bn.", "$5-10bn", 5e9, 1e10, "USD", None),
        ("It will cost $500 to $2 million.", "$500 to $2 million", 500, 2e6, "USD", None),
        ("It will cost between £2 and £3 million.", "between £2 and £3 million", 2e6, 3e6, "GBP", None),
        ("Between 200 and 300 people came.", "Between 200 and 300", 200, 300, None, None),
        ("Two or three people came.", "Two or three", 2, 3, None, None),
        ("He gave 5-10 people a ride.", "5-10", 5, 10, None, None),
        ("The number rose from 200 to 300.", "from 200 to 300", 200, 300, None, "up"),
        ("It holds from 200 to 300 people.", "from 200 to 300", 200, 300, None, None),
        ("It takes 10 to 15 minutes.", "10 to 15 minutes", 10, 15, "minutes", None),
        ("Wages went from $5 to $7.", "from $5 to $7", 5, 7, "USD", None),
    ),
)
def test_ranges_and_changes_have_two_values(text, printed, value, value_to, unit, direction):
    (figure,) = found(text)
    assert (figure["text"], figure["value"], figure["value_to"]) == (printed, value, value_to)
    assert (figure["unit"], figure["direction"]) == (unit, direction)


@pytest.mark.parametrize(
    ("text", "told"),
    cases(
        ("It rose 3 per cent to 41 points.", [("3 per cent", 3), ("41 points", 41)]),
        ("The vote was 62 to 3.", [("62", 62), ("3", 3)]),
        ("Rubio lost 49 percent to 39 percent.", [("49 percent", 49), ("39 percent", 39)]),
        ("He paid $5 for 3 apples.", [("$5", 5), ("3", 3)]),
        ("Twelve people died and 30 were hurt.", [("Twelve", 12), ("30", 30)]),
        ("He won nine of 13 games.", [("nine", 9), ("13", 13)]),
        ("He hit 20 targets in 5 games.", [("20", 20), ("5", 5)]),
        ("From 2,000 people it fell.", [("2,000", 2000)]),
    ),
)
def test_numbers_that_do_not_belong_together_stay_apart(text, told):
    assert [(figure["text"], figure["value"]) for figure in found(text)] == told


@pytest.mark.parametrize(
    ("text", "thing"),
    cases(
        ("About 3,000 workers left.", "workers"),
        ("300 health workers went home.", "health workers"),
        ("Twelve newly built homes burned.", "newly built homes"),
        ("The storm hit 200 people in the region.", "people"),
        ("It killed 12 Palestinians in two raids.", "Palestinians"),
        ("It hired 40 members of the council.", "members of the council"),
        ("It hired 300 of the drivers.", "drivers"),
        ("It hired 12 more people.", "people"),
        ("It hired 60 other guards.", "guards"),
        ("They have 30 aircraft.", "aircraft"),
        ("A dozen paid staff left.", "paid staff"),
        ("One person died.", "person"),
        ("One police officer died.", "police officer"),
        ("The 20-member board met.", "member"),
        ("The five-member board met.", "member"),
        ("They read 22 of Kessler's letters.", "letters"),
        ("Half of Kessler's support is gone.", "Kessler's support"),
        ("He met the 30 or so pastors.", "pastors"),
        ("It killed five Dallas police officers.", "Dallas police officers"),
        ("They sent 55,000 pages of Kessler's letters.", "pages of Kessler's letters"),
        ("A quarter of young voters agree.", "young voters"),
        ("One in five Americans agrees.", "Americans"),
        ("They asked 25% of voters.", "voters"),
        ("They set a 25% tariff on steel.", "tariff"),
        ("They held a 30-minute meeting.", "meeting"),
        ("They raised $5 million in aid.", "aid"),
        ("They lost $5 million of savings.", "savings"),
        ("They shipped 300 tonnes of rice.", "rice"),
        ("He rejected Washington's 25 per cent levy.", "levy"),
        ("It rose to 41 yesterday.", None),
        ("The vote was 62 to none.", None),
        ("They spent $5 million in Ohio.", None),
        ("They spent $5 million in 2020.", None),
        ("Support rose by 3 percent last week.", None),
    ),
)
def test_object_is_the_noun_phrase_behind(text, thing):
    assert found(text)[0]["object"] == thing


@pytest.mark.parametrize(
    ("text", "qualifier"),
    cases(
        ("About 300 people came.", "about"),
        ("Nearly 300 people came.", "about"),
        ("Some 300 people came.", "about"),
        ("An estimated 300 people came.", "about"),
        ("Exactly 300 people came.", "exactly"),
        ("More than 300 people came.", "more than"),
        ("Over 300 people came.", "more than"),
        ("Fewer than 300 people came.", "less than"),
        ("Just under 300 people came.", "less than"),
        ("At least 300 people came.", "at least"),
        ("No fewer than 300 people came.", "at least"),
        ("Up to 300 people came.", "up to"),
        ("As many as 300 people came.", "up to"),
        ("300 or more people came.", "at least"),
        ("It cost about $300.", "about"),
        ("It cost more than half a million dollars.", "more than"),
        ("It worked over three years.", None),
        ("All 300 people came.", None),
        ("Thoughts about the 300 people came.", None),
    ),
)
def test_qualifier_is_read_from_the_words_beside(text, qualifier):
    assert found(text)[0]["qualifier"] == qualifier


@pytest.mark.parametrize(
    ("text", "direction"),
    cases(
        ("Shares rose 3 per cent.", "up"),
        ("Shares rose by more than 3 per cent.", "up"),
        ("Shares were up 3%.", "up"),
        ("Shares fell 3%.", "down"),
        ("They cut rates by 3%.", "down"),
        ("They raised rates by 25 basis points.", "up"),
        ("A 3% drop followed.", "down"),
        ("Shares closed 3% higher.", "up"),
        ("The index lost 41 points.", "down"),
        ("Shares rose to 3 per cent.", None),
        ("They raised $5 million.", None),
        ("Support was 3 per cent.", None),
        ("The fall cost them 3 per cent.", None),
        ("The video racked up 10 million views.", None),
        ("Support has risen above 50 per cent.", None),
        ("Shares closed up 2%.", "up"),
        ("They end up winning by 3 per cent.", None),
        ("They rose 3 days later, up 12 metres.", None),
    ),
)
def test_direction_is_told_of_changes(text, direction):
    assert found(text)[-1]["direction"] == direction


NO_QUANTITIES = """
It began in 2019.
The 2020 elections were held.
The 1990s were loud.
Since 1874 it has stood.
From 2010 to 2015 he wrote.
The 2007-09 crisis passed.
On March 5 he left.
On 5 March he left.
On March 5 and 6 he left.
From 10 to 12 May he left.
On Sept. 11 he left.
The 5th of March came.
On March 5, 2019, he left.
He left at 10:30.
He left at 10 a.m. sharp.
He left at 10am.
He left at six.
There were none left by four o’clock.
Shortly before seven in the morning he left.
He won 6-2.
They won 3–1 on Sunday.
He won 6-2, 6-3.
Call 555-1234 now.
Call (212) 555-1234 now.
Call +44 20 7946 now.
He lives at 10 Downing Street.
He lives at 1600 Pennsylvania Avenue.
He cites Section 12 here.
He cites article 50 here.
He was on Flight 370 then.
He took Highway 61 north.
He took I-95 north.
He took Interstate 95 north.
It is No. 5 there.
See page 12 there.
He flew Apollo 11 home.
He flew an F-16 home.
He flew a Boeing 737 home.
He had COVID-19 then.
The G7 summit began.
The Big Ten met.
The Group of Seven met.
He came 2nd there.
The 19th century ended.
1. Welfare reform
2) Courts
(3) Schools
He (12) left.
It runs iOS 14.2.1 now.
See ISBN 978-3-16-148410-0 there.
One of them left.
No one left.
The one who left knew.
One said so.
One called the form a puzzle.
One day it will end.
One might think so.
They love one another.
The first half was dull.
The second quarter was dull.
A third man came.
Several dozen people came.
Hundreds of people came.
Thousands came.
Millions of dollars went.
He left two years ago.
He left three days later.
The past two weeks were dull.
It is #1 again.
It was a 24/7 job.
After 9/11 it changed.
He shot 4x4 photographs.
See example.com/2020/300 there.
Agent 007 came.
Account 1234567890 is closed.
It ran on a 50-50 split.
Zero came.
5
He works nine-to-five.
It was a 3-D film.
It went 3-for-5 there.
They serve 5G phones.
He ran the 5m there.
They run one train in five.
See 118 rue Principale there.
It was a one-way street.
It was a two-tiered system.
A separate one Kessler filed stays.
It ran until ’16 there.
Just a quarter of 1 percent went.
He is 6’2 tall.
Two, stop the music.
He reads 2 Timothy at night.
First 1) courts, then schools.
He left February 6, 2016.
It was a two-way street.
"""


@pytest.mark.parametrize("text", cases(*((text,) for text in NO_QUANTITIES.strip().splitlines())))
def test_numbers_that_are_no_quantity_are_left(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "printed"),
    cases(
        ("Nearly 2000 people came.", "2000"),
        ("It lost 1,990 homes.", "1,990"),
        ("They flew 2000 km.", "2000 km"),
        ("Section leaders hired 12 guards.", "12"),
        ("Marching 5 miles hurts.", "5 miles"),
        ("By noon 118 people had left.", "118"),
        ("Ten Workers Leave Harbour Plant Before Strike", "Ten"),
        ("The boat carried six.", "six"),
        ("May 5 million people vote?", "5 million"),
    ),
)
def test_quantities_near_a_refusal_are_kept(text, printed):
    assert [figure["text"] for figure in found(text)] == [printed]


def test_rules_name_the_kind_and_the_unit():
    rules = read("It rose from 25% to 50%. It cost $5. They have 12 dogs. It takes 5 to 6 days.")["rule_id"].to_list()
    assert rules == ["figure:percent:%:change", "figure:money:$", "figure:count", "figure:measure:days:range"]


@pytest.mark.parametrize(
    ("words", "value"),
    [("2.3 million", 2.3e6), ("one hundred thousand million", 1e11), ("a dozen", 12), ("zero", 0), ("three hundredths", 0.03)],
)
def test_worth_reckons_exactly(words, value):
    numerals = load("number_words").filter(pl.col("value").str.contains(r"^\d"))
    known = {form: (kind, Fraction(number)) for form, kind, number in numerals.select("form", "kind", "value").rows()}
    assert worth(words.split(" "), known) == value


PIECES = st.sampled_from(
    [
        *("$", "€", "5", "1,200", "3.5", "2019", "million", "bn", "k", "per", "cent", "%", "percent", "from", "to", "between", "and", "a"),
        *(
            "half",
            "-",
            "–",
            "one",
            "in",
            "five",
            "twenty-one",
            "six-day",
            "dozen",
            "people",
            "workers",
            "years",
            "old",
            "of",
            "the",
            ".",
            ",",
        ),
        *(
            "(",
            ")",
            "’",
            "é",
            "𝒳",
            "½",
            "two-thirds",
            "about",
            "rose",
            "May",
            "US",
            "٣",
            "000",
            "999999999999999",
            "trillion",
            "\u00a0",
            "\n",
        ),
    ]
)
ANY_TEXT = st.one_of(st.text(max_size=60), st.lists(st.tuples(PIECES, st.sampled_from([" ", ""])), max_size=25).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces)
))  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(st.lists(ANY_TEXT, min_size=1, max_size=10))
def test_spans_are_slices_and_values_are_sound_in_any_text(texts):
    for figure in read(*texts).to_dicts():
        text = texts[figure["doc"]]
        assert text[figure["start_char"] : figure["end_char"]] == figure["text"]
        if figure["object"] is not None:
            assert text[figure["object_start_char"] : figure["object_end_char"]] == figure["object"]
        assert isfinite(figure["value"])
        assert figure["value_to"] is None or isfinite(figure["value_to"])
        assert figure["kind"] in FIGURE_KINDS
        assert figure["qualifier"] in (None, *QUALIFIERS)


@settings(max_examples=12, deadline=None)
@given(st.lists(ANY_TEXT, min_size=1, max_size=4))
def test_what_else_is_in_the_batch_changes_nothing(texts):
    alone = [row for number, text in enumerate(texts) for row in read(text).with_columns(doc=pl.lit(number, pl.UInt32)).rows()]
    assert read(*texts).rows() == alone


def test_lexicons_are_sorted_and_unique():
    words, units = load("number_words"), load("units")
    assert words.select("kind", "form").rows() == sorted(set(words.select("kind", "form").rows()))
    assert units["form"].is_unique().all()
    assert units.select("kind", "unit", "form").fill_null("").rows() == sorted(units.select("kind", "unit", "form").fill_null("").rows())
