"""The command line: `broadsheet run`, `report`, `sql` and `ui`.

Belongs here: options, exit codes, what is printed.
Does not belong here: the work. Heavy modules are imported by the command that needs them, so that `--help` and `sql` start at once.
"""

import json
import os
import re
import shutil
import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape

from pipelines.settings import Settings

RE_NO_PATH = re.compile(r"://|[*?\[]")  # URIs and patterns can be judged only by listing them
PAGE = "report.html"
app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="A tested warehouse under raw news text."
)
out = Console(file=sys.stdout)
err = Console(stderr=True)

Inputs = Annotated[
    list[str] | None,
    typer.Option("--input", "-i", help="Folder, file, pattern ('news/**/*.html') or URI (s3://…) of news; may be repeated."),
]
DataDir = Annotated[Path | None, typer.Option("--data-dir", "-d", help="Folder of the lake, the warehouse and the run history.")]


class Format(StrEnum):
    """How the rows of a query are printed."""

    table = "table"
    csv = "csv"
    json = "json"
    markdown = "markdown"


def _fail(message: str, code: int = 1) -> NoReturn:
    err.print(f"[red]error:[/red] {escape(message)}", soft_wrap=True, highlight=False)
    raise typer.Exit(code)


def _settings(inputs: list[str] | None = None, data_dir: Path | None = None, *, rehash: bool = False) -> Settings:
    """Return the settings with what the options say; a wrong value ends the program with one line."""
    given: dict[str, Any] = {"input": tuple(inputs or ()), "data_dir": data_dir, "rehash": rehash}
    try:
        return Settings(**{name: value for name, value in given.items() if value})
    except ValidationError as error:
        first = error.errors()[0]
        _fail(f"setting {'.'.join(map(str, first['loc']))}: {first['msg']}", 2)


@app.command()
def run(
    inputs: Inputs = None,
    data_dir: DataDir = None,
    day: Annotated[datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="Delivery day; today unless given.")] = None,
    rehash: Annotated[bool, typer.Option("--rehash", help="Read every file again, whatever its size and time say.")] = False,
) -> None:
    """Take in the input, build and test the warehouse, publish it."""
    settings = _settings(inputs, data_dir, rehash=rehash)
    if missing := [given for given in settings.input if not RE_NO_PATH.search(given) and not Path(given).exists()]:
        _fail(f"input does not exist: {', '.join(missing)}", 2)
    from pipelines.progress import Progress
    from pipelines.run import RunFailedError, execute, today
    from pipelines.summary import print_summary

    delivery_day = day.date() if day else today(settings)
    if not settings.first_day <= delivery_day <= today(settings):
        _fail(f"--date {delivery_day} is not between {settings.first_day} and today", 2)
    out.print(f"Delivery day {delivery_day}, input {', '.join(settings.input)}", soft_wrap=True, highlight=False)
    try:
        execute(settings, delivery_day, Progress(out))
    except RunFailedError as failure:
        kept = f" The warehouse of the last good run is untouched: {settings.warehouse}" if settings.warehouse.exists() else ""
        _fail(f"{failure}.{kept}")
    except KeyboardInterrupt:
        _fail("stopped; what was finished is kept, and the next run goes on from there", 130)
    print_summary(settings.warehouse, out)
    _report(settings.warehouse, settings.data_dir / PAGE)


@app.command()
def report(
    data_dir: DataDir = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help=f"File to write; {PAGE} in the data folder unless given.")] = None,
) -> None:
    """Write one HTML page about the published warehouse, each number linked to its evidence."""
    settings = _settings(data_dir=data_dir)
    if not settings.warehouse.exists():
        _fail(f"no warehouse at {settings.warehouse}; `broadsheet run` makes it")
    page = output.expanduser().resolve() if output else settings.data_dir / PAGE
    if page.is_dir() or not page.parent.is_dir() or page == settings.warehouse:
        _fail(f"--output must be a file in a folder that exists, and not the warehouse: {page}", 2)
    _report(settings.warehouse, page)


def _report(warehouse: Path, page: Path) -> None:
    import duckdb

    from pipelines.report.page import write

    try:
        write(warehouse, page)
    except (duckdb.Error, OSError) as error:
        _fail(f"no report at {page}: {str(error).splitlines()[0]}")
    out.print(f"Report: [bold]{escape(str(page))}[/bold]", soft_wrap=True, highlight=False)


@app.command()
def sql(
    query: Annotated[
        str | None, typer.Argument(help='A query, such as "from theme_coverage_by_source limit 20"; without one, a shell opens.')
    ] = None,
    data_dir: DataDir = None,
    output: Annotated[Format, typer.Option("--format", "-f", help="How to print the rows.")] = Format.table,
) -> None:
    """Query the published warehouse, read-only: the query given, the one on standard input, or many in DuckDB's shell."""
    import duckdb

    from pipelines.rows import write

    warehouse = _settings(data_dir=data_dir).warehouse
    if not warehouse.exists():
        _fail(f"no warehouse at {warehouse}; `broadsheet run` makes it")
    if query is None and sys.stdin.isatty():
        _shell(warehouse, output)
    asked = sys.stdin.read() if query is None else query
    if not asked.strip():
        _fail("no query; give one behind `sql` or on standard input, or call from a terminal to open a shell", 2)
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            result = connection.execute(asked)
            write(output.value, [name for name, *_ in result.description or []], result.fetchall(), sys.stdout)
    except duckdb.Error as error:
        _fail(str(error).splitlines()[0])


def _shell(warehouse: Path, output: Format) -> NoReturn:
    """Become DuckDB's shell on the warehouse; it completes names with the tab key and keeps its rows as wide as the terminal."""
    beside = Path(sys.executable).with_name("duckdb")
    found = str(beside) if beside.exists() else shutil.which("duckdb")
    if not found:
        _fail("DuckDB's shell was not found; the package duckdb-cli brings it")
    form = [] if output is Format.table else [f"-{output.value}"]
    os.execv(found, [found, "-readonly", *form, str(warehouse)])


@app.command()
def ui(
    data_dir: DataDir = None,
    inputs: Inputs = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 3000,
) -> None:
    """Open Dagster on this deployment: its assets, runs, schedule and sensor."""
    settings = _settings(inputs, data_dir)
    from pipelines.run import instance_home

    values = {"DAGSTER_HOME": str(instance_home(settings)), "BROADSHEET_DATA_DIR": str(settings.data_dir)}
    values["BROADSHEET_INPUT"] = json.dumps(settings.input)
    command = [sys.executable, "-m", "dagster", "dev", "-m", "pipelines.location", "-h", host, "-p", str(port)]
    os.execve(sys.executable, command, {**os.environ, **values})


if __name__ == "__main__":
    app()
