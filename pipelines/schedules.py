"""When runs start: every night, and when new files lie in the input.

Belongs here: the schedule and the sensor.
Does not belong here: what a run does (`pipelines.assets`).
"""

from hashlib import blake2b
from zoneinfo import ZoneInfo

import dagster as dg

from pipelines.readers.files import listing
from pipelines.readers.side_files import side_files
from pipelines.settings import Settings


def nightly(job: str, settings: Settings) -> dg.ScheduleDefinition:
    """Return the schedule that runs the delivery day which has just begun, in the settings' time zone."""
    status = dg.DefaultScheduleStatus.RUNNING if settings.nightly else dg.DefaultScheduleStatus.STOPPED

    @dg.schedule(settings.nightly_at, job_name=job, name="nightly", execution_timezone=settings.timezone, default_status=status)
    def schedule(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        day = context.scheduled_execution_time.astimezone(ZoneInfo(settings.timezone)).date().isoformat()
        return dg.RunRequest(run_key=day, partition_key=day)

    return schedule


def new_files(job: str, days: dg.TimeWindowPartitionsDefinition, settings: Settings) -> dg.SensorDefinition:
    """Return the sensor that starts a run of the current delivery day when files or side files of the inputs have changed; off at first.

    The cursor alone keeps it from asking twice: with a run key for each state, files that are taken away again would start no run.
    """

    @dg.sensor(job_name=job, name="new_files", minimum_interval_seconds=60, default_status=dg.DefaultSensorStatus.STOPPED)
    def sensor(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        listed = listing(settings.input)
        files = listed.select("file_uri", "byte_count", "modified_at", "stamp").write_csv().encode()
        beside = b"".join(bytes(path) + path.read_bytes() for path in side_files(settings.input))
        state = blake2b(files + beside, digest_size=8).hexdigest()
        if state == context.cursor:
            return dg.SkipReason(f"{listed.height} files, as at the last look")
        return dg.SensorResult([dg.RunRequest(partition_key=days.get_last_partition_key())], cursor=state)

    return sensor
