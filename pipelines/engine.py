"""The engine: runs a function over tasks; a task is one batch of one partition.

Belongs here: the protocol between driver and workers, and where the work is done.
Does not belong here: what a task does (`pipelines.ingest`, `pipelines.derive`).

Workers only stage files and return a small manifest; the driver alone commits, once per table. So functions and tasks must be importable
and picklable, and the work can move to other processes or machines without a change of the protocol. Today it is done in this process:
polars uses other cores within a batch, though names and quotations gain little by it (docs/quality.md).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import polars as pl

from pipelines.lake import Batch, StagedFile

Task = TypeVar("Task")


@dataclass(frozen=True)
class Failure:
    """A broken promise in the rows of one batch of a table."""

    table: str
    check: str
    message: str


@dataclass(frozen=True)
class Manifest:
    """What became of one batch: the files staged, empty cells per table and column, and the promises that its rows break.

    `set_aside` has one failure for each of its documents that was left out so that the others could be staged.
    """

    batch: Batch | None
    staged: tuple[StagedFile, ...] = ()
    failures: tuple[Failure, ...] = ()
    null_counts: dict[str, dict[str, int]] = field(default_factory=dict)
    document_count: int = 0
    set_aside: tuple[Failure, ...] = ()


def map(function: Callable[[Task], Manifest], tasks: Iterable[Task]) -> Iterator[Manifest]:  # noqa: A001  (the protocol's own word)
    """Yield the manifest of each task, as it becomes ready."""
    for task in tasks:
        yield function(task)


def null_counts(frame: pl.DataFrame) -> dict[str, int]:
    """Return the number of empty cells of each column that has any."""
    return {column: count for column, count in frame.null_count().row(0, named=True).items() if count}


def merged(manifests: Iterable[Manifest]) -> Manifest:
    """Return one manifest that tells what several do."""
    found = list(manifests)
    counts: dict[str, dict[str, int]] = {}
    for table, nulls in (item for manifest in found for item in manifest.null_counts.items()):
        so_far = counts.setdefault(table, {})
        so_far.update({column: so_far.get(column, 0) + count for column, count in nulls.items()})
    staged = tuple(file for manifest in found for file in manifest.staged)
    return Manifest(None, staged, tuple(failure for manifest in found for failure in manifest.failures), counts)
