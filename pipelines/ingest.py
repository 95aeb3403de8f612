"""Ingest: one delivery, from a listing of the inputs to committed tables of the raw stage.

Belongs here: batches of files, reading and staging them, the commits of the raw stage.
Does not belong here: what a document's bytes mean, the identity of documents (`pipelines.tables.raw`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from pipelines import engine
from pipelines.derive import Built, Derivation, build_whole
from pipelines.engine import Failure, Manifest
from pipelines.lake import Batch, Lake, StagedFile
from pipelines.lexicons import load
from pipelines.readers.files import content_hash, listing
from pipelines.readers.options import Options
from pipelines.readers.places import input_uri
from pipelines.readers.rows import document_rows
from pipelines.readers.sources import source_list
from pipelines.readers.themes import topic_overrides
from pipelines.schemas import TABLES
from pipelines.schemas.base import columns, empty
from pipelines.schemas.validate import broken_columns
from pipelines.tables import raw
from pipelines.tables.places import places
from pipelines.text.ids import hash_id
from pipelines.text.place_forms import LEXICONS as PLACE_LEXICONS

DOCUMENTS = "raw/documents"
FILES = "raw/files"
DELIVERIES = "raw/deliveries"
FEW = 4  # batches of a delivery larger than one batch are so many or a multiple
MADE_BY = "delivered"  # raw rows are as delivered: no version of the code has a part in them


@dataclass(frozen=True)
class Delivery:
    """What is listed, when, for which delivery day, and how it is read."""

    inputs: tuple[str, ...]
    day: date
    seen_at: datetime
    batch_bytes: int
    options: Options
    rehash: bool = False


@dataclass(frozen=True)
class ReadTask:
    """One batch of files that may have changed, and what is known of the documents in them."""

    lake: Lake
    delivery: Delivery
    files: pl.DataFrame
    known: pl.DataFrame


def deliver(lake: Lake, delivery: Delivery, *, run_id: str) -> Built:
    """Take in what is new, changed, renamed or gone since the last listing of the inputs.

    Args:
        lake: the tables.
        delivery: what is listed.
        run_id: the run on whose behalf it is done.

    Returns:
        The manifests and the versions of `raw/documents`, `raw/files` and `raw/deliveries`.

    Raises:
        FileNotFoundError: an input does not exist.
        ValueError: an input's protocol is not known, or an `input.toml` is not as it should be.
    """
    listed = listing(delivery.inputs)
    files = raw.latest(_log(lake, FILES), "file_id", raw.FILE_STATE)
    known = raw.latest(_log(lake, DOCUMENTS), "document_id", raw.DOCUMENT_STATE)
    changed = raw.to_read(listed, files, rehash=delivery.rehash)
    gone = raw.vanished(listed, files, [input_uri(given) for given in delivery.inputs])
    renamed = raw.renames(_hashed(changed, gone), gone)
    tasks = _tasks(lake, delivery, raw.with_file_ids(changed, files, renamed), known)
    lost = gone.join(renamed, on="file_id", how="anti")
    manifests = (*engine.map(read, tasks), _removed(lake, delivery, lost, known))
    if any(manifest.failures for manifest in manifests):
        return Built(manifests)
    staged = [file for manifest in manifests for file in manifest.staged]
    versions = [(table, _commit(lake, table, staged, run_id)) for table in (DOCUMENTS, FILES)]  # documents first: see `_commit`
    return Built(manifests, (*versions, (DELIVERIES, _finish(lake, delivery, run_id))))


def _commit(lake: Lake, table: str, staged: Sequence[StagedFile], run_id: str) -> int:
    """Commit one table of a delivery.

    A run that is killed between the commits of documents and of files reads the same files again and finds no document changed.
    """
    return lake.commit(table, _schema(table), [file for file in staged if file.table == table], run_id=run_id)


def _schema(table: str) -> pl.Schema:
    return pl.Schema(columns(TABLES[table]))


def _log(lake: Lake, table: str) -> pl.LazyFrame:
    return lake.scan(table) if lake.exists(table) else empty(TABLES[table]).lazy()


def _hashed(changed: pl.DataFrame, gone: pl.DataFrame) -> pl.DataFrame:
    """Return `file_uri` and `content_hash` of the new files that have the size of a vanished one; no others can be renamed ones."""
    fresh = changed.filter(pl.col("file_id").is_null()).join(gone, on="byte_count", how="semi")
    hashes = [content_hash(*row) for row in fresh.select("file_uri", "input_uri").rows()]
    return fresh.select("file_uri", content_hash=pl.Series(hashes, dtype=pl.String)).drop_nulls()


def _tasks(lake: Lake, delivery: Delivery, files: pl.DataFrame, known: pl.DataFrame) -> Iterator[ReadTask]:
    """Cut files into runs of like size, at most about `batch_bytes`, so that memory does not grow with the input.

    Several are four or a multiple of it, so that two or four workers end together. How many workers there are must not count: a batch is
    a partition, and rows tell theirs.
    """
    total = int(files["byte_count"].sum())
    count = FEW * -(-total // (FEW * delivery.batch_bytes)) if total > delivery.batch_bytes else 1
    parts = files.with_columns(part=pl.col("byte_count").cum_sum() // (total // count + 1))
    for part in parts.partition_by("part", include_key=False, maintain_order=True):
        yield ReadTask(lake, delivery, part, known.join(part, on="file_id", how="semi"))


def read(task: ReadTask) -> Manifest:
    """Read the files of one batch; stage the documents that are a change, and the state of every file.

    A file that holds more than a batch is staged in several, so that its size does not count.
    """
    read, states, manifests = [], [], []
    for documents, files in document_rows(task.files, task.delivery.options, task.delivery.batch_bytes):
        named = raw.with_document_ids(documents)
        manifests.append(_stage(task.lake, task.delivery, DOCUMENTS, raw.changes(named, task.known)))
        read.append(named.select("document_id", "file_id"))
        states.append(files)
    state = pl.concat(states)
    left = raw.left_out(task.known, pl.concat(read), state)
    manifests.append(_stage(task.lake, task.delivery, DOCUMENTS, raw.removals(left)))
    manifests.append(_stage(task.lake, task.delivery, FILES, state))
    return engine.merged(manifests)


def _removed(lake: Lake, delivery: Delivery, lost: pl.DataFrame, known: pl.DataFrame) -> Manifest:
    """Stage the disappearance of files and of the documents in them."""
    documents = known.filter(raw.LIVE).join(lost, on="file_id", how="semi")
    return engine.merged(_stage(lake, delivery, table, raw.removals(rows)) for table, rows in ((DOCUMENTS, documents), (FILES, lost)))


def _stage(lake: Lake, delivery: Delivery, table: str, rows: pl.DataFrame) -> Manifest:
    """Stage rows of a log of changes as a batch that is named by what they tell."""
    if not rows.height:
        return Manifest(None)
    key = "document_id" if table == DOCUMENTS else "file_id"
    name = hash_id(*rows.select(pl.concat_str(key, "change", pl.col("content_hash").fill_null("-"), separator=" ")).to_series())
    seen_at = pl.lit(delivery.seen_at, pl.Datetime("us", "UTC"))
    constants = {"delivery_date": pl.lit(delivery.day), "batch": pl.lit(name), "seen_at": seen_at}
    schema = columns(TABLES[table])
    lacking = {column: pl.lit(None, dtype=kind) for column, kind in schema.items() if column not in (*rows.columns, *constants)}
    frame = rows.with_columns(**constants, **lacking).select(pl.col(column).cast(kind) for column, kind in schema.items())
    batch = Batch(delivery.day, name)
    if failures := tuple(Failure(table, "schema", message) for message in broken_columns(frame, TABLES[table])):
        return Manifest(batch, failures=failures)
    staged = lake.stage(table, frame, made_by=MADE_BY, batch=batch)
    return Manifest(batch, (staged,), null_counts={table: engine.null_counts(frame)})


def _finish(lake: Lake, delivery: Delivery, run_id: str) -> int:
    """Note that the inputs were listed to their end on this day; nothing happens when that is known."""
    batches = {uri: Batch(delivery.day, hash_id(uri)) for uri in map(input_uri, delivery.inputs)}
    noted = lake.files(DELIVERIES).filter(pl.col("delivery_date") == delivery.day)["batch"]
    staged = [
        lake.stage(DELIVERIES, pl.DataFrame({"input_uri": [uri]}), made_by=MADE_BY, batch=batch)
        for uri, batch in batches.items()
        if batch.batch not in noted
    ]
    return lake.commit(DELIVERIES, _schema(DELIVERIES), staged, run_id=run_id)


def refresh_source_list(lake: Lake, inputs: Sequence[str], *, run_id: str) -> Built:
    """Bring the outlets of the inputs' `sources.csv` into the lake.

    Raises:
        ValueError: a `sources.csv` is not as it should be.
    """
    return _refresh(lake, "raw/source_list", source_list(inputs), run_id)


def refresh_topic_overrides(lake: Lake, inputs: Sequence[str], *, run_id: str) -> Built:
    """Bring the main themes of the inputs' `topic_overrides.csv` into the lake.

    Raises:
        ValueError: a `topic_overrides.csv` is not as it should be.
    """
    return _refresh(lake, "raw/topic_overrides", topic_overrides(inputs), run_id)


def refresh_topics(lake: Lake, *, run_id: str) -> Built:
    """Bring the taxonomy of the lexicon into the lake, so that the warehouse can count by it."""
    return _refresh(lake, "raw/topics", load("topics"), run_id)


def refresh_places(lake: Lake, *, run_id: str) -> Built:
    """Bring the gazetteers into the lake, so that the warehouse can tell where a place lies."""
    return _refresh(lake, "raw/places", places({name: load(name) for name in PLACE_LEXICONS}), run_id)


def _refresh(lake: Lake, table: str, rows: pl.DataFrame, run_id: str) -> Built:
    """Put rows in the place of a whole table, unless it holds them already."""
    return build_whole(lake, Derivation((), (table,), lambda _: {table: rows}), made_by=hash_id(rows.write_csv()), run_id=run_id)
