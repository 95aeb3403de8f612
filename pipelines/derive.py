"""Derived tables: makes what is missing of a day's partition, batch by batch, from the stage before.

Belongs here: which batches must be made, making and checking one, committing the day.
Does not belong here: what is made of a batch (`pipelines.tables`), reporting to Dagster (`pipelines.assets`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from typing import Any

import polars as pl

from pipelines import engine
from pipelines.engine import Failure, Manifest
from pipelines.lake import Batch, Lake, StagedFile
from pipelines.schemas import TABLES
from pipelines.schemas.base import Span, columns
from pipelines.schemas.validate import broken_columns, broken_spans, broken_tiling
from pipelines.version import OWN, without_own_terms

Frames = dict[str, pl.DataFrame]
TEXTS = "parsed/articles"


@dataclass(frozen=True)
class Derivation:
    """A step of the way: the tables it makes of which tables, and how.

    The function gets the inputs' rows by table: of one batch as frames, or of the whole tables as lazy frames.
    """

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    function: Callable[[dict[str, Any]], Frames]


@dataclass(frozen=True)
class Task:
    """One batch of a derivation."""

    lake: Lake
    derivation: Derivation
    batch: Batch
    made_by: str


@dataclass(frozen=True)
class Built:
    """What a step did: its manifests and the version of each table after it."""

    manifests: tuple[Manifest, ...] = ()
    versions: tuple[tuple[str, int], ...] = ()

    @property
    def failures(self) -> list[Failure]:
        """Every broken promise; when there is any, nothing was committed."""
        return [failure for manifest in self.manifests for failure in manifest.failures]


def build_day(lake: Lake, derivation: Derivation, day: date, *, made_by: str, run_id: str) -> Built:
    """Make what a day's partitions lack of the batches of their input, and commit each table once.

    Files made by another version of the code are replaced. When any row breaks a promise of its table, nothing is committed.

    Args:
        lake: the tables.
        derivation: the step.
        day: the delivery day.
        made_by: version of the code that makes the rows.
        run_id: the run on whose behalf it is done.
    """
    missing = _missing(lake, derivation, day, made_by)
    tasks = [Task(lake, derivation, Batch(day, batch), made_by) for batch in missing]
    built = Built(tuple(engine.map(make, tasks)))
    return built if built.failures else replace(built, versions=_commit(lake, derivation, built.manifests, day, made_by, run_id))


def build_days(lake: Lake, derivation: Derivation, days: Iterable[date], *, made_by: str, run_id: str) -> Built:
    """Make several days' partitions as `build_day` does, up to the first that breaks a promise."""
    whole = Built()
    for day in days:
        built = build_day(lake, derivation, day, made_by=made_by, run_id=run_id)
        whole = Built((*whole.manifests, *built.manifests), built.versions)
        if whole.failures:
            break
    return whole


def days_with_other_terms(lake: Lake, derivation: Derivation, made_by: str) -> list[date]:
    """Return the days with rows that this version of the code made with other terms of the users'."""
    made = pl.col("path").str.extract(r"([^/]+)\.parquet$")
    same_code = (made == without_own_terms(made_by)) | made.str.starts_with(without_own_terms(made_by) + OWN)
    files = lake.files(derivation.outputs[0]).filter(same_code, made != made_by)
    return files["delivery_date"].unique().sort().to_list()


def _missing(lake: Lake, derivation: Derivation, day: date, made_by: str) -> list[str]:
    wanted = set(_of_day(lake.files(derivation.inputs[0]), day)["batch"])
    have = [_made(_of_day(lake.files(table), day), made_by) for table in derivation.outputs]
    return sorted(wanted - set.intersection(*have))


def _of_day(files: pl.DataFrame, day: date) -> pl.DataFrame:
    return files.filter(pl.col("delivery_date") == day)


def _made(files: pl.DataFrame, made_by: str) -> set[str]:
    return set(files.filter(pl.col("path").str.ends_with(f"/{made_by}.parquet"))["batch"])


def _commit(
    lake: Lake, derivation: Derivation, manifests: Iterable[Manifest], day: date, made_by: str, run_id: str
) -> tuple[tuple[str, int], ...]:
    staged = [file for manifest in manifests for file in manifest.staged]
    return tuple((table, _commit_day(lake, table, staged, day, made_by, run_id)) for table in derivation.outputs)


def _commit_day(lake: Lake, table: str, staged: list[StagedFile], day: date, made_by: str, run_id: str) -> int:
    present = _of_day(lake.files(table), day)
    new = [file for file in staged if file.table == table and file.path not in set(present["path"])]
    old = present.filter(~pl.col("path").str.ends_with(f"/{made_by}.parquet"))["path"].to_list()
    return lake.commit(table, pl.Schema(columns(TABLES[table])), new, run_id=run_id, obsolete=old)


def make(task: Task) -> Manifest:
    """Make the tables of one batch, check their promises, and stage them when all hold."""
    inputs = {table: task.lake.read(table, task.batch) for table in task.derivation.inputs}
    batch = {"delivery_date": pl.lit(task.batch.day), "batch": pl.lit(task.batch.batch), "extractor_version": pl.lit(task.made_by)}
    made = task.derivation.function(inputs)
    frames = {table: made[table].with_columns(**batch).select(list(columns(TABLES[table]))) for table in task.derivation.outputs}
    if failures := tuple(_failures(frames, inputs)):
        return Manifest(task.batch, failures=failures)
    staged = tuple(task.lake.stage(table, frame, made_by=task.made_by, batch=task.batch) for table, frame in frames.items())
    return Manifest(task.batch, staged, null_counts={table: engine.null_counts(frame) for table, frame in frames.items()})


def _failures(frames: Frames, inputs: Frames) -> Iterable[Failure]:
    texts = (frames | inputs)[TEXTS]
    for table, frame in frames.items():
        model = TABLES[table]
        yield from (Failure(table, "schema", message) for message in broken_columns(frame, model))
        if issubclass(model, Span):
            yield from (Failure(table, "evidence", message) for message in broken_spans(frame, texts, model))
        if table == "parsed/blocks":
            yield from (Failure(table, "evidence", message) for message in broken_tiling(frame, texts))


def build_whole(lake: Lake, derivation: Derivation, *, made_by: str, run_id: str) -> Built:
    """Make a table that looks across days anew when an input or the code has changed, and commit it.

    The file's name is a hash of the code's version and of the inputs' files, so an unchanged input is recognised without reading it.
    """
    files = [path for table in derivation.inputs for path in sorted(lake.files(table)["path"])]
    name = blake2b("\n".join([made_by, *files]).encode(), digest_size=8).hexdigest()
    present = {table: lake.files(table)["path"].to_list() for table in derivation.outputs}
    if all(paths == [f"{name}.parquet"] for paths in present.values()):
        return Built(versions=tuple((table, lake.version(table)) for table in derivation.outputs))
    made = derivation.function({table: lake.scan(table) for table in derivation.inputs})
    frames = {table: made[table].select(list(columns(TABLES[table]))) for table in derivation.outputs}
    if failures := tuple(
        Failure(table, "schema", message) for table, frame in frames.items() for message in broken_columns(frame, TABLES[table])
    ):
        return Built((Manifest(None, failures=failures),))
    staged = {table: lake.stage(table, frame, made_by=name) for table, frame in frames.items()}
    versions = tuple(
        (table, lake.commit(table, pl.Schema(columns(TABLES[table])), [file], run_id=run_id, obsolete=present[table]))
        for table, file in staged.items()
    )
    counts = {table: engine.null_counts(frame) for table, frame in frames.items()}
    return Built((Manifest(None, tuple(staged.values()), null_counts=counts),), versions)
