"""Tables of the raw stage: what a listing changes in what is known.

Belongs here: identity of files and documents; new, changed, renamed and removed ones.
Does not belong here: listing and reading (`pipelines.readers`), the text of documents.

Both tables are logs of changes: the last row of a file or document is its state.
"""

import polars as pl

from pipelines.text.ids import hash_ids

FILE_STATE = ("file_id", "file_uri", "input_uri", "change", "byte_count", "modified_at", "stamp", "content_hash")
DOCUMENT_STATE = ("document_id", "file_id", "file_uri", "record", "input_uri", "change", "content_hash", "refusal_code")
KEPT = ("document_id", "file_id", "file_uri", "record", "input_uri")  # what a removal still tells
LIVE = pl.col("change") != "removed"


def latest(log: pl.LazyFrame, key: str, columns: tuple[str, ...]) -> pl.DataFrame:
    """Return the last row of each file or document in a log of changes, removed ones included.

    Args:
        log: rows of `raw/files` or `raw/documents`.
        key: `file_id` or `document_id`.
        columns: those to return, `FILE_STATE` or `DOCUMENT_STATE`.
    """
    order = ("delivery_date", "seen_at")
    return log.select(*columns, *order).sort(*order).unique(key, keep="last", maintain_order=True).select(columns).collect()


def to_read(listing: pl.DataFrame, known: pl.DataFrame, *, rehash: bool = False) -> pl.DataFrame:
    """Return the listed files whose bytes may be new: unknown, removed before, or of another size, time or inode than when last read.

    Args:
        listing: `file_uri`, `input_uri`, `byte_count`, `modified_at`, `stamp`.
        known: the state of files.
        rehash: return every file, whatever its size and time say.

    Returns:
        Rows of the listing with `file_id` and `known_hash` (both null for a file that is not known as live) and `is_same`.
    """
    live = known.filter(LIVE).select(
        "file_uri", "file_id", known_hash="content_hash", known_bytes="byte_count", known_modified="modified_at", known_stamp="stamp"
    )
    same = (
        pl.col("file_id").is_not_null()
        & (pl.col("byte_count") == pl.col("known_bytes"))
        & pl.col("modified_at").eq_missing(pl.col("known_modified"))
        & pl.col("stamp").eq_missing(pl.col("known_stamp"))
    )
    listed = listing.join(live, on="file_uri", how="left", maintain_order="left")
    listed = listed.with_columns(is_same=same).drop("known_bytes", "known_modified", "known_stamp")
    return listed.filter(pl.lit(rehash) | ~pl.col("is_same"))


def vanished(listing: pl.DataFrame, known: pl.DataFrame, inputs: list[str]) -> pl.DataFrame:
    """Return the state of the files that an earlier listing of the same inputs had and this one has not.

    Args:
        listing: the files there are.
        known: the state of files.
        inputs: the inputs that were listed; files of other inputs are not judged.
    """
    return known.filter(LIVE, pl.col("input_uri").is_in(inputs)).join(listing, on="file_uri", how="anti")


def renames(fresh: pl.DataFrame, gone: pl.DataFrame) -> pl.DataFrame:
    """Return which new files are vanished ones under another name: the same bytes, and only one file with them on either side.

    Args:
        fresh: `file_uri` and `content_hash` of new files.
        gone: as returned by `vanished`.

    Returns:
        `file_uri` (the new one) and `file_id`.
    """
    sole = pl.len().over("content_hash") == 1
    return fresh.filter(sole).join(gone.filter(sole).select("file_id", "content_hash"), on="content_hash").select("file_uri", "file_id")


def with_file_ids(files: pl.DataFrame, known: pl.DataFrame, renamed: pl.DataFrame) -> pl.DataFrame:
    """Complete `file_id`, and add `file_change`: what happened to each file if its bytes turn out to be others than before.

    A new file at a URI whose id went elsewhere with a renaming gets an id of its own.

    Args:
        files: as returned by `to_read`.
        known: the state of files.
        renamed: as returned by `renames`.
    """
    taken = known.filter(LIVE).select(own_id="file_id", taken_by="file_uri")
    ided = files.with_columns(own_id=hash_ids(files, ["file_uri"]), other_id=hash_ids(files, ["file_uri", "modified_at"]))
    moved = renamed.select("file_uri", moved_id="file_id")
    joined = ided.join(taken, on="own_id", how="left", maintain_order="left").join(moved, on="file_uri", how="left", maintain_order="left")
    elsewhere = (pl.col("taken_by") != pl.col("file_uri")).fill_null(False)
    change = pl.when(pl.col("moved_id").is_not_null()).then(pl.lit("renamed")).when(pl.col("file_id").is_null()).then(pl.lit("new"))
    return joined.with_columns(
        file_change=change.otherwise(pl.lit("changed")),
        file_id=pl.coalesce("file_id", "moved_id", pl.when(elsewhere).then("other_id").otherwise("own_id")),
    ).drop("own_id", "other_id", "taken_by", "moved_id")


def with_document_ids(read: pl.DataFrame) -> pl.DataFrame:
    """Add `document_id`: of the file when the document is the whole file, else of the file and the `record` within it."""
    ids = read.with_columns(document_id=hash_ids(read, ["file_id", "record"]))
    return ids.with_columns(document_id=pl.when(pl.col("record").is_null()).then("file_id").otherwise("document_id"))


def changes(read: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Tell new, changed and renamed documents among those that were read, and drop those that are as they were.

    Args:
        read: `document_id`, `file_uri`, `content_hash` and `refusal_code` of documents, and any other columns.
        known: the state of documents.

    Returns:
        The rows that are a change, with `change`.
    """
    before = known.filter(LIVE).select("document_id", old_uri="file_uri", old_hash="content_hash", old_refusal="refusal_code")
    joined = read.join(before, on="document_id", how="left", maintain_order="left")
    same = pl.col("content_hash").eq_missing(pl.col("old_hash")) & pl.col("refusal_code").eq_missing(pl.col("old_refusal"))
    change = (
        pl.when(pl.col("old_uri").is_null())
        .then(pl.lit("new"))
        .when(~same)
        .then(pl.lit("changed"))
        .when(pl.col("old_uri") != pl.col("file_uri"))
        .then(pl.lit("renamed"))
    )
    return joined.with_columns(change=change).filter(pl.col("change").is_not_null()).drop("old_uri", "old_hash", "old_refusal")


def left_out(known: pl.DataFrame, read: pl.DataFrame, files: pl.DataFrame) -> pl.DataFrame:
    """Return the state of the documents that stood in files and do so no more.

    Args:
        known: the state of documents.
        read: `document_id` of the documents that were read.
        files: `file_id` and `is_whole` of files; one that was not read, or not to its end, does not tell what it has lost.
    """
    live = known.filter(LIVE).join(files.filter("is_whole"), on="file_id", how="semi")
    return live.join(read, on="document_id", how="anti")


def removals(state: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that note the disappearance of files or documents, from their last state."""
    unknown = [pl.lit(None, dtype=state.schema[column]).alias(column) for column in state.columns if column not in KEPT]
    return state.with_columns(unknown).with_columns(change=pl.lit("removed"), byte_count=pl.lit(0, pl.Int64))
