"""Reports: what a step did, as Dagster events.

Belongs here: asset specs, check results and metadata of the lake's tables, metadata of the marts.
Does not belong here: making the tables (`pipelines.derive`, `pipelines.ingest`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import dagster as dg
import duckdb
import polars as pl

from pipelines.derive import Built
from pipelines.engine import Failure
from pipelines.lake import Lake
from pipelines.rows import markdown
from pipelines.schemas import TABLES
from pipelines.schemas.base import Span, columns, descriptions

PREVIEW_ROWS = 5
PREVIEW_CHARS = 60
CHECKS = {
    "schema": "Columns, types, ranges and keys are as the table's model declares them.",
    "evidence": "Every row's text is the article's text at its span; blocks tile the text.",
}


def spec(table: str, deps: Iterable[str], code_version: str | None = None) -> dg.AssetSpec:
    """Return the asset of a table of the lake: key `<stage>/<table>`, group `<stage>`, described by its model."""
    stage, name = table.split("/")
    description = (TABLES[table].__doc__ or "").strip()
    told = descriptions(TABLES[table])
    schema = dg.TableSchema([dg.TableColumn(column, str(kind), told[column]) for column, kind in columns(TABLES[table]).items()])
    return dg.AssetSpec(
        [stage, name],
        deps=[dep.split("/") for dep in deps],
        group_name=stage,
        description=description,
        code_version=code_version,
        kinds={"polars", "deltalake"},
        metadata={"dagster/column_schema": schema},
    )


def check_specs(tables: Iterable[str]) -> list[dg.AssetCheckSpec]:
    """Return the blocking checks of tables: `schema` for each, `evidence` for those whose rows are passages."""
    return [
        dg.AssetCheckSpec(check, asset=table.split("/"), blocking=True, description=CHECKS[check])
        for table in tables
        for check in checks(table)
    ]


def checks(table: str) -> tuple[str, ...]:
    """Return the names of a table's checks."""
    return ("schema", "evidence") if issubclass(TABLES[table], Span) else ("schema",)


def report(lake: Lake, built: Built, tables: Iterable[str], day: str | None = None) -> Iterator[dg.AssetCheckResult | dg.MaterializeResult]:
    """Yield the check results of a step's tables, then the tables with their counts, null rates and a preview.

    A check that only some documents break, which were set aside, is a warning and blocks nothing.

    Raises:
        dagster.Failure: rows broke a promise, so nothing was committed; the message names the first of them.
    """
    for table in tables:
        yield from _check_results(built, table)
    if built.failures:
        first = built.failures[0]
        raise dg.Failure(f"{first.table} was not committed, its {first.check} check failed: {first.message}")
    for table in tables:
        yield dg.MaterializeResult(asset_key=table.split("/"), metadata=_metadata(lake, built, table, day))


def _check_results(built: Built, table: str) -> Iterator[dg.AssetCheckResult]:
    checked = sum(file.row_count for manifest in built.manifests for file in manifest.staged if file.table == table)
    for check in checks(table):
        failures, aside = (_messages(found, table, check) for found in (built.failures, built.set_aside))
        metadata = {"rows_checked": checked, "failures": "\n".join(failures) or "none", "set_aside": "\n".join(aside) or "none"}
        severity = dg.AssetCheckSeverity.ERROR if failures else dg.AssetCheckSeverity.WARN
        yield dg.AssetCheckResult(
            check_name=check, asset_key=table.split("/"), passed=not (failures or aside), severity=severity, metadata=metadata
        )


def _messages(found: list[Failure], table: str, check: str) -> list[str]:
    return [failure.message for failure in found if (failure.table, failure.check) == (table, check)]


def _metadata(lake: Lake, built: Built, table: str, day: str | None) -> dict[str, dg.MetadataValue | int]:
    files = lake.files(table)
    of_day = files.filter(pl.col("delivery_date") == pl.lit(day).str.to_date()) if day else files
    new = sum(file.row_count for manifest in built.manifests for file in manifest.staged if file.table == table)
    return {
        "dagster/row_count": int(files["row_count"].sum()),
        "dagster/partition_row_count": int(of_day["row_count"].sum()),
        "new_rows": new,
        "documents_set_aside": sum(failure.table == table for failure in built.set_aside),
        "lake_version": dict(built.versions)[table],
        "null_rates": dg.MetadataValue.md(_null_rates(built, table, new)),
        "preview": dg.MetadataValue.md(_preview(lake, table, day)),
    }


def _null_rates(built: Built, table: str, new: int) -> str:
    """Return the share of empty cells among the new rows, as a Markdown table of the columns that have any."""
    counts = [manifest.null_counts[table] for manifest in built.manifests if table in manifest.null_counts]
    names = sorted({name for count in counts for name in count})
    return rates({name: sum(count.get(name, 0) for count in counts) / new for name in names}) if new else "no new rows"


def rates(empty: Mapping[str, float]) -> str:
    """Return shares of empty cells by column as a Markdown table."""
    return markdown(["column", "empty"], [(name, f"{share:.1%}") for name, share in empty.items()]) if empty else "no empty cells"


def _preview(lake: Lake, table: str, day: str | None) -> str:
    """Return some rows as a Markdown table."""
    rows = lake.scan(table).filter(pl.col("delivery_date") == pl.lit(day).str.to_date()) if day else lake.scan(table)
    shown = [column for column, kind in columns(TABLES[table]).items() if kind != pl.Binary]
    return preview(shown, rows.select(shown).head(PREVIEW_ROWS).collect().rows())


def preview(names: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return rows as a Markdown table, long texts cut."""
    cut = [["" if value is None else " ".join(str(value)[:PREVIEW_CHARS].split()) for value in row] for row in rows]
    return markdown(names, cut)


def mart_metadata(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, dg.MetadataValue | int]:
    """Return row count, shares of empty cells, a preview and, for some, a chart of a table of the default schema."""
    from pipelines.charts import markdown as chart  # takes as long to load as a table to build: not for runs with nothing to build

    relation = connection.table(table)
    nulls = ", ".join(f'count(*) - count("{column}")' for column in relation.columns)
    count, *empty = connection.execute(f'select count(*), {nulls} from "{table}"').fetchall()[0]
    shares = {column: number / count for column, number in zip(relation.columns, empty, strict=True) if number}
    drawn = chart(connection, table)
    return {
        "dagster/row_count": count,
        **({"chart": dg.MetadataValue.md(drawn)} if drawn else {}),
        "null_rates": dg.MetadataValue.md(rates(shares)),
        "preview": dg.MetadataValue.md(preview(relation.columns, relation.limit(PREVIEW_ROWS).fetchall())),
    }
