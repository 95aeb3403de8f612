"""Dates of figures: which time expression of a sentence tells the day, month or year that a quantity is given for.

None is given where it may belong to another deed or number: a missing date is better than one made up.

Belongs here: the choice of an expression for a figure.
Does not belong here: finding time expressions and their values (`pipelines.text.time_expressions`, `pipelines.text.time_values`).
"""

import polars as pl

REACH = 90  # characters between a figure and its date
RE_OTHER_CLAUSE = (  # what opens another clause, a comparison or speech between a figure and a date
    r"(?i)[;:()\[\]—“”\"]|\s[–-]\s|,|[.?!]\s|\b(?:and|but|or|while|whereas|though|although|because|if|that|which|who|whose|where|when|as|after|before|"
    r"than|from|compared|versus|against|since|until|till|said|says|told|added|announced|reported|warned|noted|wrote|claimed)\b"
)
RE_LIMIT = (  # the bound of a period is not when a figure holds
    r"(?i)\b(?:since|until|till|before|after|following|prior\s+to|ahead\s+of|between|than|from|through|unlike|like|for|within|to|and|or)\s+"
    r"(?:in\s+|on\s+|the\s+)*$"
)
RE_OPENING = r"(?i)^[\s“\"'‘(]*(?:(?:but|and|so|by|in|on|at|during|as\s+of|for|back\s+in|early\s+in|late\s+in)\s+)*(?:the\s+)?$"
RE_INTRODUCED = r"^(?:,|\s)[^;:()—“”\"?!]*$"  # from an opening date to the figure: anything but another clause's border
RE_SAID = r"(?i)\b(?:said|says|told|announced)\b"
RE_OWNER = r"^['’]s?\s+(?:[\p{L}-]+\s+){0,3}$"  # "last year's 300 jobs", "Monday's loss of 300"
RE_OWNED = r"^(?:['’]|\s+of\b|-)"
RE_DETERMINER = r"(?i)(?:\b(?:an?|its|his|her|their|our|my)|['’]s?)\s+$"


def figure_dates(figures: pl.DataFrame, sentences: pl.DataFrame, expressions: pl.DataFrame) -> pl.DataFrame:
    """Choose the time expression that tells when each figure holds.

    An expression dates a figure when it follows in the same clause ("300 people in 2005"), owns it ("last year's 300") or opens the
    sentence as its only date ("In 2005, some 300 people …").

    Args:
        figures: `figure_id`, `version_id`, `sentence_index`, `start_char`, `end_char`.
        sentences: `version_id`, `sentence_index`, `start_char`, `text`.
        expressions: rows of `date_mentions`.

    Returns:
        One row for each figure with a date: `figure_id`, `as_of_date` (first day of the period), `as_of_precision`, `as_of_mention_id`.
    """
    key = ["version_id", "sentence_index"]
    timed = expressions.filter(pl.col("type").is_in(["DATE", "TIME"]), pl.col("start_date").is_not_null()).select(
        *key, "precision", day="start_date", date_start="start_char", date_end="end_char", as_of_mention_id="date_mention_id"
    )
    told = sentences.select(*key, sentence_start=pl.col("start_char").cast(pl.Int64), sentence="text")
    spans = figures.select("figure_id", *key, "start_char", "end_char")
    pairs = spans.join(timed.with_columns(dates=pl.len().over(key)), on=key).join(told, on=key).with_columns(**_beside())
    dating = pairs.filter(_follows() | _owns() | _opens())
    ordered = dating.with_columns(ahead=pl.col("date_start") < pl.col("start_char")).sort("figure_id", "ahead", "date_start")
    return ordered.unique("figure_id", keep="first", maintain_order=True).select(
        "figure_id", "as_of_mention_id", as_of_date="day", as_of_precision="precision"
    )


def _beside() -> dict[str, pl.Expr]:
    """The words of the sentence before and after the date, and those between it and the figure, whichever stands first."""
    start, end, date_start, date_end = (
        pl.col(name) - pl.col("sentence_start") for name in ("start_char", "end_char", "date_start", "date_end")
    )
    text = pl.col("sentence").str
    return {
        "before": text.slice(0, date_start),
        "after": text.slice(date_end),
        "to_date": pl.when(date_start >= end).then(text.slice(end, (date_start - end).clip(0))),
        "to_figure": pl.when(start >= date_end).then(text.slice(date_end, (start - date_end).clip(0))),
    }


def _follows() -> pl.Expr:
    own_noun = pl.col("before").str.contains(RE_DETERMINER) | pl.col("after").str.contains(
        RE_OWNED
    )  # "in its 2005 report", "on Monday's list"
    limit = pl.col("before").str.contains(RE_LIMIT)
    near = (pl.col("to_date").str.len_chars() <= REACH) & ~pl.col("to_date").str.contains(RE_OTHER_CLAUSE)
    return (near & ~own_noun & ~limit).fill_null(False)


def _owns() -> pl.Expr:
    return pl.col("to_figure").str.contains(RE_OWNER).fill_null(False)


def _opens() -> pl.Expr:
    """Whether it opens the sentence and is its only date, outside speech."""
    alone = pl.col("before").str.contains(RE_OPENING) & (pl.col("dates") == 1) & ~pl.col("after").str.contains(RE_OWNED)
    return (alone & pl.col("to_figure").str.contains(RE_INTRODUCED) & ~pl.col("to_figure").str.contains(RE_SAID)).fill_null(False)
