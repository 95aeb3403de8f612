"""What counts as right of an event found in a labelled sentence, and of one judged by eye."""

from datetime import date

import event_rows
import news_events
import polars as pl
import pytest

SENTENCES = {
    "none": (None, None, "no"),
    "also-none": (None, None, "no"),
    "told": ("ACCUSE|REQUEST", None, "no"),
    "quoted": (None, "SUPPORT", "no"),
    "doubtful": (None, None, "yes"),
}


def told(*found: tuple[str, str]) -> dict[str, float]:
    rows = [(name, *values, name, 0) for name, values in SENTENCES.items()] + [("gone", None, None, "no", None, None)]
    columns = ["hash", "types", "quoted_types", "doubtful", "version_id", "sentence_index"]
    mentions = pl.DataFrame([(name, 0, kind) for name, kind in found], schema=["version_id", "sentence_index", "event_type"], orient="row")
    return news_events.figures(pl.DataFrame(rows, schema=columns, orient="row"), mentions)


def test_false_events_are_counted_in_sure_sentences_without_any():
    found = told(("none", "AID"), ("none", "YIELD"), ("quoted", "AID"), ("doubtful", "AID"), ("told", "ACCUSE"), ("told", "ACCUSE"))
    assert found == {
        "false_event_share": 0.5,
        "quiet_sentence_share": 0.5,
        "event_type_recall": 0.5,
        "event_type_precision": 1.0,
        "event_precision": pytest.approx(1 / 3),
        "sentence_recall": 1.0,
        "sentence_precision": 1.0,
        "sentences_found_share": pytest.approx(5 / 6),
    }


@pytest.mark.parametrize(
    ("actor", "recipient", "right"),
    [
        pytest.param((104, 109), (110, 120), (1.0, 1.0), id="both"),
        pytest.param((104, 109), None, (1.0, 0.0), id="no-recipient"),
        pytest.param((112, 115), (112, 115), (0.0, 1.0), id="another-actor"),
    ],
)
def test_parties_of_the_types_found(actor, recipient, right):
    columns = ["hash", "types", "quoted_types", "doubtful", "parties", "version_id", "sentence_index"]
    row = ("a", "ACCUSE|AID", None, "no", "0:9>14:19|none>14:19", "a", 0)
    spans = {
        f"{side}_{edge}_char": span[at] if span else None
        for side, span in (("actor", actor), ("recipient", recipient))
        for at, edge in enumerate(("start", "end"))
    }
    mention = {"version_id": "a", "sentence_index": 0, "event_type": "ACCUSE", "start_char": 100} | spans
    found = pl.DataFrame([mention], schema_overrides=dict.fromkeys(spans, pl.Int64))
    figures = news_events.party_figures(pl.DataFrame([row], schema=columns, orient="row"), found)
    assert figures == dict(zip(("actor_accuracy", "recipient_accuracy"), right, strict=True))


LABEL = {
    "label": 0, "hash": "a", "rule_id": "event:consult:meet", "trigger_offset": 10, "event": "yes", "actor": "0:9", "recipient": "none",
    "status": "happened", "date": "2025-03", "place": "23:29", "error": None,
}  # fmt: skip
MENTION = {
    "hash": "a", "rule_id": "event:consult:meet", "event_type": "CONSULT", "trigger_offset": 10, "start_char": 100,
    "text": "Ann Bewly met Greta in Oxbury.", "actor_start_char": 104, "actor_end_char": 109, "recipient_start_char": None,
    "recipient_end_char": None, "status": "happened", "event_date": date(2025, 3, 1), "event_date_precision": "month", "place": "Oxbury",
}  # fmt: skip
SCHEMA = {"recipient_start_char": pl.Int64, "recipient_end_char": pl.Int64, "actor_start_char": pl.Int64, "actor_end_char": pl.Int64}
RIGHT = dict.fromkeys(("event", *event_rows.PARTS), True)


@pytest.mark.parametrize(
    ("label", "mention", "wrong"),
    [
        pytest.param({}, {}, {}, id="overlapping-party"),
        pytest.param({}, {"rule_id": "event:consult:meet-with"}, {}, id="rule-renamed"),
        pytest.param({}, {"actor_start_char": 114, "actor_end_char": 119}, {"actor": False}, id="other-actor"),
        pytest.param({}, {"actor_start_char": None, "actor_end_char": None}, {"actor": False}, id="no-actor"),
        pytest.param({"recipient": "14:19"}, {}, {"recipient": False}, id="no-recipient"),
        pytest.param({}, {"recipient_start_char": 114, "recipient_end_char": 119}, {"recipient": False}, id="recipient-where-none-is"),
        pytest.param({}, {"status": "planned"}, {"status": False}, id="other-status"),
        pytest.param({}, {"event_date_precision": "year"}, {"date": False}, id="date-less-exact"),
        pytest.param({"date": "none"}, {}, {"date": False}, id="date-where-none-is"),
        pytest.param({"place": "none"}, {}, {"place": False}, id="place-where-none-is"),
        pytest.param({}, {"place": None}, {"place": False}, id="no-place"),
        pytest.param({"event": "no"}, {}, dict.fromkeys(event_rows.PARTS) | {"event": False}, id="no-event"),
        pytest.param({}, {"event_type": "AID"}, dict.fromkeys(RIGHT), id="other-type-is-not-found"),
        pytest.param({}, {"trigger_offset": 14}, dict.fromkeys(RIGHT), id="other-trigger-is-not-found"),
    ],
)
def test_parts_of_a_mention_are_right_or_wrong(label, mention, wrong):
    found = pl.DataFrame([MENTION | mention], schema_overrides=SCHEMA | {"place": pl.String})
    row = event_rows.judged(pl.DataFrame([LABEL | label], schema_overrides={"error": pl.String}), found).to_dicts()[0]
    assert {part: row[f"{part}_right"] for part in RIGHT} == RIGHT | wrong


def test_trigger_is_sought_as_whole_words():
    found = pl.DataFrame({"text": ["Representatives sent aid."], "trigger": ["sent"]})
    assert event_rows.with_offsets(found)["trigger_offset"].to_list() == [16]


def test_mentions_not_found_any_more_are_neither_right_nor_wrong():
    labels = pl.DataFrame(
        [LABEL | {"label": number, "event": event} for number, event in enumerate(("yes", "no"))], infer_schema_length=None
    )
    lost = pl.DataFrame([MENTION], schema_overrides=SCHEMA).clear()
    rows = event_rows.judged(labels.with_columns(pl.col("error").cast(pl.String)), lost)
    assert event_rows.figures(rows)["events_kept_share"] == 0.0
    assert [frame.height for frame in event_rows.tables(rows).values()] == [0, 0, 0]
