import io
from types import SimpleNamespace

import dagster as dg
from rich.console import Console

from pipelines.progress import Progress


def event(kind, step, rows=None):
    metadata = {} if rows is None else {"new_rows": dg.MetadataValue.int(rows)}
    return SimpleNamespace(
        dagster_event=SimpleNamespace(step_key=step, event_type=kind, materialization=SimpleNamespace(metadata=metadata))
    )


def test_each_step_is_one_line_with_its_outcome_and_rows():
    stream = io.StringIO()
    progress = Progress(Console(file=stream, width=100))
    kinds = dg.DagsterEventType
    for kind, step, rows in [
        (kinds.STEP_START, "raw_delivery", None),
        (kinds.ASSET_MATERIALIZATION, "raw_delivery", 40),
        (kinds.ASSET_MATERIALIZATION, "raw_delivery", 2),
        (kinds.STEP_SUCCESS, "raw_delivery", None),
        (kinds.STEP_START, "dbt_models", None),
        (kinds.STEP_FAILURE, "dbt_models", None),
    ]:
        progress(event(kind, step, rows))
    progress(SimpleNamespace(dagster_event=None))
    lines = [" ".join(line.split()) for line in stream.getvalue().splitlines()]
    assert [line.split(" 0.0 s") for line in lines] == [["✓ read the inputs", " 42 new rows"], ["✗ build and test the warehouse", ""]]
