"""Derived tables: makes what is missing of a day's partition, batch by batch, from the stage before.

Belongs here: which batches must be made, making and checking one, committing the day; how many broken documents stop a run.
Does not belong here: what is made of a batch (`pipelines.tables`), reporting to Dagster (`pipelines.assets`).
"""

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from itertools import groupby, islice
from typing import Any

import polars as pl

from pipelines import engine
from pipelines.engine import Failure, Manifest
from pipelines.lake import Batch, Lake, StagedFile
from pipelines.schemas import TABLES
from pipelines.schemas.base import Span, columns
from pipelines.schemas.validate import FINDINGS, broken_cells, broken_columns, broken_spans, broken_tiling, messages

Frames = dict[str, pl.DataFrame]
TEXTS = "parsed/articles"
MOST_SET_ASIDE = 5  # that many odd documents a delivery may hold, however small it is …
MOST_SET_ASIDE_SHARE = 0.01  # … and one of a hundred, however large: where more break a check, the code is wrong and not the input


@dataclass(frozen=True)
class Derivation:
    """A step of the way: the tables it makes of which tables, and how.

    The function gets the inputs' rows by table: of one batch as frames, or of the whole tables as lazy frames. With `set_aside`, documents
    of which a row breaks a check are taken out of what the function made (`pipelines.tables.set_aside`); without, any broken row stops.
    """

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    function: Callable[[dict[str, Any]], Frames]
    set_aside: Callable[[Frames, pl.DataFrame], Frames] | None = None


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
        """Every broken promise for which nothing was committed; days are judged one by one, since each is committed for itself."""
        found = [failure for manifest in self.manifests for failure in manifest.failures]
        days = groupby(self.manifests, key=lambda manifest: manifest.batch and manifest.batch.day)
        return found or [failure for _, of_day in days for failure in _too_many(list(of_day))]

    @property
    def set_aside(self) -> list[Failure]:
        """For each document that was left out, the first promise that its rows break."""
        return _set_aside(self.manifests)


def _set_aside(manifests: Iterable[Manifest]) -> list[Failure]:
    return [failure for manifest in manifests for failure in manifest.set_aside]


def _too_many(manifests: list[Manifest]) -> list[Failure]:
    """Tell the documents of a day that were set aside as a failure where a defect of the code is likelier than odd input."""
    set_aside, document_count = _set_aside(manifests), sum(manifest.document_count for manifest in manifests)
    count = len(set_aside)
    if (count > MOST_SET_ASIDE and count > MOST_SET_ASIDE_SHARE * document_count) or 1 < count == document_count:
        told = f"{count} of {document_count} documents break a check, more than odd input explains; the first: {set_aside[0].message}"
        return [replace(set_aside[0], message=told)]
    return []


def build_day(lake: Lake, derivation: Derivation, day: date, *, made_by: str, run_id: str, workers: int = 1) -> Built:
    """Make what a day's partitions lack of the batches of their input, and commit each table once.

    Files made by another version of the code are replaced. Documents whose rows break a promise of their table are set aside; when they
    are too many, or the break is not one of single documents, nothing is committed.

    Args:
        lake: the tables.
        derivation: the step.
        day: the delivery day.
        made_by: version of the code that makes the rows.
        run_id: the run on whose behalf it is done.
        workers: number of processes, as for `pipelines.engine.worker_count`.

    Raises:
        ChildProcessError: a worker died.
    """
    lacking = _of_day(_lacking(lake, derivation, made_by), day)
    return _build(lake, derivation, [day], lacking, made_by, run_id, workers)


def build_due(lake: Lake, derivation: Derivation, day: date, *, made_by: str, run_id: str, workers: int = 1) -> Built:
    """Make what a day's partitions lack, and before it what those of other days do.

    Other days lack rows when a run was killed before it made them, and when the rules or a lexicon have changed since: the warehouse is
    to be what one rebuild would make it. The batches of all days are one row of tasks, so that days of one batch keep all workers busy.

    Args:
        lake: the tables.
        derivation: the step.
        day: the delivery day.
        made_by: version of the code that makes the rows.
        run_id: the run on whose behalf it is done.
        workers: number of processes, as for `pipelines.engine.worker_count`.

    Raises:
        ChildProcessError: a worker died; days that were committed before stay so.
    """
    lacking = _lacking(lake, derivation, made_by)
    others = sorted(set(lacking["delivery_date"]) - {day})
    return _build(lake, derivation, [*others, day], lacking, made_by, run_id, workers)


def _lacking(lake: Lake, derivation: Derivation, made_by: str) -> pl.DataFrame:
    """Return `delivery_date`, `batch` and `byte_count` of the batches of which some output lacks rows of this version."""
    key = ["delivery_date", "batch"]
    wanted = lake.files(derivation.inputs[0]).group_by(key).agg(pl.col("byte_count").sum())
    have = [lake.files(table).filter(pl.col("path").str.ends_with(f"/{made_by}.parquet")).select(key) for table in derivation.outputs]
    return pl.concat([wanted.join(made, on=key, how="anti") for made in have]).unique()


def _build(lake: Lake, derivation: Derivation, days: list[date], lacking: pl.DataFrame, made_by: str, run_id: str, workers: int) -> Built:
    """Make the batches that days lack, and commit each day when it is made; a day that is not committed is the last.

    A day's largest batches come first, so that workers end together.
    """
    due = {day: _of_day(lacking, day).sort("byte_count", "batch", descending=[True, False])["batch"].to_list() for day in days}
    tasks = [Task(lake, derivation, Batch(day, batch), made_by) for day, batches in due.items() for batch in batches]
    count = engine.worker_count(workers, len(tasks), int(lacking["byte_count"].sum()))
    built, manifests = Built(), []
    with closing(engine.map(make, tasks, workers=count)) as made:
        for day, batches in due.items():
            built = Built(tuple(islice(made, len(batches))))
            manifests.extend(built.manifests)
            if built.failures:
                break
            built = replace(built, versions=_commit(lake, derivation, built.manifests, day, made_by, run_id))
    return replace(built, manifests=tuple(manifests))


def _of_day(files: pl.DataFrame, day: date) -> pl.DataFrame:
    return files.filter(pl.col("delivery_date") == day)


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
    """Make the tables of one batch, set aside the documents whose rows break a promise, and stage the others when all hold."""
    inputs = {table: task.lake.read(table, task.batch) for table in task.derivation.inputs}
    made = task.derivation.function(inputs)
    frames = _complete(task, made)
    found = _findings(frames, inputs)
    broken = _of_documents(found)
    if task.derivation.set_aside and found and broken.height:
        frames = _complete(task, task.derivation.set_aside(made, broken.select("key", "detail")))
        found = _findings(frames, inputs)
    if found:
        return Manifest(task.batch, failures=tuple(Failure(*of, line) for of, findings in found.items() for line in messages(findings)))
    staged = tuple(task.lake.stage(table, frame, made_by=task.made_by, batch=task.batch) for table, frame in frames.items())
    nulls = {table: engine.null_counts(frame) for table, frame in frames.items()}
    aside = tuple(Failure(*row) for row in broken.select("table", "kind", "detail").rows())
    return Manifest(task.batch, staged, null_counts=nulls, document_count=inputs[task.derivation.inputs[0]].height, set_aside=aside)


def _complete(task: Task, made: Frames) -> Frames:
    """Add what tells the batch, and order the columns; one that is missing is left to the checks."""
    batch = {"delivery_date": pl.lit(task.batch.day), "batch": pl.lit(task.batch.batch), "extractor_version": pl.lit(task.made_by)}
    named = {table: made[table].with_columns(**batch) for table in task.derivation.outputs}
    return {table: frame.select(name for name in columns(TABLES[table]) if name in frame.columns) for table, frame in named.items()}


def _findings(frames: Frames, inputs: Frames) -> dict[tuple[str, str], pl.DataFrame]:
    """Return what breaks a promise by table and kind of check; evidence is looked at where columns and types are as they should be."""
    found = {(table, "schema"): broken_cells(frame, TABLES[table]) for table, frame in frames.items()}
    texts = (frames | inputs)[TEXTS]
    for table in [table for table in frames if not found[table, "schema"]["key"].has_nulls()]:
        if issubclass(TABLES[table], Span):
            found[table, "evidence"] = broken_spans(frames[table], texts, TABLES[table])
        if table == "parsed/blocks":
            found[table, "evidence"] = broken_tiling(frames[table], texts)
    return {of: findings for of, findings in found.items() if findings.height}


def _of_documents(found: dict[tuple[str, str], pl.DataFrame]) -> pl.DataFrame:
    """Return `key`, `table`, `kind` and `detail` of the first finding of each version or document."""
    told = pl.format("{}.{}: {}: {}", "table", *(pl.col(name).fill_null("-") for name in ("column", "check", "value")))
    of = [findings.with_columns(table=pl.lit(table), kind=pl.lit(kind)) for (table, kind), findings in found.items()]
    empty_one = pl.DataFrame(schema=FINDINGS | {"table": pl.String, "kind": pl.String})
    first = pl.concat([empty_one, *of]).drop_nulls("key").unique("key", keep="first", maintain_order=True)
    return first.select("key", "table", "kind", detail=told)


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
