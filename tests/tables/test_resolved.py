from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.schemas.resolved import Events
from pipelines.tables.resolved import events

MONDAY = date(2025, 3, 17)
COUNTRIES = {"Paris": "FR", "Marseille": "FR", "France": "FR", "Rome": "IT", "Italy": "IT"}
SCHEMA = {
    "event_mention_id": pl.String, "version_id": pl.String, "event_type": pl.String, "event_mode": pl.String, "actor_id": pl.String,
    "actor_text": pl.String, "recipient_id": pl.String, "recipient_text": pl.String, "recipient_country": pl.String,
    "event_date": pl.Date, "event_date_precision": pl.String, "place": pl.String, "place_id": pl.String, "place_country": pl.String,
    "status": pl.String, "text": pl.String, "published_date": pl.Date, "published_precision": pl.String,
}  # fmt: skip


def mention(
    article: str = "a", actor: str | None = "ann", recipient: str | None = "bob", day: date | None = MONDAY, **other: object
) -> dict:
    """A mention; the texts of its parties are their ids in capitals."""
    row = {
        "version_id": article * 16, "event_type": "CONSULT", "event_mode": "meet", "actor_id": actor, "actor_text": actor and actor.upper(),
        "recipient_id": recipient, "recipient_text": recipient and recipient.upper(), "event_date": day,
        "event_date_precision": day and "day", "place": None, "status": "happened", "published_date": MONDAY, "published_precision": "day",
    }  # fmt: skip
    row |= other
    place, country = row["place"], COUNTRIES.get(str(row["place"]))
    place_id = country and (f"country:{country}" if place in ("France", "Italy") else f"place:{place}")
    return row | {"place_id": place_id, "place_country": country}


def told(*rows: dict) -> pl.DataFrame:
    """Mentions numbered in the order given; each in a short sentence of its own."""
    numbered = [{"text": f"Sentence {number}.", "event_mention_id": f"{number:016x}"} | row for number, row in enumerate(rows)]
    return pl.DataFrame(numbered, schema=SCHEMA)


def grouped(*rows: dict) -> list[int]:
    """The number of each mention's event, in order of first occurrence."""
    ids = events(told(*rows))["event_id"].to_list()
    return [ids.index(each) for each in ids]


TOGETHER = [0, 0]
APART = [0, 1]
UNDATED = {"day": None}
NO_TIME = UNDATED | {"published_date": None, "published_precision": None}
MARCH = {"day": date(2025, 3, 1), "event_date_precision": "month"}
YEAR = {"day": date(2025, 1, 1), "event_date_precision": "year"}
VISIT = {"event_mode": "visit", "recipient": None, "place": "Paris"}
SENTENCE = {"text": "The two leaders agreed to set up a panel, the office said."}
ACCUSATION = {"event_type": "ACCUSE", "event_mode": "accuse"}
TARIFF = {"event_type": "SANCTION", "event_mode": "tariff", "actor": "country:CA", "recipient": None, "recipient_text": "American goods"}


def later(days: int) -> date:
    return MONDAY + timedelta(days)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param({}, TOGETHER, id="same parties and day"),
        pytest.param({"actor": "bob", "recipient": "ann"}, TOGETHER, id="who meets whom is one"),
        pytest.param({"event_mode": "talks"}, TOGETHER, id="talks are a meeting"),
        pytest.param({"status": "planned"}, TOGETHER, id="planned for the day"),
        pytest.param({"event_date_precision": "time"}, TOGETHER, id="told to the hour"),
        pytest.param({"place": "Rome"}, TOGETHER, id="place is not asked for"),
        pytest.param({"day": later(1)}, APART, id="another day"),
        pytest.param({"event_mode": "call"}, APART, id="a call is no meeting"),
        pytest.param({"event_type": "ACCUSE"}, APART, id="another type"),
        pytest.param({"recipient": "cid"}, APART, id="another party"),
        pytest.param({"status": "negated"}, APART, id="denied"),
        pytest.param({"status": "hypothetical"}, APART, id="possible"),
    ],
)
def test_mentions_are_one_event_by_type_mode_parties_and_date(other, expected):
    assert grouped(mention(), mention("b", **other)) == expected


def test_who_accuses_whom_counts():
    assert grouped(mention(**ACCUSATION), mention("b", **ACCUSATION)) == TOGETHER
    assert grouped(mention(**ACCUSATION), mention("b", actor="bob", recipient="ann", **ACCUSATION)) == APART


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param(MARCH, TOGETHER, id="month"),
        pytest.param(MARCH | {"place": "Rome"}, TOGETHER, id="month, place told once"),
        pytest.param(MARCH | {"day": date(2025, 4, 1)}, APART, id="another month"),
        pytest.param(MARCH | {"status": "planned"}, TOGETHER, id="planned for the month before it came true"),
        pytest.param(MARCH | {"status": "planned", "published_date": later(1)}, APART, id="planned for the month after it"),
        pytest.param(MARCH | ACCUSATION, APART, id="another deed"),
        pytest.param(YEAR, APART, id="year alone"),
        pytest.param(YEAR | {"day": date(2024, 1, 1), "place": "Paris"}, APART, id="another year"),
    ],
)
def test_less_exact_date_joins_the_only_event_of_the_period(other, expected):
    assert grouped(mention(), mention("b", **other)) == expected


def test_month_of_two_events_joins_neither():
    assert grouped(mention(), mention("b", day=later(2)), mention("c", **MARCH)) == [0, 1, 2]
    assert grouped(mention("a", **MARCH), mention("b", **MARCH)) == TOGETHER
    assert grouped(mention("a", **YEAR), mention("b", **YEAR)) == APART


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        pytest.param("Paris", "Paris", TOGETHER, id="same place"),
        pytest.param("Paris", "France", TOGETHER, id="its country"),
        pytest.param("Élysée", "Élysée", TOGETHER, id="same place, unlisted"),
        pytest.param("Paris", None, APART, id="told once"),
        pytest.param("Paris", "Marseille", APART, id="another place of the country"),
        pytest.param("Paris", "Italy", APART, id="another country"),
    ],
)
@pytest.mark.parametrize("vague", [NO_TIME, YEAR], ids=["no date at all", "year"])
def test_hardly_dated_mention_needs_the_place_too(here, there, expected, vague):
    assert grouped(mention(place=here), mention("b", place=there, **vague)) == expected


def test_plan_for_the_month_printed_nobody_knows_when_needs_the_place_too():
    plan = NO_TIME | MARCH | {"status": "planned"}
    assert grouped(mention(place="Paris"), mention("b", place="France", **plan)) == TOGETHER
    assert grouped(mention(place="Paris"), mention("b", **plan)) == APART


def test_place_told_otherwise_parts_mentions_of_a_month():
    assert grouped(mention(place="Paris"), mention("b", place="Rome", **MARCH)) == APART
    assert grouped(mention(place="Paris"), mention("b", place="the old mill", **MARCH)) == TOGETHER


def test_undated_mention_joins_the_one_dated_event_of_its_article():
    assert grouped(mention(), mention(**UNDATED)) == TOGETHER
    assert grouped(mention(), mention(**UNDATED), mention(day=later(-3)))[1] == 1
    assert grouped(mention(**MARCH), mention(**UNDATED)) == TOGETHER
    assert grouped(mention(), mention(**MARCH), mention(**UNDATED)) == [0, 0, 0]
    assert grouped(mention(day=date(2025, 5, 5)), mention(**MARCH), mention(**UNDATED)) == [0, 1, 2]
    assert grouped(mention(), mention(recipient="cid", **UNDATED)) == APART
    assert grouped(mention(), mention(status="planned", **UNDATED)) == APART


@pytest.mark.parametrize(
    ("dated", "undated", "expected"),
    [
        pytest.param({}, {}, TOGETHER, id="same day"),
        pytest.param({}, {"published_date": later(3)}, TOGETHER, id="three days later"),
        pytest.param({}, {"published_date": later(4)}, APART, id="four days later"),
        pytest.param({"day": later(-9)}, {}, TOGETHER, id="told at once, long ago"),
        pytest.param({}, {"published_date": later(-1)}, APART, id="printed before it happened"),
        pytest.param({"status": "planned"}, {}, TOGETHER, id="happened as planned"),
        pytest.param({"status": "planned", "day": later(-9)}, {}, APART, id="planned for long ago"),
        pytest.param({}, {"status": "planned", "published_date": later(-2)}, TOGETHER, id="planned two days before"),
        pytest.param({}, {"status": "planned", "published_date": later(1)}, APART, id="planned again"),
        pytest.param({}, {"status": "planned"}, APART, id="planned on the day it happened"),
        pytest.param({"place": "Paris"}, {"place": "Rome"}, APART, id="elsewhere"),
        pytest.param({}, {"published_date": None, "published_precision": None}, APART, id="published nobody knows when"),
        pytest.param(ACCUSATION, ACCUSATION, APART, id="words come many a day"),
    ],
)
def test_undated_mention_joins_across_articles_published_nearby(dated, undated, expected):
    assert grouped(mention(**dated), mention("b", **(UNDATED | undated))) == expected


def test_undated_mention_that_fits_two_events_joins_neither():
    assert grouped(mention(), mention("b", **UNDATED), mention("c", day=later(-1)))[1] == 1


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param({"recipient": None}, TOGETHER, id="nobody told"),
        pytest.param({"recipient": None, "recipient_text": "him"}, TOGETHER, id="pronoun"),
        pytest.param({"recipient": None, "recipient_text": "a minister"}, APART, id="somebody else"),
        pytest.param({"recipient": None, "article": "b"}, APART, id="in another article"),
    ],
)
def test_mention_of_one_party_joins_in_its_article_only(other, expected):
    assert grouped(mention(), mention(**other)) == expected


def test_single_party_must_be_the_one_who_acts():
    assert grouped(mention(**ACCUSATION), mention(recipient=None, **ACCUSATION)) == TOGETHER
    assert grouped(mention(**ACCUSATION), mention(actor="bob", recipient=None, **ACCUSATION)) == APART
    assert grouped(mention(**UNDATED), mention(recipient=None, **UNDATED)) == APART


def test_actor_and_place_make_a_pair_where_nobody_receives():
    assert grouped(mention(**VISIT), mention("b", **VISIT)) == TOGETHER
    assert grouped(mention(**VISIT), mention("b", **(VISIT | {"place": "Rome"}))) == APART


def test_tariffs_on_the_goods_of_a_country_are_one():
    assert grouped(mention(recipient_country="US", **TARIFF), mention("b", recipient_country="US", **TARIFF)) == TOGETHER
    assert grouped(mention(recipient_country="US", **TARIFF), mention("b", recipient_country="MX", **TARIFF)) == APART


@pytest.mark.parametrize(
    ("both", "days", "expected"),
    [
        pytest.param({}, 0, TOGETHER, id="meeting, one day"),
        pytest.param({}, 1, APART, id="meeting, next day"),
        pytest.param({"status": "negated"}, 1, TOGETHER, id="not yet met, next day"),
        pytest.param({"status": "planned"}, 3, TOGETHER, id="to meet, three days on"),
        pytest.param({"status": "planned"}, 4, APART, id="to meet, four days on"),
        pytest.param(ACCUSATION, 0, APART, id="words, one day"),
        pytest.param({"recipient": None, "recipient_text": "aides"}, 0, APART, id="a party unknown"),
    ],
)
def test_undated_mentions_are_one_by_parties_and_day_of_publication(both, days, expected):
    assert grouped(mention(**both, **UNDATED), mention("b", published_date=later(days), **both, **UNDATED)) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param({}, TOGETHER, id="same day"),
        pytest.param({"published_date": later(3)}, TOGETHER, id="three days on"),
        pytest.param({"published_date": later(4)}, APART, id="four days on"),
        pytest.param({"text": SENTENCE["text"].replace(",", "").upper()}, TOGETHER, id="other marks"),
        pytest.param({"text": "The two leaders agreed on nothing."}, APART, id="other words"),
        pytest.param({"status": "planned"}, APART, id="other status"),
        pytest.param({"day": MONDAY}, APART, id="other date"),
    ],
)
def test_sentence_that_several_papers_print_tells_one_event(other, expected):
    nobody = {"actor": None, "actor_text": "the two leaders", "recipient": None} | SENTENCE | UNDATED
    assert grouped(mention(**nobody), mention("b", **(nobody | other))) == expected
    short = {"text": "They agreed."}
    assert grouped(mention(**(nobody | short)), mention("b", **(nobody | short))) == APART


def test_words_without_a_day_are_events_of_their_own():
    assert grouped(mention(**ACCUSATION, **UNDATED), mention(**ACCUSATION, **UNDATED)) == APART
    assert grouped(mention(**ACCUSATION), mention(**ACCUSATION, **UNDATED)) == TOGETHER


def test_sentences_about_anybody_are_events_of_their_own():
    anybody = {"actor": None, "actor_text": "they", "recipient": None} | UNDATED
    assert grouped(mention(**anybody), mention(**anybody)) == APART
    assert grouped(mention(**(anybody | {"actor_text": "aides"})), mention(**(anybody | {"actor_text": "aides"}))) == APART
    told_both = anybody | {"actor_text": "aides", "recipient_text": "the press"}
    assert grouped(mention(**told_both), mention(**told_both)) == TOGETHER


def test_rules_say_why_mentions_were_joined():
    rows = events(
        told(
            mention(), mention(**UNDATED), mention("b", status="planned"), mention("c", **UNDATED), mention("d", **MARCH),
            mention("e", recipient=None, recipient_text="a minister"), mention("f", recipient="cid"),
            mention("a", recipient="dan", **UNDATED), mention("b", recipient="dan", **UNDATED),
        )
    )  # fmt: skip
    assert [rule.removeprefix("event:") for rule in rows["rule_id"]] == [
        "same-parties-and-date", "same-article", "planned-for-same-date", "nearby-article", "only-one-of-month", "alone", "alone",
        "same-parties-published-nearby", "same-parties-published-nearby",
    ]  # fmt: skip
    Events.validate(rows)


parts = st.fixed_dictionaries(
    {
        "article": st.sampled_from("abc"),
        "actor": st.sampled_from(["ann", "bob", None]),
        "recipient": st.sampled_from(["ann", "bob", None]),
        "day": st.sampled_from([None, MONDAY, later(-1)]),
        "status": st.sampled_from(["happened", "planned", "negated"]),
        "place": st.sampled_from([None, "Paris", "France"]),
        "text": st.sampled_from(["They met.", SENTENCE["text"]]),
        "published_date": st.sampled_from([MONDAY, later(2), later(5)]),
    }
)
precisions = st.sampled_from(["day", "month", "year"])
rows_told = st.lists(st.tuples(parts, precisions), min_size=1, max_size=9)


def drawn(rows: list[tuple[dict, str]]) -> pl.DataFrame:
    return told(*(mention(**row, event_date_precision=row["day"] and precision) for row, precision in rows))


@given(rows_told, st.randoms())
def test_events_do_not_depend_on_the_order_of_mentions(rows, random):
    mentions = drawn(rows)
    order = list(range(mentions.height))
    random.shuffle(order)
    assert events(mentions[order]).equals(events(mentions))
    assert events(mentions)["event_mention_id"].to_list() == mentions["event_mention_id"].to_list()


@given(rows_told)
def test_an_event_has_one_day_and_one_kind_of_status(rows):
    mentions = drawn(rows)
    joined = events(mentions).join(mentions, on="event_mention_id")
    exact = pl.col("event_date").filter(pl.col("event_date_precision") == "day")
    each = joined.group_by("event_id").agg(days=exact.n_unique(), denied=(pl.col("status") == "negated").n_unique())
    assert each.filter((pl.col("days") > 1) | (pl.col("denied") > 1)).is_empty()


def test_no_mentions_are_no_events():
    Events.validate(events(told()))
