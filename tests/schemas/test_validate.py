from datetime import date

import polars as pl
import pytest

from pipelines.schemas import TABLES
from pipelines.schemas.base import columns, descriptions, empty
from pipelines.schemas.validate import broken_cells, broken_columns, broken_spans, broken_tiling, spans

TEXTS = pl.DataFrame({"version_id": ["v"], "text": ["Né à Paris."]})


@pytest.mark.parametrize("table", TABLES)
def test_every_table_tells_its_grain_and_describes_its_columns(table):
    model = TABLES[table]
    assert (model.__doc__ or "").startswith("One row per ")
    assert not [name for name, text in descriptions(model).items() if not text.endswith(".") and "…" not in text]


@pytest.mark.parametrize("table", TABLES)
def test_empty_frame_of_a_model_is_valid(table):
    assert broken_columns(empty(TABLES[table]), TABLES[table]) == []


def test_missing_unknown_and_mistyped_columns_are_told():
    model = TABLES["raw/topics"]
    frame = empty(model)
    assert broken_columns(frame.drop("label"), model)
    assert broken_columns(frame.with_columns(more=pl.lit(1)), model)
    assert broken_columns(frame.with_columns(pl.col("level").cast(pl.String)), model)
    assert list(columns(model)) == frame.columns


def blocks(*ends: tuple[int, int]) -> pl.DataFrame:
    rows = [("v", index, start, end) for index, (start, end) in enumerate(ends)]
    return pl.DataFrame(
        rows, schema={"version_id": pl.String, "block_index": pl.Int64, "start_char": pl.Int64, "end_char": pl.Int64}, orient="row"
    )


@pytest.mark.parametrize(
    ("ends", "tiles"),
    [
        ([(0, 11)], True),
        ([(0, 3), (3, 11)], True),
        ([(0, 3), (4, 11)], False),
        ([(0, 4), (3, 11)], False),
        ([(1, 11)], False),
        ([(0, 10)], False),
        ([], False),
    ],
)
def test_blocks_tile_the_text(ends, tiles):
    assert broken_tiling(blocks(*ends), TEXTS).is_empty() is tiles


@pytest.mark.parametrize(
    ("text", "start", "end", "holds"),
    [
        ("Paris", 5, 10, True),
        ("Paris", 4, 9, False),
        ("Né", 0, 2, True),
        ("paris", 5, 10, False),
        ("Paris.", 5, 11, True),
        ("Paris.", 5, 12, False),
        (None, None, None, True),
        ("x", None, None, False),
    ],
)
def test_span_is_the_slice_of_the_text(text, start, end, holds):
    rows = pl.DataFrame({"version_id": ["v"], "text": [text], "start_char": [start], "end_char": [end]}).cast(
        {"text": pl.String, "start_char": pl.Int64, "end_char": pl.Int64}
    )
    assert spans(TABLES["extracted/sentences"]) == {"text": ("start_char", "end_char")}
    assert broken_spans(rows, TEXTS, TABLES["extracted/sentences"]).is_empty() is holds


def dates(*rows: tuple) -> pl.DataFrame:
    model = TABLES["parsed/publication_dates"]
    constants = {"batch": "b" * 16, "delivery_date": date(2025, 3, 17), "extractor_version": "x", "evidence": "text", "is_chosen": False}
    told = [constants | dict(zip(("version_id", "rule_id", "told_date", "told_precision"), row, strict=True)) for row in rows]
    return pl.DataFrame(told, schema=columns(model))


V, W = "0" * 16, "1" * 16
SOUND = (W, "a", date(2025, 3, 1), "day")


@pytest.mark.parametrize(
    ("rows", "keys"),
    [
        pytest.param([SOUND], [], id="sound"),
        pytest.param([SOUND, (V, "a", date(2025, 3, 1), "week")], [V], id="value"),
        pytest.param([SOUND, (V, None, date(2025, 3, 1), "day")], [V], id="empty"),
        pytest.param([SOUND, (V, "a", date(2025, 3, 1), "day"), (V, "a", date(2025, 3, 1), "year")], [V, V], id="key-of-several-columns"),
        pytest.param([SOUND, (None, "a", date(2025, 3, 1), "day")], [None], id="of-no-version"),
    ],
)
def test_broken_cell_tells_whose_row_it_is(rows, keys):
    found = broken_cells(dates(*rows), TABLES["parsed/publication_dates"])
    assert sorted(set(found["key"]), key=str) == sorted(set(keys), key=str)
    assert len(broken_columns(dates(*rows), TABLES["parsed/publication_dates"])) == found.height


def test_break_of_the_whole_table_is_nobodys():
    found = broken_cells(dates(SOUND).drop("rule_id"), TABLES["parsed/publication_dates"])
    assert found["key"].to_list() == [None]
