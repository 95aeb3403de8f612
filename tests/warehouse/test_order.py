"""Any order of delivery gives the same warehouse as one rebuild; a run that was killed leaves nothing behind in the lake."""

import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from deployments import CLOCK, DAY, build, fill_lake, lake_hashes, parsed, row_hashes, rows
from filelock import FileLock

from pipelines.lake import Lake
from pipelines.settings import REPOSITORY, Settings

WHEN = (*CLOCK, "delivery_date")
# How much was delivered when is what these tables are about; all others must not know.
OF_DELIVERY = {"ingest_health"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Some outlets of the sample corpus, to be delivered in parts."""
    input_folder = tmp_path_factory.mktemp("input")
    for name in ("northline", "kestrel-public-broadcasting", "calderstoke-mercury"):
        shutil.copytree(REPOSITORY / "seeds" / name, input_folder / name)
    shutil.copy(REPOSITORY / "seeds" / "sources.csv", input_folder)
    return input_folder


@pytest.fixture(scope="module")
def whole(folder, tmp_path_factory):
    """A deployment that got all in one delivery."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("whole"), input=(str(folder),))
    fill_lake(settings)
    return settings


def test_delivery_over_three_nights_in_reverse_gives_the_same_warehouse(folder, whole, tmp_path):
    settings = Settings(data_dir=tmp_path / "nights", input=(str(folder),), batch_bytes=10_000)
    files = sorted(folder.rglob("*.txt"), reverse=True)
    aside = tmp_path / "not yet there"
    for file in files:
        target = aside / file.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        file.rename(target)
    try:
        for night in range(3):
            for file in files[night::3]:
                (aside / file.relative_to(folder)).rename(file)
            fill_lake(settings, DAY + timedelta(days=night))
        warehouse = build(settings)
        hashes, expected = row_hashes(warehouse, without=WHEN), row_hashes(build(whole), without=WHEN)
        assert {table for table in expected if expected[table] != hashes[table]} <= OF_DELIVERY
        assert rows(warehouse, "select sum(new_count) from ingest_health") == [(len(files),)]
    finally:
        for file in files:
            if not file.exists():
                (aside / file.relative_to(folder)).rename(file)


def test_killed_run_then_run_again_gives_the_same_lake(folder, whole, tmp_path):
    settings = parsed(Settings(data_dir=tmp_path / "killed", input=(str(folder),)))
    command = [sys.executable, "-m", "pipelines.cli", "run", "--input", folder, "--data-dir", settings.data_dir, "--date", DAY.isoformat()]
    process = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    lake = Lake(settings.lake)
    deadline = time.monotonic() + 600  # a slow machine is no failure
    while not lake.exists("parsed/articles") and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert lake.exists("parsed/articles")
    assert not settings.warehouse.exists()
    assert lake_hashes(settings) != lake_hashes(whole)
    with FileLock(settings.lake / ".lock", timeout=0):
        fill_lake(settings)
    assert lake_hashes(settings) == lake_hashes(whole)
