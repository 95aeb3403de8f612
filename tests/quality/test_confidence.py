"""What is told of confidences: rows by band and rule on a hand-made set, the refit, and that the present ones are not stale."""

import polars as pl
import pytest
import quotations
from confidence import by_band, by_rule, refit
from quotations import Read

from pipelines.lexicons import load

LEAST_ROWS, ROOM = 20, 0.05  # a rule with fewer rows moves by more than the room at each change of the rules
shared = pytest.mark.skipif(not quotations.path("tune").exists(), reason=f"no labelled articles in {quotations.path('tune').parent}")


@pytest.mark.parametrize(
    ("rules", "bands"),
    [
        pytest.param([], [(0, 0)] * 5, id="none"),
        pytest.param([(0.9, 10, 9)], [(10, 9), (0, 0), (0, 0), (0, 0), (0, 0)], id="lower-edge-belongs-to-the-band"),
        pytest.param([(0.89, 10, 9), (0.8, 5, 1)], [(0, 0), (15, 10), (0, 0), (0, 0), (0, 0)], id="rules-add-up"),
        pytest.param([(0.0, 3, 0), (1.0, 2, 2), (0.6, 1, 1)], [(2, 2), (0, 0), (0, 0), (1, 1), (3, 0)], id="both-ends"),
    ],
)
def test_rows_are_counted_by_the_confidence_they_carry(rules, bands):
    frame = pl.DataFrame(rules, schema={"confidence": pl.Float64, "row_count": pl.Int64, "right_count": pl.Int64}, orient="row")
    assert by_band(frame).select("row_count", "right_count").rows() == bands


@pytest.mark.parametrize(
    ("rows", "right", "confidence", "source"),
    [
        pytest.param(20, 15, 0.75, "measured on 7 labelled articles", id="share"),
        pytest.param(300, 0, 0.0, "measured on 7 labelled articles", id="never-right"),
        pytest.param(19, 19, 0.95, "measured on 7 labelled articles: few rows, so (right + 1) / (rows + 2)", id="few"),
        pytest.param(None, None, 0.5, "measured on 7 labelled articles: few rows, so (right + 1) / (rows + 2)", id="no-row"),
    ],
)
def test_refit_gives_the_share_of_right_rows(rows, right, confidence, source):
    rules = pl.DataFrame({"rule_id": ["a"], "description": ["x"], "confidence": [0.1], "measured_count": [1], "source": ["old"]})
    schema = {"rule_id": pl.String, "row_count": pl.Int64, "right_count": pl.Int64}
    counts = pl.DataFrame([] if rows is None else [("a", rows, right)], schema=schema, orient="row")
    assert refit(rules, counts, 7).rows() == [("a", "x", confidence, rows or 0, source)]
    assert refit(rules, counts, 7).schema == rules.schema


def said(start, end, speaker, rule):
    first, last = speaker or (None, None)
    return {"start": start, "end": end, "kind": "direct", "speaker_start": first, "speaker_end": last, "rule_id": rule}


@shared
def test_a_row_is_right_when_span_and_speaker_are():
    labels = [
        {"start": 0, "end": 100, "kind": "direct", "reported": True, "speaker": [110, 120]},
        {"start": 200, "end": 300, "kind": "direct", "reported": True, "speaker": None},
        {"start": 400, "end": 500, "kind": "direct", "reported": False, "speaker": None},
    ]
    found = [
        said(0, 95, (110, 114), "right"),
        said(200, 300, None, "right"),
        said(600, 700, None, "beside-every-label"),
        said(400, 500, None, "outside-of-the-measures"),
    ]
    other = [said(0, 100, (300, 310), "other-speaker"), said(200, 300, (310, 320), "speaker-where-none-is"), said(0, 60, None, "short")]
    articles = [{"id": "a", "quotes": labels}, {"id": "b", "quotes": labels}, {"id": "c", "quotes": labels}]
    rows = by_rule(Read(articles, {"a": found, "b": other})).rows()
    assert rows == [
        ("beside-every-label", 1, 0),
        ("other-speaker", 1, 0),
        ("outside-of-the-measures", 1, 1),
        ("right", 2, 2),
        ("short", 1, 0),
        ("speaker-where-none-is", 1, 0),
    ]


@shared
def test_confidences_are_those_of_the_present_rules():
    rules, tuned = load("quote_rules"), quotations.read("tune")
    now = refit(rules, by_rule(tuned), len(tuned.articles)).select("rule_id", "confidence", "measured_count")
    both = rules.select("rule_id", listed="confidence").join(now, on="rule_id").filter(pl.col("measured_count") >= LEAST_ROWS)
    stale = both.filter((pl.col("listed") - pl.col("confidence")).abs() > ROOM)
    assert stale.rows() == [], "python tests/quality/confidence.py --write"
