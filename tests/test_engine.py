"""Workers do what one process does; when one dies the run fails with a line, and none outlives its driver."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from worker_tasks import die, fail, linger, tell

from pipelines import engine
from pipelines.derive import build_day
from pipelines.ingest import Delivery, deliver
from pipelines.lake import Lake
from pipelines.readers.options import options
from pipelines.schemas import TABLES
from pipelines.settings import REPOSITORY
from pipelines.stages import PARSED, extracting_with

DAY = date(2025, 3, 22)
SEEN_AT = datetime(2025, 3, 22, tzinfo=UTC)
DRIVER = f"""
import signal
from sys import argv
from pipelines import engine
from worker_tasks import {linger.__name__}
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job would ignore it
    list(engine.map({linger.__name__}, [argv[1]] * 2, workers=2))
"""


def delivered(root: Path, batch_bytes: int) -> Lake:
    """A lake with some articles, not yet parsed."""
    lake = Lake(root)
    deliver(lake, Delivery((str(REPOSITORY / "seeds" / "northline"),), DAY, SEEN_AT, batch_bytes, options([])), run_id="test")
    return lake


def gone(pid: int) -> bool:
    """Tell whether a process has ended, be it that nobody has asked for its result yet."""
    try:
        return "State:\tZ" in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return True


def until(condition) -> bool:
    return any(condition() or time.sleep(0.05) for _ in range(600))


@pytest.mark.parametrize(
    ("asked", "cores", "tasks", "size", "count"),
    [
        pytest.param(0, 4, 9, 100, 1, id="little input"),
        pytest.param(0, 4, 1, 10**9, 1, id="one task"),
        pytest.param(0, 4, 0, 0, 1, id="no task"),
        pytest.param(0, 4, 9, 10**9, 4, id="large"),
        pytest.param(0, 64, 99, 10**9, engine.MOST_UNASKED, id="more cores than memory may hold"),
        pytest.param(32, 64, 99, 10**9, 32, id="as asked, however many"),
        pytest.param(3, 4, 9, 100, 3, id="as asked, however little"),
        pytest.param(8, 4, 2, 10**9, 2, id="no more than tasks"),
        pytest.param(1, 4, 9, 10**9, 1, id="none wanted"),
    ],
)
def test_number_of_workers(monkeypatch, asked, cores, tasks, size, count):
    monkeypatch.setattr(pl, "thread_pool_size", lambda: cores)
    assert engine.worker_count(asked, tasks, size) == count


def test_workers_share_the_cores_keep_the_order_and_load_nothing_heavy(monkeypatch):
    monkeypatch.setattr(pl, "thread_pool_size", lambda: 4)
    taken, before = [], os.environ.get(engine.THREADS)
    made = engine.map(tell, (taken.append(number) or number for number in range(6)), workers=2)
    told = [next(made).failures[0]]
    assert len(taken) < 6, "tasks are taken when there is a worker for them"
    told += [manifest.failures[0] for manifest in made]
    assert [failure.message for failure in told] == [str((task, 2, [], True)) for task in range(6)]
    assert str(os.getpid()) not in {failure.table for failure in told}
    assert os.environ.get(engine.THREADS) == before
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_what_workers_unpickle_loads_neither_dagster_nor_the_command_line():
    code = "import sys, pipelines.stages; from worker_tasks import HEAVY; print(HEAVY & set(sys.modules))"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(str(REPOSITORY / name) for name in ("", "tests"))}
    assert subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True).stdout == "set()\n"


def test_error_in_a_worker_is_raised_as_it_is():
    with pytest.raises(ValueError, match="task 0 is not as it should be"):
        list(engine.map(fail, range(2), workers=2))


def test_worker_that_dies_is_told_in_a_line_and_nothing_is_committed(tmp_path, monkeypatch):
    lake = delivered(tmp_path, 4_000)
    monkeypatch.setattr("pipelines.derive.make", die)
    with pytest.raises(ChildProcessError, match=engine.DIED) as raised:
        build_day(lake, PARSED, DAY, made_by="test", run_id="test", workers=2)
    assert raised.value.__cause__ is None
    assert not lake.exists("parsed/articles")


@pytest.mark.parametrize("ending", [pytest.param(signal.SIGKILL, id="killed"), pytest.param(signal.SIGINT, id="Ctrl-C")])
def test_workers_end_with_their_driver(tmp_path, ending):
    (tmp_path / "driver.py").write_text(DRIVER)
    (tmp_path / "pids").mkdir()
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(str(REPOSITORY / name) for name in ("", "tests"))}
    command = [sys.executable, str(tmp_path / "driver.py"), str(tmp_path / "pids")]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as driver:
        started = until(lambda: len(list((tmp_path / "pids").iterdir())) == 2)
        driver.send_signal(ending)
    assert started
    assert until(lambda: all(gone(int(path.name)) for path in (tmp_path / "pids").iterdir()))


def test_lake_is_the_same_whoever_works(tmp_path, monkeypatch):
    monkeypatch.setattr(pl, "thread_pool_size", lambda: 4)  # each worker has two threads, and this process as many as it has
    term = {"rule_id": "own:harbour", "topic_code": "medtop:04000000", "term": "harbour", "kind": "noun", "weight": 2.0, "unless": None}
    terms = pl.DataFrame([term], schema_overrides={"unless": pl.String})
    rows = []
    for workers in (1, 2):
        lake = delivered(tmp_path / str(workers), 4_000)
        for derivation in (PARSED, extracting_with(terms)):
            built = build_day(lake, derivation, DAY, made_by="test", run_id="test", workers=workers)
            assert (built.failures, len(built.manifests)) == ([], 4)
        frames = {table: lake.scan(table).collect() for table in TABLES if lake.exists(table)}
        rows.append({table: (frame.height, frame.select(pl.struct(pl.all()).hash().sum()).item()) for table, frame in frames.items()})
    assert rows[0] == rows[1]
