"""Lexicons: the rules of the language modules as data, one fact a row (see README.md in this folder).

Belongs here: reading a lexicon.
Does not belong here: what a row means; the language modules get lexicons passed in.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import polars as pl

FOLDER = Path(__file__).parent
NUMBERS = {
    "weight": pl.Float64, "prior": pl.Float64, "confidence": pl.Float64, "measured_count": pl.Int64, "level": pl.Int64,
    "latitude": pl.Float64, "longitude": pl.Float64, "population": pl.Int64,
}  # fmt: skip
"""The columns that hold numbers, in whichever lexicon; all others are strings, so that a code such as 04 keeps its zero."""


@cache
def load(name: str) -> pl.DataFrame:
    """Return a lexicon as its CSV file has it, with numbers in the columns `NUMBERS`; empty cells are null.

    `subdivisions` is no file here but read from the package pycountry: `code` and `name` after ISO 3166-2, by code.
    """
    if name == "subdivisions":
        return _subdivisions()
    rows = pl.read_csv(FOLDER / f"{name}.csv", infer_schema=False)
    return rows.cast({column: kind for column, kind in NUMBERS.items() if column in rows.columns})


def _subdivisions() -> pl.DataFrame:
    package = find_spec("pycountry")  # found, not imported: its import takes longer than the reading
    if package is None or package.origin is None:
        raise ModuleNotFoundError("pycountry")
    listed = json.loads((Path(package.origin).parent / "databases" / "iso3166-2.json").read_text(encoding="utf-8"))["3166-2"]
    return pl.DataFrame(listed).select("code", name=pl.col("name").str.replace(r" \[.*\]$", "")).sort("code")
