"""Side files: small CSV files beside an input that speak about its documents.

Belongs here: finding and reading them, what is wrong with their form.
Does not belong here: what a row means (`pipelines.readers.sources`, `pipelines.readers.themes`).
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipelines.readers.places import SIDE_FILES, local_folders


def side_files(inputs: Sequence[str]) -> list[Path]:
    """Return the side files that lie beside the inputs, of any kind."""
    return [path for folder in local_folders(inputs) for name in sorted(SIDE_FILES) if (path := folder / name).is_file()]


def side_rows(inputs: Sequence[str], name: str, known: Sequence[str], needed: Sequence[str]) -> list[tuple[str, pl.DataFrame]]:
    """Return path and rows of each file of this name beside an input: the columns `known` as strings, null where one is missing.

    Raises:
        ValueError: a file cannot be read as CSV, has another column than `known`, lacks one of `needed`, or a row has no value there.
    """
    files = [path for folder in local_folders(inputs) if (path := folder / name).exists()]
    return [(str(path), _checked(str(path), known, needed)) for path in files]


def _checked(path: str, known: Sequence[str], needed: Sequence[str]) -> pl.DataFrame:
    try:
        rows = pl.read_csv(path, infer_schema=False)
    except (pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: cannot be read as CSV: {str(error).splitlines()[0]}") from error
    if unknown := [column for column in rows.columns if column not in known]:
        raise ValueError(f"{path}: unknown column {', '.join(unknown)}; known are {', '.join(known)}")
    if lacking := [column for column in needed if column not in rows.columns]:
        raise ValueError(f"{path}: column {' and '.join(lacking)} is missing")
    trimmed = rows.with_columns(pl.all().str.strip_chars().replace("", None))
    if (bad := trimmed.filter(pl.any_horizontal(pl.col(needed).is_null()))).height:
        raise ValueError(f"{path}: row {bad.rows()[0]} needs {' and '.join(needed)}")
    absent = [pl.lit(None, dtype=pl.String).alias(column) for column in known if column not in rows.columns]
    return trimmed.with_columns(absent).select(list(known))
