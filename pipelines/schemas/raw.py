"""Tables of the raw stage: what was delivered, as it was delivered."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from pipelines.schemas.base import ID, Partitioned, Table

CHANGES = ("new", "changed", "removed")
REFUSALS = ("unreadable", "too_large", "link_outside_input")


class Documents(Partitioned):
    """One row per change of a document: its first delivery, each changed form, each disappearance."""

    document_id: str = pa.Field(str_matches=ID, description="Document: hash of its URI and the record within it.")
    file_uri: str = pa.Field(description="URI of the file as it was found.")
    input_uri: str = pa.Field(description="Input folder or file under which the file was found.")
    change: str = pa.Field(isin=CHANGES, description="What happened to the document: new, changed or removed.")
    content: pl.Binary = pa.Field(nullable=True, description="Bytes as delivered; null when removed or refused.")
    content_hash: str = pa.Field(nullable=True, description="SHA-256 of the bytes; null when removed or refused.")
    refusal_code: str = pa.Field(
        nullable=True, isin=REFUSALS, description="Why the bytes were not taken in, as a code; null when they were."
    )
    refusal_detail: str = pa.Field(nullable=True, description="Why the bytes were not taken in, in words.")
    byte_count: int = pa.Field(ge=0, description="Size of the file in bytes; 0 when removed.")
    modified_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        nullable=True, description="Modification time of the file; tells whether it must be read again, never a publication date."
    )
    seen_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="When the run that saw the change began.")

    class Config:
        """A document is seen in one form once per run."""

        unique = ["document_id", "seen_at", "delivery_date"]


class Deliveries(Partitioned):
    """One row per delivery day and input that was listed to its end."""

    input_uri: str = pa.Field(description="Input folder or file that was listed.")

    class Config:
        """An input counts once a day, however often it was listed."""

        unique = ["delivery_date", "input_uri"]


class SourceList(Table):
    """One row per outlet that a `sources.csv` beside the input names."""

    source_id: str = pa.Field(unique=True, str_matches=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="Outlet: a slug.")
    name: str = pa.Field(description="Name of the outlet as it should be shown.")
    kind: str = pa.Field(nullable=True, description="Kind of outlet: newspaper, broadcaster, wire, blog, trade, magazine, …")
    country: str = pa.Field(nullable=True, description="Country of the outlet, ISO 3166-1 alpha-2.")
    folder: str = pa.Field(nullable=True, description="Folder in which files of this outlet are delivered.")
    host: str = pa.Field(nullable=True, description="Web host of the outlet, without `www.`.")
    aliases: str = pa.Field(nullable=True, description="Other spellings of the name in mastheads and bylines, separated by `|`.")


class Topics(Table):
    """One row per theme of the taxonomy, IPTC Media Topics."""

    topic_code: str = pa.Field(unique=True, str_matches=r"^medtop:\d{8}$", description="Theme: IPTC Media Topic code.")
    label: str = pa.Field(description="Name of the theme.")
    broader_code: str = pa.Field(nullable=True, description="Theme one level up; null for the 17 top themes.")
    level: int = pa.Field(ge=0, description="Depth in the taxonomy: 0 for the top themes.")
    path: str = pa.Field(description="Names of the themes from the top down to this one, joined by ` > `.")
    wikidata_id: str = pa.Field(nullable=True, description="Wikidata item of the theme, where IPTC gives one.")
