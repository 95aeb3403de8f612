from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same cases in every run, and no clock: a slow machine is no failure.
settings.register_profile("broadsheet", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("broadsheet")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-graph", action="store_true", help="write the picture of the asset graph anew")


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The settings of a finished run on the sample corpus."""
    from deployments import REPOSITORY, run

    from pipelines.settings import Settings

    settings = Settings(data_dir=tmp_path_factory.mktemp("sample"), input=(Path(REPOSITORY) / "seeds",))
    run(settings)
    return settings
