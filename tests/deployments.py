"""Runs of the job and row hashes of what they publish, for the tests of whole warehouses."""

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from pipelines.derive import build_day, build_whole
from pipelines.ingest import Delivery, deliver, refresh_source_list, refresh_topic_overrides, refresh_topics
from pipelines.lake import Lake
from pipelines.readers.options import options
from pipelines.readers.places import local_folders
from pipelines.run import execute
from pipelines.settings import REPOSITORY, Settings
from pipelines.stages import EXTRACTED, PARSED, RESOLVED
from pipelines.version import extractor_version
from pipelines.warehouse import TARGET

DAY = date(2025, 3, 22)
CLOCK = ("seen_at", "first_seen_at", "last_seen_at", "removed_at")
SHARED = REPOSITORY.parent / "shared"
MANIFEST: list[bytes] = []
COLUMNS = """
    select table_name, list(column_name order by column_index) from duckdb_columns()
    where database_name = current_database() and schema_name = 'main' and not internal group by 1 order by 1
"""


def run(settings: Settings, day: date = DAY) -> Path:
    """Run the job for a day and return the published warehouse.

    The manifest of the first run of this process serves the others: it is the same for all, and dbt takes seconds to make it.
    """
    manifest = settings.data_dir / "build" / TARGET / "manifest.json"
    if MANIFEST and not manifest.exists():
        manifest.parent.mkdir(parents=True)
        manifest.write_bytes(MANIFEST[0])
    execute(settings, day, lambda entry: None)
    MANIFEST[:] = [manifest.read_bytes()]
    return settings.warehouse


def fill_lake(settings: Settings, day: date = DAY) -> None:
    """Run the steps up to the lake for a day, without building a warehouse of it."""
    lake, made_by = Lake(settings.lake), extractor_version()
    delivery = Delivery(settings.input, day, datetime.now(UTC), settings.batch_bytes, options(local_folders(settings.input)))
    built = [
        deliver(lake, delivery, run_id="test"),
        refresh_source_list(lake, settings.input, run_id="test"),
        refresh_topics(lake, run_id="test"),
        refresh_topic_overrides(lake, settings.input, run_id="test"),
        build_day(lake, PARSED, day, made_by=made_by, run_id="test"),
        build_day(lake, EXTRACTED, day, made_by=made_by, run_id="test"),
        build_whole(lake, RESOLVED, made_by=made_by, run_id="test"),
    ]
    assert [failure for step in built for failure in step.failures] == []


def rows(warehouse: Path, query: str, *parameters: object) -> list[tuple]:
    """Return the rows of a query."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(query, parameters).fetchall()


def row_hashes(warehouse: Path, *, without: tuple[str, ...] = CLOCK) -> dict[str, tuple[int, int]]:
    """Return for each public table the number of its rows and a hash of them that no order changes, leaving out the given columns."""
    hashes = {}
    for table, names in rows(warehouse, COLUMNS):
        kept = ", ".join(f'"{name}"' for name in names if name not in without)
        hashes[table] = rows(warehouse, f'select count(*), coalesce(bit_xor(hash({kept})), 0) from "{table}"')[0]
    return hashes
