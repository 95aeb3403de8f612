"""The measures of joining, on mentions whose figures can be counted by hand."""

import polars as pl
import pytest
from event_pairs import figures, running

LABELS = pl.DataFrame({"label": [0, 1, 2, 3, 4], "key": ["meeting", "meeting", "meeting", "call", "call"]})


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param("mmmcc", (1.0, 1.0, 1.0, 1.0), id="as labelled"),
        pytest.param("abcde", (0.0, 0.0, 0.0, 4 / 7), id="nothing joined"),
        pytest.param("mmmmm", (0.4, 1.0, 1.0, 0.684), id="all joined"),
        pytest.param("mmmmc", (0.5, 0.75, 0.75, 0.747), id="one in the wrong place"),
        pytest.param("mm-c-", (1.0, 1.0, 0.25, 1.0), id="two not found"),
    ],
)
def test_pairs_are_counted(events, expected):
    rows = [(label, event, f"{label}") for label, event in enumerate(events) if event != "-"]
    matched = pl.DataFrame(rows, schema=["label", "event_id", "event_mention_id"], orient="row")
    found = figures(LABELS, matched)
    assert tuple(found.values()) == pytest.approx(expected, abs=0.001)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`` We do n't know , '' she said .", "“We don't know,” she said."),
        ("Ms. Lee 's plan ( the second ) costs 20 % .", "Ms. Lee's plan (the second) costs 20%."),
        ("a 90 - day stay", "a 90-day stay"),
        ("It runs on - and on", "It runs on-and on"),
    ],
)
def test_text_cut_into_words_runs_again(text, expected):
    assert running(text) == expected
