"""What every reader yields: one document, or the reason why there is none.

Belongs here: the form that readers and the ingest agree on.
Does not belong here: reading any format.
"""

from typing import NamedTuple


class Told(NamedTuple):
    """What a record tells beside its text, as it was written; None where it tells nothing."""

    url: str | None = None
    title: str | None = None
    author: str | None = None
    source: str | None = None
    published: str | None = None
    language: str | None = None
    charset: str | None = None


class Document(NamedTuple):
    """One document of a file: its bytes and how to read them, or a refusal code (`pipelines.schemas.raw.REFUSALS`) with what was found."""

    record: str | None
    """Where in the file the document stands (member path, record key, joined by `!`); None when it is the whole file."""

    format: str | None = None
    """One of `pipelines.schemas.raw.FORMATS`; None when refused."""

    content: bytes | None = None
    told: Told = Told()
    refusal_code: str | None = None
    refusal_detail: str | None = None


def refused(record: str | None, code: str, detail: str) -> Document:
    """Return the document that stands for something which could not be taken in."""
    return Document(record, refusal_code=code, refusal_detail=detail)
