"""The engine: runs a function over tasks; a task is one batch of one partition.

Belongs here: the protocol between driver and workers, and where the work is done: in this process or in worker processes.
Does not belong here: what a task does (`pipelines.ingest`, `pipelines.derive`).

Workers only stage files and return a small manifest; the driver alone commits, once per table. So functions and tasks must be importable
and picklable, and the work can move to other machines without a change of the protocol. Threads within a process gain little, because
names and quotations leave polars few pieces to share out (docs/quality.md).

A worker is a new process and no copy of this one (`spawn`), because a copy of polars' threads would hang. It imports what it unpickles and
nothing of Dagster.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import active_children, get_context, parent_process
from threading import Thread
from typing import TypeVar

import polars as pl

from pipelines.lake import Batch, StagedFile

THREADS = "POLARS_MAX_THREADS"
WORTH_BYTES = 2_000_000  # of staged input, about 7 MB of text: with less, to start two processes takes as long as they save
MOST_UNASKED = 8  # processes, about 1 GB each: a machine of many cores may have less memory than that for each of them
DIED = "a worker process died, perhaps for want of memory; nothing of its work was committed. A smaller `workers` takes less memory"
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


def worker_count(asked: int, task_count: int, byte_count: int) -> int:
    """Return in how many processes to do some tasks; 1 is this process alone.

    Args:
        asked: the number set; with 0, one for each core, but no more than `MOST_UNASKED`, when the input is worth their start.
        task_count: number of tasks; there are never more workers.
        byte_count: size of the tasks' input in the lake.
    """
    worth = min(pl.thread_pool_size(), MOST_UNASKED) if byte_count > WORTH_BYTES else 1
    return max(1, min(asked or worth, task_count))


def map(  # noqa: A001  (the protocol's own word)
    function: Callable[[Task], Manifest], tasks: Iterable[Task], *, workers: int = 1
) -> Generator[Manifest, None, None]:
    """Yield the manifest of each task, in the order of the tasks, as they become ready.

    Closing the generator ends the workers at once.

    Args:
        function: what a task is given to.
        tasks: taken one by one, so that no more than `workers` of them are in work.
        workers: number of processes, as returned by `worker_count`; with 1 the work is done in this process.

    Raises:
        ChildProcessError: a worker died.
    """
    if workers > 1:
        yield from _in_workers(function, tasks, workers)
    else:
        for task in tasks:
            yield function(task)


def _in_workers(function: Callable[[Task], Manifest], tasks: Iterable[Task], workers: int) -> Iterator[Manifest]:
    threads = max(1, pl.thread_pool_size() // workers)
    given: deque[Future[Manifest]] = deque()
    try:
        with _pool(workers) as pool:
            for task in tasks:
                if len(in_work := [future for future in given if not future.done()]) >= workers:
                    wait(in_work, return_when=FIRST_COMPLETED)
                with _starting(threads):
                    given.append(pool.submit(function, task))
                while given and given[0].done():
                    yield given.popleft().result()
            while given:
                yield given.popleft().result()
    except BrokenProcessPool:
        raise ChildProcessError(DIED) from None


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Give processes that end with the block, and at once when it is left early: what they have in work is wanted no more."""
    others = set(active_children())
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_end_with_driver)
    try:
        yield pool
    except BaseException:
        for process in set(active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _starting(threads: int) -> Iterator[None]:
    """Let processes that are started in the block have so many threads of polars, and leave Ctrl-C to this process."""
    before = os.environ.get(THREADS)
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    os.environ[THREADS] = str(threads)
    try:
        yield
    finally:
        del os.environ[THREADS]
        os.environ.update({THREADS: before} if before else {})
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _end_with_driver() -> None:
    """Let this worker end with its driver, also one that was killed; without it, it would wait for tasks for ever."""

    def follow() -> None:
        if driver := parent_process():
            driver.join()
            os._exit(1)

    Thread(target=follow, daemon=True).start()


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
