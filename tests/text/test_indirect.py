import pytest

from tests.text.test_quotes import read, read_in

REPORTED = [
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
    ("Olga Brandt told a packed hall at the old harbour that the road was closed.", "the road was closed", "Olga Brandt"),
    ("Olga Brandt told the Harbour Times the road was closed.", "the road was closed", "Olga Brandt"),
    ("Olga Brandt said last week that the road was closed.", "the road was closed", "Olga Brandt"),
    ("The audit found that the road was closed.", "the road was closed", "The audit"),
    ("About four in 10 say the road is closed.", "the road is closed", "four in 10"),
    ("Members of the board say the road is closed.", "the road is closed", "Members of the board"),
    ("Police say the road is closed.", "the road is closed", "Police"),
    ("A clerk familiar with the planning says the road is closed.", "the road is closed", "A clerk familiar with the planning"),
    ("Voters surveyed said the road was closed.", "the road was closed", "Voters"),
    ("Olga Brandt — the warden — said the road was closed.", "the road was closed", "Olga Brandt"),
    ("He mended the gate, which Olga Brandt said was too old.", "was too old", "Olga Brandt"),
    (
        "It is rare for ice to drift into a port of this kind, said Olga Brandt.",
        "It is rare for ice to drift into a port of this kind",
        "Olga Brandt",
    ),
    ("The harbour job marks a return to the stage, a friend said.", "The harbour job marks a return to the stage", "a friend"),
    (
        "According to early results of a poll conducted for two stations, the road was closed.",
        "the road was closed",
        "results of a poll conducted for two stations",
    ),
    ("The road was closed, according to early reports.", "The road was closed", "reports"),
    ("Olga Brandt, who said the road was closed, left early.", "the road was closed", "who"),
    ("The news report published Monday said the road was closed.", "the road was closed", "The news report"),
    ("Sources close to the club say the road is closed.", "the road is closed", "Sources close to the club"),
    ("Olga Brandt said about half of the road was closed.", "about half of the road was closed", "Olga Brandt"),
    ("Still, Olga Brandt said, many of the roads were closed.", "many of the roads were closed", "Olga Brandt"),
    ("They left behind what Olga Brandt said was a closed road.", "was a closed road", "Olga Brandt"),
    ("Olga Brandt asked whether the road was closed.", "whether the road was closed", "Olga Brandt"),
    ("Olga Brandt wondered why the road was closed.", "why the road was closed", "Olga Brandt"),
    ("The union called for an end to night shifts, which are long.", "an end to night shifts", "The union"),
    ("Olga Brandt called on the mayor to resign.", "the mayor to resign", "Olga Brandt"),
    ("Olga Brandt said Wednesday morning the road was closed.", "the road was closed", "Olga Brandt"),
    ("Olga Brandt tweeted that the road was closed.", "the road was closed", "Olga Brandt"),
    ("Those who asked about the pier and Olga Brandt said the road was closed.", "the road was closed", "Olga Brandt"),
]


@pytest.mark.parametrize(("text", "clause", "speaker"), REPORTED)
def test_reported_clauses_are_found(text, clause, speaker):
    assert read_in(REPORTED, text).select("kind", "quote_text", "speaker_text").rows() == [("indirect", clause, speaker)]


UNREPORTED = [
    "Olga Brandt said in a follow-up interview on Monday.",
    "The club wrote a long letter after the board had met.",
    "They sold the pier, called Long Jetty, and left.",
    "The road was closed, angry whispers, and later opened.",
    "They greeted the voters as they entered.",
    "Olga Brandt announced a deal.",
    "The report was late.",
    "The claims were false.",
    "She said nothing.",
    "Nobody said so.",
    "Olga Brandt said as the crowd roared.",
    "They agreed to hold it when the board meets next week.",
    "Olga Brandt denied the road was closed.",
    "The calls for the ferry were late.",
    "The Court of Appeals for the north was late.",
]


@pytest.mark.parametrize("text", UNREPORTED)
def test_a_verb_without_a_clause_reports_nothing(text):
    assert read_in(UNREPORTED, text).is_empty()


def test_a_frame_in_the_aside_of_another_is_found():
    found = read("Olga Brandt, who says the pier is safe, said the road was closed.")
    assert found.select("quote_text", "speaker_text").rows() == [("the pier is safe", "who"), ("the road was closed", "Olga Brandt")]


def test_a_clause_goes_on_behind_the_frame_in_its_midst():
    found = read("In the long run, many economists say, this will raise the price of bread.")
    assert found.select("quote_text", "speaker_text").rows() == [("this will raise the price of bread", "many economists")]
    found = read("The old harbour of the city, Olga Brandt said, would close on Monday.")
    assert found.select("quote_text", "speaker_text").rows() == [
        ("The old harbour of the city", "Olga Brandt"),
        ("would close on Monday", "Olga Brandt"),
    ]


def test_a_frame_behind_other_words_in_marks_reports():
    found = read("Olga Brandt called the plan “odd” and said the road was closed.")
    assert found.select("kind", "quote_text").rows() == [("mixed", "odd"), ("indirect", "the road was closed")]


def test_a_second_frame_ends_the_clause():
    found = read("Olga Brandt said the road was closed, adding that it would open soon.")
    assert found.select("quote_text", "speaker_text").rows() == [
        ("the road was closed", "Olga Brandt"),
        ("it would open soon", "Olga Brandt"),
    ]
