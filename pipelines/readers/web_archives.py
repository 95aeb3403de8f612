"""Web archives (WARC).

Belongs here: the HTML pages that were answered with success.
Does not belong here: other answers and requests, which are no documents; the text of a page.
"""

from collections.abc import Iterator
from email.message import Message
from typing import Any, BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from pipelines.readers.document import Document, Told, refused
from pipelines.readers.fields import MAX_KEY
from pipelines.readers.options import Options

PAGES = ("text/html", "application/xhtml+xml")
SUCCESS = 200
MAX_HEAD = 1 << 16  # bytes of an answer's headers
ANSWERS = WarcRecordType.response | WarcRecordType.resource
DAMAGED = (OSError, ValueError, EOFError, OverflowError, RuntimeError)
"""What the library raises for archives, compressed streams and answers that it cannot take apart."""


def documents(stream: BinaryIO, options: Options) -> Iterator[Document]:
    """Read the HTML pages of a web archive, compressed or not; the date of the crawl is no publication date.

    Yields:
        One document or refusal per page; one refusal when the archive is damaged or has no page.
    """
    seen, pages = 0, 0
    try:
        for seen, record in enumerate(ArchiveIterator(stream, record_types=ANSWERS, parse_http=False), 1):
            page = _page(record, f"record {seen}", options)
            pages += page is not None
            if page:
                yield page
    except DAMAGED as error:
        yield refused(None, "damaged", f"the web archive cannot be read further: {error}")
        return
    if not pages:
        yield refused(None, "no_text", f"there is no HTML page among {seen} answers in the web archive")


def _page(record: Any, position: str, options: Options) -> Document | None:
    """Return the document of a record; None for what is no page or was not answered with success."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None  # early writers put it between angle brackets
    key = url if url and len(url) <= MAX_KEY else position
    length, most = record.content_length, options.max_bytes + MAX_HEAD
    block = record.reader.read(most)
    if len(block) < min(length, most):
        return refused(key, "damaged", f"the record is cut off after {len(block):,} of {length:,} bytes")
    try:
        answer = _answer(record, block)
        if not _is_page(answer):
            return None
        content = answer.reader.read(options.max_bytes + 1) if length <= most else b""
    except DAMAGED as error:
        return refused(key, "damaged", f"the page cannot be read: {error}")
    if length > most or len(content) > options.max_bytes:
        return refused(key, "too_large", f"the page has more than {options.max_bytes:,} bytes, the limit is {options.max_bytes:,}")
    if not content.strip():
        return refused(key, "no_text", "the page is empty")
    return Document(key, "html", content, Told(url=url, charset=_content_type(answer)[1]))


def _answer(record: Any, block: bytes) -> WarcRecord:
    """Return a record apart from its archive, so that a faulty answer does not end the reading of the archive."""
    media = (record.headers.get("Content-Type") or "").encode("utf-8", "replace")
    head = b"WARC/1.1\r\nWARC-Type: %b\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n"
    kind = b"resource" if record.record_type == WarcRecordType.resource else b"response"
    answer = WarcRecord.from_bytes(head % (kind, media, len(block)) + block + b"\r\n\r\n")
    answer.parse_http(auto_decode="all")
    return answer


def _is_page(record: Any) -> bool:
    """Tell whether a record holds an HTML page, and one that was answered with success when it is an answer."""
    return _content_type(record)[0] in PAGES and (record.http_headers is None or record.http_headers.status_code == SUCCESS)


def _content_type(record: Any) -> tuple[str, str | None]:
    """Return media type and character encoding that an answer tells, or the record itself when it holds no answer."""
    if record.http_headers is not None:
        return (record.http_content_type or "").lower(), record.http_charset
    told = Message()
    told["Content-Type"] = record.headers.get("Content-Type") or ""
    return told.get_content_type(), told.get_content_charset()
