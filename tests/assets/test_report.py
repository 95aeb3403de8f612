import duckdb
import pytest

from pipelines.assets.report import mart_metadata, preview, rates


def test_preview_cuts_long_texts_and_keeps_a_row_on_its_line():
    table = preview(["text", "number"], [("a\nb | " + "x" * 100, None)])
    assert table.splitlines()[2] == "| a b \\| " + "x" * 54 + " |  |"


@pytest.mark.parametrize(
    ("shares", "table"), [({}, "no empty cells"), ({"speaker_id": 0.25}, "| column | empty |\n| --- | --- |\n| speaker_id | 25.0% |\n")]
)
def test_rates_are_percentages_by_column(shares, table):
    assert rates(shares) == table


def test_mart_metadata_counts_rows_and_empty_cells():
    with duckdb.connect() as connection:
        connection.execute(
            "create table quotes as from (values ('a', null), ('b', 'x'), ('c', null), ('d', null)) as t(quote_id, speaker_id)"
        )
        found = mart_metadata(connection, "quotes")
        connection.execute("delete from quotes")
        empty = mart_metadata(connection, "quotes")
    assert found["dagster/row_count"] == 4
    assert found["null_rates"].md_str.splitlines()[2:] == ["| speaker_id | 75.0% |"]
    assert len(found["preview"].md_str.splitlines()) == 6
    assert (empty["dagster/row_count"], empty["null_rates"].md_str) == (0, "no empty cells")


def test_mart_with_a_chart_carries_it_as_an_image():
    with duckdb.connect() as connection:
        connection.execute("""
            create table events as
            select date '2025-03-17' as event_date, 'day' as event_date_precision, 'CONSULT' as event_type, 'happened' as status
        """)
        found = mart_metadata(connection, "events")
    assert found["chart"].md_str.startswith("![Timeline of events by type and status](data:image/svg+xml;base64,")
