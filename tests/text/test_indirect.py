import pytest

from tests.text.test_quotes import read


@pytest.mark.parametrize(
    ("text", "clause", "speaker"),
    [
        ("Olga Brandt said that the road was closed.", "the road was closed", "Olga Brandt"),
        ("Olga Brandt said the road was closed.", "the road was closed", "Olga Brandt"),
        ("Olga Brandt said on Monday that the road was closed.", "the road was closed", "Olga Brandt"),
        ("Olga Brandt told reporters the road was closed.", "the road was closed", "Olga Brandt"),
        ("The road was closed, Olga Brandt said.", "The road was closed", "Olga Brandt"),
        ("The road was closed, according to Olga Brandt.", "The road was closed", "Olga Brandt"),
        ("According to Olga Brandt, the road was closed.", "the road was closed", "Olga Brandt"),
        ("Olga Brandt, who runs the port, argued that the road was closed.", "the road was closed", "Olga Brandt"),
        ("Analysts say the road is closed.", "the road is closed", "Analysts"),
        ("Olga Brandt has repeatedly said the road was closed.", "the road was closed", "Olga Brandt"),
    ],
)
def test_reported_clauses_are_found(text, clause, speaker):
    assert read(text).select("kind", "quote_text", "speaker_text").rows() == [("indirect", clause, speaker)]


@pytest.mark.parametrize(
    "text",
    ["Olga Brandt announced a deal.", "The report was late.", "The claims were false.", "She said nothing.", "Nobody said so."],
)
def test_a_verb_without_a_clause_reports_nothing(text):
    assert read(text).is_empty()


def test_a_second_frame_ends_the_clause():
    found = read("Olga Brandt said the road was closed, adding that it would open soon.")
    assert found.select("quote_text", "speaker_text").rows() == [
        ("the road was closed", "Olga Brandt"),
        ("it would open soon", "Olga Brandt"),
    ]
