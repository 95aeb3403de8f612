from datetime import UTC, date, datetime

import polars as pl
import pytest

from pipelines.derive import Derivation, build_day, build_days, build_whole, days_with_other_terms
from pipelines.lake import Batch, Lake
from pipelines.schemas import TABLES
from pipelines.schemas.base import columns, empty

DAY = date(2025, 3, 17)
VERSION = "0123456789abcdef"


def article(text: str) -> pl.DataFrame:
    hashes = dict.fromkeys(("version_id", "article_id", "document_id", "clean_text_hash", "batch"), VERSION)
    told = {"file_uri": "file:///a.txt", "encoding": "utf-8", "word_count": 2, "text": text, "delivery_date": DAY, "extractor_version": "0"}
    row = dict.fromkeys(columns(TABLES["parsed/articles"])) | hashes | told | {"seen_at": datetime(2025, 3, 17, tzinfo=UTC)}
    return pl.DataFrame([row]).cast(empty(TABLES["parsed/articles"]).schema)


@pytest.fixture
def lake(tmp_path):
    lake = Lake(tmp_path)
    batch = Batch(DAY, VERSION)
    staged = lake.stage("parsed/articles", article("One two."), made_by="v0", batch=batch)
    lake.commit("parsed/articles", pl.Schema(columns(TABLES["parsed/articles"])), [staged], run_id="run")
    return lake


def sentences(start: int, end: int, text: str) -> Derivation:
    row = {"block_index": 0, "sentence_index": 0, "role": "body", "start_char": start, "end_char": end, "text": text, "rule_id": "test"}
    kinds = dict.fromkeys(("block_index", "sentence_index", "start_char", "end_char"), pl.Int64)

    def function(frames):
        made = frames["parsed/articles"].select("version_id", **{name: pl.lit(value) for name, value in row.items()})
        return {"extracted/sentences": made.cast(kinds)}

    return Derivation(("parsed/articles",), ("extracted/sentences",), function)


def build(lake, derivation, made_by="v1"):
    return build_day(lake, derivation, DAY, made_by=made_by, run_id="run")


def test_missing_batches_are_made_once(lake):
    first = build(lake, sentences(0, 8, "One two."))
    again = build(lake, sentences(0, 8, "One two."))
    assert [len(first.manifests), len(again.manifests)] == [1, 0]
    assert first.versions == again.versions


@pytest.mark.parametrize(
    ("made", "wanted", "expected"),
    [
        pytest.param("v1", "v1", [], id="without terms, still without"),
        pytest.param("v1", "v1-own-aa", [DAY], id="terms are new"),
        pytest.param("v1-own-aa", "v1-own-bb", [DAY], id="terms are others"),
        pytest.param("v1-own-aa", "v1", [DAY], id="terms are gone"),
        pytest.param("v1-own-aa", "v1-own-aa", [], id="terms are the same"),
        pytest.param("v0-own-aa", "v1-own-bb", [], id="another version of the code"),
    ],
)
def test_days_read_with_other_terms_are_known(lake, made, wanted, expected):
    build(lake, sentences(0, 8, "One two."), made_by=made)
    assert days_with_other_terms(lake, sentences(0, 8, "One two."), wanted) == expected


def test_several_days_are_made_up_to_the_first_broken_one(lake):
    good = build_days(lake, sentences(0, 8, "One two."), [DAY, DAY], made_by="v1", run_id="run")
    bad = build_days(lake, sentences(0, 8, "One too."), [DAY, DAY], made_by="v2", run_id="run")
    assert [len(good.manifests), len(bad.manifests), bool(good.failures), bool(bad.failures)] == [1, 1, False, True]


def test_other_code_version_replaces_the_rows(lake):
    build(lake, sentences(0, 8, "One two."))
    build(lake, sentences(0, 3, "One"), made_by="v2")
    rows = lake.scan("extracted/sentences").collect()
    assert rows.select("text", "extractor_version").rows() == [("One", "v2")]


@pytest.mark.parametrize(
    ("derivation", "check"),
    [
        (sentences(0, 7, "One two."), "evidence"),
        (sentences(3, 3, ""), "schema"),
        (sentences(-1, 8, "One two."), "schema"),
    ],
)
def test_row_that_breaks_a_promise_is_not_committed(lake, derivation, check):
    built = build(lake, derivation)
    assert check in {failure.check for failure in built.failures}
    assert not lake.exists("extracted/sentences")


def topics(code: str):
    row = {"topic_code": code, "label": "x", "broader_code": None, "level": 0, "path": "x", "wikidata_id": None}
    return Derivation((), ("raw/topics",), lambda _: {"raw/topics": pl.DataFrame([row], schema=columns(TABLES["raw/topics"]))})


def test_whole_table_is_replaced_only_when_something_changed(lake):
    first = build_whole(lake, topics("medtop:01000000"), made_by="a", run_id="run")
    same = build_whole(lake, topics("medtop:01000000"), made_by="a", run_id="run")
    other = build_whole(lake, topics("medtop:02000000"), made_by="b", run_id="run")
    assert first.versions == same.versions != other.versions
    assert lake.scan("raw/topics").collect()["topic_code"].to_list() == ["medtop:02000000"]


def test_whole_table_that_breaks_its_model_is_not_committed(lake):
    assert [failure.table for failure in build_whole(lake, topics("no code"), made_by="a", run_id="run").failures] == ["raw/topics"]
    assert not lake.exists("raw/topics")
