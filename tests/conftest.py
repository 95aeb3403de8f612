import pytest
from hypothesis import HealthCheck, settings

# The same cases in every run, and no clock: a slow machine is no failure.
settings.register_profile("broadsheet", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("broadsheet")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-graph", action="store_true", help="write the picture of the asset graph anew")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file on one worker, and those that share the run on the sample corpus, so that no run is made twice."""
    for item in items:
        shared = "sample" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("sample" if shared else str(item.path)))


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The settings of a finished run on the sample corpus."""
    from deployments import REPOSITORY, run

    from pipelines.settings import Settings

    settings = Settings(data_dir=tmp_path_factory.mktemp("sample"), input=(str(REPOSITORY / "seeds"),))
    run(settings)
    return settings
