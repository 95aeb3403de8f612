from pathlib import Path

import pytest


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
