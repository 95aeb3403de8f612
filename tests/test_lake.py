from datetime import date

import polars as pl
import pytest

from pipelines.lake import Batch, Lake

SCHEMA = pl.Schema({"word": pl.String, "delivery_date": pl.Date, "batch": pl.String})
MONDAY = Batch(date(2025, 3, 17), "b1")
TUESDAY = Batch(date(2025, 3, 18), "b2")


def frame(batch: Batch, *words: str) -> pl.DataFrame:
    columns = {"word": words, "delivery_date": [batch.day] * len(words), "batch": [batch.batch] * len(words)}
    return pl.DataFrame(columns, schema=SCHEMA)


@pytest.fixture
def lake(tmp_path):
    return Lake(tmp_path)


def commit(lake, batch, *words, made_by="v1", obsolete=()):
    staged = lake.stage("raw/words", frame(batch, *words), made_by=made_by, batch=batch)
    return lake.commit("raw/words", SCHEMA, [staged], run_id="run", obsolete=obsolete)


def test_staged_file_is_no_part_of_the_table_until_committed(lake):
    commit(lake, MONDAY, "a")
    lake.stage("raw/words", frame(TUESDAY, "b"), made_by="v1", batch=TUESDAY)
    assert lake.scan("raw/words").collect()["word"].to_list() == ["a"]


def test_commit_adds_and_removes_files_in_one_version(lake):
    before = commit(lake, MONDAY, "a")
    after = commit(lake, MONDAY, "b", made_by="v2", obsolete=lake.files("raw/words")["path"].to_list())
    assert lake.scan("raw/words").collect()["word"].to_list() == ["b"]
    assert after == before + 1


def test_commit_of_nothing_creates_the_table_and_then_no_version(lake):
    assert lake.version("raw/words") == -1
    assert lake.commit("raw/words", SCHEMA, [], run_id="run") == lake.commit("raw/words", SCHEMA, [], run_id="run") == 0
    assert lake.scan("raw/words").collect().schema == SCHEMA


def test_batch_without_rows_is_known_as_made(lake):
    commit(lake, MONDAY)
    assert lake.files("raw/words").select("batch", "row_count").rows() == [("b1", 0)]
    assert lake.read("raw/words", MONDAY).height == 0


def test_staging_again_after_a_crash_gives_the_same_file(lake):
    first = lake.stage("raw/words", frame(MONDAY, "a"), made_by="v1", batch=MONDAY)
    second = lake.stage("raw/words", frame(MONDAY, "a"), made_by="v1", batch=MONDAY)
    assert first == second
    assert [path.name for path in lake.location("raw/words").rglob("*.*")] == ["v1.parquet"]


def test_read_returns_one_batch(lake):
    commit(lake, MONDAY, "a", "b")
    commit(lake, TUESDAY, "c")
    assert lake.read("raw/words", TUESDAY)["word"].to_list() == ["c"]


def test_unpartitioned_table_has_no_partition_values(lake):
    schema = pl.Schema({"word": pl.String})
    staged = lake.stage("resolved/words", pl.DataFrame({"word": ["a"]}), made_by="v1")
    lake.commit("resolved/words", schema, [staged], run_id="run")
    assert lake.files("resolved/words").select("path", "delivery_date", "batch").rows() == [("v1.parquet", None, None)]


def test_unknown_table_is_an_error(lake):
    with pytest.raises(FileNotFoundError, match="no table raw/words"):
        lake.scan("raw/words")


def test_a_column_that_is_new_is_null_in_older_files(lake):
    commit(lake, MONDAY, "a")
    wider = pl.Schema({**SCHEMA, "length": pl.Int64})
    staged = lake.stage("raw/words", frame(TUESDAY, "b").with_columns(length=pl.lit(1)), made_by="v2", batch=TUESDAY)
    lake.commit("raw/words", wider, [staged], run_id="run")
    assert lake.scan("raw/words").sort("word").select("word", "length").collect().rows() == [("a", None), ("b", 1)]
    assert lake.read("raw/words", MONDAY)["length"].to_list() == [None]
