"""Dates in the lines of a text that could tell when it was published.

Belongs here: which lines count, what their place and label say about a date, years of two digits.
Does not belong here: spellings of dates (`pipelines.text.dates`), roles of lines (`pipelines.text.blocks`), which date is the
publication date (`pipelines.text.publication`).
"""

import polars as pl

from pipelines.text.dates import BOUND, LABEL, MONTHS, SPELLED, WEEKDAY, WEEKDAY_NAMES, stamps

PUBLISHED = (
    "first published", "originally published", "published", "posted", "issued", "release", "released", "for release",
    "for immediate release", "publication date", "pubdate", "pub date", "date published",
)  # fmt: skip
CHANGED = ("updated", "last updated", "last modified", "modified", "revised")
COMMENTS = "boilerplate:comment-box"
# 17/03/25, 17.3.25, 17-Mar-25, March 17, '25: such a date may be a price, a score or a part number.
RE_SHORT_YEAR = (
    rf"(?i)(?:^|[\s|,(:–—])(?:(?P<label>{LABEL}){BOUND}\W*(?:on{BOUND})?\W*)?(?:(?P<weekday>{WEEKDAY})[\s,]*)?"
    r"(?:(?P<first>[0-3]?\d)(?:/(?P<s1>[0-3]?\d)/|\.(?P<s2>[0-3]?\d)\.|-(?P<s3>[0-3]?\d)-)(?P<y1>\d\d)"
    rf"|(?P<d2>[0-3]?\d)(?:-(?P<n2>{SPELLED})-|\s+(?P<m2>{SPELLED})\.?,?\s+['’])(?P<y2>\d\d)"
    rf"|(?P<n3>{SPELLED})\.?\s+(?P<d3>[0-3]?\d),?\s+['’](?P<y3>\d\d))(?:[\s,|)–—]|$)"
)
TEXT_COLUMNS = ("doc", "role", "before_page", "text", "position")


def in_text(blocks: pl.DataFrame) -> pl.DataFrame:
    """Return the dates in lines above and below the body, but for those among teasers and comments, and the day of a visit.

    A date above the page's menu is the page's own; with its weekday it is the day of the visit and counts for nothing.

    Args:
        blocks: as made by `pipelines.text.blocks.blocks`.

    Returns:
        The columns of `pipelines.text.dates.stamps` with `doc`, `rule`, `position` (the block's index) and `short_year` (of two digits).
    """
    lines = telling_lines(blocks)
    found = pl.concat((stamps(lines), short_stamps(lines)), how="diagonal")
    pages_own = pl.col("before_page") & pl.col("label").is_null()
    ruled = found.with_columns(rule=pl.when(pages_own).then(pl.lit("published:page-line")).otherwise(_rule()))
    return ruled.filter(pl.col("rule").is_not_null(), ~(pages_own & pl.col("weekday").is_not_null()))


def telling_lines(blocks: pl.DataFrame) -> pl.DataFrame:
    """Return lines with digits outside the body, in no region of teasers or comments: `TEXT_COLUMNS`."""
    role, rule, index = pl.col("role"), pl.col("rule_id"), pl.col("block_index")
    outlying = (role == "related") | (rule == COMMENTS)
    body = blocks.lazy().filter(role == "body").group_by("doc").agg(first=index.min(), last=index.max())
    telling = role.is_in(["date", "byline", "credit", "dateline"]) | (
        role.is_in(["navigation", "boilerplate"]) & pl.col("text").str.contains(r"\d")
    )
    placed = (
        blocks.lazy()
        .with_columns(next_role=role.shift(-1))
        .filter(telling | outlying)
        .join(body, on="doc", how="left", maintain_order="left")
        .with_columns(region=pl.when(outlying).then("block_index").forward_fill().over("doc"))
    )
    below = (index > pl.col("last")).fill_null(False)
    outside = (below | (index < pl.col("first"))).fill_null(True)
    in_region = pl.col("region").is_not_null() & ~(below & (pl.col("region") < pl.col("last")))
    before_page = pl.col("next_role").is_in(["navigation", "boilerplate"]) & (index <= 1) & (role == "date")
    heads_list = (role == "date") & pl.col("text").str.contains(r":\s*$")  # "April 15, 2006:" in a list of what happened when
    lines = placed.filter(telling, outside, ~in_region, ~heads_list)
    return lines.with_columns(before_page=before_page.fill_null(False), position="block_index").select(TEXT_COLUMNS).collect()


def short_stamps(lines: pl.DataFrame) -> pl.DataFrame:
    """Return the dates with a year of two digits, in the columns of `stamps`, with `short_year`."""
    part = pl.col("part").struct
    likely = lines.filter(pl.col("text").str.contains(r"\d[-/.' ’]+\d\d(?:\D|$)|['’-]\d\d(?:\D|$)")).lazy()
    found = likely.with_columns(part=pl.col("text").str.extract_groups(RE_SHORT_YEAR)).filter(
        pl.coalesce(part.field("y1", "y2", "y3")).is_not_null()
    )
    first, second = part.field("first").cast(pl.Int32), pl.coalesce(part.field("s1", "s2", "s3")).cast(pl.Int32)
    either = (first <= 12) & (second <= 12) & (first != second)
    month = pl.coalesce(part.field("n2", "m2", "n3")).str.to_lowercase().str.head(3)
    names = {name: number for number, name in enumerate(WEEKDAY_NAMES, start=1)}
    weekday = part.field("weekday").str.to_lowercase().str.head(3)
    return found.select(
        "doc",
        "role",
        "before_page",
        "position",
        label=part.field("label").str.to_lowercase().str.replace_all(r"\s+", " "),
        weekday=weekday.replace_strict(names, default=None, return_dtype=pl.Int8),
        year=2000 + pl.coalesce(part.field("y1", "y2", "y3")).cast(pl.Int32),
        month=pl.coalesce(
            month.replace_strict(MONTHS, default=None, return_dtype=pl.Int32),
            pl.when(~either).then(pl.when(first > 12).then(second).otherwise(first)),
        ),
        day=pl.coalesce(
            pl.coalesce(part.field("d2", "d3")).cast(pl.Int32), pl.when(~either).then(pl.when(first > 12).then(first).otherwise(second))
        ),
        first=pl.when(either).then(first),
        second=pl.when(either).then(second),
        short_year=pl.lit(True),
    ).collect()


def _rule() -> pl.Expr:
    """What the label and the role of a date's line say about it."""
    label, role = pl.col("label"), pl.col("role")
    is_short = pl.col("short_year").fill_null(False)
    return (
        pl.when(label.is_in(CHANGED))
        .then(pl.lit("published:updated-line"))
        .when(label.is_in(PUBLISHED))
        .then(pl.lit("published:posted-line"))
        .when(role.is_in(["byline", "credit"]))
        .then(pl.lit("published:byline-line"))
        .when(label.is_not_null())
        .then(pl.lit("published:labelled-date"))
        .when((role == "date") | is_short)
        .then(pl.lit("published:date-line"))
        .when(role == "dateline")
        .then(pl.lit("published:dateline"))
    )
