"""Tables of the raw stage: what a listing changes in what is known.

Belongs here: document identity, new, changed and removed documents.
Does not belong here: listing and reading (`pipelines.readers`), the text of documents.
"""

import polars as pl

from pipelines.text.ids import hash_ids

STATE = ("document_id", "file_uri", "input_uri", "change", "content_hash", "byte_count", "modified_at")


def latest(documents: pl.LazyFrame) -> pl.DataFrame:
    """Return the last known form of each document, removed ones included.

    Args:
        documents: rows of `raw/documents`.

    Returns:
        One row per document with the columns `STATE`.
    """
    order = ("delivery_date", "seen_at")
    return documents.select(*STATE, *order).sort(*order).unique("document_id", keep="last").select(STATE).collect()


def to_read(listing: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Return the listed files whose bytes may be new: unknown, removed before, or of another size or time than when last read.

    Returns:
        The rows of the listing that must be read, with `document_id` and `known_hash` (null for a new document).
    """
    live = known.filter(pl.col("change") != "removed").select(
        "document_id", known_hash="content_hash", known_bytes="byte_count", known_modified="modified_at"
    )
    same = (pl.col("byte_count") == pl.col("known_bytes")) & (pl.col("modified_at") == pl.col("known_modified"))
    listed = listing.with_columns(document_id=hash_ids(listing, ["file_uri"]))
    return (
        listed.join(live, on="document_id", how="left", maintain_order="left")
        .filter(~same.fill_null(False))
        .drop("known_bytes", "known_modified")
    )


def changes(read: pl.DataFrame) -> pl.DataFrame:
    """Tell new from changed documents among those that were read, and drop those whose bytes are as they were.

    Args:
        read: rows of `to_read` with `content`, `content_hash`, `refusal_code`, `refusal_detail`.
    """
    fresh = pl.col("known_hash").is_null()
    return read.filter(fresh | (pl.col("content_hash") != pl.col("known_hash")).fill_null(True)).with_columns(
        change=pl.when(fresh).then(pl.lit("new")).otherwise(pl.lit("changed"))
    )


def removals(listing: pl.DataFrame, known: pl.DataFrame, inputs: list[str]) -> pl.DataFrame:
    """Return the documents that an earlier listing of the same inputs had and this one has not.

    Args:
        listing: the files there are.
        known: as returned by `latest`.
        inputs: URIs of the inputs that were listed; documents of other inputs are not judged.
    """
    gone = known.filter(pl.col("change") != "removed", pl.col("input_uri").is_in(inputs))
    return gone.join(listing, on="file_uri", how="anti").with_columns(
        change=pl.lit("removed"), content_hash=pl.lit(None, pl.String), byte_count=pl.lit(0, pl.Int64), modified_at=None
    )
