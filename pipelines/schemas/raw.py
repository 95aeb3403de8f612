"""Tables of the raw stage: what was delivered, as it was delivered."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from pipelines.schemas.base import ID, Partitioned, Table

CHANGES = ("new", "changed", "renamed", "removed")
FORMATS = ("text", "markdown", "html", "fragment")
PLACE_KINDS = ("country", "subdivision", "city", "region")
REFUSALS = (
    "unreadable", "too_large", "link_outside_input", "unsupported_format", "damaged", "encrypted", "archive_bomb", "unsafe_path",
    "unsafe_xml", "nested_too_deep", "malformed_record", "no_text",
    "no_documents",
)  # fmt: skip


class Files(Partitioned):
    """One row per change of a file: what a listing must know so as not to read the file again."""

    file_id: str = pa.Field(str_matches=ID, description="File through its renamings: hash of the first URI under which it was seen.")
    file_uri: str = pa.Field(description="URI of the file as it was found.")
    input_uri: str = pa.Field(description="Input under which the file was found.")
    change: str = pa.Field(
        isin=(*CHANGES, "touched"), description="What happened: new, changed, renamed, removed, or touched (another time, the same bytes)."
    )
    byte_count: int = pa.Field(ge=0, description="Size of the file in bytes; 0 when removed.")
    modified_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        nullable=True, description="Modification time of the file; tells whether it must be read again, never a publication date."
    )
    stamp: str = pa.Field(nullable=True, description="Inode of the file on a disk, or its ETag in a store; changes when it is replaced.")
    content_hash: str = pa.Field(nullable=True, description="SHA-256 of the bytes of the file; null when removed or refused.")
    seen_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="When the run that saw the change began.")

    class Config:
        """A file is seen in one state once per run."""

        unique = ["file_id", "seen_at", "delivery_date"]


class Documents(Partitioned):
    """One row per change of a document: its first delivery, each changed form, each renaming, each disappearance."""

    document_id: str = pa.Field(str_matches=ID, description="Document: hash of the file and the record within it.")
    file_id: str = pa.Field(str_matches=ID, description="File in which the document stands, through its renamings.")
    file_uri: str = pa.Field(description="URI of the file as it was found.")
    record: str = pa.Field(
        nullable=True, description="Member of the archive and record in the file that is the document; null: whole file."
    )
    input_uri: str = pa.Field(description="Input under which the file was found.")
    change: str = pa.Field(isin=CHANGES, description="What happened to the document: new, changed, renamed or removed.")
    format: str = pa.Field(
        nullable=True, isin=FORMATS, description="How the bytes are read: text, markdown, html (a page) or fragment (marked-up text alone)."
    )
    url: str = pa.Field(nullable=True, description="Web address told beside the text.")
    title: str = pa.Field(nullable=True, description="Title told beside the text.")
    author: str = pa.Field(nullable=True, description="Author told beside the text.")
    source: str = pa.Field(nullable=True, description="Outlet told beside the text.")
    published: str = pa.Field(nullable=True, description="Publication date told beside the text, as it was written.")
    language: str = pa.Field(nullable=True, description="Language told beside the text.")
    charset: str = pa.Field(nullable=True, description="Character encoding told beside the bytes.")
    content: pl.Binary = pa.Field(nullable=True, description="Bytes as delivered; null when removed or refused.")
    content_hash: str = pa.Field(
        nullable=True, description="SHA-256 of the bytes and of what is told beside them; null when removed or refused."
    )
    refusal_code: str = pa.Field(
        nullable=True, isin=REFUSALS, description="Why the bytes were not taken in, as a code; null when they were."
    )
    refusal_detail: str = pa.Field(nullable=True, description="Why the bytes were not taken in, in words.")
    byte_count: int = pa.Field(ge=0, description="Size of the document in bytes; 0 when removed.")
    seen_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="When the run that saw the change began.")

    class Config:
        """A document is seen in one form once per run."""

        unique = ["document_id", "seen_at", "delivery_date"]


class Deliveries(Partitioned):
    """One row per delivery day and input that was listed to its end."""

    input_uri: str = pa.Field(description="Input that was listed: a folder, a file, a pattern or a URI.")

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


class Places(Table):
    """One row per place of the gazetteers: a country, a subdivision, a city of at least 15,000 people or a region."""

    place_id: str = pa.Field(
        unique=True,
        str_matches=r"^(?:geonames:\d+|iso:[A-Z]{2}-[A-Z0-9]{1,3}|country:[A-Z]{2}|place:\S+)$",
        description="Place: `geonames:` and its number, `iso:` and its ISO 3166-2 code, `country:` and its ISO 3166-1 code, or "
        "`place:` and a slug.",
    )
    name: str = pa.Field(description="Name of the place.")
    kind: str = pa.Field(isin=PLACE_KINDS, description="What the place is: country, subdivision, city or region.")
    country_code: str = pa.Field(nullable=True, description="Country it lies in, ISO 3166-1 alpha-2; null for regions of several.")
    subdivision_code: str = pa.Field(
        nullable=True, description="State or province it lies in, ISO 3166-2; of cities in Australia, Britain, Canada and the US only."
    )
    latitude: float = pa.Field(nullable=True, ge=-90, le=90, description="Latitude of a city in degrees, WGS 84.")
    longitude: float = pa.Field(nullable=True, ge=-180, le=180, description="Longitude of a city in degrees, WGS 84.")
    population: int = pa.Field(nullable=True, ge=0, description="People of a city, after GeoNames.")


class Topics(Table):
    """One row per theme of the taxonomy, IPTC Media Topics."""

    topic_code: str = pa.Field(unique=True, str_matches=r"^medtop:\d{8}$", description="Theme: IPTC Media Topic code.")
    label: str = pa.Field(description="Name of the theme.")
    broader_code: str = pa.Field(nullable=True, description="Theme one level up; null for the 17 top themes.")
    level: int = pa.Field(ge=0, description="Depth in the taxonomy: 0 for the top themes.")
    path: str = pa.Field(description="Names of the themes from the top down to this one, joined by ` > `.")
    wikidata_id: str = pa.Field(nullable=True, description="Wikidata item of the theme, where IPTC gives one.")


class TopicOverrides(Table):
    """One row per article whose main theme a `topic_overrides.csv` beside the input gives."""

    article: str = pa.Field(unique=True, description="The article meant: its web address, the path or URI of its file, or its id.")
    topic_code: str = pa.Field(str_matches=r"^medtop:\d{8}$", description="Theme: IPTC Media Topic code.")
