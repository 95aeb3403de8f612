"""The summary of a published warehouse on the screen.

Belongs here: what came in, what was rejected and why, the top of the theme coverage.
Does not belong here: counting (the marts do it).
"""

from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

CAME_IN = """
    select 'articles' as what, count(*) as count from articles
    union all select 'exact copies', count(*) from exact_copies
    union all select 'rejected', count(*) from rejects
    union all select 'not read: a check failed', count(*) from articles where unread_reason = 'failed_check' having count(*) > 0
    union all select 'quotations', count(*) from quotes
    union all select 'event mentions', count(*) from event_mentions
    union all select 'events', count(*) from events
    union all select 'people', count(*) from people
"""
REJECTED = "select reason_code, concat_ws('!', parse_filename(file_uri), record) as file, detail from rejects order by all limit 10"
COVERAGE = """
    select source_name as source, topic_label as theme, article_count as articles, article_share as share
    from theme_coverage_by_source
    where level = 0
    order by articles desc, source, theme
    limit 10
"""


def print_summary(warehouse: Path, console: Console) -> None:
    """Print what a published warehouse holds."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        for title, query in (("What came in", CAME_IN), ("Rejected", REJECTED), ("Theme coverage by source", COVERAGE)):
            console.print()
            console.print(_table(title, connection.execute(query)))
    console.print(f"\nWarehouse: [bold]{warehouse}[/bold]", soft_wrap=True)


def _table(title: str, result: duckdb.DuckDBPyConnection) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name, kind, *_ in result.description or []:
        table.add_column(name, justify="right" if kind in ("NUMBER", "BIGINT", "DOUBLE") else "left", overflow="fold")
    for row in result.fetchall():
        table.add_row(*(_cell(value) for value in row))
    return table


def _cell(value: object) -> str:
    return f"{value:.0%}" if isinstance(value, float) else "" if value is None else str(value)
