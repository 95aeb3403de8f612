"""The publication date: every date that could be it, the one with the best evidence, and whether the evidence disagrees.

Belongs here: ranking of dates by where they are told, readings of ambiguous ones, conflicts.
Does not belong here: spellings of dates (`pipelines.text.dates`), where dates stand (`pipelines.text.text_dates`,
`pipelines.text.name_dates`, `pipelines.text.metadata_dates`).
"""

import polars as pl

from pipelines.text.dates import season_offset
from pipelines.text.metadata_dates import in_metadata
from pipelines.text.name_dates import in_names
from pipelines.text.text_dates import in_text

# Evidence from best to worst, among complete dates first: "March 2025" above a list of releases says less than a file name's
# day. Metadata are written by the system that published; a date on the line that names the writer is the article's own; a line of
# its own may be the page's; a dateline tells the day of reporting; names of files and folders are given by whoever collected the
# text. A date above the menu is the page's own, the day of the visit.
RANKS = (
    "published:metadata", "published:byline-line", "published:posted-line", "published:labelled-date", "published:date-line",
    "published:dateline", "published:updated-line", "published:file-name", "published:folder", "published:page-line",
)  # fmt: skip
EVIDENCE = {"published:metadata": "metadata", "published:file-name": "file_name", "published:folder": "folder"}
# The day of a visit and of a change lie after the publication without denying it; a dateline's day lies some days before it.
NO_CONFLICT = ("published:page-line", "published:updated-line")
DATED = {
    "doc": pl.UInt32, "position": pl.Int64, "rule": pl.String, "year": pl.Int32, "month": pl.Int32, "day": pl.Int32, "first": pl.Int32,
    "second": pl.Int32, "is_day_first": pl.Boolean, "weekday": pl.Int8, "minute": pl.Int32, "offset": pl.Int32, "season_zone": pl.String,
    "short_year": pl.Boolean,
}  # fmt: skip
TOLD = ("doc", "evidence", "rule_id", "told_date", "told_precision", "told_at", "block_index", "is_chosen")


def told_dates(blocks: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Return every date that could be the publication date of documents.

    A numeric date that can be read in two ways, and one with a year of two digits, counts only when something else in the document
    supports one reading. No date after the day on which the document was seen counts.

    Args:
        blocks: as made by `pipelines.text.blocks.blocks`.
        documents: `doc`, `file_name` (without folder), `folder` (null at the top), `seen_at`, and `published` where metadata tell
            dates (as written; several on lines, the best first).

    Returns:
        One row per document, rule and date: `doc`, `evidence` (metadata, text, file_name, folder), `rule_id`, `told_date` (the first day
        of the month or year when no more is told), `told_precision` (time, day, month, year), `told_at` (UTC; null unless time and zone are
        told), `block_index` (null outside the text), `is_chosen` (true in one row of each document: the best evidence).
    """
    found = [in_text(blocks), in_names(documents)]
    if "published" in documents.columns:
        found.insert(0, in_metadata(documents))
    told = pl.concat((pl.DataFrame(schema=DATED | {"doc": documents.schema["doc"]}), *found), how="diagonal_relaxed").select(*DATED)
    dated = _with_year(told).with_columns(day_first=_order())
    decided = _decided(_readings(dated, documents.select("doc", "seen_at")))
    ranks = {rule: rank for rank, rule in enumerate(RANKS)}
    ranked = decided.with_columns(**_values(), rank=pl.col("rule").replace_strict(ranks, return_dtype=pl.Int32))
    # A date told twice by a rule is told once, in its most exact form, at its first place.
    same = ("doc", "rank", "told_date")
    once = (
        ranked.with_columns(block_index=pl.col("block_index").min().over(same), position=pl.col("position").min().over(same))
        .sort("doc", pl.col("day").is_null(), "rank", "position", "told_date", pl.col("told_at").is_null(), "told_at")
        .unique(same, keep="first", maintain_order=True)
    )
    return once.with_columns(is_chosen=pl.col("doc").is_first_distinct()).select(TOLD)


def chosen(told: pl.DataFrame) -> pl.DataFrame:
    """Return the publication date of documents, from their `told_dates`.

    Returns:
        One row per document with a date: `doc`, `published_at`, `published_date`, `published_precision`, `published_rule`.
    """
    return told.filter("is_chosen").select(
        "doc", published_at="told_at", published_date="told_date", published_precision="told_precision", published_rule="rule_id"
    )


def conflicts(told: pl.DataFrame) -> pl.DataFrame:
    """Return the documents of which metadata, text, file name and folder tell days more than one apart.

    Zones and print editions make dates differ by a day. A month or year agrees with each of its days. The page's own date and that of
    a change are no evidence against another.

    Returns:
        `doc`, one row per document with a conflict.
    """
    month_end = pl.col("told_date").dt.month_end()
    year_end = pl.date(pl.col("told_date").dt.year(), 12, 31)
    end = pl.when(pl.col("told_precision") == "year").then(year_end).when(pl.col("told_precision") == "month").then(month_end)
    kinds = (
        told.lazy()
        .filter(~pl.col("rule_id").is_in(NO_CONFLICT))
        .group_by("doc", "evidence")
        .agg(latest=pl.col("told_date").max(), earliest=end.otherwise("told_date").min())
    )
    pairs = kinds.join(kinds, on="doc", suffix="_other").filter(pl.col("evidence") != pl.col("evidence_other"))
    apart = (pl.col("latest") - pl.col("earliest_other")).dt.total_days() > 1
    return pairs.filter(apart).select("doc").unique().sort("doc").collect()


def _with_year(told: pl.DataFrame) -> pl.DataFrame:
    """Give a date without a year the one that metadata or the name of file or folder tell."""
    named = pl.col("rule").is_in(list(EVIDENCE))
    year = pl.when(named).then("year").drop_nulls().first().over("doc")
    filed = pl.when(named).then("month").drop_nulls().first().over("doc")
    turn = ((pl.col("month") == 12) & (filed == 1)).fill_null(False).cast(pl.Int32)  # reported in December, filed in January
    borrowed = pl.when(pl.col("year").is_null() & pl.col("month").is_not_null()).then(year - turn)
    lent = told.with_columns(year=pl.coalesce("year", borrowed), is_borrowed=borrowed.is_not_null())
    return lent.filter(pl.col("year").is_not_null())


def _order() -> pl.Expr:
    """Tell whether the document writes the day first in numeric dates, from those that can be read in one order only."""
    orders = pl.col("is_day_first").drop_nulls()
    return pl.when(orders.n_unique().over("doc") == 1).then(orders.first().over("doc"))


def _readings(dated: pl.DataFrame, seen: pl.DataFrame) -> pl.DataFrame:
    """Return each reading of each date that exists in the calendar and is not after the day on which the document was seen.

    A date that took its year from metadata or a name and lies after the day told there is that of an event to come.
    """
    open_date = pl.col("first").is_not_null()
    day_first = dated.with_columns(
        reading=pl.when(open_date).then(True), day=pl.coalesce("first", "day"), month=pl.coalesce("second", "month")
    )
    month_first = dated.filter(open_date).with_columns(reading=pl.lit(False), day="second", month="first")
    both = pl.concat((day_first, month_first)).join(seen, on="doc")
    seen_year = pl.col("seen_at").dt.year()
    century = pl.when(pl.col("short_year") & (pl.col("year") > seen_year)).then(100).otherwise(0)
    number = pl.format("{}-{}-{}", "year", pl.col("month").fill_null(1), pl.col("day").fill_null(1))
    read = both.with_columns(year=pl.col("year") - century).with_columns(date=number.str.to_date("%Y-%m-%d", strict=False))
    lender = pl.col("rule").is_in(list(EVIDENCE)) & pl.col("day").is_not_null()
    lent_by = pl.when(lender).then("date").drop_nulls().first().over("doc")
    to_come = pl.col("is_borrowed") & (pl.col("date") > lent_by + pl.duration(days=1)).fill_null(False)
    return read.filter(pl.col("date") <= pl.col("seen_at").dt.date(), ~to_come)


def _decided(readings: pl.DataFrame) -> pl.DataFrame:
    """Keep the readings that are the only possible one, or the only one that other evidence of the document supports."""
    is_short = pl.col("short_year").fill_null(False)
    sure = pl.col("reading").is_null() & ~is_short
    certain = readings.filter(sure).select("doc", "date", supported=pl.lit(True)).unique()
    supported = pl.col("supported").fill_null(False) | (pl.col("date").dt.weekday() == pl.col("weekday")).fill_null(False)
    by_order = (pl.col("reading") == pl.col("day_first")).fill_null(False)
    same = ("doc", "position", "rule", "year", "first", "second")
    judged = readings.join(certain, on=("doc", "date"), how="left", maintain_order="left").with_columns(supported=supported | by_order)
    sole = (pl.len().over(same) == 1) & ~is_short
    return judged.filter(sure | sole | (pl.col("supported") & (pl.col("supported").sum().over(same) == 1)))


def _values() -> dict[str, pl.Expr]:
    """What the row of a date says."""
    whole = pl.col("day").is_not_null()
    evidence = pl.col("rule").replace_strict(EVIDENCE, default="text")
    offset = pl.coalesce("offset", season_offset())
    time = pl.col("date").cast(pl.Datetime("us", "UTC")) + pl.duration(minutes=pl.col("minute") - offset)
    at = pl.when(whole & (time <= pl.col("seen_at"))).then(time)
    precision = (
        pl.when(at.is_not_null())
        .then(pl.lit("time"))
        .when(whole)
        .then(pl.lit("day"))
        .when(pl.col("month").is_not_null())
        .then(pl.lit("month"))
    )
    return {
        "evidence": evidence,
        "rule_id": pl.col("rule"),
        "told_date": pl.col("date"),
        "told_precision": precision.otherwise(pl.lit("year")),
        "told_at": at,
        "block_index": pl.when(evidence == "text").then("position"),
    }
