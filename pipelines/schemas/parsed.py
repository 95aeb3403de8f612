"""Tables of the parsed stage: documents as articles, every character with a role."""

from datetime import date
from typing import Annotated

import pandera.polars as pa
import polars as pl

from pipelines.schemas.base import ID, Partitioned, Span
from pipelines.schemas.raw import REFUSALS

ROLES = (
    "title", "byline", "credit", "dateline", "date", "caption", "heading", "body", "related", "navigation", "boilerplate",
)  # fmt: skip
REASONS = ("empty_file", "not_text", "no_body", "long_line", "failed_check", *REFUSALS)
EVIDENCE = ("metadata", "text", "file_name", "folder")
PRECISIONS = ("time", "day", "month", "year")


class Articles(Partitioned):
    """One row per article version as delivered in one document form."""

    version_id: str = pa.Field(unique=True, str_matches=ID, description="Article version: hash of the document and its clean text.")
    article_id: str = pa.Field(str_matches=ID, description="Article through its versions: hash of its web address, or of the document.")
    document_id: str = pa.Field(str_matches=ID, description="Document the version was read from.")
    file_uri: str = pa.Field(description="URI of the file the version was read from.")
    record: str = pa.Field(nullable=True, description="Member and record of the file that is the document; null: whole file.")
    url: str = pa.Field(nullable=True, description="Web address of the article, where one is told, without tracking parts.")
    folder: str = pa.Field(nullable=True, description="Folder below the input in which the file lies; null at the top.")
    masthead: str = pa.Field(nullable=True, description="Name of the outlet as the text itself tells it (masthead or byline line).")
    site: str = pa.Field(nullable=True, description="Name of the outlet as the metadata tells it.")
    title: str = pa.Field(nullable=True, description="Headline; null when the text has none.")
    byline: str = pa.Field(nullable=True, description="Who wrote it, as printed.")
    credit: str = pa.Field(nullable=True, description="Agency or partner the text is credited to, as printed.")
    dateline_place: str = pa.Field(nullable=True, description="Place named in the dateline, as printed.")
    published_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        nullable=True, description="Publication time in UTC; null unless time and zone are told."
    )
    published_date: date = pa.Field(nullable=True, description="Publication day; null when no evidence tells it.")
    published_precision: str = pa.Field(nullable=True, isin=PRECISIONS, description="How exactly the publication date is told.")
    published_rule: str = pa.Field(nullable=True, description="Rule that gave the publication date.")
    has_date_conflict: bool = pa.Field(
        description="Whether metadata, text, file name and folder tell days more than one apart; `publication_dates` lists them."
    )
    language: str = pa.Field(nullable=True, description="Language of the body, BCP 47; null when too short to tell.")
    unread_reason: str = pa.Field(
        nullable=True, isin=["other_language"], description="Why nothing is extracted from the article; null when it is read."
    )
    encoding: str = pa.Field(description="Character encoding the bytes were read with; `+mojibake` when a wrong one was repaired.")
    word_count: int = pa.Field(ge=0, description="Words in the body.")
    text: str = pa.Field(description="Whole text of the document, normalised; every span counts in it.")
    clean_text_hash: str = pa.Field(str_matches=ID, description="Hash of title and body without regard to white space.")
    seen_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="When the run that saw this form began.")
    extractor_version: str = pa.Field(description="Version of the code and lexicons that made the row.")


class Blocks(Span):
    """One row per block: a span of an article version with one role. A version's blocks tile its text."""

    block_index: int = pa.Field(ge=0, description="Position of the block in the version, from 0.")
    role: str = pa.Field(isin=ROLES, description="What the block is: title, byline, body, related, navigation, …")
    rule_id: str = pa.Field(description="Rule that gave the role.")
    word_count: int = pa.Field(ge=0, description="Words in the block.")
    text_hash: str = pa.Field(
        str_matches=ID, description="Hash of the block's words without regard to case, white space and marks: tells repeated passages."
    )
    extractor_version: str = pa.Field(description="Version of the code and lexicons that made the row.")

    class Config:
        """Blocks are numbered within their version."""

        unique = ["version_id", "block_index"]


class PublicationDates(Partitioned):
    """One row per date that could be the publication date of an article version, by the evidence that tells it."""

    version_id: str = pa.Field(str_matches=ID, description="Article version that the date is told of.")
    evidence: str = pa.Field(isin=EVIDENCE, description="Where the date is told: metadata, text, file_name or folder.")
    rule_id: str = pa.Field(description="Rule that found the date.")
    told_date: date = pa.Field(description="The date told; the first day of the month or year when no more is told.")
    told_precision: str = pa.Field(isin=PRECISIONS, description="How exactly the date is told.")
    block_index: int = pa.Field(nullable=True, ge=0, description="Block of the version in which the date stands; null outside the text.")
    is_chosen: bool = pa.Field(description="Whether the publication date was taken from this row.")
    extractor_version: str = pa.Field(description="Version of the code and lexicons that made the row.")

    class Config:
        """A rule tells a date of a version once."""

        unique = ["version_id", "rule_id", "told_date"]


class Rejects(Partitioned):
    """One row per document form that became no article, with the reason."""

    document_id: str = pa.Field(unique=True, str_matches=ID, description="Document that was refused.")
    file_uri: str = pa.Field(description="URI of the refused file.")
    record: str = pa.Field(nullable=True, description="Member and record of the file that was refused; null: whole file.")
    folder: str = pa.Field(nullable=True, description="Folder below the input in which the file lies; null at the top.")
    reason_code: str = pa.Field(isin=REASONS, description="Why the document became no article, as a code.")
    detail: str = pa.Field(description="Why, in words, with what was found.")
    seen_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="When the run that saw this form began.")
    extractor_version: str = pa.Field(description="Version of the code and lexicons that made the row.")
