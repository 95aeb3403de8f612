"""One run of the sample corpus, shared by the tests of this folder, and row hashes of a warehouse."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipelines.run import execute
from pipelines.settings import REPOSITORY, Settings

DAY = date(2025, 3, 22)
CLOCK = ("seen_at", "first_seen_at", "last_seen_at", "removed_at")
SHARED = REPOSITORY.parent / "shared"


def run(settings: Settings, day: date = DAY) -> Path:
    """Run the job for a day and return the published warehouse."""
    execute(settings, day, lambda entry: None)
    return settings.warehouse


def rows(warehouse: Path, query: str, *parameters: object) -> list[tuple]:
    """Return the rows of a query."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(query, parameters).fetchall()


def row_hashes(warehouse: Path, *, without: tuple[str, ...] = CLOCK) -> dict[str, tuple[int, int]]:
    """Return for each public table the number of its rows and a hash of them that no order changes, leaving out the given columns."""
    tables = rows(warehouse, "select table_name, list(column_name order by column_index) from duckdb_columns() where schema_name = 'main' group by 1")
    hashes = {}
    for table, names in tables:
        kept = ", ".join(f'"{name}"' for name in names if name not in without)
        hashes[table] = rows(warehouse, f'select count(*), coalesce(bit_xor(hash({kept})), 0) from "{table}"')[0]
    return hashes


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> Settings:
    """Return the deployment of a finished run on the sample corpus."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("sample"), input=(REPOSITORY / "seeds",))
    run(settings)
    return settings
