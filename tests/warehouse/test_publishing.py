"""What readers see when a run goes wrong: the last good night, whole."""

import shutil

import polars as pl
import pytest
from deployments import row_hashes, run
from filelock import FileLock

from pipelines.lake import Lake
from pipelines.run import RunFailedError
from pipelines.tables import extracted


@pytest.fixture(scope="module")
def settings(sample, tmp_path_factory):
    """A deployment with a published warehouse: a copy of the sample's."""
    copy = sample.model_copy(update={"data_dir": tmp_path_factory.mktemp("publishing") / "data"})
    shutil.copytree(sample.data_dir, copy.data_dir)
    return copy


@pytest.fixture
def forged(monkeypatch):
    """From now on the extraction writes words that are not in the text, as a new version of the code would."""
    extract = extracted.extract

    def forge(*inputs):
        made = extract(*inputs)
        return made | {"quotes": made["quotes"].with_columns(quote_text=pl.lit("never said"))}

    monkeypatch.setattr("pipelines.tables.extracted.extract", forge)
    monkeypatch.setattr("pipelines.assets.derived.extractor_version", lambda: "forged")


@pytest.mark.usefixtures("forged")
def test_row_without_evidence_is_not_committed_and_the_published_file_stays(settings):
    good, version = row_hashes(settings.warehouse), Lake(settings.lake).version("extracted/quotes")
    reason = r"^extracted_passages: extracted/quotes was not committed, its evidence check failed: \d+ of \d+ documents break a check"
    with pytest.raises(RunFailedError, match=reason):
        run(settings)
    assert Lake(settings.lake).version("extracted/quotes") == version
    assert row_hashes(settings.warehouse) == good


def test_second_run_at_once_fails_and_says_why(settings):
    with FileLock(settings.lake / ".lock"), pytest.raises(RunFailedError, match=r"^start: another run is writing"):
        run(settings)


@pytest.mark.usefixtures("forged")
def test_failed_test_of_the_warehouse_leaves_the_published_file_and_is_named(settings, monkeypatch):
    good = row_hashes(settings.warehouse)
    monkeypatch.setattr("pipelines.derive.broken_spans", lambda *_: pl.DataFrame())
    with pytest.raises(RunFailedError, match=r"^dbt_models: evidence_quotes"):
        run(settings)
    assert row_hashes(settings.warehouse) == good
