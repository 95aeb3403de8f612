import shutil

import duckdb
import pytest

from pipelines.report.page import render


@pytest.fixture(scope="session")
def sample_page(sample):
    return render(sample.warehouse)


@pytest.fixture
def changed(sample, tmp_path):
    """Return a copy of the sample warehouse on which statements were run."""

    def change(*statements):
        copy = tmp_path / "broadsheet.duckdb"
        shutil.copy(sample.warehouse, copy)
        with duckdb.connect(str(copy)) as connection:
            for statement in statements:
                connection.execute(statement)
        return copy

    return change


@pytest.fixture
def emptied(changed):
    """Return a copy of the sample warehouse in which tables have no rows."""

    def empty(*kept):
        copy = changed()
        with duckdb.connect(str(copy)) as connection:
            for schema, table in connection.execute("select schema_name, table_name from duckdb_tables()").fetchall():
                if table not in kept:
                    connection.execute(f'delete from "{schema}"."{table}"')
            if "articles" not in kept:
                connection.execute("update sources set article_count = 0")
        return copy

    return empty
