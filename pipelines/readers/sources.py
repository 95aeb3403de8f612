"""The `sources.csv` beside an input: names, kinds and folders of outlets.

Belongs here: reading and checking that file.
Does not belong here: which article is of which outlet (dbt, `int_article_sources`).
"""

from collections.abc import Sequence

import polars as pl

from pipelines.readers.side_files import side_rows
from pipelines.schemas.base import columns
from pipelines.schemas.raw import SourceList

RE_SOURCE_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def source_list(inputs: Sequence[str]) -> pl.DataFrame:
    """Return the outlets that the inputs' `sources.csv` files name; of two rows with one id the first counts.

    Raises:
        ValueError: a file cannot be read as CSV, has an unknown column, lacks `source_id` or `name`, or has a bad id.
    """
    known = columns(SourceList)
    lists = [_checked(path, rows) for path, rows in side_rows(inputs, "sources.csv", list(known), ("source_id", "name"))]
    return pl.concat(lists or [pl.DataFrame(schema=known)]).unique("source_id", keep="first", maintain_order=True).sort("source_id")


def _checked(path: str, rows: pl.DataFrame) -> pl.DataFrame:
    if (bad := rows.filter(~pl.col("source_id").str.contains(RE_SOURCE_ID))).height:
        raise ValueError(f"{path}: row {bad.rows()[0]} needs a source_id of lower-case letters, digits and hyphens")
    return rows
