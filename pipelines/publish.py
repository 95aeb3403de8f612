"""Publishing: the warehouse that dbt built becomes the one that readers open.

Belongs here: what must hold of a built file before readers see it, and the rename.
Does not belong here: building and testing it (dbt).
"""

import os
from dataclasses import dataclass
from pathlib import Path

import duckdb


@dataclass(frozen=True)
class Published:
    """A published warehouse: its file, size in bytes, and rows per public table."""

    path: Path
    byte_count: int
    row_counts: dict[str, int]


def publish(built: Path, published: Path) -> Published:
    """Put the built file in the place of the published one, by one atomic rename.

    Readers that hold the old file open keep it; new readers get the new one, whole. The built file is checkpointed and closed first, so
    that no write-ahead log is left, and the rename happens within one file system.

    Args:
        built: the file that dbt wrote and tested.
        published: the name that readers open.

    Raises:
        FileNotFoundError: there is no built file.
        ValueError: the built file has no public table.
    """
    if not built.exists():
        raise FileNotFoundError(f"nothing to publish: {built} does not exist")
    with duckdb.connect(str(built)) as connection:
        connection.execute("force checkpoint")
        counts = row_counts(connection)
    if not counts:
        raise ValueError(f"nothing to publish: {built} has no public table")
    built.with_name(f"{built.name}.wal").unlink(missing_ok=True)
    published.parent.mkdir(parents=True, exist_ok=True)
    os.replace(built, published)
    return Published(published, published.stat().st_size, counts)


def row_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return the rows of each table of the default schema, by name."""
    names = connection.execute("select table_name from duckdb_tables() where schema_name = 'main' order by all").fetchall()
    return {name: connection.execute(f'select count(*) from "{name}"').fetchall()[0][0] for (name,) in names}
