"""Files of records in JSON: a record a line, a list, one alone, or a list within an object.

Belongs here: reading one record after another in bounded memory; records that cannot be read; the encoding of such files.
Does not belong here: rows of tables (`pipelines.readers.tabular`), what a record's names mean (`pipelines.readers.fields`).
"""

import codecs
import io
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from typing import Any, BinaryIO, NamedTuple, TextIO

from pipelines.readers import fields
from pipelines.readers.document import Document, refused
from pipelines.readers.options import Options
from pipelines.text.charsets import marked_encoding, to_text, wide_encoding

CHUNK = 1 << 16
HEAD = 1 << 20  # bytes that tell how a file is laid out
DESCRIPTIONS = ("description", "summary")
MAX_BAD_START = 100  # lines; a file that begins with so many that are no JSON is no file of records
RE_BETWEEN = re.compile(r"[\s,\[\]]*")
STRING, SCALAR = r'"(?:[^"\\]|\\.)*+"', r"[-+.\w]++"
RE_INTO_LIST = re.compile(rf"\{{(?:\s*{STRING}\s*:\s*(?:{STRING}|{SCALAR})\s*,)*+\s*{STRING}\s*:\s*\[")


class Unread(NamedTuple):
    """A record that could not be read, and why."""

    code: str
    detail: str


def encoding_of(stream: BinaryIO) -> str:
    """Return the encoding of a stream: the marked one, else that of its first part that is more than ASCII. The stream is rewound."""
    stream.seek(0)
    head = stream.read(HEAD)
    encoding = marked_encoding(head) or wide_encoding(head)
    stream.seek(0)
    if encoding is None:
        part = next((chunk for chunk in iter(lambda: stream.read(HEAD), b"") if not chunk.isascii()), b"")
        cut = part.rfind(b"\n") + 1 or part.rfind(b" ") + 1 or len(part)
        encoding = to_text(part[:cut])[1].partition("+")[0]
        stream.seek(0)
    return encoding


@contextmanager
def text_of(stream: BinaryIO, encoding: str, newline: str) -> Iterator[TextIO]:
    """Yield a stream as text; the stream stays open afterwards."""
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline=newline)
    try:
        yield text
    finally:
        text.detach()


def json_documents(stream: BinaryIO, options: Options, *, is_lines: bool) -> Iterator[Document]:
    """Read the records of JSON: one a line, a list of them, one alone, or an object that holds a list of them.

    Args:
        stream: the bytes of the file.
        options: names of fields and limits.
        is_lines: whether the file's name says that each line is a record.

    Yields:
        One document or refusal per record; one refusal where the rest of the file cannot be read.
    """
    encoding = encoding_of(stream)
    head = codecs.getincrementaldecoder(encoding)("replace").decode(stream.read(HEAD))
    stream.seek(0)
    with text_of(stream, encoding, "\n") as text:
        if _has_lines(head, is_lines):
            rows = ((f"row {line}", record) for line, value in _line_values(text, options.max_bytes) for record in _records(value, options))
        else:
            found = (record for value in _values(text, options.max_bytes) for record in _records(value, options))
            rows = ((f"row {number}", record) for number, record in enumerate(found, 1))
        read = (document(found, position, options) for position, found in rows)
        yield from or_none(_without_bad_start(read))


def document(found: Any, position: str, options: Options) -> Document:
    """Return the document of a record, or the refusal of one that could not be read or is no object."""
    if isinstance(found, Unread):
        return refused(position, found.code, found.detail)
    if isinstance(found, dict):
        return fields.document(found, position, options)
    return refused(position, "malformed_record", f"the record is no object but {json.dumps(found)[:40]}")


def or_none(documents: Iterator[Document]) -> Iterator[Document]:
    """Yield documents, or one refusal when there are none."""
    first = next(documents, refused(None, "no_text", "there is no record in the file"))
    yield from chain([first], documents)


def _without_bad_start(documents: Iterator[Document]) -> Iterator[Document]:
    """Yield documents; one refusal instead of all when a file begins with many records that are no JSON."""
    start: list[Document] = []
    for document in documents:
        start.append(document)
        if document.refusal_code != "malformed_record":
            break
        if len(start) == MAX_BAD_START:
            yield refused(
                None, "malformed_record", f"none of the first {MAX_BAD_START} records is a JSON object; {start[0].refusal_detail}"
            )
            return
    yield from start
    yield from documents


def _has_lines(head: str, is_lines: bool) -> bool:
    """Tell whether each line is a record, by the file's name and its first two lines."""
    filled = (line.strip() for line in head.split("\n") if line.strip())
    first, second = next(filled, ""), next(filled, "")
    if not first.startswith("{"):
        return is_lines and not first.startswith("[")
    if isinstance(_parsed(first), dict):
        return is_lines or bool(second)
    return not first.endswith(("{", "[", ",", ":")) and (is_lines or isinstance(_parsed(second), dict))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        return Unread("malformed_record", f"the record is no JSON: {_reason(error)}")


def _reason(error: ValueError | RecursionError) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deep"
    return f"{error.msg} at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else str(error)


def _line_values(text: TextIO, limit: int) -> Iterator[tuple[int, Any]]:
    """Yield number and value of each line that is not empty; a line beyond the limit is passed over without being held."""
    number = 0
    while line := text.readline(limit + 1):
        number += 1
        if len(line) > limit and not line.endswith("\n"):
            while (rest := text.readline(CHUNK)) and not rest.endswith("\n"):
                pass
            yield number, _too_large(limit)
        elif not line.isspace():
            yield number, _parsed(line)


def _too_large(limit: int) -> Unread:
    return Unread("too_large", f"the record has more than {limit:,} bytes, the limit is {limit:,}")


def _values(text: TextIO, limit: int) -> Iterator[Any]:
    """Yield the values of JSON one after another: those of a list, and any that follow each other, whatever stands between them.

    An object beyond the limit is left out, and with it the rest of the file, unless it is one that holds a list: then the members of
    the list follow.
    """
    scan = json.JSONDecoder().raw_decode
    buffer, position, is_inside = text.read(CHUNK).lstrip("\ufeff"), 0, False
    while True:
        position = RE_BETWEEN.match(buffer, position).end()  # pyrefly: ignore[missing-attribute] -- the pattern matches nothing, too
        if is_inside and buffer[position : position + 1] not in ("{", ""):
            return
        try:
            value, position = scan(buffer, position)
        except (ValueError, RecursionError) as error:
            buffer, position = buffer[position:], 0
            if len(buffer) <= limit and (more := text.read(max(CHUNK, len(buffer)))):
                buffer += more
            elif len(buffer) > limit and not is_inside and (into := RE_INTO_LIST.match(buffer)):
                position, is_inside = into.end(), True
            else:
                if buffer:
                    yield _rest(error, len(buffer), limit)
                return
        else:
            yield value


def _rest(error: ValueError | RecursionError, length: int, limit: int) -> Unread:
    """Return why the rest of a file is not read."""
    if length > limit and not isinstance(error, RecursionError):
        return _too_large(limit)
    return Unread("malformed_record", f"from here on the file is no JSON: {_reason(error)}")


def _records(value: Any, options: Options) -> Iterator[Any]:
    """Yield the records that a value holds: itself, or those of the lists in it."""
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict) and (fields.text_name(value, options) or "summary").endswith(DESCRIPTIONS):
        within = {name: member for inner in _objects(value) for name, member in inner.items()}
        yield from _listed(value, options) or _listed(within, options) or [value]
    else:
        yield value


def _objects(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [member for member in value.values() if isinstance(member, dict)]


def _listed(value: Mapping[str, Any], options: Options) -> list[Any]:
    """Return the records of an object's lists that hold articles, or of an object that has articles by their ids."""
    lists = [member for member in value.values() if isinstance(member, list) and member and isinstance(member[0], dict)]
    is_described = fields.text_name(value, options) is not None  # a feed has a description of its own, and so has an article with comments
    found = [record for members in lists if fields.is_article(members[0], options, is_named=is_described) for record in members]
    inner = _objects(value)
    if not found and inner and len(inner) == len(value) and fields.is_article(inner[0], options, is_named=False):
        return [{"id": name} | member for name, member in value.items()]
    return found
