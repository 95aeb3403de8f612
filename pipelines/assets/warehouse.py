"""Assets of the warehouse: every dbt model, and the published file."""

from collections.abc import Iterator, Mapping
from threading import Thread
from typing import Any

import dagster as dg
import duckdb
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, DbtProject, dbt_assets
from dagster_dbt.errors import DagsterDbtCliRuntimeError

from pipelines.assets.report import mart_metadata
from pipelines.assets.resources import LakeResource
from pipelines.publish import publish
from pipelines.rows import markdown
from pipelines.settings import Settings
from pipelines.warehouse import failures, is_published, prepare, state

PUBLISHED = dg.AssetKey(["published", "warehouse"])


class Translator(DagsterDbtTranslator):
    """Names dbt models like the rest of the way: key `<layer>/<model>`, group `<layer>`."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """Return `<stage>/<table>` for a table of the lake, `<layer>/<model>` for a model."""
        if dbt_resource_props["resource_type"] == "source":
            return dg.AssetKey([dbt_resource_props["source_name"], dbt_resource_props["name"]])
        return dg.AssetKey([self.get_group_name(dbt_resource_props), dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """Return the layer: the folder of the model."""
        return dbt_resource_props["fqn"][1]


def assets(settings: Settings, project: DbtProject) -> list[dg.AssetsDefinition]:
    """Return the assets of the dbt project and the published warehouse."""

    @dbt_assets(manifest=project.manifest_path, project=project, dagster_dbt_translator=Translator(), name="dbt_models")
    def models(context: dg.AssetExecutionContext, dbt: DbtCliResource, lake: LakeResource) -> Iterator[Any]:
        """Build a new DuckDB file from the lake and test it; nothing to do when the published one was built from the same."""
        if is_published(settings, state(settings, lake.lake)):
            context.log.info("neither the lake nor the dbt project has changed since the published warehouse was built")
            return
        prepare(settings, lake.lake)
        Thread(target=_load_charts).start()
        build = dbt.cli(["build", "--exclude", "test_type:unit"], context=context, target_path=project.target_path)
        held: list[dg.Output] = []
        try:
            for event in build.stream():
                if isinstance(event, dg.Output) and (held or _is_mart(context, event)):  # outputs must keep their order
                    held.append(event)
                else:
                    yield event
        except DagsterDbtCliRuntimeError:
            raise dg.Failure(failures(project)) from None
        yield from _with_metadata(context, settings, held)

    @dg.asset(key=PUBLISHED, deps=[key for key in models.keys if key.path[0] == "marts"], group_name="published", kinds={"duckdb"})
    def warehouse(lake: LakeResource) -> dg.MaterializeResult:
        """The warehouse that readers open: replaced in one step, only when every model is built and every test has passed."""
        done = publish(settings.build, settings.warehouse)
        settings.published_state.write_text(state(settings, lake.lake))
        counts = dg.MetadataValue.md(markdown(["table", "rows"], list(done.row_counts.items())))
        return dg.MaterializeResult(metadata={"path": str(done.path), "byte_count": done.byte_count, "row_counts": counts})

    return [models, warehouse]


def _is_mart(context: dg.AssetExecutionContext, output: dg.Output) -> bool:
    return context.asset_key_for_output(output.output_name).path[0] == "marts"


def _load_charts() -> None:
    """Load what draws charts while dbt, a process of its own, builds: afterwards a chart takes a tenth of a second."""
    from pipelines.charts import warm_up

    warm_up()


def _with_metadata(context: dg.AssetExecutionContext, settings: Settings, outputs: list[dg.Output]) -> Iterator[dg.Output]:
    """Add counts, a preview and charts to marts; the file can be read only when dbt has let go of it."""
    with duckdb.connect(str(settings.build), read_only=True) as connection:
        for output in outputs:
            if not _is_mart(context, output):
                yield output
                continue
            name = context.asset_key_for_output(output.output_name).path[-1]
            yield output.with_metadata({**output.metadata, **mart_metadata(connection, name)})
