"""Files of rows and columns: CSV, text with tabs, and Parquet.

Belongs here: delimiters and headers, reading one row after another in bounded memory; rows that cannot be read.
Does not belong here: JSON (`pipelines.readers.records`), what a column's name means (`pipelines.readers.fields`).
"""

import csv
import io
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO, TextIO

import duckdb

from pipelines.readers import fields
from pipelines.readers.document import Document, refused
from pipelines.readers.options import Options
from pipelines.readers.records import Unread, document, encoding_of, or_none, text_of

HEAD = 1 << 20  # characters; no header is longer
BATCH_ROWS = 500
DELIMITERS = ",;\t|"
MAGIC = b"PAR1"
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1, "memory_limit": "1GB", "autoinstall_known_extensions": False, "autoload_known_extensions": False,
}  # fmt: skip
"""How DuckDB reads a table. It does so because it tells damage by an error; the Parquet reader of polars ends the process on some bytes."""


def csv_documents(stream: BinaryIO, options: Options) -> Iterator[Document]:
    """Read the rows of CSV or of text with tabs; the first row names the columns.

    Yields:
        One document or refusal per row; one refusal when no column is known as a text.
    """
    csv.field_size_limit(options.max_bytes)  # the module's own limit is below the length of some articles
    with text_of(stream, options.encoding or encoding_of(stream), "") as text:
        head = text.readline(HEAD).lstrip("\ufeff")
        delimiter = options.delimiter or _delimiter(head, options)
        header = _header(head, delimiter)
        if not fields.has_text(dict.fromkeys(header), options):
            yield refused(None, "no_text", f"no column is known as a text; the columns are {fields.shown(header)}")
            return
        for number, row in enumerate(_rows(text, delimiter, options.max_bytes), 1):
            yield _row(row, header, f"row {number}", options)


def _header(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _delimiter(line: str, options: Options) -> str:
    """Return the sign that cuts the header into a known name of a text and the most columns."""
    headers = {sign: _header(line, sign) for sign in DELIMITERS}
    return max(headers, key=lambda sign: (fields.has_text(dict.fromkeys(headers[sign]), options), len(headers[sign])))


def _rows(text: TextIO, delimiter: str, limit: int) -> Iterator[list[str] | Unread]:
    """Yield the rows below the header; what an unclosed quotation mark swallowed is told as one bad row."""
    pending: list[str] = []
    reader = csv.reader((pending.append(line) or line for line in _lines(text, limit)), delimiter=delimiter)
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            code = "too_large" if "field larger" in str(error) else "malformed_record"
            row = Unread(code, f"the row of {len(pending)} lines cannot be read: {error}")
        if row is None:
            return
        if any(len(line) > limit for line in pending):
            row = Unread("too_large", f"the row has more than {limit:,} bytes, the limit is {limit:,}")
        elif len(pending) > 1 and not isinstance(row, Unread) and sum(line.count('"') for line in pending) % 2:
            row = Unread("malformed_record", f"a quotation mark is not closed within {len(pending)} lines")
        pending.clear()
        if row:
            yield row


def _lines(text: TextIO, limit: int) -> Iterator[str]:
    """Yield the lines; of one beyond the limit, its beginning, one character longer than the limit."""
    while line := text.readline(limit + 1):
        yield line
        while len(line) > limit and line[-1] not in "\r\n":
            line = text.readline(limit + 1) or "\n"  # the rest of the line is passed over


def _row(row: list[str] | Unread, header: Sequence[str], position: str, options: Options) -> Document:
    if not isinstance(row, Unread) and any(row[len(header) :]):
        row = Unread("malformed_record", f"the row has {len(row)} cells, the header {len(header)}")
    return document(row if isinstance(row, Unread) else dict(zip(header, row, strict=False)), position, options)


def parquet_documents(stream: BinaryIO, options: Options) -> Iterator[Document]:
    """Read the rows of a Parquet table, some hundred at a time and only the columns that are known.

    Yields:
        One document or refusal per row; one refusal when the table is damaged or no column is known as a text.
    """
    if not _is_parquet(stream):
        yield refused(None, "damaged", "the file does not begin and end like a Parquet table")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.parquet"
        with path.open("wb") as copy:
            shutil.copyfileobj(stream, copy)
        try:
            with duckdb.connect(":memory:", config=CONFIG) as connection:
                yield from or_none(_table(connection.read_parquet(str(path)), options))
        except (duckdb.Error, ValueError, OverflowError) as error:
            yield refused(None, "damaged", f"the table cannot be read further: {str(error).partition(chr(10))[0][:200]}")


def _is_parquet(stream: BinaryIO) -> bool:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - 8))
    footer = stream.read(8)
    stream.seek(0)
    return size >= 12 and stream.read(4) == MAGIC == footer[4:] and int.from_bytes(footer[:4], "little") <= size - 12 and not stream.seek(0)


def _table(table: duckdb.DuckDBPyRelation, options: Options) -> Iterator[Document]:
    layout = {name: _members(kind) for name, kind in zip(table.columns, table.types, strict=True)}
    if not fields.has_text(layout, options):
        yield refused(None, "no_text", f"no column is known as a text; the columns are {fields.shown(layout)}")
        return
    known = fields.known(layout, options)
    rows = table.project(", ".join('"{}"'.format(name.replace('"', '""')) for name in known))
    batches = iter(lambda: rows.fetchmany(BATCH_ROWS), [])
    for number, row in enumerate(chain.from_iterable(batches), 1):
        yield fields.document(dict(zip(known, row, strict=True)), f"row {number}", options)


def _members(kind: duckdb.sqltypes.DuckDBPyType) -> dict[str, None] | None:
    """Return the names within a column of objects; None for any other column."""
    return dict.fromkeys(name for name, _ in kind.children) if kind.id == "struct" else None
