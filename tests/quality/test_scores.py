"""The scores' way into the lake and out of the warehouse."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from deployments import build, rows
from scores import TABLE, DataSet, commit, data_hash, fallen, floors, measured

from pipelines.lake import Lake
from pipelines.settings import Settings
from pipelines.version import extractor_version

NOW = datetime(2026, 1, 2, tzinfo=UTC)
COLUMNS = ("data_set", "measure", "value", "extractor_version")


def scores(name: str, **values: float):
    return measured(DataSet(name, [Path(__file__)], lambda: {"quotes": values}), NOW)


@pytest.fixture
def stored(tmp_path):
    lake = Lake(tmp_path)
    return lake, lambda: lake.scan(TABLE).select(COLUMNS).collect().rows()


def test_measuring_again_leaves_one_set_of_rows(stored):
    lake, found = stored
    version = extractor_version()
    commit(lake, scores("a", f1=0.5, recall=0.4))
    commit(lake, scores("b", f1=0.1))
    commit(lake, scores("a", f1=0.6))
    assert sorted(found()) == [("a", "f1", 0.6, version), ("b", "f1", 0.1, version)]
    assert lake.version(TABLE) == 3


def test_scores_of_another_version_of_the_code_stay(stored, monkeypatch):
    lake, found = stored
    commit(lake, scores("a", f1=0.5))
    monkeypatch.setattr("scores.extractor_version", lambda: "other")
    commit(lake, scores("a", f1=0.6))
    assert sorted(found()) == [("a", "f1", 0.5, extractor_version()), ("a", "f1", 0.6, "other")]


def test_score_that_is_no_share_is_not_committed(stored):
    lake, _ = stored
    with pytest.raises(ValueError, match="value"):
        commit(lake, scores("a", f1=1.5))
    assert not lake.exists(TABLE)


def test_floors_hold_for_the_labels_they_were_set_for(monkeypatch):
    here = data_hash([Path(__file__)])
    monkeypatch.setattr("scores.FLOORS", {"a": {"data_hash": here, "floors": {"f1": 0.7}}})
    assert (floors("a", here), floors("a", "other"), floors("b", here)) == ({"f1": 0.7}, {}, {})
    assert fallen(scores("a", f1=0.65, recall=0.1)) == ["f1 of a is 0.650, below 0.7"]
    assert fallen(scores("a", f1=0.7)) == []


def test_nobody_measured_so_the_public_table_is_empty(sample):
    assert rows(sample.warehouse, "from quality_scores") == []


def test_public_table_has_what_was_measured(tmp_path):
    settings = Settings(data_dir=tmp_path)
    lake = Lake(settings.lake)
    commit(lake, scores("a", f1=0.5))
    query = "select extractor, data_set, measure, value, floor, extractor_version, measured_at from quality_scores"
    warehouse = build(settings, only="+quality_scores")
    assert rows(warehouse, query) == [("quotes", "a", "f1", 0.5, None, extractor_version(), NOW.replace(tzinfo=None))]
