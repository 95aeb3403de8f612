"""Assets of the raw stage: what was delivered."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import dagster as dg

from pipelines.assets.report import check_specs, report, spec
from pipelines.assets.resources import LakeResource
from pipelines.ingest import (
    DELIVERIES,
    DOCUMENTS,
    FILES,
    Delivery,
    deliver,
    refresh_places,
    refresh_source_list,
    refresh_topic_overrides,
    refresh_topics,
)
from pipelines.readers.options import options
from pipelines.readers.places import local_folders

Events = Iterator[dg.AssetCheckResult | dg.MaterializeResult]


class Inputs(dg.ConfigurableResource):
    """What is listed at a delivery."""

    input: list[str]
    batch_bytes: int
    max_bytes: int
    rehash: bool


def assets(days: dg.PartitionsDefinition) -> list[dg.AssetsDefinition]:
    """Return the assets of the raw stage, partitioned by delivery day where their tables are."""
    delivered = (DOCUMENTS, FILES, DELIVERIES)

    @dg.multi_asset(
        name="raw_delivery", specs=[spec(table, ()) for table in delivered], check_specs=check_specs(delivered), partitions_def=days
    )
    def delivery(context: dg.AssetExecutionContext, lake: LakeResource, inputs: Inputs) -> Events:
        """List the inputs and take in what is new, changed or gone."""
        day, how = date.fromisoformat(context.partition_key), options(local_folders(inputs.input), inputs.max_bytes)
        listed = Delivery(tuple(inputs.input), day, datetime.now(UTC), inputs.batch_bytes, how, inputs.rehash)
        built = deliver(lake.lake, listed, run_id=context.run_id)
        yield from report(lake.lake, built, delivered, context.partition_key)

    @dg.multi_asset(name="raw_source_list", specs=[spec("raw/source_list", ())], check_specs=check_specs(["raw/source_list"]))
    def source_list(context: dg.AssetExecutionContext, lake: LakeResource, inputs: Inputs) -> Events:
        """Read the outlets from the `sources.csv` beside the inputs."""
        built = refresh_source_list(lake.lake, inputs.input, run_id=context.run_id)
        yield from report(lake.lake, built, ["raw/source_list"])

    @dg.multi_asset(name="raw_topics", specs=[spec("raw/topics", ())], check_specs=check_specs(["raw/topics"]))
    def topics(context: dg.AssetExecutionContext, lake: LakeResource) -> Events:
        """Read the taxonomy from the lexicon."""
        yield from report(lake.lake, refresh_topics(lake.lake, run_id=context.run_id), ["raw/topics"])

    @dg.multi_asset(name="raw_places", specs=[spec("raw/places", ())], check_specs=check_specs(["raw/places"]))
    def places(context: dg.AssetExecutionContext, lake: LakeResource) -> Events:
        """Read the gazetteers from the lexicons."""
        yield from report(lake.lake, refresh_places(lake.lake, run_id=context.run_id), ["raw/places"])

    @dg.multi_asset(name="raw_topic_overrides", specs=[spec("raw/topic_overrides", ())], check_specs=check_specs(["raw/topic_overrides"]))
    def topic_overrides(context: dg.AssetExecutionContext, lake: LakeResource, inputs: Inputs) -> Events:
        """Read the main themes from the `topic_overrides.csv` beside the inputs."""
        built = refresh_topic_overrides(lake.lake, inputs.input, run_id=context.run_id)
        yield from report(lake.lake, built, ["raw/topic_overrides"])

    return [delivery, source_list, topics, places, topic_overrides]
