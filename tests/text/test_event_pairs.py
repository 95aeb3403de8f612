import pytest

FIRST = "Mark Carney met Keir Starmer in London. "
CASES = [
    (FIRST + "They discussed trade.", "They", ("mark-carney", "keir-starmer")),
    (FIRST + "The two leaders signed a treaty.", "The two leaders", ("mark-carney", "keir-starmer")),
    (FIRST + "Their meeting lasted an hour.", "Their", ("mark-carney", "keir-starmer")),
    (FIRST + "Their first meeting lasted an hour.", "Their", ("mark-carney", "keir-starmer")),
    ("Canada attacked France. Both countries signed a treaty.", "Both countries", ("country:CA", "country:FR")),
    ("Mark Carney flew to London to see Keir Starmer. They met.", "They", ("mark-carney", "keir-starmer")),
    # Who is meant does not come out.
    (FIRST + "Both countries signed a treaty.", "Both countries", (None, None)),
    ("Canada attacked France. The two leaders signed a treaty.", "The two leaders", (None, None)),
    (FIRST + "It rained. The two leaders signed a treaty.", "The two leaders", ("mark-carney", "keir-starmer")),
    (FIRST + "It rained. They signed a treaty.", "They", (None, None)),
    (FIRST + "It rained. The sun shone. The two leaders signed a treaty.", "The two leaders", (None, None)),
    ("The trucks left Paris for London. They signed a treaty.", "They", (None, None)),
    ("Mark Carney met Keir Starmer and Emmanuel Macron. The two leaders signed a treaty.", "The two leaders", (None, None)),
    ("Mark Carney came. The two leaders signed a treaty.", "The two leaders", (None, None)),
    ("The two leaders met.", "The two leaders", (None, None)),
    ("Mark Carney met Keir Starmer. The two police officers of London signed a treaty.", "The two police officers of London", (None, None)),
]


@pytest.mark.parametrize(("text", "words", "ids"), CASES)
def test_words_for_two_mean_the_two_told_before(told_in, text, words, ids):
    found = told_in(CASES, text)
    row = found.filter(trigger_start_char=found["trigger_start_char"].max()).row(0, named=True)
    assert row["actor_text"] == words
    assert (row["actor_id"], row["recipient_id"]) == ids
    assert row["recipient_text"] == (words if ids[0] else None)
