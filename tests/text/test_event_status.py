from datetime import date

import polars as pl
import pytest

from pipelines.text.event_status import filed_root, is_ahead, is_present, is_to_come, status

CASES = [
    ("The deal must be ", "", False, "hypothetical"),
    ("He promised to bring back checks and ", "", False, "planned"),
    ("They brought back checks and ", "", False, "happened"),
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
    ("The premier may ", "", False, "hypothetical"),
    ("The premier, elected in May, ", "", False, "happened"),
    ("The premier tried to ", "", False, "hypothetical"),
    ("The premier made efforts to weaken or ", "", False, "hypothetical"),
    ("The premier was able to ", "", False, "happened"),
    ("The premier seemed to ", "", False, "happened"),
    ("The premier is said to have ", "", False, "happened"),
    ("The premier is expected to have ", "", False, "planned"),
    ("The premier not only ", "", False, "happened"),
    ("The premier did not only ", "", False, "happened"),
    ("It was not until Monday that he ", "", False, "happened"),
    ("The premier failed three times to ", "", False, "negated"),
    ("The premier denied having ", "", False, "negated"),
    ("The premier left without ", "", False, "negated"),
    ("The ", " with the king was cancelled", True, "negated"),
    ("The ", " with the king was called off on Monday", True, "negated"),
    ("The ", " with the king never took place", True, "negated"),
    ("The ", " with the king was postponed", True, "planned"),
    ("The ", " with the king was postponed indefinitely", True, "negated"),
    ("The ", " with the king lasted long, the cancelled flight was forgotten", True, "happened"),
    ("The cancelled ", " with the king", True, "negated"),
    ("The postponed ", " with the king", True, "planned"),
    ("The planned ", " with the king", True, "planned"),
    ("The proposed ", " with the king", True, "hypothetical"),
    ("The premier scrapped the second ", " with the king", True, "negated"),
    ("The premier dropped his ", " for an apology", True, "negated"),
    ("The premier withdrew the earlier ", " for a delay", True, "negated"),
    ("The premier drew a ", " for his ticket", True, "happened"),
    ("There were no ", " with the king", True, "negated"),
    ("There was no further ", " with the king", True, "negated"),
    ("There were no doubts after long and friendly ", " with the king", True, "happened"),
    ("The calls for ", " with the king", True, "hypothetical"),
    ("The premier hopes for a second ", " with the king", True, "hypothetical"),
    ("The premier called the ", " with the king a success", True, "happened"),
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


@pytest.mark.parametrize(
    ("left", "form_kind", "present"),
    [
        ("The premier ", "s", True),
        ("The two leaders ", "base", True),
        ("The premier did ", "base", False),
        ("The premier managed to ", "base", False),
        ("The premier is ", "ing", True),
        ("The premier was ", "ing", False),
        ("The premier ", "past", False),
    ],
)
def test_present_tense_is_told_by_form_and_auxiliary(left, form_kind, present):
    frame = pl.DataFrame({"left": [left], "form_kind": [form_kind]})
    assert frame.select(is_present(pl.col("left"), pl.col("form_kind"))).item() is present


@pytest.mark.parametrize(
    ("day", "words", "ahead"),
    [
        (date(2025, 3, 20), "Thursday", True),
        (date(2025, 3, 17), "Monday", False),
        (date(2025, 3, 13), "Thursday", False),
        (None, "next week", True),
        (None, "tomorrow", True),
        (None, "last week", False),
        (None, None, False),
    ],
)
def test_what_lies_after_publication_is_ahead(day, words, ahead):
    schema = {"day": pl.Date, "words": pl.String, "published": pl.Date}
    frame = pl.DataFrame({"day": [day], "words": [words], "published": [date(2025, 3, 17)]}, schema=schema)
    assert frame.select(is_ahead(pl.col("day"), pl.col("words"), pl.col("published"))).item() is ahead


@pytest.mark.parametrize(
    ("event_type", "status", "root"),
    [
        ("CONSULT", "planned", "03"),
        ("CONSULT", "happened", "04"),
        ("CONSULT", "hypothetical", "04"),
        ("SANCTION", "planned", "13"),
        ("SANCTION", "negated", "16"),
        ("REJECT", "planned", "12"),
    ],
)
def test_deeds_announced_are_filed_as_intents(event_type, status, root):
    own = {"CONSULT": "04", "SANCTION": "16", "REJECT": "12"}
    frame = pl.DataFrame({"event_type": [event_type], "own": [own[event_type]], "status": [status]})
    assert frame.select(filed_root(*map(pl.col, frame.columns))).item() == root
