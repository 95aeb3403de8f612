"""Dates of events: which time expression of a sentence tells when an event took place.

What an expression means is said by `pipelines.text.time_values`; here one is given to each event, or none. None is given where it may
be another deed's: a missing date is better than one made up.

Belongs here: the choice of an expression for an event, the precision of an event's date.
Does not belong here: finding time expressions and their values (`pipelines.text.time_expressions`, `pipelines.text.time_values`), the
clause of an event (`pipelines.text.events`).
"""

import polars as pl

EXPRESSIONS = {
    "doc": pl.UInt32, "start_char": pl.Int64, "end_char": pl.Int64, "type": pl.String, "text": pl.String, "value": pl.String,
    "start_date": pl.Date, "precision": pl.String, "rule_id": pl.String, "anchor_date": pl.Date,
}  # fmt: skip
NO_EXPRESSIONS = pl.DataFrame(schema=EXPRESSIONS)
PRECISIONS = {"time": "day", "part_of_day": "day", "day": "day", "month": "month", "year": "year"}  # the others tell no date of an event
KEY = ["doc", "sentence_index"]
REACH = 3  # sentences that "the day" looks back

RE_SPENT = r"(?s)^(.*?\b(?:began|started|opened|ended|closed|spent)\s+)(the\s+day)\b"
RE_NO_PLACE = r"^(?:XXXX|(?:PAST|PRESENT|FUTURE)_REF|P[\dTX])"  # "at nine", "now", "the last day": no place in time
RE_LIMIT = (  # the bound of a period is not when the deed was done
    r"(?i)\b(?:since|until|till|by|before|after|following|prior\s+to|ahead\s+of|between|than|within|through|unlike|like|besides)\s+"
    r"(?:in\s+|on\s+)?(?:the\s+)?$"
)
RE_AIM = r"(?i)\bfor\s+(?:the\s+)?$"  # "talks set for Friday", but "threatened duties for 2 April"
BARE = ("date:year", "date:month", "date:holiday")
RE_WITHIN = r"(?i)\b(?:in|on|at|over|during|throughout)\s+$"  # before a number or a name that may be no year and no month
RE_TURNED = r"(?i)^(?:next|last|this|coming|past)\b"
RE_OF = r"(?i)\bof\s+(?:the\s+)?$"
RE_DETERMINER = r"(?i)(?:\b(?:an?|the|its|his|her|their|our|my|this|that|these|those|earlier)|['’]s?)\s+$"
RE_OWNED = r"^(?:['’]|\s+of\b)"  # "Monday's agenda", "the last year of his term"
RE_HELD = r"(?i)\b(?:in|at|during)\s+(?:an?\s+|the\s+)?$"  # "in a Sunday call": the day of what was held is that of the deed

RE_WILL = r"(?i)(?:\b(?:will|shall|(?:is|are)\s+(?:due\s+|set\s+|scheduled\s+|expected\s+|planned\s+|likely\s+)?to|plans?\s+to)|['’]ll)\b"
RE_WAS_TO = r"(?i)\b(?:was|were)\s+(?:due|set|scheduled|expected|planned)\s+to\b"

# Letters of a sentence, as `pipelines.text.phrases` gives them.
RE_OPENING = r"^[qniDpac,]*$"
RE_INSERTED = r"\([^()]*\)|,[br][^,;]*,"  # "(left)", ", who had flown in,": gone round
RE_OUT_AHEAD = r"[brzS;()]|,a*[GV]|[ofmp]a*G|c[^tinfwmhgy]*[RVBAK]|,c.*[RVBAK]|c[niDa]*$"  # behind the trigger, into another clause
RE_OUT_BACK = r"[brzS;()]"
RE_SAME_TIME, RE_ONE_JOINT = (
    r"^(?:\s+(?:in|at)\s[\p{L} ]+?)?,?\s+(?:when|where|as)\s",
    r"^[in#NEH]*,?[br][^brzS,;()]*$",
)  # "on Monday, when he met"
RE_INFINITIVE = r"ta*$"  # "voted on Monday to meet"
RE_SAYING, RE_CONTACT = r"[VSG][niDa]*$", r"^[RED]"  # "announced on Monday he would meet"
RE_OTHER_VERB = r".[VB]a*[niD]*$"  # "efforts to fight it failed on Monday"
RE_IN_RELATIVE = r"r[^,;]*$"
RE_FINITE = r"[VBAK]"
RE_JOINT = r"[,;cbrz]"
RE_TO_VERB = r"^[^VBAKrzSb;,]*"  # from a noun to the verb that it is the subject of
RE_NOUN_NEXT = r"^[NEHGT#]"
RE_OWN_NOUN = r"^s?[DNEHGT#a]{0,3}$"  # between "Monday" and the noun that it stands before: "Monday's first talks"


def event_dates(told: pl.DataFrame, tokens: pl.DataFrame, sentences: pl.DataFrame, expressions: pl.DataFrame) -> pl.DataFrame:
    """Choose the time expression that dates each event.

    An expression dates an event when it stands in the event's clause or opens its sentence, is told in quotation marks if the
    event is, has a place in time, and belongs to no other deed, noun or clause; of several the nearest to the trigger.

    Args:
        told: events: `event`, `doc`, `sentence_index`, `letters` of the sentence, `at` and `last` (first and last token of the trigger),
            `clause_at` and `clause_last` (those of its clause), `trigger_start_char`, `left` (words of the clause before the trigger),
            `quoted` (in quotation marks), `shape` of the pattern, `status` (or "present": in the present tense, done or to come),
            `published` (day, or null), `text` and `sentence_start` of the sentence.
        tokens: `doc`, `sentence_index`, `start_char`, `end_char`, `at`, `quoted`, in text order.
        sentences: `doc`, `sentence_index`, `start_char`, in text order.
        expressions: the columns of `EXPRESSIONS`.

    Returns:
        One row for each event with an expression: `event`, `event_date` (first day of the month or year for those),
        `event_date_precision` (day, month, year), `event_date_text`. Date and precision are null when the expression tells a week, a
        season and the like, or when the day it is seen from is not known.
    """
    every = pl.concat((expressions, _days_spent(told, sentences, expressions)))
    placed = told.join(_placed(every, tokens), on=KEY).filter(pl.col("quoted") == pl.col("expression_quoted"))
    pairs = placed.with_columns(day=_day()).with_columns(**_between()).with_columns(**_beside())
    free = pairs.filter(_is_near(), ~_is_elsewhere(), ~_is_of_a_noun(), ~_is_no_day_of_a_deed())
    own = free.join(_of_other_deeds(free, told), on=["event", "expression_at"], how="anti")
    nearest = own.sort("event", "away", "is_before", maintain_order=True).unique("event", keep="first", maintain_order=True)
    exact = pl.col("precision").replace_strict(PRECISIONS, default=None, return_dtype=pl.String)
    first = pl.when(exact == "year").then(pl.lit("1y")).when(exact == "month").then(pl.lit("1mo")).otherwise(pl.lit("1d"))
    date = pl.when(exact.is_not_null()).then(pl.col("day").dt.truncate(first))  # "late May" begins on the 21st
    return nearest.select(
        "event", event_date=date, event_date_precision=pl.when(date.is_not_null()).then(exact), event_date_text="expression"
    )


def _days_spent(told: pl.DataFrame, sentences: pl.DataFrame, expressions: pl.DataFrame) -> pl.DataFrame:
    """The day of "spent the day", which is no time expression by itself: the last day told in the sentences before."""
    lead, words = pl.col("text").str.extract(RE_SPENT), pl.col("text").str.extract(RE_SPENT, 2)
    start = pl.col("sentence_start").cast(pl.Int64) + lead.str.len_chars().cast(pl.Int64)
    spent = told.select(*KEY, start=start, words=words).drop_nulls().unique(KEY, maintain_order=True)
    days = expressions.filter(pl.col("type").is_in(["DATE", "TIME"]), pl.col("precision").is_in(["day", "part_of_day", "time"]))
    starts = sentences.select("doc", pl.col("start_char").cast(pl.Int64), told_at=pl.col("sentence_index").cast(pl.Int64))
    placed = days.sort("doc", "start_char").join_asof(starts, on="start_char", by="doc", check_sortedness=False)
    away = pl.col("sentence_index").cast(pl.Int64) - pl.col("told_at")
    before = spent.join(placed, on="doc").filter(away.is_between(1, REACH)).sort("doc", "start_char")
    last = before.unique(KEY, keep="last", maintain_order=True)
    end = pl.col("start") + pl.col("words").str.len_chars().cast(pl.Int64)
    return last.with_columns(start_char="start", end_char=end, text="words").select(*EXPRESSIONS)


def _placed(expressions: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """The expressions with a place in time, in or outside quotations, by the tokens of the sentences that tell events."""
    timed = expressions.filter(pl.col("type").is_in(["DATE", "TIME"]), ~pl.col("value").str.contains(RE_NO_PLACE).fill_null(False))
    ends = timed.select("doc", "start_char", end_char=pl.col("end_char") - 1).sort("doc", "end_char")
    words = tokens.select(*KEY, pl.col("start_char", "end_char").cast(pl.Int64), pl.col("at").cast(pl.Int64), "quoted")
    last = ends.join_asof(
        words.select(*KEY, "at", word_start="start_char"), left_on="end_char", right_on="word_start", by="doc", check_sortedness=False
    )
    first = timed.join(words.select(*KEY, "at", "quoted", "start_char"), on=["doc", "start_char"])
    both = first.join(last.select(*KEY, "start_char", expression_last="at"), on=[*KEY, "start_char"])
    return both.select(
        *KEY, "expression_last", "start_date", "anchor_date", "precision",
        expression="text", expression_rule="rule_id", expression_at="at", expression_start="start_char", expression_end="end_char",
        expression_quoted="quoted",
    )  # fmt: skip


def _day() -> pl.Expr:
    """The first day meant. A weekday lies behind a deed told as done, and ahead of one told to come, whatever else the sentence tells."""
    day, anchor = pl.col("start_date"), pl.col("anchor_date")
    back = (pl.col("status") == "happened") & (day > anchor)
    will = pl.col("left").str.contains(RE_WILL) & ~pl.col("left").str.contains(RE_WAS_TO)  # "was due on Monday", told on Tuesday
    forth = (pl.col("status") == "planned") & (day < anchor) & will
    scheduled = (pl.col("status") == "present") & (day < anchor)  # "meets her on Thursday", told on Friday
    week = pl.duration(days=7)
    return pl.when(_is_weekday() & back).then(day - week).when(_is_weekday() & (forth | scheduled)).then(day + week).otherwise(day)


def _is_weekday() -> pl.Expr:
    return (pl.col("expression_rule") == "relative:weekday") & ~pl.col("expression").str.contains(RE_TURNED)


def _between() -> dict[str, pl.Expr]:
    """The letters from the trigger to the expression, whichever stands first."""
    at, last = pl.col("at").cast(pl.Int64), pl.col("last").cast(pl.Int64)
    is_before = pl.col("expression_at") < at
    start = pl.when(is_before).then(pl.col("expression_last")).otherwise(last) + 1
    end = pl.when(is_before).then(at).otherwise("expression_at")
    return {
        "is_before": is_before,
        "away": end - start,
        "path": pl.col("letters").str.slice(start, pl.max_horizontal(end - start, 0)),
        "ahead": pl.col("letters").str.slice(0, pl.col("expression_at")),
        "next": pl.col("letters").str.slice(pl.col("expression_last") + 1),
    }


def _beside() -> dict[str, pl.Expr]:
    """The words of the sentence before and after the expression."""
    start, end = pl.col("expression_start") - pl.col("sentence_start"), pl.col("expression_end") - pl.col("sentence_start")
    to_trigger = pl.max_horizontal(pl.col("trigger_start_char") - pl.col("expression_end"), 0)
    return {
        "before": pl.col("text").str.slice(0, start),
        "after": pl.col("text").str.slice(end),
        "between": pl.col("text").str.slice(end, to_trigger),
    }


def _is_near() -> pl.Expr:
    """In the clause; or it opens the sentence, and is its only expression and the event its only one."""
    inside = (pl.col("expression_at") >= pl.col("clause_at")) & (pl.col("expression_last") <= pl.col("clause_last"))
    abbreviated = (pl.col("letters").str.slice(pl.col("clause_last") + 1, 1) == ".") & ~pl.col("path").str.contains("t")  # "Mr."
    only = (pl.col("event").n_unique().over(KEY) == 1) & (pl.col("expression_at").n_unique().over(KEY) == 1)
    return inside | (~pl.col("is_before") & abbreviated) | (only & pl.col("is_before") & pl.col("ahead").str.contains(RE_OPENING))


def _is_elsewhere() -> pl.Expr:
    """Whether another clause lies between, or the expression stands in one."""
    path, ahead = pl.col("path"), pl.col("ahead")
    round_about = path.str.replace_all(RE_INSERTED, "")
    other_verb = path.str.contains("c") & ahead.str.slice("clause_at").str.contains(RE_FINITE)
    in_relative = path.str.contains(",") & ahead.str.contains(RE_IN_RELATIVE)
    contact = path.str.contains(RE_CONTACT) & ahead.str.contains(RE_SAYING)
    infinitive = path.str.contains(RE_INFINITIVE) & ~pl.col("left").str.contains(f"{RE_WILL}|{RE_WAS_TO}")
    back = (round_about.str.contains(RE_OUT_BACK) | other_verb | in_relative | contact) & ~_is_same_time()
    predicate = pl.when(pl.col("shape") == "noun").then(round_about.str.replace(RE_TO_VERB, "")).otherwise(round_about)
    verb = (pl.col("shape") != "noun") & path.str.contains(RE_OTHER_VERB)
    return pl.when("is_before").then(back | infinitive).otherwise(predicate.str.contains(RE_OUT_AHEAD) | verb)


def _is_same_time() -> pl.Expr:
    """Whether the event follows the expression in a clause that tells more of the same time: "on Monday, when he met"."""
    return pl.col("is_before") & pl.col("between").str.contains(RE_SAME_TIME) & pl.col("path").str.contains(RE_ONE_JOINT)


def _is_of_a_noun() -> pl.Expr:
    """Whether the expression tells the date of a noun that is not the event: "the 2015 agreement", "Monday's agenda"."""
    before, nominal, path = pl.col("before"), pl.col("shape") == "noun", pl.col("path")
    determined = before.str.contains(RE_DETERMINER) & pl.col("next").str.contains(RE_NOUN_NEXT)
    attribute = determined | pl.col("after").str.contains(RE_OWNED)
    held = before.str.contains(RE_HELD) & (pl.col("precision") != "year").fill_null(False)
    own = nominal & pl.col("is_before") & path.str.contains(RE_OWN_NOUN)
    of = before.str.contains(RE_OF) & ~(nominal & ~pl.col("is_before") & path.str.contains("^oD?$"))
    return (attribute & ~held & ~own) | (of & ~(attribute & own))


def _is_no_day_of_a_deed() -> pl.Expr:
    """Whether it bounds a period, is a bare number or name without "in", or lies ahead of a deed told as done."""
    before, bare = pl.col("before"), pl.col("expression_rule").is_in(BARE) & ~pl.col("expression").str.contains(r"\s|-")
    limit = before.str.contains(RE_LIMIT) | (before.str.contains(RE_AIM) & (pl.col("status") != "planned"))
    ahead = (pl.col("status") == "happened") & (pl.col("day") > pl.col("published"))
    unlikely = (pl.col("status") == "hypothetical") & _is_weekday() & (pl.col("day") < pl.col("published"))
    return limit | (bare & ~before.str.contains(RE_WITHIN)) | (ahead | unlikely).fill_null(False)


def _of_other_deeds(pairs: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """The pairs whose expression belongs to another event: its trigger is nearer, with a joint between the two deeds."""
    others = told.select(*KEY, other=pl.col("at").cast(pl.Int64)).unique()
    shared = pl.col("is_before") & pl.col("ahead").str.contains(RE_OPENING)  # "On Monday she met one and accused another"
    joined = (
        pairs.filter(pl.col("path").str.contains(RE_JOINT), ~(shared | _is_same_time()))
        .join(others, on=KEY)
        .filter(pl.col("other") != pl.col("at"))
    )
    other, start, end = pl.col("other"), pl.col("expression_at"), pl.col("expression_last")
    between = other.is_between(pl.min_horizontal("at", start), pl.max_horizontal("at", start))
    beyond = pl.when("is_before").then(other < start).otherwise(other > end)
    gap_start, gap_end = pl.min_horizontal(other, end) + 1, pl.max_horizontal(other, start)
    gap = pl.col("letters").str.slice(gap_start, pl.max_horizontal(gap_end - gap_start, 0))
    return joined.filter(between | (beyond & ~gap.str.contains(RE_JOINT))).select("event", "expression_at").unique()
