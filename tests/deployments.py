"""Runs of the job, warehouses built of a lake, and row hashes of both, for the tests of whole warehouses.

A run goes through Dagster and a dbt process of its own, which takes several times as long as the queries. Where a test asks what stands in
a warehouse and not how it was published, `fill_lake` and `build` make the same file in this process.
"""

import json
import os
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from shutil import copyfile
from unittest.mock import patch

import dagster as dg
import duckdb
import polars as pl
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner, dbtRunnerResult
from dbt.constants import PARTIAL_PARSE_FILE_NAME
from dbt.contracts.graph.manifest import Manifest
from dbt.parser.manifest import extended_mashumuro_decoder
from filelock import FileLock

from pipelines.derive import build_day, build_whole
from pipelines.ingest import Delivery, deliver, refresh_places, refresh_source_list, refresh_topic_overrides, refresh_topics
from pipelines.lake import Lake
from pipelines.publish import publish
from pipelines.readers.options import options
from pipelines.readers.places import local_folders
from pipelines.run import execute
from pipelines.schemas import TABLES
from pipelines.settings import REPOSITORY, Settings
from pipelines.stages import EXTRACTED, PARSED, RESOLVED
from pipelines.version import extractor_version
from pipelines.warehouse import TARGET, prepare

DAY = date(2025, 3, 22)
CLOCK = ("seen_at", "first_seen_at", "last_seen_at", "removed_at")
SHARED = REPOSITORY.parent / "shared"
MANIFEST = "manifest.json"
COLUMNS = """
    select table_name, list(column_name order by column_index) from duckdb_columns()
    where database_name = current_database() and schema_name = 'main' and not internal group by 1 order by 1
"""


def run(settings: Settings, day: date = DAY) -> Path:
    """Run the job for a day and return the published warehouse.

    The dbt project is as it was parsed in this session, and the history of the run is kept in memory: on disk it takes a quarter of a run.
    The run of the sample does without both.
    """
    with patch.object(dg.DagsterInstance, "from_config", lambda home, name: dg.DagsterInstance.ephemeral()):
        execute(parsed(settings), day, lambda entry: None)
    return settings.warehouse


def parsed(settings: Settings) -> Settings:
    """Put the manifest of the dbt project into a deployment that has none, and return the deployment.

    The manifest is the same for every deployment, and dbt takes seconds to make it.
    """
    target = settings.data_dir / "build" / TARGET
    if not (target / MANIFEST).exists():
        target.mkdir(parents=True)
        copyfile(_parsed_project() / MANIFEST, target / MANIFEST)
    return settings


def fill_lake(settings: Settings, day: date = DAY) -> None:
    """Run the steps up to the lake for a day, without building a warehouse of it."""
    lake, made_by = Lake(settings.lake), extractor_version()
    delivery = Delivery(settings.input, day, datetime.now(UTC), settings.batch_bytes, options(local_folders(settings.input)))
    built = [
        deliver(lake, delivery, run_id="test"),
        refresh_source_list(lake, settings.input, run_id="test"),
        refresh_topics(lake, run_id="test"),
        refresh_places(lake, run_id="test"),
        refresh_topic_overrides(lake, settings.input, run_id="test"),
        build_day(lake, PARSED, day, made_by=made_by, run_id="test"),
        build_day(lake, EXTRACTED, day, made_by=made_by, run_id="test"),
        build_whole(lake, RESOLVED, made_by=made_by, run_id="test"),
    ]
    assert [failure for step in built for failure in step.failures] == []


def build(settings: Settings, *, only: str | None = None, variables: dict[str, object] | None = None) -> Path:
    """Build and test the warehouse of a lake in this process, put it in the published one's place, and return it.

    Args:
        settings: the deployment.
        only: dbt's selection of models, which are tested as far as they go; all without it.
        variables: values in the place of the project's.
    """
    prepare(settings, Lake(settings.lake))
    chosen = ["--select", only, "--indirect-selection", "cautious"] if only else []
    done = dbt(settings, "build", "--exclude", "test_type:unit", *chosen, "--vars", json.dumps(variables or {}))
    assert [f"{result.node.name}: {result.message}" for result in done.result if result.status not in ("success", "pass")] == []
    return publish(settings.build, settings.warehouse).path


def dbt(settings: Settings, *arguments: str) -> dbtRunnerResult:
    """Run dbt in this process on a deployment that was made ready for it."""
    done = dbtRunner(manifest=_manifest()).invoke([*arguments, *_arguments(settings.dbt_project, settings.data_dir / "build" / TARGET)])
    DuckDBConnectionManager.close_all_connections()  # dbt would hold the file open to the end of the process
    return done


@cache
def _manifest() -> Manifest:
    """The parsed dbt project: the same for every deployment."""
    manifest = Manifest.from_msgpack((_parsed_project() / PARTIAL_PARSE_FILE_NAME).read_bytes(), decoder=extended_mashumuro_decoder)
    manifest.build_flat_graph()  # what models see as `graph`; dbt does not keep it
    return manifest


@cache
def _parsed_project() -> Path:
    """The folder with what dbt writes when it parses the project; of several workers the first makes it."""
    folder = Path(os.environ["SESSION_FOLDER"]) / "parsed"
    with FileLock(f"{folder}.lock"):
        if not (folder / MANIFEST).exists():
            dbtRunner().invoke(["parse", *_arguments(Settings().dbt_project, folder)])
    return folder


def _arguments(project: Path, target: Path) -> list[str]:
    places = {"project-dir": project, "profiles-dir": project, "target-path": target, "log-path": target}
    return [*(f"--{name}={path}" for name, path in places.items()), "--log-level-file=none", "--quiet"]


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


def lake_hashes(settings: Settings, *, without: tuple[str, ...] = CLOCK) -> dict[str, tuple[int, int]]:
    """Return for each table of the lake that has rows their number and a hash of them that no order changes, without the given columns."""
    lake = Lake(settings.lake)
    frames = {table: lake.scan(table).drop(without, strict=False).collect() for table in TABLES if lake.exists(table)}
    return {table: (frame.height, frame.select(pl.struct(pl.all()).hash().sum()).item()) for table, frame in frames.items() if frame.height}
