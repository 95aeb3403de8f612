"""The body found in whole pages of plain text stays ahead of simpler methods, and its measure measures (floors: `test_floors`)."""

import polars as pl
import pytest
from bodies import SETS, flatten, marked, measure, overlap, pages


@pytest.fixture(scope="module", params=SETS)
def chosen(request) -> tuple[str, pl.DataFrame]:
    return request.param, measure(SETS[request.param])


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
