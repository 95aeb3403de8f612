"""Rows of the documents in files, in chunks of bounded size.

Belongs here: the columns of a document as it was read, its hash, the state of the file it was read from.
Does not belong here: reading a format (the other readers), what is a change (`pipelines.tables.raw`).
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

import polars as pl

from pipelines.readers.document import Document, Told
from pipelines.readers.documents import documents
from pipelines.readers.options import Options, of_input

FILE = {"file_id": pl.String, "file_uri": pl.String, "input_uri": pl.String}
TOLD = dict.fromkeys(Told._fields, pl.String)
CONTENT = {
    "record": pl.String, "format": pl.String, **TOLD, "content": pl.Binary, "content_hash": pl.String, "refusal_code": pl.String,
    "refusal_detail": pl.String, "byte_count": pl.Int64,
}  # fmt: skip
STATE = {
    **FILE, "change": pl.String, "byte_count": pl.Int64, "modified_at": pl.Datetime("us", "UTC"), "stamp": pl.String,
    "content_hash": pl.String, "is_whole": pl.Boolean,
}  # fmt: skip
CUT_SHORT = ("unreadable", "damaged", "archive_bomb")  # after these a file may hold documents that were not reached
READ_TO_END = (None, "no_documents", "no_text")


def document_rows(files: pl.DataFrame, options: Options, chunk_bytes: int) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Read files.

    Args:
        files: `file_id`, `file_uri`, `input_uri`, `byte_count`, `modified_at`, `stamp`, `known_hash`, `is_same`, `file_change`.
        options: how they are read.
        chunk_bytes: bytes of documents after which a chunk ends.

    Yields:
        The documents of a chunk (`FILE` and `CONTENT`), and the state of the files that ended in it (`STATE`): `change` is `touched`
        where the bytes are as they were, and such a file has no documents here; `is_whole` tells that it was read to its end.
    """
    rows: list[tuple] = []
    states: list[tuple] = []
    size = 0
    for file in files.iter_rows(named=True):
        for row in _rows(file, options, states):
            rows.append(row)
            size += row[-1]
            if size >= chunk_bytes:
                yield _frames(rows, states)
                size = 0
                rows.clear()
                states.clear()
    yield _frames(rows, states)


def _rows(file: Mapping[str, Any], options: Options, states: list[tuple]) -> Iterator[tuple]:
    """Yield the rows of a file's documents, and note its state when it is at its end."""
    place = tuple(file[name] for name in FILE)
    is_whole = True
    with documents(file["file_uri"], file["input_uri"], of_input(options, file["input_uri"])) as found:
        same = found.content_hash is not None and found.content_hash == file["known_hash"]
        change = "touched" if same and file["file_change"] == "changed" else file["file_change"]
        for document in () if change == "touched" else found.documents:
            is_whole &= document.refusal_code in READ_TO_END or (document.record is not None and document.refusal_code not in CUT_SHORT)
            yield place + document_row(document)
    if change != "touched" or not file["is_same"]:
        state = (change, file["byte_count"], file["modified_at"], file["stamp"], found.content_hash, is_whole and change != "touched")
        states.append(place + state)


def document_row(document: Document) -> tuple:
    """Return what a document is in the columns of `CONTENT`."""
    content = document.content
    content_hash = None if content is None else _hash(content, document.told)
    size = 0 if content is None else len(content)
    refusal = (document.refusal_code, _sound(document.refusal_detail))
    return (_sound(document.record), document.format, *map(_sound, document.told), content, content_hash, *refusal, size)


def _sound(text: str | None) -> str | None:
    """Return text without lone surrogates, which JSON can tell and no file can hold."""
    return text and text.encode("utf-8", "replace").decode()


def _hash(content: bytes, told: Told) -> str:
    digest = sha256(content)
    if any(told):
        digest.update(repr(tuple(told)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _frames(rows: list[tuple], states: list[tuple]) -> tuple[pl.DataFrame, pl.DataFrame]:
    return pl.DataFrame(rows, schema={**FILE, **CONTENT}, orient="row"), pl.DataFrame(states, schema=STATE, orient="row")
