"""Rows of a query as text: a table for people, CSV, JSON or Markdown for what comes next.

Belongs here: writing names and rows.
Does not belong here: running the query.
"""

import csv
import json
from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.table import Table

Rows = Sequence[Sequence[object]]


def write(form: str, names: Sequence[str], rows: Rows, stream: TextIO) -> None:
    """Write rows to a stream.

    Args:
        form: `table`, `csv`, `json` (an array of objects) or `markdown`.
        names: the columns' names.
        rows: the rows; null is empty in a table, CSV and Markdown, and null in JSON.
        stream: where to write.
    """
    {"table": _table, "csv": _csv, "json": _json, "markdown": _markdown}[form](names, rows, stream)


def _text(value: object) -> str:
    return "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)


def _table(names: Sequence[str], rows: Rows, stream: TextIO) -> None:
    table = Table(*names)
    for row in rows:
        table.add_row(*map(_text, row))
    console = Console(file=stream, markup=False, highlight=False)
    console.print(table)
    console.print(f"{len(rows):,} rows")


def _csv(names: Sequence[str], rows: Rows, stream: TextIO) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)


def _json(names: Sequence[str], rows: Rows, stream: TextIO) -> None:
    json.dump([dict(zip(names, row, strict=True)) for row in rows], stream, ensure_ascii=False, indent=2, default=str)
    stream.write("\n")


def _markdown(names: Sequence[str], rows: Rows, stream: TextIO) -> None:
    stream.write(markdown(names, rows))


def markdown(names: Sequence[str], rows: Rows) -> str:
    """Return rows as a Markdown table."""
    cells = [[_text(value).replace("|", "\\|").replace("\n", " ") for value in row] for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in (names, ["---"] * len(names), *cells))
