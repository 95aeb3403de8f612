import random
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.schemas.resolved import Overlaps
from pipelines.tables.overlaps import overlaps

WORDS = [f"word{number}" for number in range(2000)]


def words(seed: int, count: int) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=count))


def compare(*texts: str, articles: tuple[int, ...] = (), role: str = "body") -> dict[tuple[int, int], float]:
    ids = [f"{number:016x}" for number in range(len(texts))]
    told = {"version_id": ids, "article_id": [ids[number] for number in articles or range(len(texts))]}
    versions = pl.DataFrame(told).with_columns(published_date=pl.lit(date(2025, 3, 17)))
    rows = {"version_id": ids, "sentence_index": [0] * len(texts), "role": [role] * len(texts), "text": list(texts)}
    found = overlaps([pl.LazyFrame(rows)], versions)
    Overlaps.validate(found)
    return {(int(row[0], 16), int(row[1], 16)): round(row[2], 2) for row in found.rows()}


@pytest.mark.parametrize(
    ("texts", "shares"),
    [
        pytest.param((words(1, 200), words(1, 200)), {(0, 1): 1.0, (1, 0): 1.0}, id="the same"),
        pytest.param((words(1, 200), words(1, 200).upper().replace(" ", ", ")), {(0, 1): 1.0, (1, 0): 1.0}, id="case and punctuation"),
        pytest.param((words(1, 200), words(2, 200)), {}, id="nothing in common"),
        pytest.param((words(1, 200), words(1, 100) + " " + words(2, 300)), {(0, 1): 0.5, (1, 0): 0.25}, id="half in a longer text"),
        pytest.param((words(1, 200), words(1, 20) + " " + words(2, 200)), {}, id="a quotation in common"),
        pytest.param(("", "one two three four five", words(1, 200)), {}, id="short and empty"),
    ],
)
def test_share_of_words_in_common_runs(texts, shares):
    assert compare(*texts) == shares


def test_every_twentieth_word_edited_leaves_most_in_common():
    text = words(1, 400).split()
    edited = [f"other{number}" if number % 20 == 0 else word for number, word in enumerate(text)]
    assert compare(" ".join(text), " ".join(edited)) == {(0, 1): 0.95, (1, 0): 0.95}


def test_versions_of_one_article_are_not_compared():
    assert compare(words(1, 200), words(1, 200), articles=(0, 0)) == {}


def test_only_bodies_count():
    assert compare(words(1, 200), words(1, 200), role="heading") == {}


@given(st.permutations(range(5)), st.integers(1, 5))
def test_order_and_batches_change_nothing(order, cut):
    texts = [words(1, 200), words(1, 150) + " " + words(2, 50), words(2, 200), words(3, 90), words(3, 90) + " " + words(1, 60)]
    versions = pl.DataFrame({"version_id": [f"{number:016x}" for number in range(5)]}).with_columns(
        article_id="version_id", published_date=pl.lit(date(2025, 3, 17))
    )
    rows = versions.select("version_id", sentence_index=pl.lit(0), role=pl.lit("body"), text=pl.Series(texts))
    shuffled = rows[list(order)]
    batches = [shuffled[:cut].lazy(), shuffled[cut:].lazy()]
    assert overlaps(batches, versions[list(order)]).equals(overlaps([rows.lazy()], versions))
