"""E-mail: single messages and mailboxes.

Belongs here: the text of a message and what its headers tell.
Does not belong here: attachments, which are no documents; mail clients' own formats.
"""

import email
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import getaddresses
from typing import BinaryIO

from pipelines.readers.document import Document, Told, refused
from pipelines.readers.fields import MAX_KEY, text_format
from pipelines.readers.options import Options

MAX_HEADER = 20_000  # bytes; the time that the library takes for one grows with the square of its length
RE_HEADER = re.compile(rb"(?im)^(?:content-[a-z-]+|from|subject|date|mime-version):[^\n]*(?:\n[ \t][^\n]*)*")
RE_MESSAGE_ID = re.compile(rb"(?im)^message-id:\s*(\S+)")
RE_EMPTY_LINE = re.compile(rb"\r?\n\r?\n")
DAMAGED = (ValueError, LookupError, AttributeError, TypeError, AssertionError, MessageError, RecursionError)
"""What the library raises for headers and parts that it cannot take apart."""


def message(content: bytes, record: str | None, options: Options) -> Document:
    """Return the document of a message: its plain text, else its marked-up text, and what its headers tell."""
    if len(content) > options.max_bytes:
        return refused(record, "too_large", f"the message has more than {options.max_bytes:,} bytes, the limit is {options.max_bytes:,}")
    if any(header.end() - header.start() > MAX_HEADER for header in RE_HEADER.finditer(content)):
        return refused(record, "malformed_record", f"a header of the message has more than {MAX_HEADER:,} bytes")
    try:
        parsed = email.message_from_bytes(content, _class=EmailMessage, policy=default)
        part = parsed.get_body(preferencelist=("plain", "html"))
        text = part.get_payload(decode=True) if part else None
    except DAMAGED as error:
        return refused(record, "malformed_record", f"the message cannot be read: {error}")
    if part is None or not isinstance(text, bytes) or not text.strip():
        return refused(record, "no_text", f"the message has no text; it is {parsed.get_content_type()}")
    kind = text_format(text.decode("ascii", "replace"), is_markup=True) if part.get_content_type() == "text/html" else "text"
    return Document(record, kind, text, _told(parsed, part))


def _told(parsed: EmailMessage, part: Message) -> Told:
    sender = _header(parsed, "From")
    names = [name or address for name, address in getaddresses([sender])] if sender else []
    try:
        charset = part.get_content_charset()
    except DAMAGED:
        charset = None
    return Told(
        title=_header(parsed, "Subject"),
        author=", ".join(name for name in names if name) or None,
        published=_header(parsed, "Date"),
        language=_header(parsed, "Content-Language"),
        charset=charset,
    )


def _header(parsed: EmailMessage, name: str) -> str | None:
    """Return a header on one line; None when it is absent or damaged."""
    try:
        value = str(parsed.get(name) or "")
    except DAMAGED:
        return None
    return " ".join(value.encode("utf-8", "replace").decode().split()) or None


def mailbox(stream: BinaryIO, options: Options) -> Iterator[Document]:
    """Read the messages of an mbox file, each known by its Message-ID or its place."""
    number = 0
    for number, content in enumerate(_messages(stream, options.max_bytes), 1):
        found = message(content, f"message {number}", options)
        yield found._replace(record=_message_id(content) or found.record)
    if not number:
        yield refused(None, "no_text", "there is no message in the file")


def _message_id(content: bytes) -> str | None:
    found = RE_MESSAGE_ID.search(RE_EMPTY_LINE.split(content, 1)[0])
    return found[1].decode("ascii", "replace") if found and len(found[1]) <= MAX_KEY else None


def _messages(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """Yield the bytes of each message; of one beyond the limit, one byte more than the limit."""
    lines: list[bytes] = []
    size, is_blank, is_open = 0, True, False
    while line := stream.readline(limit + 1):
        if is_blank and line.startswith(b"From "):
            if is_open:
                yield b"".join(lines)
            lines, size, is_open = [], 0, True
        elif is_open and size <= limit:
            lines.append(line[1:] if line.startswith(b">From ") else line)
            size += len(line)
        is_blank = not line.strip()
    if is_open:
        yield b"".join(lines)
