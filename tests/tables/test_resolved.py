from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.schemas.resolved import Events
from pipelines.tables.resolved import events

MONDAY = date(2025, 3, 17)
SCHEMA = {
    "event_mention_id": pl.String, "version_id": pl.String, "event_type": pl.String, "event_mode": pl.String, "actor_id": pl.String,
    "actor_text": pl.String, "recipient_id": pl.String, "recipient_text": pl.String, "event_date": pl.Date,
    "event_date_precision": pl.String,
    "place": pl.String, "status": pl.String, "text": pl.String, "published_date": pl.Date, "published_precision": pl.String,
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
    return row | other


def told(*rows: dict) -> pl.DataFrame:
    """Mentions numbered in the order given; each in a sentence of its own."""
    numbered = [
        row | {"event_mention_id": f"{number:016x}", "text": row.get("text", f"Sentence {number}.")} for number, row in enumerate(rows)
    ]
    return pl.DataFrame(numbered, schema=SCHEMA)


def grouped(*rows: dict) -> list[int]:
    """The number of each mention's event, in order of first occurrence."""
    ids = events(told(*rows))["event_id"].to_list()
    return [ids.index(each) for each in ids]


TOGETHER = [0, 0]
APART = [0, 1]
UNDATED = {"day": None}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, TOGETHER),
        ({"actor": "bob", "recipient": "ann"}, TOGETHER),
        ({"event_mode": "talks"}, TOGETHER),
        ({"status": "planned"}, TOGETHER),
        ({"day": MONDAY + timedelta(1)}, APART),
        ({"event_mode": "call"}, APART),
        ({"event_type": "ACCUSE"}, APART),
        ({"recipient": "cid"}, APART),
        ({"status": "negated"}, APART),
        ({"status": "hypothetical"}, APART),
        ({"event_date_precision": "month"}, APART),
    ],
)
def test_mentions_are_one_event_by_type_mode_parties_and_date(other, expected):
    assert grouped(mention(), mention("b", **other)) == expected


def test_undated_mention_joins_the_one_dated_event_of_its_article():
    assert grouped(mention(), mention(**UNDATED)) == TOGETHER
    assert grouped(mention(), mention(**UNDATED), mention(day=MONDAY - timedelta(3)))[1] == 1
    assert grouped(mention(), mention(recipient="cid", **UNDATED)) == APART
    assert grouped(mention(), mention(status="planned", **UNDATED)) == APART


def test_undated_mention_joins_across_articles_published_nearby():
    assert grouped(mention(), mention("b", **UNDATED)) == TOGETHER
    assert grouped(mention(), mention("b", published_date=MONDAY + timedelta(4), **UNDATED)) == APART
    assert grouped(mention(), mention("b", published_date=None, published_precision=None, **UNDATED)) == APART
    assert grouped(mention(), mention("b", **UNDATED), mention("c", day=MONDAY - timedelta(1)))[1] == 1


def test_mention_of_one_party_joins_in_its_article_only():
    assert grouped(mention(), mention(recipient=None)) == TOGETHER
    assert grouped(mention(), mention(recipient=None, recipient_text="him")) == TOGETHER
    assert grouped(mention(), mention(recipient=None, recipient_text="a minister")) == APART
    assert grouped(mention(), mention("b", recipient=None)) == APART


def test_actor_and_place_make_a_pair_where_nobody_receives():
    visit = {"event_mode": "visit", "recipient": None, "place": "Paris"}
    assert grouped(mention(**visit), mention("b", **visit)) == TOGETHER
    assert grouped(mention(**visit), mention("b", **(visit | {"place": "Rome"}))) == APART


def test_undated_mentions_of_two_articles_stay_apart_unless_printed_alike():
    assert grouped(mention(**UNDATED), mention("b", **UNDATED)) == APART
    assert grouped(mention(text="Ann met Bob.", **UNDATED), mention("b", text="Ann met Bob.", **UNDATED)) == TOGETHER


def test_rules_say_why_mentions_were_joined():
    rows = events(
        told(mention(), mention(**UNDATED), mention("b", status="planned"), mention("c", recipient=None, recipient_text="a minister"))
    )
    assert rows["rule_id"].to_list() == [
        "event:same-parties-and-date", "event:same-article", "event:planned-for-same-date", "event:alone",
    ]  # fmt: skip
    Events.validate(rows)


parts = st.fixed_dictionaries(
    {
        "article": st.sampled_from("ab"), "actor": st.sampled_from(["ann", "bob", None]),
        "recipient": st.sampled_from(["ann", "bob", None]),
        "day": st.sampled_from([None, MONDAY, MONDAY - timedelta(1)]), "status": st.sampled_from(["happened", "planned", "negated"]),
    }
)  # fmt: skip


@given(st.lists(parts, min_size=1, max_size=8), st.randoms())
def test_events_do_not_depend_on_the_order_of_mentions(rows, random):
    mentions = told(*(mention(**row) for row in rows))
    order = list(range(mentions.height))
    random.shuffle(order)
    assert events(mentions[order]).equals(events(mentions))
    assert events(mentions)["event_mention_id"].to_list() == mentions["event_mention_id"].to_list()


@given(st.lists(parts, min_size=1, max_size=8))
def test_an_event_has_one_day_and_one_kind_of_status(rows):
    mentions = told(*(mention(**row) for row in rows))
    joined = events(mentions).join(mentions, on="event_mention_id").filter(pl.col("event_date").is_not_null())
    each = joined.group_by("event_id").agg(pl.col("event_date").n_unique(), denied=(pl.col("status") == "negated").n_unique())
    assert each.filter((pl.col("event_date") > 1) | (pl.col("denied") > 1)).is_empty()
