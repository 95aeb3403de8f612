"""Dates in the names of files and of the folders they lie in.

Belongs here: patterns of dates in names, where words, numbers and marks run together.
Does not belong here: dates in running text (`pipelines.text.dates`), which date is the publication date (`pipelines.text.publication`).
"""

import polars as pl

from pipelines.text.dates import MONTHS, SPELLED

YEAR = r"(?P<year>(?:19|20)\d\d)"
START, END = r"(?:^|[^0-9])", r"(?:[^0-9]|$)"
FILE_PATTERNS = (
    # 2025-03-17, 20250317, 20250317T103000Z, 20250317103000
    rf"{START}{YEAR}[-_. ]?(?P<month>0[1-9]|1[0-2])[-_. ]?(?P<day>0[1-9]|[12]\d|3[01])"
    rf"(?:[T_ -]?(?P<hour>[01]\d|2[0-3])[-_:.]?(?P<minutes>[0-5]\d)(?:[-_:.]?[0-5]\d)?(?P<zone>Z)?)?{END}",
    rf"{START}{YEAR}[-_.](?P<month>1[0-2]|[1-9])[-_.](?P<day>[12]\d|3[01]|0?[1-9]){END}",
    rf"(?i){START}(?P<day>[0-3]?\d)[-_. ]?(?P<name>{SPELLED})[-_. ]?{YEAR}{END}",
    rf"(?i)(?:^|[^a-z])(?P<name>{SPELLED})[-_. ]?(?P<day>[0-3]?\d)[-_., ]+{YEAR}{END}",
    rf"{START}(?P<first>[0-3]?\d)[-_.](?P<second>[0-3]?\d)[-_.]{YEAR}{END}",
    rf"{START}(?P<first>[0-3]\d)(?P<second>[0-3]\d){YEAR}{END}",
)
RE_FOLDER = rf"(?:^|/){YEAR}(?:[-/_.]?(?P<month>0[1-9]|1[0-2])(?:[-/_.]?(?P<day>0[1-9]|[12]\d|3[01]))?)?(?:/|$)"
NUMBERS = ("year", "month", "day", "first", "second", "hour", "minutes")


def in_names(documents: pl.DataFrame) -> pl.DataFrame:
    """Return the date in each name that has one.

    Args:
        documents: `doc`, `file_name` (without folder), `folder` (null at the top).

    Returns:
        `doc`, `rule`, `position` (0), `year`, `month`, `day`, `first` and `second` (of numeric dates that can be read in two orders),
        `minute` and `offset` (where the name tells time and zone).
    """
    dated = documents.select("doc", "file_name", "folder").filter(
        pl.any_horizontal(pl.col("file_name", "folder").str.contains(r"\d\d\d\d"))
    )
    files = [_groups(dated, "file_name", pattern, "published:file-name") for pattern in FILE_PATTERNS]
    names = pl.concat((*files, _groups(dated, "folder", RE_FOLDER, "published:folder")), how="diagonal")
    first_found = names.unique(["doc", "rule"], keep="first", maintain_order=True)
    either = (pl.col("first") <= 12) & (pl.col("second") <= 12) & (pl.col("first") != pl.col("second"))
    has_zone = pl.col("zone").is_not_null()
    return first_found.select(
        "doc",
        "rule",
        "year",
        position=pl.lit(0, pl.Int64),
        day=pl.coalesce("day", pl.when(~either).then(pl.max_horizontal("first", "second"))),
        month=pl.coalesce("month", _month(), pl.when(~either).then(pl.min_horizontal("first", "second"))),
        first=pl.when(either).then("first"),
        second=pl.when(either).then("second"),
        minute=pl.when(has_zone).then(pl.col("hour") * 60 + pl.col("minutes")),
        offset=pl.when(has_zone).then(pl.lit(0, pl.Int32)),
    )


def _groups(documents: pl.DataFrame, column: str, pattern: str, rule: str) -> pl.DataFrame:
    """Return what a pattern's groups find in a column, one row per document in which it does."""
    found = documents.lazy().select("doc", groups=pl.col(column).str.extract_groups(pattern)).unnest("groups")
    numbers = pl.col(*(name for name in NUMBERS if f"(?P<{name}>" in pattern)).cast(pl.Int32)
    return found.filter(pl.col("year").is_not_null()).with_columns(numbers, rule=pl.lit(rule)).collect()


def _month() -> pl.Expr:
    return pl.col("name").str.to_lowercase().str.head(3).replace_strict(MONTHS, default=None, return_dtype=pl.Int32)
