"""Documents of a file: from its URI, through archives, to what the readers of formats find.

Belongs here: the way from a listed file to its documents, the names of records within a file.
Does not belong here: each step of it (`pipelines.readers.files`, `pipelines.readers.archives`, `pipelines.readers.formats`).
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import BinaryIO, NamedTuple

from pipelines.readers import archives, formats
from pipelines.readers.archives import Member
from pipelines.readers.compression import DAMAGE, fault
from pipelines.readers.document import Document, refused
from pipelines.readers.files import opened
from pipelines.readers.options import Options
from pipelines.readers.places import file_name


class Delivered(NamedTuple):
    """A file and what is in it."""

    content_hash: str | None
    """SHA-256 of the bytes of the file; None when it cannot be read."""
    documents: Iterator[Document]
    """To be read once, while the file is open."""


@contextmanager
def documents(file_uri: str, input_uri: str, options: Options) -> Iterator[Delivered]:
    """Open a file and give its documents; whatever its bytes are, nothing is raised: what cannot be taken in is a refusal.

    The record of a document is the path of its archive member and the key of its record, joined by `!`; None when the document is the
    file itself. No two records of a file are alike: the second `a.txt` is `a.txt#2`.

    Args:
        file_uri: the file, from a listing.
        input_uri: the input that it was listed for.
        options: how the input is read.
    """
    with opened(file_uri, input_uri) as file:
        if file.stream is None:
            yield Delivered(None, iter([file.refusal] if file.refusal else []))
        else:
            yield Delivered(file.content_hash, within(file.stream, file_name(file_uri), options))


def within(stream: BinaryIO, name: str, options: Options) -> Iterator[Document]:
    """Return the documents of bytes that can be sought, named as a file; there is at least one, if only to say that there is none."""
    found = _distinct(document for found in archives.members(stream, name) for document in _read(found, options))
    return chain([first], found) if (first := next(found, None)) else iter([refused(None, "no_documents", "nothing in it is a document")])


def _read(found: Member | Document, options: Options) -> Iterator[Document]:
    if isinstance(found, Document):
        yield found
        return
    try:
        for document in formats.documents(found.stream, found.name, options):
            yield document._replace(record=_joined(found.record, document.record))
    except DAMAGE as error:
        yield refused(found.record, *fault(error))


def _joined(member: str | None, record: str | None) -> str | None:
    return "!".join(part for part in (member, record) if part is not None) if member is not None or record is not None else None


def _distinct(documents: Iterator[Document]) -> Iterator[Document]:
    """Yield documents with their records made distinct: a second `a.txt` becomes `a.txt#2`."""
    counts: Counter[int] = Counter()  # of hashes, not names: a file may have millions of records
    for document in documents:
        record = document.record
        while counts[key := hash(record)]:
            counts[key] += 1
            record = f"{document.record or ''}#{counts[key]}"
        counts[key] += 1
        yield document._replace(record=record)
