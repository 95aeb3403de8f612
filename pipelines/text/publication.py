"""The publication date: every date that could be it, and the one with the best evidence.

Belongs here: ranking of dates by where they stand, readings of ambiguous ones, dates in file and folder names.
Does not belong here: spellings of dates (`pipelines.text.dates`), roles of lines (`pipelines.text.blocks`).
"""

import polars as pl

from pipelines.text.dates import MONTHS, stamps

PUBLISHED = (
    "first published", "originally published", "published", "posted", "issued", "release", "released", "for release",
    "for immediate release", "publication date", "pubdate", "pub date", "date published",
)  # fmt: skip
CHANGED = ("updated", "last updated", "last modified", "modified", "revised")
# Evidence from best to worst, among complete dates first: "March 2025" above a list of releases says less than a file name's
# day. A date on the line that names the writer is the article's own; a line of its own may be the page's; a dateline tells
# the day of reporting; names of files and folders are given by whoever collected the text. A date above the menu is the
# page's own, the day of the visit; with its weekday it counts for nothing.
RANKS = (
    "published:byline-line", "published:posted-line", "published:labelled-date", "published:date-line", "published:dateline",
    "published:updated-line", "published:file-name", "published:folder", "published:page-line",
)  # fmt: skip
RE_FILE_YMD = r"(?:^|[^0-9])((?:19|20)\d\d)[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?:[^0-9]|$)"
RE_FILE_NUMERIC = r"(?:^|[^0-9])([0-3]?\d)[-_.]([0-3]?\d)[-_.]((?:19|20)\d\d)(?:[^0-9]|$)"
RE_FILE_PACKED = r"(?:^|[^0-9])([0-3]\d)([0-3]\d)((?:19|20)\d\d)(?:[^0-9]|$)"
RE_FILE_NAMED = r"(?i)^([0-3]?\d)[-_. ]?((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})[-_. ]?((?:19|20)\d\d)"
RE_FILE_NAMED_FIRST = r"(?i)^((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})[-_. ]?([0-3]?\d)[-_., ]+((?:19|20)\d\d)"
RE_FOLDER = r"(?:^|/)((?:19|20)\d\d)(?:[-/_.]?(0[1-9]|1[0-2])(?:[-/_.]?(0[1-9]|[12]\d|3[01]))?)?(?:/|$)"
DATED = ("doc", "position", "rule", "year", "month", "day", "first", "second", "is_day_first", "weekday", "minute", "offset")


def publication(blocks: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Return the publication date of documents, with the rule that gave it.

    A numeric date that can be read in two ways counts only when something else in the document decides between them. No
    date after the document was seen counts, nor one with its weekday above the page's menu, which is the day of the visit.

    Args:
        blocks: as made by `pipelines.text.blocks.blocks`.
        documents: `doc`, `file_name` (without folder), `folder` (null at the top), `seen_at`.

    Returns:
        One row per document with a date: `doc`, `published_at` (UTC; null unless time and zone are told), `published_date` (the first
        day of the month or year when no more is told), `published_precision`, `published_rule`.
    """
    told = pl.concat((_in_text(blocks), _in_names(documents)), how="diagonal_relaxed").select(DATED)
    dated = _with_year(told).with_columns(day_first=_order())
    readings = _decided(_readings(dated, documents.select("doc", "seen_at")))
    ranked = readings.with_columns(
        rank=pl.col("rule").replace_strict({rule: rank for rank, rule in enumerate(RANKS)}, return_dtype=pl.Int32)
    )
    best = ranked.sort("doc", pl.col("day").is_null(), "rank", "position").unique("doc", keep="first", maintain_order=True)
    return best.select("doc", **_values()).sort("doc")


def _in_text(blocks: pl.DataFrame) -> pl.DataFrame:
    """Dates in lines above and below the body, but for those among teasers and comments, and the page's own date."""
    region = pl.when(pl.col("role").is_in(["body", "related"]) | (pl.col("rule_id") == "boilerplate:comment-box")).then("rule_id")
    role = pl.col("role")
    body = role == "body"
    placed = blocks.with_columns(
        region=region.forward_fill().over("doc"),
        outside=(body.cum_sum().over("doc") == 0) | (body.cum_sum().over("doc") == body.sum().over("doc")),
        before_page=role.shift(-1).is_in(["navigation", "boilerplate"]) & (pl.col("block_index") <= 1) & (role == "date"),
    )
    telling = role.is_in(["date", "byline", "credit", "dateline"]) | (
        role.is_in(["navigation", "boilerplate"]) & pl.col("text").str.contains(r"\d")
    )
    lines = placed.filter(telling, "outside", ~pl.col("region").str.contains("^(?:related|boilerplate):").fill_null(False))
    found = stamps(lines.select("doc", "role", "before_page", "text", position="block_index"))
    pages_own = pl.col("before_page") & pl.col("label").is_null()
    return found.with_columns(rule=pl.when(pages_own).then(pl.lit("published:page-line")).otherwise(_rule())).filter(
        pl.col("rule").is_not_null(), ~(pages_own & pl.col("weekday").is_not_null())
    )


def _rule() -> pl.Expr:
    return (
        pl.when(pl.col("label").is_in(CHANGED))
        .then(pl.lit("published:updated-line"))
        .when(pl.col("label").is_in(PUBLISHED))
        .then(pl.lit("published:posted-line"))
        .when(pl.col("role").is_in(["byline", "credit"]))
        .then(pl.lit("published:byline-line"))
        .when(pl.col("label").is_not_null())
        .then(pl.lit("published:labelled-date"))
        .when(pl.col("role") == "date")
        .then(pl.lit("published:date-line"))
        .when(pl.col("role") == "dateline")
        .then(pl.lit("published:dateline"))
    )


def _in_names(documents: pl.DataFrame) -> pl.DataFrame:
    """Dates in the names of files and of the folders they lie in."""
    patterns = (
        (RE_FILE_YMD, ("year", "month", "day")),
        (RE_FILE_NAMED, ("day", "name", "year")),
        (RE_FILE_NAMED_FIRST, ("name", "day", "year")),
        (RE_FILE_NUMERIC, ("first", "second", "year")),
        (RE_FILE_PACKED, ("first", "second", "year")),
    )
    found = [_groups(documents, "file_name", pattern, names, "published:file-name") for pattern, names in patterns]
    folders = _groups(documents, "folder", RE_FOLDER, ("year", "month", "day"), "published:folder")
    names = pl.concat((*found, folders), how="diagonal").unique(["doc", "rule"], keep="first", maintain_order=True)
    either = (pl.col("first") <= 12) & (pl.col("second") <= 12) & (pl.col("first") != pl.col("second"))
    day, month = pl.max_horizontal("first", "second"), pl.min_horizontal("first", "second")
    return names.with_columns(
        day=pl.coalesce("day", pl.when(~either).then(day)),
        month=pl.coalesce("month", pl.when(~either).then(month)),
        first=pl.when(either).then("first"),
        second=pl.when(either).then("second"),
        position=pl.lit(0, pl.Int64),
        is_day_first=pl.lit(None, pl.Boolean),
        weekday=pl.lit(None, pl.Int8),
        minute=pl.lit(None, pl.Int32),
        offset=pl.lit(None, pl.Int32),
    )


def _groups(documents: pl.DataFrame, column: str, pattern: str, names: tuple[str, ...], rule: str) -> pl.DataFrame:
    """Return the numbers that a pattern's groups find in a column, one row per document in which it does."""
    found = documents.select("doc", *(pl.col(column).str.extract(pattern, group).alias(name) for group, name in enumerate(names, 1)))
    found = found.filter(pl.col("year").is_not_null())
    numbers = {name: pl.col(name).cast(pl.Int32) for name in names if name != "name"}
    month = {"month": _month(pl.col("name"))} if "name" in names else {}
    return found.select("doc", **numbers, **month, rule=pl.lit(rule))


def _month(name: pl.Expr) -> pl.Expr:
    return name.str.to_lowercase().str.head(3).replace_strict(MONTHS, default=None, return_dtype=pl.Int32)


def _with_year(told: pl.DataFrame) -> pl.DataFrame:
    """Give a date without a year the one that the file's or folder's name tells."""
    named = pl.col("rule").is_in(["published:file-name", "published:folder"])
    year = pl.when(named).then("year").drop_nulls().first().over("doc")
    filed = pl.when(named).then("month").drop_nulls().first().over("doc")
    turn = ((pl.col("month") == 12) & (filed == 1)).fill_null(False).cast(pl.Int32)  # reported in December, filed in January
    return told.with_columns(year=pl.coalesce("year", pl.when(pl.col("month").is_not_null()).then(year - turn))).filter(
        pl.col("year").is_not_null()
    )


def _order() -> pl.Expr:
    """Tell whether the document writes the day first in numeric dates, from those that can be read in one order only."""
    orders = pl.col("is_day_first").drop_nulls()
    return pl.when(orders.n_unique().over("doc") == 1).then(orders.first().over("doc"))


def _readings(dated: pl.DataFrame, seen: pl.DataFrame) -> pl.DataFrame:
    """Return each reading of each date that exists in the calendar and is not after the day on which the document was seen."""
    open_date = pl.col("first").is_not_null()
    day_first = dated.with_columns(
        reading=pl.when(open_date).then(True), day=pl.coalesce("first", "day"), month=pl.coalesce("second", "month")
    )
    month_first = dated.filter(open_date).with_columns(reading=pl.lit(False), day="second", month="first")
    number = pl.format("{}-{}-{}", "year", pl.col("month").fill_null(1), pl.col("day").fill_null(1))
    both = pl.concat((day_first, month_first)).join(seen, on="doc").with_columns(date=number.str.to_date("%Y-%m-%d", strict=False))
    return both.filter(pl.col("date") <= pl.col("seen_at").dt.date())


def _decided(readings: pl.DataFrame) -> pl.DataFrame:
    """Keep the readings that are the only possible one, or the only one that other evidence of the document supports."""
    certain = readings.filter(pl.col("reading").is_null()).select("doc", "date", supported=pl.lit(True)).unique()
    supported = pl.col("supported").fill_null(False) | (pl.col("date").dt.weekday() == pl.col("weekday")).fill_null(False)
    by_order = (pl.col("reading") == pl.col("day_first")).fill_null(False)
    same = ("doc", "position", "rule", "year", "first", "second")
    judged = readings.join(certain, on=("doc", "date"), how="left", maintain_order="left").with_columns(supported=supported | by_order)
    sole = pl.len().over(same) == 1
    return judged.filter(pl.col("reading").is_null() | sole | (pl.col("supported") & (pl.col("supported").sum().over(same) == 1)))


def _values() -> dict[str, pl.Expr]:
    """Columns of the chosen date."""
    whole = pl.col("day").is_not_null()
    told_at = pl.col("date").cast(pl.Datetime("us", "UTC")) + pl.duration(minutes=pl.col("minute") - pl.col("offset"))
    at = pl.when(whole & (told_at <= pl.col("seen_at"))).then(told_at)
    precision = (
        pl.when(at.is_not_null())
        .then(pl.lit("time"))
        .when(whole)
        .then(pl.lit("day"))
        .when(pl.col("month").is_not_null())
        .then(pl.lit("month"))
    )
    return {
        "published_at": at,
        "published_date": pl.col("date"),
        "published_precision": precision.otherwise(pl.lit("year")),
        "published_rule": pl.col("rule"),
    }
