import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-graph", action="store_true", help="write the picture of the asset graph anew")
