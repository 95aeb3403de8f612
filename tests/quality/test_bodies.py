"""The body found in whole pages of plain text does not fall below its pinned floors, and stays ahead of simpler methods."""

import json

import polars as pl
import pytest
from bodies import PAGES, SETS, flatten, marked, measure, overlap, pages, pages_hash

FLOORS = json.loads((PAGES.parent / "floors.json").read_text())["pages"]


@pytest.fixture(scope="module", params=SETS)
def chosen(request) -> tuple[str, pl.DataFrame]:
    return request.param, measure(SETS[request.param])


def test_floors_are_pinned_for_these_pages():
    assert FLOORS["pages_hash"] == pages_hash()


def test_body_f1_does_not_fall(chosen):
    name, scores = chosen
    styles = scores.group_by("style", maintain_order=True).agg(pl.col("found").mean())
    fallen = styles.filter(pl.col("found") < FLOORS["floors"][f"body_f1_{name}"])
    assert fallen.is_empty(), fallen.rows()


def test_titles_do_not_fall(chosen):
    name, scores = chosen
    assert scores["title"].mean() >= FLOORS["floors"][f"title_{name}"]


def test_body_is_told_better_than_by_simpler_methods(chosen):
    means = chosen[1].select(pl.col("found", "nothing", "density").mean()).row(0, named=True)
    assert means["found"] > max(means["nothing"], means["density"])


def test_each_page_has_its_truth_in_every_style():
    for layout, page in pages(tuple(name for names in SETS.values() for name in names)):
        assert marked(page, "title"), layout
        for style in ("blank", "single", "squeezed"):
            missing = set(marked(page, "body").split()) - set(flatten(page, style).split())
            assert not missing, (layout, style, missing)


@pytest.mark.parametrize(
    ("text", "truth", "score"),
    [("a b c", "a b c", 1.0), ("c b a", "a b c", 1.0), ("a a", "a", 2 / 3), ("", "a", 0.0), ("A.", "a", 1.0)],
)
def test_overlap(text, truth, score):
    assert overlap(text, truth) == pytest.approx(score)
