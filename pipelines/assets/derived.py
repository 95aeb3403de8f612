"""Assets of the parsed, extracted and resolved stages: each stage one step, each table an asset."""

from collections.abc import Iterator
from datetime import date

import dagster as dg

from pipelines.assets.raw import Inputs
from pipelines.assets.report import check_specs, report, spec
from pipelines.assets.resources import Engine, LakeResource
from pipelines.derive import Derivation, build_due, build_whole
from pipelines.readers.themes import own_terms
from pipelines.stages import EXTRACTED, PARSED, RESOLVED, extracting_with
from pipelines.version import extractor_version, with_own_terms

Events = Iterator[dg.AssetCheckResult | dg.MaterializeResult]


def assets(days: dg.PartitionsDefinition) -> list[dg.AssetsDefinition]:
    """Return one multi-asset per derived stage; parsed and extracted are partitioned by delivery day."""
    return [_parsed(days), _extracted(days), _whole("resolved_entities", RESOLVED)]


def _parsed(days: dg.PartitionsDefinition) -> dg.AssetsDefinition:
    @dg.multi_asset(name="parsed_articles", specs=_specs(PARSED), check_specs=check_specs(PARSED.outputs), partitions_def=days)
    def step(context: dg.AssetExecutionContext, lake: LakeResource, engine: Engine) -> Events:
        day = date.fromisoformat(context.partition_key)
        made_by = extractor_version()
        built = build_due(lake.lake, PARSED, day, made_by=made_by, run_id=context.run_id, workers=engine.workers)
        yield from report(lake.lake, built, PARSED.outputs, context.partition_key)

    return step


def _extracted(days: dg.PartitionsDefinition) -> dg.AssetsDefinition:
    @dg.multi_asset(name="extracted_passages", specs=_specs(EXTRACTED), check_specs=check_specs(EXTRACTED.outputs), partitions_def=days)
    def step(context: dg.AssetExecutionContext, lake: LakeResource, engine: Engine, inputs: Inputs) -> Events:
        """Read the articles of a day, and of every day that was read by other rules or with other terms of the users'."""
        terms, day = own_terms(inputs.input), date.fromisoformat(context.partition_key)
        made_by = with_own_terms(extractor_version(), terms)
        built = build_due(lake.lake, extracting_with(terms), day, made_by=made_by, run_id=context.run_id, workers=engine.workers)
        yield from report(lake.lake, built, EXTRACTED.outputs, context.partition_key)

    return step


def _specs(derivation: Derivation) -> list[dg.AssetSpec]:
    return [spec(table, derivation.inputs, extractor_version()) for table in derivation.outputs]


def _whole(name: str, derivation: Derivation) -> dg.AssetsDefinition:
    @dg.multi_asset(name=name, specs=_specs(derivation), check_specs=check_specs(derivation.outputs))
    def step(context: dg.AssetExecutionContext, lake: LakeResource) -> Events:
        built = build_whole(lake.lake, derivation, made_by=extractor_version(), run_id=context.run_id)
        yield from report(lake.lake, built, derivation.outputs)

    return step
