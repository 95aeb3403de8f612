"""What the tests of the engine give to workers; a module of its own, because a worker imports the one that holds its function."""

import os
import signal
import sys
import time
from datetime import date
from pathlib import Path

import polars as pl

from pipelines.engine import Failure, Manifest
from pipelines.lake import Batch

BATCH = Batch(date(2025, 3, 17), "batch")
HEAVY = {"dagster", "dbt", "duckdb", "typer", "pipelines.cli"}


def tell(task: int) -> Manifest:
    """Return who worked, with how many threads, what it had imported needlessly, and whether Ctrl-C is kept from it."""
    blocked = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    facts = (task, pl.thread_pool_size(), sorted(HEAVY & set(sys.modules)), blocked)
    return Manifest(BATCH, failures=(Failure(str(os.getpid()), "facts", str(facts)),))


def die(task: object) -> Manifest:
    os.kill(os.getpid(), signal.SIGKILL)
    return Manifest(BATCH)


def fail(task: int) -> Manifest:
    raise ValueError(f"task {task} is not as it should be")


def linger(folder: str) -> Manifest:
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(60)
    return Manifest(BATCH)
