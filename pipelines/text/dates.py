"""Calendar dates as people and machines spell them, and the clock times beside them.

Belongs here: patterns of complete and incomplete calendar dates, times and zones; their values.
Does not belong here: expressions relative to another day ("last Monday"), which date is the publication date
(`pipelines.text.publication`).
"""

import polars as pl


def unnamed(pattern: str) -> str:
    """Return a pattern whose named groups capture nothing, for use as a part of another pattern."""
    head, *rest = pattern.split("(?P<")
    return head + "".join("(?:" + piece.split(">", 1)[1] for piece in rest)


BOUND = r"(?-u:\b)"  # an ASCII word boundary keeps the regex engine on its fast path
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPELLED = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTH_NAMES).replace("Sep(?:tember)?", "Sept?(?:ember)?")
MONTH = rf"(?:{SPELLED}){BOUND}\.?"
# Without a year beside it a month must be written as a name: "they may 17 times" is no date.
PROPER_MONTH = rf"(?-i:{SPELLED}|{'|'.join(name.upper() for name in MONTH_NAMES)}){BOUND}\.?"
WEEKDAY = rf"{BOUND}(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?{BOUND}\.?"
YEAR = r"(?:1[89]|20)\d\d"
DAY = r"[0-3]?\d"
ORDINAL = r"(?:st|nd|rd|th)?"
# Zones whose offset is the same wherever they are used.
ZONES = {
    "Z": 0, "GMT": 0, "UTC": 0, "UT": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180,
    "NST": -210, "NDT": -150, "AST": -240, "ADT": -180, "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360,
    "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600, "JST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
    "WIB": 420, "KST": 540, "HKT": 480, "SGT": 480, "PKT": 300, "MSK": 180, "SAST": 120, "ACST": 570, "ACDT": 630, "AWST": 480,
}  # fmt: skip
# Names of two clocks each (Britain and Bangladesh; America and China; India, Ireland and Israel): they tell no offset.
UNCLEAR_ZONES = ("BST", "CST", "IST")
# Names of a clock in winter and in summer: the day tells the offset.
SEASON_ZONES = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}
ZONE_NAMES = "|".join(sorted((*ZONES, *UNCLEAR_ZONES), key=len, reverse=True))
NAMED_ZONE = rf"(?:{ZONE_NAMES}){BOUND}|(?-i:{'|'.join(SEASON_ZONES)}){BOUND}"
ZONE = rf"(?:(?:GMT|UTC)?\s?[+-]\d\d:?\d\d|(?:GMT|UTC)[+-]\d\d?(?::\d\d)?{BOUND}|{NAMED_ZONE})"
TIME = rf"(?:[01]?\d|2[0-3])(?:[:.][0-5]\d(?::[0-5]\d(?:\.\d+)?)?\s?(?:[ap]\.?m{BOUND}\.?)?|\s?[ap]\.?m{BOUND}\.?)(?:\s?\(?{ZONE}\)?)?"
LABEL = (
    r"(?:first\s+published|originally\s+published|published|posted|updated|last\s+updated|last\s+modified|modified|revised|created|"
    r"issued|released?|for\s+(?:immediate\s+)?release|publication\s+date|pub\s?date|date\s+published|date|dated)"
)
RE_DATE = (
    rf"(?i:(?P<y1>{YEAR})(?:-(?P<m1>[01]?\d)-(?P<d1>{DAY})|/(?P<m2>[01]?\d)/(?P<d2>{DAY})|\.(?P<m3>[01]?\d)\.(?P<d3>{DAY}))"
    rf"|{BOUND}(?P<d4>{DAY}){ORDINAL}(?:\s+of)?[\s\-.,]*{BOUND}(?P<n4>{MONTH})[\s\-.,]*(?P<y4>{YEAR}){BOUND}"
    rf"|{BOUND}(?P<n5>{MONTH})[\s\-]*(?P<d5>{DAY}){ORDINAL}[\s,\-]+(?P<y5>{YEAR}){BOUND}"
    rf"|{BOUND}(?P<a6>{DAY})[-/. ](?P<b6>{DAY})[-/. ](?P<y6>{YEAR}){BOUND}"
    rf"|{BOUND}(?P<n7>{MONTH})[\s,]+(?P<y7>{YEAR}){BOUND}"
    rf"|{BOUND}(?P<n8>{PROPER_MONTH})\s+(?P<d8>{DAY}){ORDINAL}{BOUND}"
    rf"|{BOUND}(?P<d9>{DAY}){ORDINAL}\s+(?:of\s+)?(?P<n9>{PROPER_MONTH}))"
)
"""One date: ISO, day-month-year and month-day-year with the month's name, numeric, month and year, month and day."""
RE_STAMP = (
    rf"(?i:(?:{BOUND}(?P<label>{LABEL}){BOUND}\W*(?:on{BOUND}|at{BOUND})?\W*)?(?:(?P<before>{TIME})[\s,]*(?:on\s+)?)?(?:(?P<weekday>{WEEKDAY})[\s,]*)?)"
    rf"(?P<date>{unnamed(RE_DATE)})(?i:(?:T|[\s,|–—@-]*(?:at\s+)?)(?P<after>{TIME}))?"
)
"""A date with what belongs to it: a label before ("Published:"), a weekday, a clock time on either side."""
RE_STAMP_WORD = (
    rf"(?i:{BOUND}(?:{LABEL}|(?:press|news|media)\s+(?:release|statement)|at|on|by|and|edition|"
    rf"(?:\d+\s?)?(?:min(?:ute)?s?|hours?|days?)(?:\s(?:read|ago))?){BOUND}|{WEEKDAY}|{TIME})"
)
"""What may stand beside dates on a line that says nothing else."""
MONTHS = {name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, start=1)}


def is_date_line(line: pl.Expr) -> pl.Expr:
    """Tell whether a line says nothing but a date, with its label, weekday and time.

    >>> lines = pl.Series("line", ["Published: 3/15/2025", "Mon 17 March 2025 21:30 GMT", "March 17 was cold"])
    >>> lines.to_frame().select(is_date_line(pl.col("line"))).to_series().to_list()
    [True, True, False]
    """
    rest = line.str.replace_all(unnamed(RE_STAMP), "").str.replace_all(RE_STAMP_WORD, "")
    return line.str.contains(unnamed(RE_DATE)) & ~rest.str.contains(r"[\p{L}\p{N}]")


def without_dates(line: pl.Expr) -> pl.Expr:
    """Return a line without its dates, times and their labels, and without the marks that are left at its ends."""
    dated = pl.when(line.str.contains(r"\d")).then(line)  # lines without a digit are spared the search
    rest = dated.str.replace_all(unnamed(RE_STAMP), "").str.replace_all(
        rf"(?i:{BOUND}{LABEL}{BOUND}\W*(?:on{BOUND}|at{BOUND})?|{WEEKDAY}|{BOUND}(?:at\s+)?{TIME})", ""
    )
    return pl.coalesce(rest, line).str.strip_chars(" ,;:|–—-•·/@").str.replace_all(r"\s{2,}", " ")


def stamps(lines: pl.DataFrame, text: str = "text") -> pl.DataFrame:
    """Find the dates in lines of text.

    Args:
        lines: any columns, one of them the text.
        text: the column that holds the text.

    Returns:
        The other columns of `lines`, one row per date: `stamp` (as printed, with label and time), `label` (lower case),
        `weekday` (1 Monday to 7), `year`, `month`, `day` (each null when not told), `first` and `second` (the numbers of a
        numeric date that can be read as day-month and as month-day, whose `month` and `day` are null), `is_day_first` (of a
        numeric date that can be read in one order only), `minute` (of the day), `offset` (of the zone, in minutes),
        `season_zone` (name of a zone whose offset is another in summer).
    """
    found = lines.lazy().with_columns(stamp=pl.col(text).str.extract_all(unnamed(RE_STAMP))).drop(text)
    parts = found.explode("stamp", empty_as_null=False).with_columns(part=pl.col("stamp").str.extract_groups(RE_STAMP))
    date = pl.col("part").struct.field("date")
    read = parts.with_columns(label=_label(), weekday=_weekday(), date=date.str.extract_groups(RE_DATE))
    return read.with_columns(**_calendar(), **_clock()).drop("part", "date").collect()


def _field(name: str) -> pl.Expr:
    return pl.col("date").struct.field(name).cast(pl.Int32)


def _calendar() -> dict[str, pl.Expr]:
    """Year, month and day of a date's groups; what a numeric date tells about its order."""
    month = pl.coalesce(pl.col("date").struct.field("n4", "n5", "n7", "n8", "n9")).str.to_lowercase().str.head(3)
    first, second = _field("a6"), _field("b6")
    either = (first <= 12) & (second <= 12) & (first != second)
    named = pl.coalesce(_field("m1"), _field("m2"), _field("m3"), month.replace_strict(MONTHS, default=None, return_dtype=pl.Int32))
    day = pl.coalesce(*(_field(name) for name in ("d1", "d2", "d3", "d4", "d5", "d8", "d9")))
    return {
        "year": pl.coalesce(*(_field(name) for name in ("y1", "y4", "y5", "y6", "y7"))),
        "month": pl.coalesce(named, pl.when(~either).then(pl.when(first > 12).then(second).otherwise(first))),
        "day": pl.coalesce(day, pl.when(~either).then(pl.when(first > 12).then(first).otherwise(second))),
        "first": pl.when(either).then(first),
        "second": pl.when(either).then(second),
        "is_day_first": pl.when((first > 12) ^ (second > 12)).then(first > 12),
    }


def _label() -> pl.Expr:
    return pl.col("part").struct.field("label").str.to_lowercase().str.replace_all(r"\s+", " ")


def _weekday() -> pl.Expr:
    names = {name: number for number, name in enumerate(WEEKDAY_NAMES, start=1)}
    short = pl.col("part").struct.field("weekday").str.to_lowercase().str.head(3)
    return short.replace_strict(names, default=None, return_dtype=pl.Int8)


def _clock() -> dict[str, pl.Expr]:
    """The minute of the day and the zone's offset in minutes, from the time on either side of a date."""
    time = pl.coalesce(pl.col("part").struct.field("after", "before"))
    hour = time.str.extract(r"^(\d+)").cast(pl.Int32)
    half = time.str.extract(rf"(?i)([ap])\.?m{BOUND}").str.to_lowercase()
    hours = pl.when(half.is_null()).then(hour).otherwise(hour % 12 + pl.when(half == "p").then(12).otherwise(0))
    shift = time.str.extract_groups(r"(?P<sign>[+-])(?P<hours>\d\d?):?(?P<minutes>\d\d)?\)?$").struct
    size = shift.field("hours").cast(pl.Int32) * 60 + shift.field("minutes").cast(pl.Int32).fill_null(0)
    numeric = pl.when(shift.field("sign") == "-").then(-size).otherwise(size)
    name = time.str.extract(r"(?i)([A-Z]{1,4})\)?$").str.to_uppercase()
    named = name.replace_strict(ZONES, default=None, return_dtype=pl.Int32)
    minute = hours * 60 + time.str.extract(r"^\d+[:.](\d\d)").cast(pl.Int32).fill_null(0)
    return {"minute": minute, "offset": pl.coalesce(numeric, named), "season_zone": name.replace_strict(SEASON_ZONES, default=None)}


def season_offset() -> pl.Expr:
    """Return the offset in minutes of a clock that has summer time, from `season_zone`, `date` and `minute`; null where it tells none."""
    local = pl.col("date").cast(pl.Datetime("us")) + pl.duration(minutes="minute")

    def offset(zone: str) -> pl.Expr:
        here = pl.when(pl.col("season_zone") == zone).then(local)
        there = here.dt.replace_time_zone(zone, ambiguous="null", non_existent="null").dt.convert_time_zone("UTC")
        return (here - there.dt.replace_time_zone(None)).dt.total_minutes()

    return pl.coalesce(*(offset(zone) for zone in SEASON_ZONES.values())).cast(pl.Int32)
