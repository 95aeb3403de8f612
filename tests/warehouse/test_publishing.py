import polars as pl
import pytest
from conftest import DAY, row_hashes, run

from pipelines.lake import Batch, Lake
from pipelines.run import RunFailed
from pipelines.schemas import TABLES
from pipelines.schemas.base import columns
from pipelines.settings import Settings

TEXT = "Mill reopens\n\nThe mill at Wexbury reopens on Monday.\n\n\"We are ready,\" the owner, Anna Holm, said. \"All of us are back at work.\"\n"


def test_failed_test_leaves_the_published_file_and_says_which(tmp_path):
    settings = Settings(data_dir=tmp_path / "data", input=(tmp_path / "input",))
    settings.input[0].mkdir()
    (settings.input[0] / "mill.txt").write_text(TEXT)
    good = row_hashes(run(settings))
    lake, table = Lake(settings.lake), "extracted/quotes"
    broken = lake.scan(table).collect().with_columns(quote_text=pl.lit("never said"), quote_id=pl.lit("0" * 16), batch=pl.lit("0" * 16)).head(1)
    staged = lake.stage(table, broken, made_by="forged", batch=Batch(DAY, "0" * 16))
    lake.commit(table, pl.Schema(columns(TABLES[table])), [staged], run_id="forger")
    # The forged rows belong to no document form that the marts show; they must share one.
    forged = lake.scan(table).collect().with_columns(quote_text=pl.lit("never said")).filter(pl.col("batch") != "0" * 16)
    batch = Batch(DAY, forged["batch"][0])
    lake.commit(table, pl.Schema(columns(TABLES[table])), [lake.stage(table, forged, made_by="forged", batch=batch)], run_id="forger")
    with pytest.raises(RunFailed, match="evidence"):
        run(settings)
    assert row_hashes(settings.warehouse) == good
