"""Charts of public tables, as SVG made in this process: no network, no browser.

Belongs here: which rows of a table are drawn, how they are drawn, the image.
Does not belong here: counting (the tables have counted), where the image is shown (`pipelines.assets`).
"""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt
import duckdb
import vl_convert

Rows = Sequence[Mapping[str, Any]]
CELL = 26
WIDTH = 560
SEQUENTIAL = "blues"
WHOLE = alt.Legend(format="d", tickMinStep=1)
COLOURS = ("#4c78a8", "#f58518", "#e45756", "#72b7b2", "#54a24b", "#eeca3b", "#b279a2", "#ff9da6", "#9d755d", "#5b6abf")
GREY = "#bab0ac"
OTHERS = "other outlets"
STATUS_COLOURS = {"happened": "#1b6ca8", "planned": "#e08a00", "hypothetical": "#9a6fb0", "negated": "#999999"}
LOOK: dict[str, Any] = {
    "aria": False,  # a label on every mark makes the image three times as large; the image as a whole has a text
    "background": "white",  # a page in dark colours shows the same image
    "padding": 12,
    "font": "Helvetica, Arial, sans-serif",
    "title": {"anchor": "start", "fontSize": 14, "subtitleFontSize": 11, "subtitleColor": "#555"},
    "axis": {"labelLimit": 240, "titleFontWeight": "normal", "domain": False, "ticks": False},
    "legend": {"titleFontWeight": "normal"},
    "view": {"stroke": None},
}


def theme_by_source(rows: Rows) -> alt.TopLevelMixin:
    """Return a heat map of outlets and themes: the number of articles in each cell, coloured by their share of the outlet's.

    Args:
        rows: `source_name`, `topic_label`, `article_count`, `article_share`.
    """
    return _heat_map(
        rows,
        x=alt.X("source_name:N", title=None, sort=_order(rows, "source_name"), axis=alt.Axis(labelAngle=-40, labelLimit=160)),
        y=alt.Y("topic_label:N", title=None, sort=_order(rows, "topic_label")),
        colour=alt.Color("article_share:Q", title="share", scale=alt.Scale(scheme=SEQUENTIAL), legend=alt.Legend(format="%")),
        text="article_count:Q",
        is_dark=alt.datum.article_share > 0.6 * max((row["article_share"] for row in rows), default=1),
    ).properties(title=_title("Themes by outlet", "Articles on the theme; colour: their share of the outlet's articles"))


def theme_by_day(rows: Rows) -> alt.TopLevelMixin:
    """Return a heat map of publication days and themes, paler where articles of the day may still be missing.

    Args:
        rows: `published_date`, `topic_label`, `article_count`, `is_complete`.
    """
    top = max((row["article_count"] for row in rows), default=1)
    return _heat_map(
        rows,
        x=alt.X("published_date:O", title=None, axis=alt.Axis(labelAngle=-60)),
        y=alt.Y("topic_label:N", title=None, sort=_order(rows, "topic_label")),
        colour=alt.Color("article_count:Q", title="articles", scale=alt.Scale(scheme=SEQUENTIAL), legend=WHOLE),
        text="article_count:Q",
        is_dark=(alt.datum.article_count > 0.6 * top) & alt.datum.is_complete,
        opacity=alt.condition(alt.datum.is_complete, alt.value(1), alt.value(0.5)),
    ).properties(title=_title("Themes by day", "Articles of all outlets on the last days that have any; pale: some may still be missing"))


def speakers(rows: Rows) -> alt.TopLevelMixin:
    """Return bars of the words quoted from each speaker, divided by outlet.

    Args:
        rows: `speaker_name`, `source_name`, `quoted_word_count`.
    """
    sources = sorted(_order(rows, "source_name"), key=OTHERS.__eq__)  # the rest comes last, in grey
    colours = [GREY if source == OTHERS else colour for source, colour in zip(sources, COLOURS, strict=False)]
    return (
        alt.Chart(_data(rows), width=WIDTH, height=alt.Step(CELL))
        .mark_bar()
        .encode(
            x=alt.X("quoted_word_count:Q", title="words quoted", axis=alt.Axis(format=",d", tickMinStep=1, tickCount=8)),
            y=alt.Y("speaker_name:N", title=None, sort=_order(rows, "speaker_name")),
            color=alt.Color("source_name:N", title=None, sort=sources, scale=alt.Scale(domain=sources, range=colours)),
        )
        .properties(title=_title("Who is quoted", "Words in quotations of the speakers quoted most, by outlet"))
    )


def event_days(rows: Rows) -> alt.TopLevelMixin:
    """Return a timeline: a circle for the events of a day, type and status, as large as they are many.

    Args:
        rows: `event_date`, `event_type`, `status`, `event_count`.
    """
    statuses = list(STATUS_COLOURS)
    colours = alt.Scale(domain=statuses, range=list(STATUS_COLOURS.values()))
    sizes = sorted({1, max((row["event_count"] for row in rows), default=1)})
    return (
        alt.Chart(_data(rows), width=WIDTH, height={"step": CELL + 8, "for": "position"})
        .mark_circle(opacity=0.75, stroke="white")
        .encode(
            x=alt.X(
                "event_date:T",
                title=None,
                scale=alt.Scale(padding=12),
                axis=alt.Axis(format="%d %b %Y", labelAngle=-40, grid=True, tickCount=10),
            ),
            y=alt.Y("event_type:N", title=None, axis=alt.Axis(grid=True, labelPadding=8)),
            yOffset=alt.YOffset("status:N", sort=statuses),
            color=alt.Color("status:N", title=None, sort=statuses, scale=colours),
            size=alt.Size("event_count:Q", title="events", scale=alt.Scale(range=[30, 300]), legend=alt.Legend(values=sizes, format="d")),
        )
        .properties(title=_title("What happened when", "Events whose day is told, by type and status"))
    )


def deliveries(rows: Rows) -> alt.TopLevelMixin:
    """Return a heat map of outlets and delivery days: new documents, outlined where some were rejected.

    Args:
        rows: `source_name`, `delivery_date`, `new_count`, `rejected_count`.
    """
    top = max((row["new_count"] for row in rows), default=1)
    return _heat_map(
        rows,
        x=alt.X("delivery_date:O", title=None, axis=alt.Axis(labelAngle=-60)),
        y=alt.Y("source_name:N", title=None, sort=_order(rows, "source_name")),
        colour=alt.Color("new_count:Q", title="new", scale=alt.Scale(scheme=SEQUENTIAL, domainMin=0), legend=WHOLE),
        text="new_count:Q",
        is_dark=alt.datum.new_count > 0.6 * top,
        stroke=alt.condition(alt.datum.rejected_count > 0, alt.value("#c0392b"), alt.value("white")),
    ).properties(title=_title("What came in", "New documents by outlet and delivery day; red outline: some were rejected"))


@dataclass(frozen=True)
class Drawing:
    """What is drawn of a table: the rows, how, and in words for those who cannot see it."""

    query: str
    draw: Callable[[Rows], alt.TopLevelMixin]
    says: str


DRAWINGS = {
    "theme_coverage_by_source": Drawing(
        """
        with largest as (select name from sources where article_count > 0 order by article_count desc, name limit 15),
        themes as (
            select topic_label from theme_coverage_by_source where level = 0
            group by topic_label order by sum(article_count) desc, topic_label limit 15
        )
        select source_name, topic_label, article_count, article_share from theme_coverage_by_source
        where level = 0 and article_count > 0
            and source_name in (select name from largest) and topic_label in (select topic_label from themes)
        order by sum(article_count) over (partition by topic_label) desc, topic_label, source_name
        """,
        theme_by_source,
        "Heat map of themes by outlet",
    ),
    "theme_coverage_by_day": Drawing(
        """
        with days as (select distinct published_date from theme_coverage_by_day order by published_date desc limit 21),
        shown as (
            select published_date, topic_label, sum(article_count)::bigint as article_count, bool_and(is_complete) as is_complete
            from theme_coverage_by_day inner join days using (published_date) where level = 0 and article_count > 0 group by all
        ),
        themes as (select topic_label from shown group by topic_label order by sum(article_count) desc, topic_label limit 15)
        select * from shown where topic_label in (select topic_label from themes)
        order by sum(article_count) over (partition by topic_label) desc, topic_label, published_date
        """,
        theme_by_day,
        "Heat map of themes by publication day",
    ),
    "speaker_share_by_source": Drawing(
        """
        with most as (
            select speaker_id from speaker_share_by_source where speaker_id is not null
            group by speaker_id order by sum(quoted_word_count) desc, speaker_id limit 15
        ),
        shown as (select * from speaker_share_by_source where speaker_id in (select speaker_id from most)),
        named as (select source_id from shown group by source_id order by sum(quoted_word_count) desc, source_id limit 9),
        grouped as (
            select
                speaker_name,
                if(source_id in (select source_id from named), source_name, 'other outlets') as source_name,
                sum(quoted_word_count)::bigint as quoted_word_count
            from shown group by all
        )
        from grouped order by sum(quoted_word_count) over (partition by speaker_name) desc, speaker_name, source_name
        """,
        speakers,
        "Bars of quoted words by speaker and outlet",
    ),
    "events": Drawing(
        """
        with told as (select * from events where event_date_precision = 'day'),
        days as (select distinct event_date from told order by event_date desc limit 62)
        select event_date, event_type, status, count(*) as event_count from told inner join days using (event_date)
        group by all order by all
        """,
        event_days,
        "Timeline of events by type and status",
    ),
    "ingest_health": Drawing(
        """
        with days as (select distinct delivery_date from ingest_health order by delivery_date desc limit 21),
        largest as (select source_id from ingest_health group by source_id order by max(delivered_count) desc, source_id limit 20)
        select source_name, delivery_date, new_count, rejected_count from ingest_health inner join days using (delivery_date)
        where source_id in (select source_id from largest) order by source_name, delivery_date
        """,
        deliveries,
        "Heat map of new documents by outlet and delivery day",
    ),
}


def markdown(connection: duckdb.DuckDBPyConnection, table: str) -> str | None:
    """Return the chart of a public table as an image in Markdown; null where the table has none or nothing to draw.

    Args:
        connection: to a warehouse.
        table: name of the public table.
    """
    if table not in DRAWINGS:
        return None
    drawing = DRAWINGS[table]
    found = connection.execute(drawing.query)
    names = [name for name, *_ in found.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return f"![{drawing.says}](data:image/svg+xml;base64,{b64encode(svg(drawing.draw(rows)).encode()).decode()})" if rows else None


def warm_up() -> None:
    """Draw an empty chart: the first of a process takes several times as long as the others."""
    svg(alt.Chart(alt.InlineData(values=[])).mark_point())


def svg(chart: alt.TopLevelMixin) -> str:
    """Return a chart as SVG."""
    return vl_convert.vegalite_to_svg({**chart.to_dict(), "config": LOOK}, allowed_base_urls=[])


def _heat_map(
    rows: Rows, *, x: alt.X, y: alt.Y, colour: alt.Color, text: str, is_dark: Any, **outline: Any
) -> alt.LayerChart | alt.FacetChart:
    base = alt.Chart(_data(rows), width=alt.Step(CELL + 8), height=alt.Step(CELL)).encode(x=x, y=y)
    cells = base.mark_rect(stroke="white", strokeWidth=2).encode(color=colour, **outline)
    numbers = base.mark_text(fontSize=11).encode(text=text, color=alt.condition(is_dark, alt.value("white"), alt.value("#222")))
    return alt.layer(cells, numbers)


def _data(rows: Rows) -> alt.InlineData:
    return alt.InlineData(
        values=[{name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()} for row in rows]
    )


def _order(rows: Rows, column: str) -> list[str]:
    """Return the values of a column in the order in which the rows first have them."""
    return list(dict.fromkeys(row[column] for row in rows))


def _title(text: str, subtitle: str) -> alt.TitleParams:
    return alt.TitleParams(text=text, subtitle=subtitle)
