"""The lake: one Delta table per key `<stage>/<table>`; frames are staged as files, then committed once per table and run.

Belongs here: where a table lies, which files it holds, reading, staging, committing.
Does not belong here: what a row means, validation, anything of Dagster.

A file holds the rows of one table that come from one batch of documents of one delivery day, and its name is the version of the code
that made it. So the table's own log tells what is already there, nothing is made twice, and a killed run leaves each table as it was or
as it should be.
"""

import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
from deltalake import CommitProperties, DeltaTable, Schema
from deltalake.transaction import AddAction, RemoveAction, Transaction

PARTITION = ("delivery_date", "batch")


@dataclass(frozen=True)
class Batch:
    """A batch of documents of one delivery day."""

    day: date
    batch: str


@dataclass(frozen=True)
class StagedFile:
    """A Parquet file that is written but not yet part of its table."""

    table: str
    path: str
    day: date | None
    batch: str | None
    row_count: int
    byte_count: int


@dataclass(frozen=True)
class Lake:
    """The Delta tables below a folder."""

    root: Path

    def location(self, table: str) -> Path:
        """Return the folder of a table."""
        return self.root / table

    def exists(self, table: str) -> bool:
        """Tell whether a table was ever committed."""
        return DeltaTable.is_deltatable(str(self.location(table)))

    def version(self, table: str) -> int:
        """Return the number of a table's last commit; -1 when there is none."""
        return DeltaTable(self.location(table)).version() if self.exists(table) else -1

    def files(self, table: str) -> pl.DataFrame:
        """Return the files of a table: `path`, `delivery_date`, `batch` (null in an unpartitioned table), `row_count`, `byte_count`."""
        schema = {"path": pl.String, "delivery_date": pl.Date, "batch": pl.String, "row_count": pl.Int64, "byte_count": pl.Int64}
        if not self.exists(table):
            return pl.DataFrame(schema=schema)
        actions = pl.DataFrame(DeltaTable(self.location(table)).get_add_actions(flatten=True))
        names = {"size_bytes": "byte_count", "num_records": "row_count"} | {f"partition.{column}": column for column in PARTITION}
        renamed = actions.rename(names, strict=False)
        missing = [pl.lit(None, dtype=schema[column]).alias(column) for column in PARTITION if column not in renamed.columns]
        return renamed.with_columns(missing).select(pl.col(column).cast(kind) for column, kind in schema.items())

    def scan(self, table: str) -> pl.LazyFrame:
        """Return a table's rows; raises `FileNotFoundError` when it was never committed."""
        if not self.exists(table):
            raise FileNotFoundError(f"no table {table} in {self.root}")
        return pl.scan_delta(self.location(table))

    def read(self, table: str, batch: Batch) -> pl.DataFrame:
        """Return the rows that a table holds of one batch."""
        in_batch = (pl.col("delivery_date") == batch.day) & (pl.col("batch") == batch.batch)
        return self.scan(table).filter(in_batch).collect()

    def stage(self, table: str, frame: pl.DataFrame, *, made_by: str, batch: Batch | None = None) -> StagedFile:
        """Write a frame as a file of a table without making it part of the table.

        The file is written aside and renamed, so a file with its final name is always whole.

        Args:
            table: key of the table.
            frame: its rows, with the partition columns where the table has them.
            made_by: version of what made the rows; part of the file's name.
            batch: the batch that the rows come from; none for an unpartitioned table.
        """
        folder = f"delivery_date={batch.day}/batch={batch.batch}/" if batch else ""
        relative = f"{folder}{made_by}.parquet"
        target = self.location(table) / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_suffix(f".{os.getpid()}.tmp")
        frame.drop(PARTITION, strict=False).write_parquet(aside)
        aside.replace(target)
        return StagedFile(
            table, relative, batch.day if batch else None, batch.batch if batch else None, frame.height, target.stat().st_size
        )

    def commit(self, table: str, schema: pl.Schema, staged: Sequence[StagedFile], *, run_id: str, obsolete: Sequence[str] = ()) -> int:
        """Make staged files part of a table, and take obsolete ones out of it, in one commit.

        Every commit carries the same application transaction, so of two drivers that commit to a table at once only one succeeds.

        Args:
            table: key of the table; it is created when it does not exist.
            schema: its columns, partition columns included; those the table does not have yet are added to it, null in older files.
            staged: the files to take in.
            run_id: the run on whose behalf the commit is made; kept in the log.
            obsolete: paths of the files to take out.

        Returns:
            The table's version after the commit; unchanged when there was nothing to commit.

        Raises:
            deltalake.exceptions.CommitFailedError: another driver committed to the table meanwhile.
        """
        partition = [column for column in PARTITION if column in schema] or None
        arrow = Schema.from_arrow(schema)
        delta = DeltaTable.create(self.location(table), arrow, mode="ignore", partition_by=partition)
        known = {field.name for field in delta.schema().fields}
        if new := [field for field in arrow.fields if field.name not in known]:
            delta.alter.add_columns(new)
        if staged or obsolete:
            actions = [_add(file) for file in staged] + [RemoveAction(path, True, _now_ms()) for path in obsolete]
            properties = CommitProperties({"run_id": run_id}, app_transactions=[Transaction("broadsheet", delta.version() + 1)])
            delta.create_write_transaction(actions, "append", arrow, partition, commit_properties=properties)
        return self.version(table)


def _add(file: StagedFile) -> AddAction:
    values = {"delivery_date": str(file.day), "batch": file.batch} if file.batch else {}
    return AddAction(file.path, file.byte_count, values, _now_ms(), True, json.dumps({"numRecords": file.row_count}))


def _now_ms() -> int:
    return int(time.time() * 1000)
