"""The code location: every asset, job, schedule, sensor and resource on one screen."""

import dagster as dg

from pipelines.assets import derived, raw, warehouse
from pipelines.assets.report import spec
from pipelines.assets.resources import Engine, LakeResource
from pipelines.schedules import new_files, nightly
from pipelines.settings import Settings
from pipelines.warehouse import UNBUILT, cli, project

JOB = "broadsheet"


def definitions(settings: Settings) -> dg.Definitions:
    """Return the code location of a deployment.

    One process runs a whole job: each step takes seconds, a process of its own for each would take longer to start than to work.
    """
    days = dg.DailyPartitionsDefinition(start_date=settings.first_day.isoformat(), timezone=settings.timezone, end_offset=1)
    dbt = project(settings)
    given = [spec(table, ()) for table in UNBUILT]
    assets = [*raw.assets(days), *derived.assets(days), *given, *warehouse.assets(settings, dbt)]
    whole = dg.AssetSelection.all()
    job = dg.define_asset_job(JOB, whole, description="Input to published warehouse, for one delivery day.", partitions_def=days)
    return dg.Definitions(
        assets=assets,
        jobs=[job],
        schedules=[nightly(JOB, settings)],
        sensors=[new_files(JOB, days, settings)],
        resources={
            "lake": LakeResource(root=str(settings.lake)),
            "engine": Engine(workers=settings.workers),
            "inputs": raw.Inputs(**settings.model_dump(include=set(raw.Inputs.model_fields))),
            "dbt": cli(dbt),
        },
        executor=dg.in_process_executor,
    )
