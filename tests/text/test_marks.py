import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text.marks import pair
from pipelines.text.tokens import tokens


def paired(*paragraphs: str) -> list[tuple[str, str]]:
    starts = [sum(len(p) + 2 for p in paragraphs[:i]) for i in range(len(paragraphs))]
    passages = pl.DataFrame(
        {"doc": [0] * len(paragraphs), "block_index": range(len(paragraphs)), "start_char": starts, "text": paragraphs},
        schema={"doc": pl.UInt32, "block_index": pl.Int64, "start_char": pl.Int64, "text": pl.String},
    )
    whole, cut = "\n\n".join(paragraphs), tokens(passages)
    rows = pair(cut).select("open_row", "close_row", "state").iter_rows()
    return [(whole[cut["start_char"][first] : cut["end_char"][last]], state) for first, last, state in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Yes," she said, "we can."', ['"Yes,"', '"we can."']),
        ("“Yes,” she said. “No.”", ["“Yes,”", "“No.”"]),
        ("‘The voters’ plan is bad,’ he said.", ["‘The voters’ plan is bad,’"]),
        ("The voters’ plan and the cooks’ plan differ.", []),
        ("'It's late,' he said.", ["'It's late,'"]),
        ("« C'est fini », dit-elle.", ["« C'est fini »"]),
        ("„Nein“, sagte er.", ["„Nein“"]),
        ("``Fine,'' he said.", ["``Fine,''"]),
        ("“He called it ‘a mess’ today,” she said.", ["“He called it ‘a mess’ today,”"]),
        ("He is 6' 2\" tall.", []),
        ("Rock 'n' roll in the '90s.", []),
        ('A stray " mark (and "one pair").', ['"one pair"']),
        ("\"He said 'wait,\"' she recalled.", ["\"He said 'wait,\"'"]),
        ('"Wait" \'til noon.', ['"Wait"']),
        ("”Wrong way round,” he wrote.", ["”Wrong way round,”"]),
    ],
)
def test_marks_are_paired(text, expected):
    assert [piece for piece, _ in paired(text)] == expected


def test_an_opening_mark_in_each_paragraph_runs_on():
    found = paired("He said: “One thing.", "“Another thing.”", "Nothing more.")
    assert found == [("“One thing.", "continued"), ("“Another thing.”", "closed")]


def test_a_stray_mark_stays_in_its_paragraph():
    found = paired("He said “nothing of the kind.", "The next day came.", "“Good,” he said.")
    assert found == [("“Good,”", "closed")]


def test_an_unclosed_paragraph_ends_with_itself():
    assert paired("“Nobody closed this.", "More text.") == [("“Nobody closed this.", "unclosed")]


@settings(deadline=None, max_examples=30)  # the first run fills caches
@given(st.lists(st.text(alphabet="ab .,'\"“”‘’«»\n", max_size=40), max_size=4))
def test_pairs_do_not_overlap(paragraphs):
    passages = pl.DataFrame(
        {"doc": [0] * len(paragraphs), "block_index": range(len(paragraphs)), "start_char": [0] * len(paragraphs), "text": paragraphs},
        schema={"doc": pl.UInt32, "block_index": pl.Int64, "start_char": pl.Int64, "text": pl.String},
    )
    found = pair(tokens(passages))
    assert (found["close_row"] > found["open_row"]).all()
    assert (found["open_row"] > found["close_row"].shift()).drop_nulls().all()
