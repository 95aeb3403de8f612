import re
from base64 import b64decode
from datetime import date
from xml.etree import ElementTree

import dagster as dg
import duckdb
import pytest

from pipelines import charts

DAYS = [date(2025, 3, 17), date(2025, 3, 18)]
THEMES = [
    {"source_name": "Gazette & Star", "topic_label": "politics", "article_count": 7, "article_share": 0.7},
    {"source_name": "Gazette & Star", "topic_label": "sport", "article_count": 1, "article_share": 0.1},
    {"source_name": "Post", "topic_label": "politics", "article_count": 2, "article_share": 0.2},
]
THEME_DAYS = [{"published_date": day, "topic_label": "politics", "article_count": 3, "is_complete": day == DAYS[0]} for day in DAYS]
SPEAKERS = [
    {"speaker_name": "Anna Holm", "source_name": charts.OTHERS, "quoted_word_count": 30},
    {"speaker_name": "Anna Holm", "source_name": "Post", "quoted_word_count": 20},
    {"speaker_name": "Ben Ray", "source_name": "Post", "quoted_word_count": 10},
]
EVENTS = [
    {"event_date": DAYS[0], "event_type": "CONSULT", "status": "happened", "event_count": 2},
    {"event_date": DAYS[1], "event_type": "CONSULT", "status": "planned", "event_count": 1},
]
DELIVERIES = [
    {"source_name": "Post", "delivery_date": DAYS[0], "new_count": 4, "rejected_count": 1},
    {"source_name": "Post", "delivery_date": DAYS[1], "new_count": 0, "rejected_count": 0},
]


def drawn(chart):
    """Return the elements of a chart's image by tag, and its words."""
    root = ElementTree.fromstring(charts.svg(chart))
    elements = [(element.tag.rsplit("}", 1)[1], element) for element in root.iter()]
    return elements, {element.text for tag, element in elements if tag == "text"}


def fills(elements):
    return [element.get("fill") for tag, element in elements if tag == "path"]


@pytest.mark.parametrize(
    ("draw", "rows", "words"),
    [
        pytest.param(charts.theme_by_source, THEMES, {"Gazette & Star", "Post", "politics", "sport", "7", "1", "2"}, id="themes by outlet"),
        pytest.param(charts.theme_by_day, THEME_DAYS, {"2025-03-17", "2025-03-18", "politics", "3"}, id="themes by day"),
        pytest.param(charts.speakers, SPEAKERS, {"Anna Holm", "Ben Ray", "Post", charts.OTHERS, "words quoted"}, id="speakers"),
        pytest.param(charts.event_days, EVENTS, {"CONSULT", "happened", "planned", "negated", "1", "2"}, id="events"),
        pytest.param(charts.deliveries, DELIVERIES, {"Post", "2025-03-17", "4", "0"}, id="deliveries"),
    ],
)
def test_chart_names_what_it_shows(draw, rows, words):
    elements, texts = drawn(draw(rows))
    assert words <= texts
    assert elements[0][1].get("width")
    assert "white" in {element.get("fill") for _, element in elements}  # readable on a dark page, too


def test_heat_map_has_a_cell_for_each_row_and_no_other():
    cells = charts.theme_by_source(THEMES).to_dict()["layer"][0]
    assert cells["mark"]["type"] == "rect"
    blues = [fill for fill in fills(drawn(charts.theme_by_source(THEMES))[0]) if fill and fill.startswith("rgb(")]
    assert (len(blues), len(set(blues))) == (3, 3)


def test_day_that_is_not_complete_is_paler():
    elements, _ = drawn(charts.theme_by_day(THEME_DAYS))
    cells = [element for tag, element in elements if tag == "path" and (element.get("fill") or "").startswith("rgb(")]
    assert sorted(cell.get("opacity") or "1" for cell in cells) == ["0.5", "1"]


def test_outlets_that_are_not_named_come_last_and_are_grey():
    scale = charts.speakers(SPEAKERS).to_dict()["encoding"]["color"]["scale"]
    assert (scale["domain"], scale["range"]) == (["Post", charts.OTHERS], [charts.COLOURS[0], charts.GREY])


def test_events_of_a_status_have_its_colour_and_many_are_larger():
    elements, _ = drawn(charts.event_days(EVENTS))
    marks = [element for tag, element in elements if tag == "path" and element.get("opacity") == "0.75"][:2]  # the legend follows
    assert [mark.get("fill") for mark in marks] == [charts.STATUS_COLOURS["happened"], charts.STATUS_COLOURS["planned"]]
    radii = [float(re.match(r"M([\d.]+)", mark.get("d"))[1]) for mark in marks]
    assert radii[0] > radii[1]


def test_rejected_documents_give_their_day_a_red_outline():
    elements, _ = drawn(charts.deliveries(DELIVERIES))
    assert [element.get("stroke") for tag, element in elements if tag == "path"].count("#c0392b") == 1


@pytest.mark.parametrize("table", charts.DRAWINGS)
def test_every_chart_of_the_sample_is_an_image_without_links(sample, table):
    with duckdb.connect(str(sample.warehouse), read_only=True) as connection:
        text = charts.markdown(connection, table)
    says, image = re.fullmatch(r"!\[(.+)\]\(data:image/svg\+xml;base64,(.+)\)", text).groups()
    svg = b64decode(image).decode()
    assert says == charts.DRAWINGS[table].says
    assert ElementTree.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
    assert re.findall(r'(?:href|src)="', svg) == []
    assert 5_000 < len(svg) < 60_000


def test_table_without_a_chart_and_table_without_rows_have_none(sample):
    with duckdb.connect(str(sample.warehouse), read_only=True) as connection:
        assert charts.markdown(connection, "quotes") is None
    with duckdb.connect() as connection:
        connection.execute("create table events (event_date date, event_date_precision varchar, event_type varchar, status varchar)")
        assert charts.markdown(connection, "events") is None


def test_run_leaves_the_charts_with_their_assets(sample):
    with dg.DagsterInstance.from_config(str(sample.dagster_home)) as instance:
        events = {table: instance.get_latest_materialization_event(dg.AssetKey(["marts", table])) for table in (*charts.DRAWINGS, "quotes")}
    shown = {table for table, event in events.items() if "chart" in event.asset_materialization.metadata}
    assert shown == charts.DRAWINGS.keys()
