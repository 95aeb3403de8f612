"""Publication dates that metadata tell, in the forms that machines write.

Belongs here: time stamps of feeds, pages, tables and mail, brought to a spelling that `pipelines.text.dates` reads.
Does not belong here: finding metadata in a page, which date is the publication date (`pipelines.text.publication`).
"""

import polars as pl

from pipelines.text.dates import SPELLED, YEAR, stamps

LONGEST = 120  # characters; a longer value is no date
RE_EPOCH = r"^(?:/Date\()?(\d{9,10}|\d{12,13}|\d{16})(?:\.\d+)?(?:[+-]\d{4})?(?:\)/)?$"
RE_COMPACT = (
    r"^(?:D:)?((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[Tt ]?([01]\d|2[0-3]):?([0-5]\d)(?::?[0-5]\d(?:[.,]\d+)?)?)?\s?"
    r"(Z|[+-]\d\d:?\d\d)?$"
)
RE_PART = rf"^(?P<year>{YEAR})(?:[-/](?P<month>0[1-9]|1[0-2]))?$"
# "Mon Mar 17 10:30:00 +0000 2025": the year stands last.
RE_YEAR_LAST = rf"(?i)^(?:[a-z]{{3,9}},? )?({SPELLED}) +(\d\d?) (\d\d:\d\d(?::\d\d)?)(?: (\S+))? ({YEAR})$"
RE_SHORT_OFFSET = r"(\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s?[+-]\d\d)$"
RE_COMMA = r"(:\d\d),\d+"
RE_EAST_ASIAN = r"(\d{4})\s?年\s?(\d\d?)\s?月\s?(\d\d?)\s?日"
CHANGED = r"updated|modified|revised"
# What systems write for "no date": the first day of the clocks of Unix and of spreadsheets, in every zone.
NO_DATES = ("1970-01-01", "1969-12-31", "1900-01-01", "1899-12-31", "1899-12-30")
FIRST_YEAR = 1900


def in_metadata(documents: pl.DataFrame) -> pl.DataFrame:
    """Return the dates that metadata tell.

    Args:
        documents: `doc` and `published` (as written; several values on lines, the best first; null where nothing is told).

    Returns:
        The columns of `pipelines.text.dates.stamps` with `doc`, `rule` and `position` (of the value among the document's); what stands for
        "no date" is left out.
    """
    values = (
        documents.select("doc", value=pl.col("published").str.split("\n"))
        .filter(pl.col("value").is_not_null())
        .explode("value", empty_as_null=False)
        .with_columns(pl.col("value").str.strip_chars(" \t\r\"'"), position=pl.int_range(pl.len(), dtype=pl.Int64).over("doc"))
        .filter(pl.col("value").str.len_chars().is_between(4, LONGEST))
    )
    whole = stamps(values.with_columns(value=_spelled(pl.col("value"))), "value")
    parts = values.with_columns(part=pl.col("value").str.extract_groups(RE_PART)).unnest("part").drop("value")
    parts = parts.filter(pl.col("year").is_not_null()).with_columns(pl.col("year", "month").cast(pl.Int32))
    told = pl.concat((whole.filter(~pl.col("label").fill_null("").str.contains(CHANGED)), parts), how="diagonal")
    iso = pl.format("{}-{}-{}", *(pl.col(name).cast(pl.String).str.zfill(2) for name in ("year", "month", "day")))
    real = (pl.col("year") >= FIRST_YEAR) & ~iso.is_in(NO_DATES).fill_null(False)
    return told.filter(real).with_columns(rule=pl.lit("published:metadata"))


def _spelled(value: pl.Expr) -> pl.Expr:
    """Bring a time stamp that machines write to a spelling of calendar dates."""
    usual = (
        value.str.replace(RE_YEAR_LAST, "$2 $1 $5 $3 $4")
        .str.replace(RE_SHORT_OFFSET, "$1:00")
        .str.replace(RE_COMMA, "$1")
        .str.replace(RE_EAST_ASIAN, "$1-$2-$3")
    )
    return (
        pl.when(value.str.contains(RE_COMPACT))
        .then(value.str.replace(RE_COMPACT, "$1-$2-$3 $4:$5$6"))
        .when(value.str.contains(RE_EPOCH))
        .then(_from_epoch(value.str.extract(RE_EPOCH)))
        .otherwise(usual)
    )


def _from_epoch(digits: pl.Expr) -> pl.Expr:
    """Spell a count of seconds, thousandths or millionths since 1970; its length tells which."""
    number, length = digits.cast(pl.Int64), digits.str.len_chars()
    unit = pl.when(length <= 10).then(1_000_000).when(length <= 13).then(1_000).otherwise(1)
    return pl.from_epoch(number * unit, "us").dt.strftime("%Y-%m-%d %H:%M:%SZ")
