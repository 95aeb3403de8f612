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
from deployments import DAY, lake_hashes
from typer.testing import CliRunner

from pipelines import engine
from pipelines.cli import app
from pipelines.derive import build_day
from pipelines.engine import Failure, Manifest
from pipelines.ingest import Delivery, deliver
from pipelines.lake import Batch, Lake
from pipelines.readers.options import options
from pipelines.settings import REPOSITORY, Settings
from pipelines.stages import PARSED, extracting_with

BATCH = Batch(date(2025, 3, 17), "batch")
SEEN_AT = datetime(2025, 3, 22, tzinfo=UTC)
DRIVER = """
from pipelines import engine
from test_engine import linger
from sys import argv
if __name__ == "__main__":
    list(engine.map(linger, [argv[1]] * 2, workers=2))
"""


def tell(task: int) -> Manifest:
    """Return who worked, with how many threads, what it had imported, and how it takes Ctrl-C."""
    blocked = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    facts = (task, pl.thread_pool_size(), "dagster" in sys.modules, "pipelines.cli" in sys.modules, blocked)
    return Manifest(BATCH, failures=(Failure(str(os.getpid()), "facts", str(facts)),))


def die(task: int) -> Manifest:
    os.kill(os.getpid(), signal.SIGKILL)
    return Manifest(BATCH)


def fail(task: int) -> Manifest:
    raise ValueError(f"task {task} is not as it should be")


def linger(folder: str) -> Manifest:
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(60)
    return Manifest(BATCH)


def gone(pid: int) -> bool:
    """Tell whether a process has ended; one that nobody has asked about since has."""
    status = Path(f"/proc/{pid}/status")
    try:
        return "State:\tZ" in status.read_text()
    except FileNotFoundError:
        return True


def until(condition) -> bool:
    for _ in range(200):
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    ("asked", "tasks", "size", "count"),
    [
        pytest.param(0, 9, 100, 1, id="little input"),
        pytest.param(0, 1, 10**9, 1, id="one task"),
        pytest.param(0, 0, 0, 1, id="no task"),
        pytest.param(0, 9, 10**9, min(9, pl.thread_pool_size()), id="large"),
        pytest.param(3, 9, 100, 3, id="as asked, however little"),
        pytest.param(8, 2, 10**9, 2, id="no more than tasks"),
        pytest.param(1, 9, 10**9, 1, id="none wanted"),
    ],
)
def test_number_of_workers(asked, tasks, size, count):
    assert engine.worker_count(asked, tasks, size) == count


def test_workers_share_the_cores_and_keep_order_and_are_light():
    before = os.environ.get(engine.THREADS)
    told = [manifest.failures[0] for manifest in engine.map(tell, range(5), workers=2)]
    threads = max(1, pl.thread_pool_size() // 2)
    # The module that holds the function is this test, which imports the command line itself.
    assert [failure.message for failure in told] == [str((task, threads, False, True, True)) for task in range(5)]
    assert str(os.getpid()) not in {failure.table for failure in told}
    assert os.environ.get(engine.THREADS) == before
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_no_more_tasks_are_taken_than_are_in_work():
    taken = []
    with_counts = (taken.append(number) or number for number in range(6))
    made = engine.map(tell, with_counts, workers=2)
    next(made)
    made.close()
    assert len(taken) <= 4


def test_what_workers_unpickle_loads_neither_dagster_nor_the_command_line():
    code = "import sys, pipelines.stages, pipelines.derive; print({'dagster', 'duckdb', 'pipelines.cli', 'typer'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY).stdout == "set()\n"


def test_error_in_a_worker_is_raised_as_it_is():
    with pytest.raises(ValueError, match="task 0 is not as it should be"):
        list(engine.map(fail, range(2), workers=2))


def test_worker_that_dies_fails_the_run_with_one_line(tmp_path, monkeypatch):
    (tmp_path / "input").mkdir()
    for number in range(4):
        (tmp_path / "input" / f"{number}.txt").write_text(f"Bridge {number} closed\n\nThe bridge at mile {number} was closed on Monday.\n")
    monkeypatch.setattr("pipelines.derive.make", die)
    monkeypatch.setenv("BROADSHEET_BATCH_BYTES", "50")
    monkeypatch.setenv("BROADSHEET_WORKERS", "2")
    result = CliRunner().invoke(app, ["run", "--input", str(tmp_path / "input"), "--data-dir", str(tmp_path / "data")])
    assert result.exit_code == 1
    assert [line for line in result.output.splitlines() if "error:" in line] == [f"error: parsed_articles: {engine.DIED}."]
    assert "Traceback" not in result.output
    assert not Lake(tmp_path / "data" / "lake").exists("parsed/articles")


@pytest.mark.parametrize("ending", [pytest.param(signal.SIGKILL, id="killed"), pytest.param(signal.SIGINT, id="Ctrl-C")])
def test_workers_end_with_their_driver(tmp_path, ending):
    (tmp_path / "driver.py").write_text(DRIVER)
    (tmp_path / "pids").mkdir()
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(REPOSITORY), str(REPOSITORY / "tests")])}
    command = [sys.executable, str(tmp_path / "driver.py"), str(tmp_path / "pids")]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True) as driver:
        assert until(lambda: len(list((tmp_path / "pids").iterdir())) == 2)
        os.kill(driver.pid, ending)
    assert until(lambda: all(gone(int(path.name)) for path in (tmp_path / "pids").iterdir()))


def test_lake_is_the_same_whoever_works(tmp_path):
    term = {"rule_id": "own:harbour", "topic_code": "medtop:04000000", "term": "harbour", "kind": "noun", "weight": 2.0, "unless": None}
    terms = pl.DataFrame([term], schema_overrides={"unless": pl.String})
    hashes = []
    for workers in (1, 2):
        settings = Settings(data_dir=tmp_path / str(workers), input=(str(REPOSITORY / "seeds"),), batch_bytes=40_000)
        lake = Lake(settings.lake)
        deliver(lake, Delivery(settings.input, DAY, SEEN_AT, settings.batch_bytes, options([])), run_id="test")
        for derivation in (PARSED, extracting_with(terms)):
            built = build_day(lake, derivation, DAY, made_by="test", run_id="test", workers=workers)
            assert (built.failures, len(built.manifests) > 2) == ([], True)
        hashes.append(lake_hashes(settings))
    assert hashes[0] == hashes[1]
