import gc
import os

if "PYTEST_XDIST_WORKER" in os.environ:
    # Workers share the cores: with more threads than cores polars waits for itself. It reads the number when it is imported.
    os.environ.setdefault("POLARS_MAX_THREADS", str(max(1, (os.cpu_count() or 1) // int(os.environ["PYTEST_XDIST_WORKER_COUNT"]))))

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

# The same cases in every run, and no clock: a slow machine is no failure.
settings.register_profile("broadsheet", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("broadsheet")
LONGEST = (
    "test_dbt",
    "test_order",
    "test_publishing",
    "test_identity",
    "test_floors",
    "test_themes",
    "test_set_aside",
    "test_engine",
    "test_versions",
    "test_page",
    "test_blocks",
    "test_browser",
)
"""Files to start with, so that workers end together: the first makes the sample, which the second does not need, so neither waits."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-graph", action="store_true", help="write the picture of the asset graph anew")


def pytest_collection_finish() -> None:
    """Leave what was imported out of the garbage collection: dagster and dbt are half a million objects that stay."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONGEST)))


@pytest.fixture(scope="session", autouse=True)
def session_folder(tmp_path_factory):
    """A folder of this session that all workers see; also for functions that are no fixtures."""
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    os.environ["SESSION_FOLDER"] = str(folder)
    return folder


@pytest.fixture(scope="session")
def sample(session_folder):
    """The settings of a finished run on the sample corpus, from nothing; of several workers the first makes it."""
    from deployments import DAY, REPOSITORY

    from pipelines.run import execute
    from pipelines.settings import Settings

    settings = Settings(data_dir=session_folder / "sample", input=(str(REPOSITORY / "seeds"),))
    with FileLock(session_folder / "sample.lock"):
        if not settings.warehouse.exists():
            execute(settings, DAY, lambda entry: None)
    return settings
