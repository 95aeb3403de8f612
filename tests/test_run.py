"""What a failed run tells: one line, also of what happened in a worker; a run that the user stops is no failure."""

from datetime import date
from types import SimpleNamespace

import dagster as dg
import pytest
from dagster._core.errors import DagsterExecutionInterruptedError
from worker_tasks import fail

from pipelines import engine
from pipelines.run import _failure, execute
from pipelines.settings import Settings


def died(number: int) -> None:
    raise ChildProcessError(engine.DIED)


def failed_in_a_worker(number: int) -> None:
    list(engine.map(fail, [number, number], workers=2))


def stopped(number: int) -> None:
    raise DagsterExecutionInterruptedError


def outcome(function) -> BaseException:
    @dg.op
    def step() -> None:
        function(7)

    @dg.job
    def job() -> None:
        step()

    return _failure(job.execute_in_process(raise_on_error=False))


@pytest.mark.parametrize(
    ("function", "line"),
    [
        pytest.param(died, f"step: {engine.DIED}", id="a worker died"),
        pytest.param(fail, "step: task 7 is not as it should be", id="error in this process"),
        pytest.param(failed_in_a_worker, "step: task 7 is not as it should be", id="error in a worker"),
    ],
)
def test_reason_of_a_failure_is_one_line(function, line):
    assert str(outcome(function)) == line


def test_step_that_the_user_stops_has_not_failed():
    assert isinstance(outcome(stopped), KeyboardInterrupt)


def test_run_that_the_user_stops_is_cancelled_in_the_history(tmp_path, monkeypatch):
    @dg.job
    def job() -> None: ...

    def interrupted(instance: dg.DagsterInstance, run_id: str, **_: object) -> None:
        instance.create_run_for_job(job, run_id=run_id)
        raise KeyboardInterrupt

    settings = Settings(data_dir=tmp_path)
    resolved = SimpleNamespace(resolve_job_def=lambda name: SimpleNamespace(execute_in_process=interrupted))
    monkeypatch.setattr("pipelines.run.definitions", lambda settings: resolved)
    with pytest.raises(KeyboardInterrupt):
        execute(settings, date(2025, 3, 22), lambda entry: None)
    with dg.DagsterInstance.from_config(str(settings.dagster_home)) as instance:
        assert [run.status for run in instance.get_runs()] == [dg.DagsterRunStatus.CANCELED]
