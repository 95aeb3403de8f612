"""What the words of a time expression tell, as numbers and codes.

Belongs here: numbers, units, clock times, durations and recurring times of the words found.
Does not belong here: finding (`pipelines.text.time_expressions`), the day meant (`pipelines.text.time_values`).
"""

import polars as pl

SIZES = {unit: size for size, unit in enumerate(("TS", "TM", "TH", "D", "W", "M", "Y", "DE"))}
"""In "1 year and 3 months" the larger unit comes first."""
FRACTIONS = {".5": 0.5, "Q": 0.25}


def is_rule(*names: str) -> pl.Expr:
    """Tell whether a rule made the expression."""
    return pl.col("rule_id").is_in(names)


def with_parts(found: pl.DataFrame) -> pl.DataFrame:
    """Add what the words tell.

    Returns:
        The rows with `y` (negative before Christ), `m`, `d`, `wd` (1 Monday), `n` (number; null when vague), `is_vague`, `u` (unit),
        `k` (the shift that a direction tells: -1, 0, 1), `rel` (that of a relation), `part_code` (MO, AF, EV, NI), `time_text` (T10:30,
        TNI), `modifier` (START, MID, END, APPROX, …).
    """
    behind_article = pl.col("shape").str.contains("^a_[DNn].*p$")  # a sixty-day period
    number = pl.when(behind_article).then("number_last").otherwise("number").str.replace_all(",", "")
    year = pl.col("year").cast(pl.Int32, strict=False)
    last = pl.col("number_last").str.replace_all(",", "").cast(pl.Int32, strict=False)
    short = pl.col("year").str.head(2).cast(pl.Int32, strict=False) * 100 + last
    told = pl.when("is_short_year").then(short).when(pl.col("era").is_not_null()).then(pl.coalesce(year, last)).otherwise(year)
    day = pl.coalesce(pl.col("day").str.extract(r"^(\d+)"), pl.when(pl.col("day") == "TS").then(pl.lit("2")))
    numbered = found.with_columns(
        y=pl.when(pl.col("era") == "BC").then(-told).otherwise(told),
        m=pl.col("month").cast(pl.Int32, strict=False),
        d=pl.coalesce(day.cast(pl.Int32), pl.when(pl.col("month").is_not_null()).then(number.cast(pl.Int32, strict=False))),
        wd=pl.col("weekday").cast(pl.Int32, strict=False),
        n=_count(number),
        is_vague=pl.col("number") == "X",
        u=pl.when((pl.col("unit") == "Q") & (pl.col("half") == "Q")).then("unit_last").otherwise("unit"),
        k=pl.coalesce("direction", "relation").cast(pl.Int32, strict=False),
        rel=pl.col("relation").cast(pl.Int32, strict=False),
        part_code=pl.when(pl.col("part") == "D").then(pl.lit("NI")).otherwise("part"),
        modifier=pl.coalesce(_stage(), "approximation"),
    )
    return numbered.with_columns(time_text=pl.coalesce(pl.lit("T") + _clock(), pl.lit("T") + pl.col("part_code")))


def _stage() -> pl.Expr:
    """The part of a period: "later that month" is its end; the direction of a shift ("two years later") is none."""
    staged = pl.col("stage").replace({"1": "END", "-1": "START"})
    return pl.when(~pl.col("rule_id").str.contains("shift") & (staged != "")).then(staged)


def _count(number: pl.Expr) -> pl.Expr:
    """The number told, with its "and a half"."""
    fraction = pl.col("half").replace_strict(FRACTIONS, default=None, return_dtype=pl.Float64)
    whole = number.cast(pl.Float64, strict=False)
    with_half = pl.col("shape").str.contains("_8_(?:a_)?[hq]|_a_[hq]")
    alone = pl.col("shape").str.contains("^(?:B_)?h")
    half_sign = pl.col("shape").str.count_matches("%", literal=True) * 0.5
    return (
        pl.when(alone)
        .then(pl.lit(0.5))
        .when(with_half)
        .then(whole + fraction)
        .when(half_sign > 0)
        .then(pl.coalesce(whole, 0.0) + half_sign)
        .otherwise(pl.coalesce(whole, pl.when(pl.col("shape").str.contains("^(?:B_)?[uUy@]")).then(None)))
    )


def _clock() -> pl.Expr:
    """The clock time as TIMEX3 writes it: 15:30, 15 (the hour alone)."""
    text, shape = pl.col("text").str.to_lowercase(), pl.col("shape")
    time = r"(?:^|[^\d])(?P<h>\d{1,2})"
    halved = text.str.extract_groups(time + r"(?:[:.](?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?)?\s?(?P<half>[ap])\.?\s?m\b").struct
    colon = text.str.extract_groups(time + r":(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?").struct
    minute, second = pl.coalesce(halved.field("m"), colon.field("m")), pl.coalesce(halved.field("s"), colon.field("s"))
    hour = pl.coalesce(halved.field("h"), colon.field("h")).cast(pl.Int32)
    number = pl.col("clock").cast(pl.Int32, strict=False)
    after = pl.when(pl.col("part").is_in(["AF", "EV"])).then(12).otherwise(0)
    half_day = pl.col("half_day").cast(pl.Int32, strict=False)  # 12 for p.m.
    told = pl.when(half_day.is_not_null()).then(hour % 12 + half_day).otherwise(hour + pl.when(hour < 12).then(after).otherwise(0))
    spelt = pl.when(half_day.is_not_null()).then(number % 12 + half_day).when(shape.str.contains("[Dn]_K")).then(number + after)
    past = pl.when(shape.str.contains("_<_")).then(_past(after))
    hours = pl.coalesce(told, spelt).cast(pl.String).str.zfill(2)
    time_told = hours + pl.coalesce(":" + minute, pl.lit("")) + pl.coalesce(":" + second, pl.lit(""))
    return pl.when(shape.str.contains("A|c|C|[Dn]_K|_<_[Dn]")).then(pl.coalesce(past, time_told, "clock_word"))


def _past(after: pl.Expr) -> pl.Expr:
    """Half past six, ten past nine."""
    minutes = pl.coalesce(pl.col("half").replace_strict({".5": 30, "Q": 15}, default=None), pl.col("number").cast(pl.Int32, strict=False))
    hour = pl.col("number_last").cast(pl.Int32, strict=False) + after
    return hour.cast(pl.String).str.zfill(2) + ":" + minutes.cast(pl.String).str.zfill(2)


def duration() -> pl.Expr:
    """Return the ISO 8601 spelling of a length of time from `n`, `is_vague`, `u` and what follows them."""
    amount = pl.when(pl.col("is_vague").fill_null(False) | pl.col("n").is_null()).then(pl.lit("X")).otherwise(_plain(pl.col("n")))
    second = pl.col("number_last").cast(pl.Float64, strict=False)
    two = pl.col("shape").str.contains(r"[uUyx](?:,_|_8_)[DNn][_-]?[Uuxy]")
    more = pl.when(two).then(_piece(_plain(second), pl.col("unit_last"))).otherwise(pl.lit(""))
    fortnight = pl.when(pl.col("u") == "2W").then(pl.coalesce(_plain(pl.col("n") * 2), amount)).otherwise(amount)
    first = _piece(fortnight, pl.col("u"))
    joined = pl.when(first.str.starts_with("T") & more.str.starts_with("T")).then(first + more.str.slice(1)).otherwise(first + more)
    sizes = (pl.col(name).replace_strict(SIZES, default=None, return_dtype=pl.Int32) for name in ("u", "unit_last"))
    larger, smaller = sizes
    return pl.when(~two | (larger > smaller)).then(pl.lit("P") + joined)


def one_of(unit: pl.Expr) -> pl.Expr:
    """Return the ISO 8601 spelling of one unit."""
    return pl.lit("P") + _piece(pl.when(unit == "2W").then(pl.lit("2")).otherwise(pl.lit("1")), unit)


def _piece(amount: pl.Expr, unit: pl.Expr) -> pl.Expr:
    code = unit.replace({"2W": "W", "~": "S"})
    timed = code.str.starts_with("T")
    return pl.when(timed).then(pl.lit("T") + amount + code.str.slice(1)).otherwise(amount + code)


def _plain(number: pl.Expr) -> pl.Expr:
    """A number without a needless fraction."""
    whole = number.cast(pl.Int64, strict=False)
    return pl.when(whole == number).then(whole.cast(pl.String)).otherwise(number.cast(pl.String))
