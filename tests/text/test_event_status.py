import polars as pl
import pytest

from pipelines.text.event_status import is_to_come, status

CASES = [
    ("The premier ", "", False, "happened"),
    ("The premier will ", "", False, "planned"),
    ("The premier will not ", "", False, "negated"),
    ("The premier is to ", "", False, "planned"),
    ("The premier was due to ", "", False, "planned"),
    ("The premier plans to privately ", "", False, "planned"),
    ("The premier was happy to ", "", False, "happened"),
    ("The premier managed to ", "", False, "happened"),
    ("The premier has not yet ", "", False, "negated"),
    ("The premier has yet to ", "", False, "negated"),
    ("The premier didn't ", "", False, "negated"),
    ("The premier didn’t ", "", False, "negated"),
    ("The premier refused to ", "", False, "negated"),
    ("The premier has no plans to ", "", False, "negated"),
    ("No minister has ", "", False, "negated"),
    ("Not long ago, in a hall far from the capital, the premier ", "", False, "happened"),
    ("The premier could ", "", False, "hypothetical"),
    ("If he ", "", False, "hypothetical"),
    ("Were Paris to ", "", False, "hypothetical"),
    ("She threatened to ", "", False, "hypothetical"),
    ("The premier would ", "", False, "hypothetical"),
    ("The firm could split the order and ", "", False, "hypothetical"),
    ("The firm will split the order and ", "", False, "planned"),
    ("Ahead of a ", " with the king", True, "planned"),
    ("The ", " is due on Monday", True, "planned"),
    ("A ", " with the president is unlikely", True, "hypothetical"),
    ("The ", " with the president lasted an hour", True, "happened"),
    ("The canned goods ", "", False, "happened"),
]


def read(left: str, right: str, *, nominal: bool, reported: bool = False) -> str:
    frame = pl.DataFrame({"left": [left], "right": [right], "nominal": [nominal], "reported": [reported]})
    return frame.select(status(pl.col("left"), pl.col("right"), nominal=pl.col("nominal"), reported=pl.col("reported"))).item()


@pytest.mark.parametrize(("left", "right", "nominal", "expected"), CASES)
def test_status_reads_the_words_around_a_trigger(left, right, nominal, expected):
    assert read(left, right, nominal=nominal) == expected


def test_would_in_reported_speech_is_a_plan():
    assert read("it would ", "", nominal=False, reported=True) == "planned"


def test_what_is_denied_can_still_be_to_come():
    frame = pl.DataFrame({"left": ["Guards will not "], "right": [" on Friday"]})
    assert frame.select(is_to_come(pl.col("left"), pl.col("right"), nominal=pl.lit(False))).item()
