"""The `sources.csv` beside an input: names, kinds and folders of outlets.

Belongs here: reading and checking that file.
Does not belong here: which article is of which outlet (dbt, `int_article_sources`).
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipelines.readers.places import local_folders
from pipelines.schemas.base import columns
from pipelines.schemas.raw import SourceList

RE_SOURCE_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def source_list(inputs: Sequence[str]) -> pl.DataFrame:
    """Return the outlets that the inputs' `sources.csv` files name; of two rows with one id the first counts.

    Raises:
        ValueError: a file cannot be read as CSV, has an unknown column, lacks `source_id` or `name`, or has a bad id.
    """
    files = [path for folder in local_folders(inputs) if (path := folder / "sources.csv").exists()]
    lists = [_checked(path) for path in files] or [pl.DataFrame(schema=columns(SourceList))]
    return pl.concat(lists).unique("source_id", keep="first", maintain_order=True).sort("source_id")


def _checked(path: Path) -> pl.DataFrame:
    known = columns(SourceList)
    try:
        rows = pl.read_csv(path, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        raise ValueError(f"{path}: cannot be read as CSV: {error}") from error
    if unknown := [column for column in rows.columns if column not in known]:
        raise ValueError(f"{path}: unknown column {', '.join(unknown)}; known are {', '.join(known)}")
    if lacking := [column for column in ("source_id", "name") if column not in rows.columns]:
        raise ValueError(f"{path}: column {' and '.join(lacking)} is missing")
    if (bad := rows.filter(~pl.col("source_id").str.contains(RE_SOURCE_ID).fill_null(False) | pl.col("name").is_null())).height:
        raise ValueError(f"{path}: row {bad.rows()[0]} needs a name and a source_id of lower-case letters, digits and hyphens")
    absent = [pl.lit(None, dtype=kind).alias(column) for column, kind in known.items() if column not in rows.columns]
    return rows.with_columns(absent).select(list(known))
