import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
from typer.testing import CliRunner

from pipelines.cli import app


@pytest.fixture
def call():
    return lambda *args: CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.fixture
def shell(monkeypatch):
    """A terminal, and what the program would become in it."""
    became = []
    monkeypatch.setattr("pipelines.cli.sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True), executable=sys.executable))
    monkeypatch.setattr("pipelines.cli.os.execv", lambda path, arguments: became.append((path, arguments)) or sys.exit(0))
    return became


@pytest.fixture
def data_dir(tmp_path):
    with duckdb.connect(str(tmp_path / "broadsheet.duckdb")) as connection:
        connection.execute("create table articles as select 'a' as article_id, 3 as word_count")
    return tmp_path


@pytest.mark.parametrize("command", [[], ["run"], ["sql"], ["ui"]])
def test_every_command_explains_itself(call, command):
    result = call(*command, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_sql_prints_rows(call, data_dir):
    result = call("sql", "select * from articles", "--data-dir", data_dir, "--format", "csv")
    assert (result.exit_code, result.output) == (0, "article_id,word_count\na,3\n")


def test_sql_takes_the_query_from_standard_input(data_dir):
    result = CliRunner().invoke(app, ["sql", "--data-dir", str(data_dir), "-f", "csv"], input="select word_count\nfrom articles;\n")
    assert (result.exit_code, result.output) == (0, "word_count\n3\n")


@pytest.mark.parametrize(("options", "flags"), [([], []), (["--format", "csv"], ["-csv"])], ids=["as the shell likes", "csv"])
def test_sql_without_a_query_becomes_the_shell_on_the_file_read_only(call, data_dir, shell, options, flags):
    assert call("sql", "--data-dir", data_dir, *options).exit_code == 0
    [(path, arguments)] = shell
    assert arguments == [path, "-readonly", *flags, str(data_dir / "broadsheet.duckdb")]
    assert Path(path).name == "duckdb"
    asked = [*arguments, "select word_count from articles; drop table articles"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert "3" in answer.stdout
    assert "read-only" in answer.stderr


def test_sql_without_a_shell_says_what_brings_it(call, data_dir, shell, monkeypatch):
    monkeypatch.setattr("pipelines.cli.sys.executable", "/nowhere/python")
    monkeypatch.setattr("pipelines.cli.shutil.which", lambda name: None)
    result = call("sql", "--data-dir", data_dir)
    assert (result.exit_code, shell) == (1, [])
    assert "duckdb-cli" in result.output


def test_sql_without_a_query_or_a_terminal_says_so(call, data_dir):
    result = call("sql", "--data-dir", data_dir)
    assert result.exit_code == 2
    assert result.output.startswith("error: no query; give one")


@pytest.mark.parametrize("query", ["select * from no_such_table", "selec", "delete from articles", "drop table articles"])
def test_bad_or_writing_query_fails_with_one_line(call, data_dir, query):
    result = call("sql", query, "--data-dir", data_dir)
    assert result.exit_code == 1
    assert result.output.startswith("error: ")
    assert len(result.output.splitlines()) == 1
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["sql", "select 1"], "no warehouse at"),
        (["run", "--input", "no/such/folder"], "input does not exist"),
        (["run", "--date", "2999-01-01"], "not between"),
        (["run", "--date", "yesterday"], "yesterday"),
        (["run", "--no-such-option"], "no-such-option"),
        (["sql", "select 1", "--format", "xml"], "xml"),
    ],
)
def test_wrong_option_or_path_fails_and_says_why(call, tmp_path, arguments, says):
    result = call(*arguments, "--data-dir", tmp_path)
    assert result.exit_code != 0
    assert says in " ".join(result.output.split())
    assert "Traceback" not in result.output


def test_run_that_the_user_stops_says_what_is_kept(call, tmp_path, monkeypatch):
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipelines.run.execute", stopped)
    result = call("run", "--input", tmp_path, "--data-dir", tmp_path)
    assert (result.exit_code, result.output.splitlines()[-1][:15]) == (130, "error: stopped;")


@pytest.mark.parametrize(("name", "value"), [("timezone", "Mars/Olympus"), ("workers", "-1"), ("workers", "many")])
def test_wrong_setting_fails_and_says_why(call, monkeypatch, name, value):
    monkeypatch.setenv(f"BROADSHEET_{name.upper()}", value)
    result = call("sql", "select 1")
    assert result.exit_code == 2
    assert result.output.startswith(f"error: setting {name}: ")
    assert len(result.output.splitlines()) == 1
