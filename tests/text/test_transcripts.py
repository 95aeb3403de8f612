import polars as pl
import pytest

from tests.text.test_quotes import read, read_in

TALK = (
    "SMITH: We have asked the harbour board twice.",
    "JONES: You could have asked me. I was in the room!",
    "SMITH: I did.",
)


def turns(*paragraphs: str) -> list[tuple[str, str]]:
    return turns_of(read(*paragraphs))


def turns_of(found: pl.DataFrame) -> list[tuple[str, str]]:
    return found.filter(pl.col("rule_id") == "quote:direct:turn").select("speaker_text", "quote_text").rows()


def test_each_turn_is_a_quotation_of_its_label():
    assert turns("The hearing opened late.", *TALK, "It went on for two hours.") == [
        ("SMITH", "We have asked the harbour board twice."),
        ("JONES", "You could have asked me. I was in the room!"),
        ("SMITH", "I did."),
    ]


LINES = [
    pytest.param(("Q: What now?", "A: I will talk to the crews.", "Q: And then?"), ["Q", "A", "Q"], id="letters"),
    pytest.param(
        ("Olga Brandt: I know the pier.", "Tom Oduya: Do you?", "Brandt: I grew up there."),
        [],
        id="no label comes again",
    ),
    pytest.param(
        ("Olga Brandt: I know the pier.", "Tom Oduya: Do you?", "Olga Brandt: I grew up there."),
        ["Olga Brandt", "Tom Oduya", "Olga Brandt"],
        id="names",
    ),
    pytest.param(
        ("MAYOR BRANDT (PORT PARTY): I know the pier.", "(APPLAUSE)", "ODUYA: Do you?", "ODUYA: Well?"),
        ["MAYOR BRANDT (PORT PARTY)", "ODUYA", "ODUYA"],
        id="a note in brackets between",
    ),
    pytest.param(("“SMITH: I saw it.", "“JONES: You did not.", "“SMITH: I did.”"), ["SMITH", "JONES", "SMITH"], id="in quote marks"),
    pytest.param(("Harbour: 3.", "Quarry: 2.", "Harbour: 1."), [], id="results"),
    pytest.param(("Monday: The pier opens.", "Tuesday: The pier is closed.", "Monday: The crews meet."), [], id="nobody speaks"),
    pytest.param(("SMITH: I saw it.", "JONES: You did not."), [], id="two are too few"),
    pytest.param(
        (
            "SMITH: I saw it.",
            "One.",
            "Two.",
            "Three.",
            "Four.",
            "JONES: You did not.",
            "One.",
            "Two.",
            "Three.",
            "Four.",
            "SMITH: I did.",
        ),
        [],
        id="too far apart",
    ),
    pytest.param(
        ("He said this to us: I saw it.", "She said this to you: I did not.", "He said this to us: I did."),
        [],
        id="sentences with a colon",
    ),
]


@pytest.mark.parametrize(("paragraphs", "labels"), LINES)
def test_turns_are_told_from_other_lines_with_colons(paragraphs, labels):
    found = read_in(["\n\n".join(case.values[0]) for case in LINES], "\n\n".join(paragraphs))
    assert [label for label, _ in turns_of(found)] == labels


def test_words_in_marks_within_a_turn_are_part_of_it():
    found = read("SMITH: They said “no, not now, not ever” and left.", *TALK[1:])
    assert found["quote_text"].to_list()[0] == "They said “no, not now, not ever” and left."
    assert found.height == 3


def test_a_full_name_in_capitals_is_the_one_named_in_the_text():
    found = read("Olga Brandt and Tom Oduya met on the pier.", "BRANDT: I know the pier.", "ODUYA: Do you?", "BRANDT: I do.")
    assert found.filter(pl.col("rule_id") == "quote:direct:turn")["speaker_text"].to_list() == ["BRANDT", "ODUYA", "BRANDT"]
