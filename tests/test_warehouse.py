from importlib import metadata

import polars as pl
import pytest
from dagster_dbt import DbtProject

from pipelines.lake import Lake
from pipelines.settings import Settings
from pipelines.warehouse import cli, is_published, state


@pytest.fixture
def settings(tmp_path, monkeypatch):
    project = tmp_path / "dbt"
    (project / "models").mkdir(parents=True)
    (project / "dbt_project.yml").write_text("name: test\n")
    (project / "models" / "a.sql").write_text("select 1\n")
    monkeypatch.setattr(Settings, "dbt_project", project)
    return Settings(data_dir=tmp_path / "data")


def test_state_changes_with_the_lake_and_with_the_project_and_with_nothing_else(settings):
    lake = Lake(settings.lake)
    first = state(settings, lake)
    assert state(settings, lake) == first
    (settings.dbt_project / "models" / "a.sql").write_text("select 2\n")
    second = state(settings, lake)
    lake.commit("raw/topics", pl.Schema({"topic_code": pl.String}), [], run_id="test")
    assert len({first, second, state(settings, lake)}) == 3


def test_only_a_warehouse_that_is_there_and_was_built_from_the_state_is_current(settings):
    settings.published_state.parent.mkdir(parents=True)
    settings.published_state.write_text("abc")
    assert not is_published(settings, "abc")
    settings.warehouse.write_text("")
    assert is_published(settings, "abc")
    assert not is_published(settings, "abd")


def test_version_of_dbt_is_known_without_a_process_or_the_network(settings, monkeypatch):
    (settings.dbt_project / "profiles.yml").write_text("test: {target: a, outputs: {a: {type: duckdb}}}\n")
    monkeypatch.setattr("dagster_dbt.core.resource.check_output", lambda command: pytest.fail(str(command)))
    assert str(cli(DbtProject(settings.dbt_project))._cli_version) == metadata.version("dbt-core")
