"""A run from the command line: the job of the Dagster UI, executed in this process.

Belongs here: the Dagster instance of a data folder, executing the job, the reasons of a failure.
Does not belong here: what the job does (`pipelines.definitions`), printing (`pipelines.cli`).
"""

import json
import logging
import re
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import dagster as dg

from pipelines.definitions import JOB, definitions
from pipelines.settings import Settings

FAILURE = "dagster._core.definitions.events.Failure: "  # what Dagster writes before a message of our own
REMOTE = "_RemoteTraceback"  # the cause that Python gives to what a worker raised: where it was raised, as text
RE_CLASS = re.compile(r"^(?:ValueError|OSError|FileNotFoundError|ChildProcessError): ")  # what wrong input raises; its message says enough
# Dagster warns of each check without a result; a build that has nothing to do has none.
logging.getLogger("dagster._core.execution.plan.active").setLevel(logging.ERROR)
INSTANCE = {"telemetry": {"enabled": False}, "nux": {"enabled": False}}
# What steps print goes to `run.log` here. Dagster's files of it need processes of their own, which print a traceback each at Ctrl-C.
NO_OUTPUT = {"module": "dagster._core.storage.noop_compute_log_manager", "class": "NoOpComputeLogManager"}
CONFIGS = {"dagster.yaml": INSTANCE, "run.yaml": INSTANCE | {"compute_logs": NO_OUTPUT}}
"""What configures Dagster: its UI, and a run from the command line."""
INTERRUPTED = "DagsterExecutionInterruptedError"


class RunFailedError(Exception):
    """A run ended without a published warehouse; the message says which step failed and why."""


def instance_home(settings: Settings) -> Path:
    """Return the folder of the run history, with a configuration that sends nothing anywhere and asks nothing."""
    home = settings.dagster_home
    home.mkdir(parents=True, exist_ok=True)
    for name, config in CONFIGS.items():
        if not (home / name).exists():
            (home / name).write_text(json.dumps(config) + "\n")  # JSON is YAML
    return home


def today(settings: Settings) -> date:
    """Return the delivery day that is now, in the settings' time zone."""
    return datetime.now(ZoneInfo(settings.timezone)).date()


def execute(settings: Settings, day: date, on_event: Callable[[dg.EventLogEntry], None]) -> str:
    """Run the job for a delivery day, so that the run stands in the history of the UI.

    Args:
        settings: the deployment.
        day: the delivery day.
        on_event: called with each event of the run.

    What dbt prints goes to `run.log` in the data folder.

    Returns:
        The id of the run.

    Raises:
        RunFailedError: a step failed; the published warehouse is as it was.
        KeyboardInterrupt: the user stopped it; the history has the run as cancelled, or its step as failed.
    """
    run_id = str(uuid4())
    quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    log = settings.data_dir / "run.log"
    home = str(instance_home(settings))
    with dg.DagsterInstance.from_config(home, "run.yaml") as instance, log.open("w") as file, redirect_stdout(file):
        instance.add_event_listener(run_id, on_event)
        job = definitions(settings).resolve_job_def(JOB)
        try:
            result = job.execute_in_process(
                run_config=quiet, instance=instance, partition_key=day.isoformat(), run_id=run_id, raise_on_error=False
            )
        except KeyboardInterrupt:
            if run := instance.get_run_by_id(run_id):
                instance.report_run_canceled(run)
            raise
        if not result.success:
            raise _failure(result)
    return run_id


def _failure(result: dg.ExecuteInProcessResult) -> BaseException:
    """Return what ended a run: the user, or the first failure, told in one line behind the step where it happened."""
    failed = [(event.step_key, event.step_failure_data.error) for event in result.all_events if event.is_step_failure]
    before = [("start", event.engine_event_data.error) for event in result.all_events if event.is_resource_init_failure]
    step, error = next(iter(failed + before), ("start", None))
    while error is not None and error.cause is not None and error.cause.cls_name != REMOTE:
        error = error.cause
    if error and error.cls_name == INTERRUPTED:
        return KeyboardInterrupt()
    message = error.message.removeprefix(FAILURE) if error else "the run failed before its first step"
    return RunFailedError(f"{step}: {' '.join(RE_CLASS.sub('', message).split())}")
