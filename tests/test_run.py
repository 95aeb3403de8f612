"""What a failed run tells: one line, also of what happened in a worker."""

import dagster as dg
import pytest
from worker_tasks import fail

from pipelines import engine
from pipelines.run import _reason


def died(number: int) -> None:
    raise ChildProcessError(engine.DIED)


def failed_in_a_worker(number: int) -> None:
    list(engine.map(fail, [number, number], workers=2))


@pytest.mark.parametrize(
    ("function", "line"),
    [
        pytest.param(died, f"step: {engine.DIED}", id="a worker died"),
        pytest.param(fail, "step: task 7 is not as it should be", id="error in this process"),
        pytest.param(failed_in_a_worker, "step: task 7 is not as it should be", id="error in a worker"),
    ],
)
def test_reason_of_a_failure_is_one_line(function, line):
    @dg.op
    def step() -> None:
        function(7)

    @dg.job
    def job() -> None:
        step()

    assert _reason(job.execute_in_process(raise_on_error=False)) == line
