"""Which format a file has, and its documents.

Belongs here: telling the format by name and by content; files that are one document; what holds for the documents of every format.
Does not belong here: opening files and archives (`pipelines.readers.files`, `pipelines.readers.archives`), reading a format.
"""

import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import BinaryIO

from pipelines.lexicons import load
from pipelines.readers import feeds, mail, records, tabular, web_archives
from pipelines.readers.document import Document, refused
from pipelines.readers.options import Options
from pipelines.text.charsets import marked_encoding

Reader = Callable[[BinaryIO, Options], Iterator[Document]]

HEAD = 4096  # bytes that tell a format
RE_HTML = re.compile(r"(?i)\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.{0,2000}?-->)\s*)*+(?:<!doctype\s+html|<html)[\s>]", re.DOTALL)
RE_XML = re.compile(r"(?i)\s*<(?:\?xml|rss|feed|rdf:rdf)[\s>]")
RE_JSON = re.compile(r'\s*(?:\{\s*(?:"|\}\s*\Z)|\[\s*(?:\{|\]\s*\Z))')


def documents(stream: BinaryIO, name: str, options: Options) -> Iterator[Document]:
    """Read the documents of one file or archive member; raises for no bytes, only what reading the stream itself raises.

    Args:
        stream: its bytes, decompressed (a web archive may be compressed); can be sought.
        name: its bare name, without the suffix of a compression.
        options: how the input is read.

    Yields:
        Its documents and refusals in their order. The record is None when the document is the whole file; two records may be alike.
    """
    for document in _reader(stream, name)(stream, options):
        told = document.told._replace(source=document.told.source or options.source, language=document.told.language or options.language)
        yield document._replace(told=told) if document.content is not None else document


def _reader(stream: BinaryIO, name: str) -> Reader:
    """Return what reads a file: as its name says, else as its first bytes say."""
    extension = name.lower().removesuffix(".gz").rpartition(".")[2] if "." in name else ""
    other = _other_formats().get(extension)
    if other:
        return lambda stream, options: iter([refused(None, "unsupported_format", f"the file's name says {other}")])
    stream.seek(0)
    head = stream.read(HEAD)
    stream.seek(0)
    return READERS.get(extension) or _by_content(head)


@cache
def _other_formats() -> dict[str, str]:
    return dict(load("formats").select("extension", "format").rows())


def _by_content(head: bytes) -> Reader:
    """Return what reads bytes that begin so; text, unless they are clearly something else."""
    if head.startswith(b"WARC/1."):
        return web_archives.documents
    if head.startswith(b"PAR1"):
        return tabular.parquet_documents
    text = head.decode(marked_encoding(head) or "latin-1", "replace").lstrip("\ufeff")
    if RE_XML.match(text) and not RE_HTML.match(text):
        return _xml
    return _json if RE_JSON.match(text) else _text


def _whole(stream: BinaryIO, options: Options) -> bytes | Document:
    """Return the bytes of a file that is read at once, or the refusal of one that is too large."""
    content = stream.read(options.max_bytes + 1)
    if len(content) <= options.max_bytes:
        return content
    return refused(None, "too_large", f"the file has {stream.seek(0, io.SEEK_END):,} bytes, the limit is {options.max_bytes:,}")


def _text(stream: BinaryIO, options: Options, kind: str = "text") -> Iterator[Document]:
    content = _whole(stream, options)
    if isinstance(content, Document):
        yield content
        return
    head = content[:HEAD]
    is_page = kind == "text" and RE_HTML.match(head.decode(marked_encoding(head) or "latin-1", "replace").lstrip("\ufeff"))
    yield Document(None, "html" if is_page else kind, content)


def _html(stream: BinaryIO, options: Options) -> Iterator[Document]:
    return _text(stream, options, "html")


def _markdown(stream: BinaryIO, options: Options) -> Iterator[Document]:
    return _text(stream, options, "markdown")


def _xml(stream: BinaryIO, options: Options) -> Iterator[Document]:
    """Read a feed; XHTML that is named .xml is a page."""
    content = _whole(stream, options)
    if isinstance(content, Document):
        yield content
    elif RE_HTML.match(content[:HEAD].decode(marked_encoding(content) or "latin-1", "replace").lstrip("\ufeff")):
        yield Document(None, "html", content)
    else:
        yield from feeds.documents(content, options)


def _mail(stream: BinaryIO, options: Options) -> Iterator[Document]:
    content = _whole(stream, options)
    yield content if isinstance(content, Document) else mail.message(content, None, options)


def _json(stream: BinaryIO, options: Options) -> Iterator[Document]:
    return records.json_documents(stream, options, is_lines=False)


def _json_lines(stream: BinaryIO, options: Options) -> Iterator[Document]:
    return records.json_documents(stream, options, is_lines=True)


READERS: dict[str, Reader] = {
    "txt": _text, "text": _text, "md": _markdown, "markdown": _markdown,
    "html": _html, "htm": _html, "xhtml": _html, "shtml": _html,
    "json": _json, "jsonl": _json_lines, "ndjson": _json_lines,
    "csv": tabular.csv_documents, "tsv": tabular.csv_documents, "parquet": tabular.parquet_documents,
    "rss": _xml, "atom": _xml, "xml": _xml, "rdf": _xml,
    "warc": web_archives.documents, "eml": _mail, "mbox": mail.mailbox,
}  # fmt: skip
