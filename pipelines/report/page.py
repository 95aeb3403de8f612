"""The page: a published warehouse in, HTML out.

Belongs here: running the queries, filling the template, writing the file.
Does not belong here: SQL (`queries`), markup (`templates`), lengths of lists (`limits`), forms of numbers and dates (`wording`).
"""

import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipelines.report.limits import Limits
from pipelines.report.wording import FILTERS

FOLDER = Path(__file__).parent
PREPARED = ("passages", "shown")
LISTS = (
    "sources", "publication_days", "theme_rows", "theme_evidence", "profiles", "speakers", "theme_speakers", "whose_words",
    "event_days", "events", "refusals", "deliveries",
)  # fmt: skip
SINGLE = ("totals", "lead", "pull_quote")
Row = dict[str, Any]


def write(warehouse: Path, page: Path, limits: Limits | None = None) -> None:
    """Write the page about a published warehouse, by one atomic rename: nobody sees half a page.

    Args:
        warehouse: the published DuckDB file.
        page: the file to write, in a folder that exists.
        limits: the longest that each list may be.

    Raises:
        duckdb.Error: the file is no warehouse.
        OSError: the page cannot be written.
    """
    html = render(warehouse, limits)
    unfinished = page.with_name(f".{page.name}.{os.getpid()}")
    try:
        unfinished.write_text(html, encoding="utf-8")
        os.replace(unfinished, page)
    finally:
        unfinished.unlink(missing_ok=True)


def render(warehouse: Path, limits: Limits | None = None) -> str:
    """Return the page about a published warehouse as HTML.

    The same warehouse gives the same page: neither clock nor chance comes into it.

    Args:
        warehouse: the published DuckDB file; it is opened for reading only.
        limits: the longest that each list may be.

    Raises:
        duckdb.Error: the file is no warehouse.
    """
    limits = limits or Limits()
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        facts = gather(connection, limits)
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= FILTERS
    return environment.get_template("page.html.j2").render(facts, limits=limits)


def gather(connection: duckdb.DuckDBPyConnection, limits: Limits) -> Row:
    """Return what the template shows, by name: a list of rows, one row or null, or rows by their key."""
    for name, value in asdict(limits).items():
        connection.execute(f"set variable {name} = {value}")
    for name in PREPARED:
        connection.execute(_query(name))
    facts: Row = {name: _rows(connection, name) for name in LISTS}
    facts |= {name: next(iter(_rows(connection, name)), None) for name in SINGLE}
    facts["lists"] = {(row["list_kind"], row["list_key"]): row for row in _rows(connection, "article_lists")}
    facts["quotes"] = {row["list_key"]: row for row in _rows(connection, "quotes")}
    facts["borrowed"] = {row["source_rank"]: row["articles"] for row in _rows(connection, "borrowed")}
    return facts


def _query(name: str) -> str:
    return (FOLDER / "queries" / f"{name}.sql").read_text(encoding="utf-8")


def _rows(connection: duckdb.DuckDBPyConnection, name: str) -> list[Row]:
    result = connection.execute(_query(name))
    names = [column for column, *_ in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
