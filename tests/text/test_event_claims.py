import polars as pl
import pytest

from pipelines.text.event_claims import QUOTES


def quotation(text: str, words: str, *, kind: str = "direct", speaker: str | None = "Donald Trump") -> dict:
    start = text.index(words)
    speaker_id = speaker and speaker.lower().replace(" ", "-")
    return {
        "doc": 0, "start_char": start, "end_char": start + len(words), "quote_id": words, "kind": kind, "speaker_text": speaker,
        "speaker_id": speaker_id,
    }  # fmt: skip


def frame(*rows: dict) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=QUOTES)


SAID = [
    ("Norway attacked Chad.", [("Norway", "Chad")]),
    ("Mark Carney accused Keir Starmer of delay.", [("Mark Carney", "Keir Starmer")]),
    ("Mark Carney never met Keir Starmer.", [("Mark Carney", "Keir Starmer")]),
    ("I met Keir Starmer.", [("I", "Keir Starmer")]),
    # Talk
    ("I support Keir Starmer.", []),
    ("We attacked Chad.", []),
    ("Norway attacked us.", []),
    ("Norway attacked our friends.", []),
    ("They attacked Chad.", []),
    ("Norway should attack Chad.", []),
    ("Norway will attack Chad.", []),
    ("Norway stands with Chad.", []),
    ("If Norway attacked Chad, it is over.", []),
]


@pytest.fixture(scope="module")
def told_in_quotations(told):
    """The events of each words of the table, which Donald Trump says."""
    texts = {words: f"“{words}” Donald Trump said." for words, _ in SAID}
    rows = [quotation(text, words) | {"doc": doc} for doc, (words, text) in enumerate(texts.items())]
    found = told(*texts.values(), quotes=frame(*rows))
    return {words: found.filter(doc=doc) for doc, words in enumerate(texts)}


@pytest.mark.parametrize(("words", "parties"), SAID)
def test_quoted_words_tell_deeds_of_those_they_name(told_in_quotations, words, parties):
    found = told_in_quotations[words]
    assert found.select("actor_text", "recipient_text").rows() == parties
    assert found["quote_id"].to_list() == [words] * len(parties)
    assert found["claimed_by_id"].to_list() == ["donald-trump"] * len(parties)


def test_whom_the_speaker_met_was_met_by_the_speaker(told):
    text = "“I met Keir Starmer,” said Donald Trump."
    found = told(text, quotes=frame(quotation(text, "I met Keir Starmer,")))
    assert found.select("actor_id", "actor_country").rows() == [("donald-trump", "US")]


def test_reported_events_are_claims_and_others_are_not(told):
    text = "Donald Trump said Norway attacked Chad. Peru accused Spain."
    found = told(text, quotes=frame(quotation(text, "Norway attacked Chad", kind="indirect")))
    assert found.select("actor_text", "claimed_by_text").rows() == [("Norway", "Donald Trump"), ("Peru", None)]


def test_the_innermost_quotation_claims(told):
    text = "Ann Lee said Donald Trump had told her Norway attacked Chad."
    outer = quotation(text, "Donald Trump had told her Norway attacked Chad", kind="indirect", speaker="Ann Lee")
    found = told(text, quotes=frame(outer, quotation(text, "Norway attacked Chad", kind="indirect")))
    assert found.filter(event_type="ASSAULT")["claimed_by_id"].to_list() == ["donald-trump"]


def test_a_quotation_without_a_speaker_claims_for_nobody(told):
    text = "“Norway attacked Chad,” it said."
    found = told(text, quotes=frame(quotation(text, "Norway attacked Chad,", speaker=None)))
    assert found.select("quote_id", "claimed_by_id").rows() == [("Norway attacked Chad,", None)]


def test_words_in_marks_that_are_no_quotation_tell_nothing(told):
    assert told("The play “Norway attacked Chad” opened.").is_empty()


def test_parties_of_quoted_words_stand_in_the_quotation(told):
    text = "Peru said “attacks” on Spain hurt; “Norway attacked” ended."
    assert told(text, quotes=frame(quotation(text, "Norway attacked"))).is_empty()


def test_a_date_in_the_quotation_dates_what_is_told_in_it(told):
    text = "“Norway attacked Chad on Sunday,” Donald Trump said on Monday."
    quotes = frame(quotation(text, "Norway attacked Chad on Sunday,"))
    assert told(text, quotes=quotes)["event_date_text"].to_list() == ["Sunday"]
