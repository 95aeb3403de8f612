"""Ingest: one delivery, from a listing of the inputs to committed tables of the raw stage.

Belongs here: batches of files, reading and staging them, the commits of the raw stage.
Does not belong here: what a document's bytes mean, the identity of documents (`pipelines.tables.raw`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import polars as pl

from pipelines import engine
from pipelines.derive import Built, Derivation, build_whole
from pipelines.engine import Failure, Manifest
from pipelines.lake import Batch, Lake
from pipelines.lexicons import load
from pipelines.readers.files import contents, listing
from pipelines.readers.sources import source_list
from pipelines.schemas import TABLES
from pipelines.schemas.base import columns, empty
from pipelines.schemas.validate import broken_columns
from pipelines.tables import raw
from pipelines.text.ids import hash_id

DOCUMENTS = "raw/documents"
DELIVERIES = "raw/deliveries"
MADE_BY = "delivered"  # raw rows are as delivered: no version of the code has a part in them


@dataclass(frozen=True)
class Delivery:
    """What is listed, when, and for which delivery day."""

    inputs: tuple[Path, ...]
    day: date
    seen_at: datetime
    batch_bytes: int


@dataclass(frozen=True)
class ReadTask:
    """One batch of changed files."""

    lake: Lake
    delivery: Delivery
    files: pl.DataFrame


def deliver(lake: Lake, delivery: Delivery, *, run_id: str) -> Built:
    """Take in what is new, changed or gone since the last listing of the inputs.

    Args:
        lake: the tables.
        delivery: what is listed.
        run_id: the run on whose behalf it is done.

    Returns:
        The manifests and the versions of `raw/documents` and `raw/deliveries`.

    Raises:
        FileNotFoundError: an input does not exist.
    """
    listed = listing(delivery.inputs)
    known = raw.latest(_documents(lake))
    gone = raw.removals(listed, known, [path.as_uri() for path in delivery.inputs])
    tasks = [ReadTask(lake, delivery, files) for files in _batches(raw.to_read(listed, known), delivery.batch_bytes)]
    manifests = tuple(engine.map(read, tasks)) + ((_stage(lake, delivery, gone),) if gone.height else ())
    if any(manifest.failures for manifest in manifests):
        return Built(manifests)
    staged = [file for manifest in manifests for file in manifest.staged]
    documents = lake.commit(DOCUMENTS, _schema(DOCUMENTS), staged, run_id=run_id)
    return Built(manifests, ((DOCUMENTS, documents), (DELIVERIES, _finish(lake, delivery, run_id))))


def _schema(table: str) -> pl.Schema:
    return pl.Schema(columns(TABLES[table]))


def _documents(lake: Lake) -> pl.LazyFrame:
    return lake.scan(DOCUMENTS) if lake.exists(DOCUMENTS) else empty(TABLES[DOCUMENTS]).lazy()


def _batches(files: pl.DataFrame, batch_bytes: int) -> list[pl.DataFrame]:
    """Cut files into runs of about `batch_bytes`, so that memory does not grow with the input."""
    parts = files.with_columns(part=pl.col("byte_count").cum_sum() // batch_bytes)
    return parts.partition_by("part", include_key=False, maintain_order=True)


def read(task: ReadTask) -> Manifest:
    """Read the files of one batch and stage those whose bytes are new."""
    read = pl.concat([task.files, contents(task.files["path"], task.files["input_uri"])], how="horizontal")
    changed = raw.changes(read)
    return _stage(task.lake, task.delivery, changed) if changed.height else Manifest(None)


def _stage(lake: Lake, delivery: Delivery, rows: pl.DataFrame) -> Manifest:
    name = hash_id(*rows.select(pl.concat_str("document_id", pl.col("content_hash").fill_null("-"))).to_series())
    batch = Batch(delivery.day, name)
    seen_at = pl.lit(delivery.seen_at, pl.Datetime("us", "UTC"))
    constants = {"delivery_date": pl.lit(delivery.day), "batch": pl.lit(name), "seen_at": seen_at}
    schema = columns(TABLES[DOCUMENTS])
    lacking = {column: pl.lit(None, dtype=kind) for column, kind in schema.items() if column not in (*rows.columns, *constants)}
    frame = rows.with_columns(**constants, **lacking).select(pl.col(column).cast(kind) for column, kind in schema.items())
    if failures := tuple(Failure(DOCUMENTS, "schema", message) for message in broken_columns(frame, TABLES[DOCUMENTS])):
        return Manifest(batch, failures=failures)
    staged = lake.stage(DOCUMENTS, frame, made_by=MADE_BY, batch=batch)
    return Manifest(batch, (staged,), null_counts={DOCUMENTS: engine.null_counts(frame)})


def _finish(lake: Lake, delivery: Delivery, run_id: str) -> int:
    """Note that the inputs were listed to their end on this day; nothing happens when that is known."""
    batches = {uri: Batch(delivery.day, hash_id(uri)) for uri in (path.as_uri() for path in delivery.inputs)}
    noted = lake.files(DELIVERIES).filter(pl.col("delivery_date") == delivery.day)["batch"]
    staged = [
        lake.stage(DELIVERIES, pl.DataFrame({"input_uri": [uri]}), made_by=MADE_BY, batch=batch)
        for uri, batch in batches.items()
        if batch.batch not in noted
    ]
    return lake.commit(DELIVERIES, _schema(DELIVERIES), staged, run_id=run_id)


def refresh_source_list(lake: Lake, inputs: Sequence[Path], *, run_id: str) -> Built:
    """Bring the outlets of the inputs' `sources.csv` into the lake.

    Raises:
        ValueError: a `sources.csv` is not as it should be.
    """
    return _refresh(lake, "raw/source_list", source_list(inputs), run_id)


def refresh_topics(lake: Lake, *, run_id: str) -> Built:
    """Bring the taxonomy of the lexicon into the lake, so that the warehouse can count by it."""
    return _refresh(lake, "raw/topics", load("topics"), run_id)


def _refresh(lake: Lake, table: str, rows: pl.DataFrame, run_id: str) -> Built:
    """Put rows in the place of a whole table, unless it holds them already."""
    return build_whole(lake, Derivation((), (table,), lambda _: {table: rows}), made_by=hash_id(rows.write_csv()), run_id=run_id)
