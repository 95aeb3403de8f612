import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text.gazetteer import find, longest, pieces
from pipelines.text.tokens import tokens

FORMS = pl.DataFrame({"form": ["York", "New York", "New York City", "St. John's", "U.S. Steel", "Al-Hasakah"]})


def cut(*texts: str) -> pl.DataFrame:
    frame = pl.DataFrame({"doc": range(len(texts)), "text": texts}, schema={"doc": pl.UInt32, "text": pl.String})
    return tokens(frame.select("doc", block_index=pl.lit(0, pl.Int64), start_char=pl.lit(0, pl.Int64), text="text"))


@pytest.mark.parametrize(
    ("passage", "ignore_case", "expected"),
    [
        pytest.param("New York City and New York", False, [(0, 3), (4, 2)], id="longest"),
        pytest.param("the York of New England", False, [(1, 1)], id="opening-of-another-form"),
        pytest.param("St. John’s and U.S. Steel", False, [(0, 4), (5, 2)], id="marks-within"),
        pytest.param("in al-hasakah", True, [(1, 1)], id="any-case"),
        pytest.param("in al-hasakah and new york", False, [], id="other-case"),
        pytest.param("It is New", False, [], id="text-ends-within"),
    ],
)
def test_find_tells_where_forms_stand(passage, ignore_case, expected):
    found = longest(find(cut(passage), FORMS, ignore_case=ignore_case))
    assert found.select("row", "width").rows() == expected


def test_find_does_not_run_over_from_one_block_to_the_next():
    assert find(cut("It is New", "York is old"), FORMS)["form"].to_list() == ["York"]


@settings(deadline=None, max_examples=50)  # the first run fills caches
@given(st.lists(st.text(alphabet="Aaé’'.- 1\u0301&", max_size=12), min_size=1, max_size=4))
def test_pieces_are_the_tokens_of_a_form(forms):
    told = pl.DataFrame({"form": forms}).select(pieces(pl.col("form"))).to_series().to_list()
    assert told == [cut(form)["token"].to_list() for form in forms]
