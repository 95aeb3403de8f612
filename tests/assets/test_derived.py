import dagster as dg
import polars as pl
from deployments import DAY, fill_lake

from pipelines.assets import derived
from pipelines.assets.raw import Inputs
from pipelines.assets.resources import Engine, LakeResource
from pipelines.lake import Lake
from pipelines.settings import Settings
from pipelines.tables import extracted

TEXT = 'Mill reopens\n\nThe mill at {0} reopens on Monday.\n\n"We are ready for it," the owner, Anna Holm, said in {0}.\n'


def test_check_that_one_article_breaks_is_a_warning_and_the_tables_are_made(tmp_path, monkeypatch):
    settings = Settings(data_dir=tmp_path / "data", input=(str(tmp_path / "input"),))
    (tmp_path / "input").mkdir()
    for place in ("Wexbury", "Aldham", "Calder"):
        (tmp_path / "input" / f"{place}.txt").write_text(TEXT.format(place))
    fill_lake(settings)
    extract = extracted.extract

    def forge(articles, blocks, own_terms):
        made = extract(articles, blocks, own_terms)
        first = articles["version_id"].sort()[0]
        said = made["quotes"].with_columns(
            quote_text=pl.when(pl.col("version_id") == first).then(pl.lit("never said")).otherwise("quote_text")
        )
        return made | {"quotes": said}

    monkeypatch.setattr(extracted, "extract", forge)
    monkeypatch.setattr(derived, "extractor_version", lambda: "forged")
    days = dg.DailyPartitionsDefinition(DAY.isoformat())
    step = next(each for each in derived.assets(days) if each.op.name == "extracted_passages")
    given = Inputs(**settings.model_dump(include=set(Inputs.model_fields)))
    resources = {"lake": LakeResource(root=str(settings.lake)), "engine": Engine(), "inputs": given}
    done = dg.materialize([step], partition_key=DAY.isoformat(), resources=resources)
    (warning,) = [check for check in done.get_asset_check_evaluations() if not check.passed]
    assert (warning.asset_key.to_user_string(), warning.check_name, warning.severity) == (
        "extracted/quotes",
        "evidence",
        dg.AssetCheckSeverity.WARN,
    )
    told = {event.asset_key.to_user_string(): event.materialization.metadata for event in done.get_asset_materialization_events()}
    assert told["extracted/quotes"]["documents_set_aside"].value == 1
    assert Lake(settings.lake).scan("extracted/quotes").collect()["version_id"].n_unique() == 2
