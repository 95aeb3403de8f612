"""The graph is as drawn: keys, groups, edges, partitions, checks, schedule and sensor, compared with `graph.txt`.

After a change that is meant: `python -m pytest tests/test_definitions.py --write-graph` writes the picture anew; read the difference.
"""

from pathlib import Path

import dagster as dg
import pytest
from deployments import parsed

from pipelines.definitions import JOB, definitions
from pipelines.settings import REPOSITORY, Settings

PICTURE = Path(__file__).with_name("graph.txt")


@pytest.fixture(scope="module")
def defs(tmp_path_factory) -> dg.Definitions:
    return definitions(parsed(Settings(data_dir=tmp_path_factory.mktemp("graph"), input=(str(REPOSITORY / "seeds"),))))


def picture(defs: dg.Definitions) -> str:
    graph = defs.resolve_asset_graph()
    lines = []
    for key in sorted(graph.get_all_asset_keys()):
        node = graph.get(key)
        days = " by day" if node.partitions_def else ""
        parents = " ".join(sorted(parent.to_user_string() for parent in node.parent_keys))
        lines.append(f"{node.group_name}: {key.to_user_string()}{days} <- {parents}".rstrip(" <-"))
    return "\n".join([*lines, ""])


def test_graph_is_as_drawn(defs, request):
    found = picture(defs)
    if request.config.getoption("--write-graph"):
        PICTURE.write_text(found)
    assert found == PICTURE.read_text()


def test_every_lake_table_has_blocking_checks(defs):
    graph = defs.resolve_asset_graph()
    lake = [key for key in graph.get_all_asset_keys() if key.path[0] in ("raw", "parsed", "extracted", "resolved")]
    for key in lake:
        checks = [graph.get_check_spec(check) for check in graph.get_check_keys_for_assets({key})]
        assert checks, key
        assert all(check.blocking for check in checks), key


def test_one_job_covers_the_whole_way(defs):
    job = defs.resolve_job_def(JOB)
    assert set(job.asset_layer.executable_asset_keys) == set(defs.resolve_asset_graph().executable_asset_keys)
    assert job.partitions_def is not None


def test_night_and_sensor_are_off_until_switched_on(defs):
    schedule, sensor = defs.resolve_schedule_def("nightly"), defs.resolve_sensor_def("new_files")
    assert (schedule.cron_schedule, schedule.execution_timezone, schedule.default_status.value) == ("0 2 * * *", "UTC", "STOPPED")
    assert sensor.default_status.value == "STOPPED"
