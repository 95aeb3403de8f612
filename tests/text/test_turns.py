import polars as pl
import pytest

from tests.text.test_quotes import read


@pytest.mark.parametrize(
    ("paragraphs", "speaker"),
    [
        pytest.param(("“It is cold,” Olga Brandt said. “We must go home at once.”",), "Olga Brandt", id="same paragraph"),
        pytest.param(("“It is cold,” Olga Brandt said.", "“We must go home at once.”"), "Olga Brandt", id="next paragraph"),
        pytest.param(
            ("“It is cold,” Olga Brandt said.", "“Is it?” asked Tom Oduya. “We must go home at once.”"), "Tom Oduya", id="the nearer one"
        ),
        pytest.param(
            ("“It is cold,” Olga Brandt said. Tom Oduya said the pier was closed. “We must go home at once.”",),
            "Tom Oduya",
            id="told in between",
        ),
        pytest.param(("The pier was closed.", "“We must go home at once.”"), None, id="nobody spoke"),
        pytest.param(
            ("“It is cold,” Olga Brandt said.", "The pier, the quay and the old market lie in ruins. " * 60, "“We must go home at once.”"),
            None,
            id="too long ago",
        ),
    ],
)
def test_who_goes_on_speaking(paragraphs, speaker):
    found = read(*paragraphs).filter(pl.col("quote_text") == "We must go home at once.")
    assert found["speaker_text"].to_list() == [speaker]


def test_articles_do_not_know_each_other():
    alone = read("“We must go home at once.”")
    assert alone["speaker_text"].to_list() == [None]
    assert alone["rule_id"].to_list() == ["quote:direct:alone"]
