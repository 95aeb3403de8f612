"""Assets of the warehouse: every dbt model, and the published file."""

from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, DbtProject, dbt_assets
from dagster_dbt.errors import DagsterDbtCliRuntimeError

from pipelines.assets.resources import LakeResource
from pipelines.publish import publish
from pipelines.settings import Settings
from pipelines.warehouse import failures, prepare

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
        """Build a new DuckDB file from the lake and test it."""
        prepare(settings, lake.lake)
        build = dbt.cli(["build", "--exclude", "test_type:unit"], context=context, target_path=project.target_path)
        try:
            yield from build.stream()
        except DagsterDbtCliRuntimeError:
            raise dg.Failure(failures(project)) from None

    @dg.asset(key=PUBLISHED, deps=[key for key in models.keys if key.path[0] == "marts"], group_name="published", kinds={"duckdb"})
    def warehouse(lake: LakeResource) -> dg.MaterializeResult:
        """The warehouse that readers open: replaced in one step, only when every model is built and every test has passed."""
        done = publish(settings.build, settings.warehouse)
        rows = [f"| {name} | {count} |" for name, count in done.row_counts.items()]
        counts = dg.MetadataValue.md("\n".join(["| table | rows |", "| --- | --- |", *rows]))
        return dg.MaterializeResult(metadata={"path": str(done.path), "byte_count": done.byte_count, "row_counts": counts})

    return [models, warehouse]
