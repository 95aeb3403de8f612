from pathlib import Path

import pytest
from pydantic import ValidationError

from pipelines.settings import Settings


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_paths_are_absolute(tmp_path):
    assert Settings(data_dir=Path("here")).warehouse == tmp_path / "here" / "broadsheet.duckdb"


def test_caller_wins_over_environment_and_environment_over_file(tmp_path, monkeypatch):
    (tmp_path / "broadsheet.toml").write_text('timezone = "Europe/Paris"\nnightly = true\n')
    assert Settings().timezone == "Europe/Paris"
    monkeypatch.setenv("BROADSHEET_TIMEZONE", "America/Toronto")
    assert Settings().timezone == "America/Toronto"
    assert Settings(timezone="UTC").timezone == "UTC"
    assert Settings().nightly


def test_several_inputs_come_as_a_list_from_the_environment(monkeypatch):
    monkeypatch.setenv("BROADSHEET_INPUT", '["/a", "/b"]')
    assert Settings().input == ("/a", "/b")


@pytest.mark.parametrize(
    "given", [{"timezone": "Mars/Olympus"}, {"batch_bytes": "many"}, {"nightly_at": "at dawn"}, {"batch_bytes": 0}, {"workers": -1}]
)
def test_wrong_value_is_refused(given):
    with pytest.raises(ValidationError):
        Settings(**given)


def test_unknown_setting_in_the_file_is_refused(tmp_path):
    (tmp_path / "broadsheet.toml").write_text("nigthly = true\n")
    with pytest.raises(ValidationError, match="nigthly"):
        Settings()
