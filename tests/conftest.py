import os

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
    "test_event_dates",
    "test_blocks",
    "test_references",
    "test_versions",
)
"""Files to start with, so that workers end together: the first makes the sample, which the second does not need, so neither waits."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-graph", action="store_true", help="write the picture of the asset graph anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONGEST)))


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The settings of a finished run on the sample corpus; of several workers the first makes it."""
    from deployments import REPOSITORY, run

    from pipelines.settings import Settings

    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    settings = Settings(data_dir=shared / "sample", input=(str(REPOSITORY / "seeds"),))
    with FileLock(shared / "sample.lock"):
        if not settings.warehouse.exists():
            run(settings)
    return settings
