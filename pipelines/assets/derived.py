"""Assets of the parsed, extracted and resolved stages: each stage one step, each table an asset."""

from collections.abc import Iterator
from datetime import date

import dagster as dg

from pipelines.assets.report import check_specs, report, spec
from pipelines.assets.resources import LakeResource
from pipelines.derive import Derivation, build_due, build_whole
from pipelines.stages import EXTRACTED, PARSED, RESOLVED
from pipelines.version import extractor_version

Events = Iterator[dg.AssetCheckResult | dg.MaterializeResult]


def assets(days: dg.PartitionsDefinition) -> list[dg.AssetsDefinition]:
    """Return one multi-asset per derived stage; parsed and extracted are partitioned by delivery day."""
    return [_of_day("parsed_articles", PARSED, days), _of_day("extracted_passages", EXTRACTED, days), _whole("resolved_entities", RESOLVED)]


def _of_day(name: str, derivation: Derivation, days: dg.PartitionsDefinition) -> dg.AssetsDefinition:
    specs = [spec(table, derivation.inputs, extractor_version()) for table in derivation.outputs]

    @dg.multi_asset(name=name, specs=specs, check_specs=check_specs(derivation.outputs), partitions_def=days)
    def step(context: dg.AssetExecutionContext, lake: LakeResource) -> Events:
        day = date.fromisoformat(context.partition_key)
        built = build_due(lake.lake, derivation, day, made_by=extractor_version(), run_id=context.run_id)
        yield from report(lake.lake, built, derivation.outputs, context.partition_key)

    return step


def _whole(name: str, derivation: Derivation) -> dg.AssetsDefinition:
    specs = [spec(table, derivation.inputs, extractor_version()) for table in derivation.outputs]

    @dg.multi_asset(name=name, specs=specs, check_specs=check_specs(derivation.outputs))
    def step(context: dg.AssetExecutionContext, lake: LakeResource) -> Events:
        built = build_whole(lake.lake, derivation, made_by=extractor_version(), run_id=context.run_id)
        yield from report(lake.lake, built, derivation.outputs)

    return step
