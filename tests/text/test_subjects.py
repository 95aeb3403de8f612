import polars as pl
import pytest

from pipelines.lexicons import load
from pipelines.text.subjects import best, candidates
from tests.text.test_quotes import read_in

SPEAKERS = [
    pytest.param("Olga Brandt backed the plan, saying “it is our best chance in years.”", "Olga Brandt", id="participle"),
    pytest.param("Olga Brandt smiled at Tom Oduya and said, “It is cold out here.”", "Olga Brandt", id="follow-on"),
    pytest.param("Brandt said the plan of Oduya reminds her of home, adding, “It is cold out here.”", "Brandt", id="not in what is told"),
    pytest.param("Speaking in his own voice again, he went on to read, saying: “It is cold out here.”", "he", id="behind an introduction"),
    pytest.param("The rally ended late, with Oduya yelling: “Get them all out of here!”", "Oduya", id="adjacent"),
    pytest.param(
        "With the help of the club, the crews won the race, saying “it was about time for us.”", "the crews", id="not in a phrase"
    ),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_a_frame_without_a_subject_gets_the_one_who_speaks(text, speaker):
    assert read_in(SPEAKERS, text)["speaker_text"].to_list()[-1] == speaker


def test_features_of_candidates():
    frames = pl.DataFrame({"frame_id": [7], "passage": [0], "begin": [6]})
    sentences = pl.DataFrame({"passage": [0], "letters": ["NxidN,gQ."]})
    found = candidates(frames, sentences).select("subject_begin", "subject_end", "acts", "opens", "inside_phrase", "name", "rivals")
    assert found.rows() == [(0, 1, 1, 1, 0, 1, 0), (3, 5, 0, 0, 1, 1, 0)]


@pytest.mark.parametrize("lexicon", ["subject_weights", "turn_weights"])
def test_every_weight_has_a_feature_and_a_reason(lexicon):
    weights = load(lexicon)
    assert weights["feature"].is_unique().all()
    assert weights.null_count().sum_horizontal().item() == 0


def test_the_first_of_equal_candidates_is_chosen():
    rows = pl.DataFrame({"key": [1, 1, 1], "place": [0, 1, 2], "near": [0, 1, 1]})
    assert best(rows, pl.DataFrame({"feature": ["near"], "weight": [0.5]}), "key")["place"].to_list() == [1]
