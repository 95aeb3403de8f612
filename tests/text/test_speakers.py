import pytest

from tests.text.test_quotes import read, read_in

SPEAKERS = [
    ("Anne Kessler arrived. “It is cold,” she said.", "Anne Kessler"),
    ("Anne Kessler met Paul Ortiz. “It is cold,” he said.", "Paul Ortiz"),
    ("Mayor Anne Kessler arrived. “It is cold,” Kessler said.", "Anne Kessler"),
    ("Prime Minister Anne Kessler arrived. “It is cold,” the prime minister said.", "Anne Kessler"),
    ("The Quarry Workers Union struck. “It is cold,” the union said.", "Quarry Workers Union"),
    ("“It is cold,” a senior government official said.", None),
    ("Paul Ortiz arrived. A senior official met the press. “It is cold,” the official said.", None),
    ("Prime Minister Anne Kessler met Prime Minister Paul Ortiz. “It is cold,” the prime minister said.", None),
    ("Anne Kessler met Paul Kessler. “It is cold,” Kessler said.", None),
    ("Anne Kessler arrived. “It is cold,” he said.", None),
    ("Anne Kessler met Susan Quill. “It is cold,” she said.", None),
    ("Anne Kessler met Susan Quill. Susan Quill smiled. “It is cold,” she said.", "Susan Quill"),
    ("Back in 1999, Anne Kessler praised the pier, telling the club: “It is cold out here.”", "Anne Kessler"),
    ("Anne Kessler sent a message to supporters saying: “It is cold out here.”", "Anne Kessler"),
    ("They met Anne Kessler, who said the road was closed.", "Anne Kessler"),
    ("“It is cold,” the prime minister’s office said.", "Prime Minister's Office"),
    ("They met Anne Kessler and the crews who said the road was closed.", None),
]


@pytest.mark.parametrize(("text", "name"), SPEAKERS)
def test_speakers_are_resolved_or_left_open(text, name):
    assert read_in(SPEAKERS, text)["speaker_name"].to_list() == [name]


def test_an_unnamed_speaker_stays_unnamed_when_he_goes_on():
    found = read("Paul Ortiz arrived. “It is cold,” a senior official said. “It is late,” he added.")
    assert found["speaker_name"].to_list() == [None, None]


def test_the_one_who_spoke_last_is_meant():
    found = read("Paul Ortiz said the road was closed because Peter Quill had left. “It is cold,” he added.")
    assert found["speaker_name"].to_list() == ["Paul Ortiz", "Paul Ortiz"]


def test_a_verb_ends_the_subject():
    found = read("Both crews expressed concerns about the pier and said the road was closed.")
    assert found["speaker_text"].to_list() == ["Both crews"]
