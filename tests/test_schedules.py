from datetime import UTC, datetime
from functools import partial

import dagster as dg
import pytest

from pipelines.schedules import new_files, nightly
from pipelines.settings import Settings

DAYS = dg.DailyPartitionsDefinition("2025-01-01", end_offset=1)


@pytest.mark.parametrize(
    ("zone", "fires_at", "day"),
    [
        ("UTC", datetime(2025, 3, 18, 2, tzinfo=UTC), "2025-03-18"),
        ("America/Toronto", datetime(2025, 3, 18, 6, tzinfo=UTC), "2025-03-18"),
        ("Asia/Tokyo", datetime(2025, 3, 17, 17, tzinfo=UTC), "2025-03-18"),
    ],
)
def test_nightly_run_is_for_the_day_that_has_begun_in_its_zone(zone, fires_at, day):
    schedule = nightly("broadsheet", Settings(timezone=zone))
    assert schedule.execution_timezone == zone
    request = schedule(dg.build_schedule_context(scheduled_execution_time=fires_at))
    assert (request.partition_key, request.run_key) == (day, day)


@pytest.mark.parametrize(("switch", "status"), [(True, "RUNNING"), (False, "STOPPED")])
def test_switch_in_the_settings_turns_the_night_on(switch, status):
    assert nightly("broadsheet", Settings(nightly=switch)).default_status.value == status


def test_sensor_asks_for_a_run_only_when_the_input_changed(tmp_path):
    sensor = new_files("broadsheet", DAYS, Settings(input=(str(tmp_path),)))
    assert sensor.default_status.value == "STOPPED"
    (tmp_path / "a.txt").write_text("text")
    first = sensor(dg.build_sensor_context(cursor=None))
    assert [request.partition_key for request in first.run_requests] == [DAYS.get_last_partition_key()]
    again = sensor(dg.build_sensor_context(cursor=first.cursor))
    assert again == dg.SkipReason("1 files, as at the last look")
    cursor = first.cursor
    for change in (
        (tmp_path / "b.txt").touch,
        (tmp_path / "b.txt").unlink,
        partial((tmp_path / "sources.csv").write_text, "match,source_id\na.txt,harbour-post\n"),
        partial((tmp_path / "sources.csv").write_text, "match,source_id\na.txt,border-herald\n"),
    ):
        change()
        seen = sensor(dg.build_sensor_context(cursor=cursor))
        assert ([request.run_key for request in seen.run_requests], seen.cursor != cursor) == ([None], True)
        cursor = seen.cursor
