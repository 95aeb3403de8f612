import shutil
from io import StringIO

import pytest
from rich.console import Console
from typer.testing import CliRunner

from pipelines.cli import app


@pytest.fixture
def call():
    return lambda *args: CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.fixture
def printed(monkeypatch):
    """What the command prints; its console keeps the stream that was there when it was imported."""
    stream = StringIO()
    monkeypatch.setattr("pipelines.cli.out", Console(file=stream))
    return lambda: stream.getvalue().splitlines()


@pytest.fixture
def data_dir(sample, tmp_path):
    shutil.copy(sample.warehouse, tmp_path / "broadsheet.duckdb")
    return tmp_path


@pytest.mark.parametrize(("options", "name"), [([], "report.html"), (["--output"], "today.html")], ids=["beside", "told"])
def test_report_is_written_beside_the_warehouse_or_where_told(call, printed, data_dir, options, name):
    page = data_dir / name
    assert call("report", "--data-dir", data_dir, *options, *([page] if options else [])).exit_code == 0
    assert printed() == [f"Report: {page}"]
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_run_ends_with_the_paths_of_warehouse_and_report(call, printed, data_dir, monkeypatch):
    monkeypatch.setattr("pipelines.run.execute", lambda *arguments: "a run that finds nothing new")
    result = call("run", "--data-dir", data_dir, "--input", data_dir)
    assert result.exit_code == 0
    assert printed()[-2:] == [f"Warehouse: {data_dir / 'broadsheet.duckdb'}", f"Report: {data_dir / 'report.html'}"]


@pytest.mark.parametrize(
    ("output", "code", "says"),
    [
        pytest.param("no/such/folder/report.html", 2, "--output must be a file", id="no folder"),
        pytest.param(".", 2, "--output must be a file", id="a folder"),
        pytest.param("broadsheet.duckdb", 2, "and not the warehouse", id="the warehouse"),
        pytest.param("broadsheet.duckdb/report.html", 2, "--output must be a file", id="below a file"),
    ],
)
def test_wrong_output_fails_with_one_line(call, data_dir, output, code, says):
    result = call("report", "--data-dir", data_dir, "--output", data_dir / output)
    assert_one_line(result, code, says)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(None, "no warehouse at", id="missing"),
        pytest.param(b"", "no report at", id="empty"),
        pytest.param(b"hello", "no report at", id="no database"),
    ],
)
def test_wrong_warehouse_fails_with_one_line_and_keeps_the_last_page(call, tmp_path, content, says):
    page = tmp_path / "report.html"
    page.write_text("the page of the last run")
    if content is not None:
        (tmp_path / "broadsheet.duckdb").write_bytes(content)
    assert_one_line(call("report", "--data-dir", tmp_path), 1, says)
    assert page.read_text() == "the page of the last run"


def assert_one_line(result, code, says):
    assert result.exit_code == code
    assert result.output.startswith("error: ")
    assert says in result.output
    assert len(result.output.splitlines()) == 1
    assert "Traceback" not in result.output
