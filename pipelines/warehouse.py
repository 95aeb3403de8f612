"""The warehouse build: what dbt needs to know of a deployment, and its manifest.

Belongs here: the environment of dbt, the manifest, the extensions of DuckDB that it uses.
Does not belong here: SQL (`dbt/`), the rename (`pipelines.publish`).
"""

import json
import os
import sys
from functools import cached_property
from hashlib import blake2b
from importlib import metadata
from pathlib import Path

import duckdb
import polars as pl
from dagster_dbt import DbtCliResource, DbtProject
from duckdb_extensions import import_extension
from packaging.version import Version

from pipelines import __version__
from pipelines.lake import Lake
from pipelines.schemas import TABLES
from pipelines.schemas.base import columns
from pipelines.settings import Settings

TARGET = "dbt_target"
PARTS = ("models", "macros", "tests")
EXTENSIONS = ("delta", "fts")
"""What dbt needs of DuckDB beside its core: the reader of the lake, the stems of words."""
UNBUILT = ("quality/scores",)
"""Tables that no step of a run makes: empty until somebody measures."""


def environment(settings: Settings) -> dict[str, str]:
    """Return the variables by which dbt finds this deployment; they stay the same from run to run, so dbt need not parse again."""
    return {
        "BROADSHEET_BUILD_PATH": str(settings.build),
        "BROADSHEET_EXTENSIONS": str(settings.data_dir / "build" / "extensions"),
        "BROADSHEET_LAKE": str(settings.lake),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
    }


def lake_versions(lake: Lake) -> str:
    """Return the present version of every table of the lake as JSON: what one build reads, whatever is committed meanwhile."""
    return json.dumps({table: lake.version(table) for table in TABLES})


def state(settings: Settings, lake: Lake) -> str:
    """Return a hash of all that a build depends on: the versions of the lake's tables and the files of the dbt project."""
    digest = blake2b(f"{__version__} {lake_versions(lake)}".encode(), digest_size=8)
    for path in _project_files(settings.dbt_project):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_published(settings: Settings, state: str) -> bool:
    """Tell whether the published warehouse was built from this state, so that another build would give the same rows."""
    note = settings.published_state
    return settings.warehouse.exists() and note.exists() and note.read_text() == state


def prepare(settings: Settings, lake: Lake) -> None:
    """Make ready for a build.

    No file of an earlier build is left, DuckDB's extensions are in place without a download, and every table can be read.
    """
    settings.build.parent.mkdir(parents=True, exist_ok=True)
    for leftover in settings.build.parent.glob(f"{settings.build.name}*"):
        leftover.unlink()
    extensions = environment(settings)["BROADSHEET_EXTENSIONS"]
    for extension in EXTENSIONS:
        if not list(Path(extensions).glob(f"*/*/{extension}.duckdb_extension")):
            with duckdb.connect(config={"extension_directory": extensions}) as connection:
                import_extension(extension, con=connection)
    for table in UNBUILT:
        lake.commit(table, pl.Schema(columns(TABLES[table])), [], run_id="prepare")
    os.environ.update(environment(settings), BROADSHEET_LAKE_VERSIONS=lake_versions(lake))


def project(settings: Settings) -> DbtProject:
    """Return the dbt project, with a manifest that is no older than any of its files.

    dbt runs as a process of its own and inherits this one's environment, so the deployment's variables are set here.
    """
    target = settings.data_dir / "build" / TARGET
    target.mkdir(parents=True, exist_ok=True)
    os.environ.update(environment(settings))
    found = DbtProject(settings.dbt_project, target_path=target)
    if _is_stale(found.manifest_path, settings.dbt_project):
        cli(found).cli(["parse", "--quiet"], target_path=target).wait()
    return found


class InstalledDbt(DbtCliResource):
    """dbt whose version is read from its package: `dbt --version` takes two seconds and asks the network for a newer one."""

    @cached_property
    def _cli_version(self) -> Version:
        return Version(metadata.version("dbt-core"))


def cli(project: DbtProject) -> DbtCliResource:
    """Return the dbt of this environment, also where its scripts are not on the search path."""
    return InstalledDbt(project_dir=project, dbt_executable=str(Path(sys.executable).with_name("dbt")))


def failures(project: DbtProject) -> str:
    """Return which models and tests of the last build failed, and why, in one line."""
    results = json.loads((project.target_path / "run_results.json").read_text())["results"]
    bad = [result for result in results if result["status"] in ("error", "fail")]
    return "; ".join(f"{result['unique_id'].split('.')[2]}: {result['message']}" for result in bad) or "dbt ended before its first model"


def _is_stale(manifest: Path, folder: Path) -> bool:
    """Tell whether a file of the project is younger than the manifest, or a folder has lost or gained one."""
    if not manifest.exists():
        return True
    parts = [path for part in PARTS for path in (folder / part, *(folder / part).rglob("*"))]
    return max(path.stat().st_mtime for path in (*parts, *_project_files(folder))) > manifest.stat().st_mtime


def _project_files(folder: Path) -> list[Path]:
    below = (path for part in PARTS for path in (folder / part).rglob("*") if path.is_file())
    return sorted([*folder.glob("*.yml"), *below])
