"""The grammar of time expressions, over the letters of `pipelines.text.time_words`: one pattern per rule, the first that matches counts.

Belongs here: how words of time go together.
Does not belong here: the words (`pipelines.text.time_words`), finding (`pipelines.text.time_expressions`), meaning
(`pipelines.text.time_values`).
"""

from typing import NamedTuple

THE = "(?:0_)?"
GAP = "[_-]"
MONTH = r"(?:M|m\.?)"
WEEKDAY = r"[Ww]\.?"
DAY = "[DOoe]"
COUNT = "[DNYnav]"
UNIT = "[uUyxqie@:!>~]"
MEASURE = "[uUyx@:!>]"
MORE = f"(?:(?:,_|_8_)[DNn]{GAP}?[Uuxy])?(?:_8_(?:a_)?[hq])?(?:{GAP}5)?"
RELATION = "[RTt;<]"
STAGE = f"(?:{THE}(?:G_6|g(?:_7)?){GAP}{THE})"  # early, mid-, late in the, the end of (the)
CLOCK = "(?:(?:[cDNn]_?A|c|C|[Dn]_K|D_C)(?:_z)?|(?:[DNn]|a_q|[hq])(?:_[xU])?_<_[Dn](?:_K)?|q_8_[Dn])"
PART = f"{THE}(?:g(?:_7_0_|_0_|{GAP}))?[Pi](?:_U)?"
WEEKDAY_BEFORE = f"(?:{WEEKDAY}(?:,_?|_){THE})?"
YEAR = f"(?:(?:_?,_?|_)(?:[67]_)?(?:Y(?:_?E)?|[DN]_?E)|,?_6_{THE}{RELATION}_y)"  # 1940; 480 BC; of that year
BEFORE = f"(?:{CLOCK}(?:,_|_9_|_6_|_)|{PART}(?:_6_|_9_|_){THE})?"
BEHIND = f"(?:,?_(?:9_)?{CLOCK}|(?:,?_(?:7_0_)?|-)(?:g_)?[Pi])?"
CALENDAR = f"{WEEKDAY_BEFORE}(?:{MONTH}(?:_{THE}|[-/])(?:{DAY}|n)|{MONTH},_O|{THE}{DAY}(?:_u)?(?:_6_{THE}|[_/-]){MONTH})"
CLAUSE = f"(?:(?:{THE}G_6|[g3](?:_7)?){GAP})?"
AND = "(?:_?[-/]_?|_8_)"
PERIOD = f"(?:a|0|0_T)_[DNn]{GAP}[uy]{GAP}p"  # a sixty-day period


class Rule(NamedTuple):
    """How one kind of expression is written."""

    rule_id: str
    kind: str
    """DATE, TIME, DURATION or SET; a date with a part of the day or a clock time is a TIME."""
    pattern: str


CALENDAR_RULES = (
    Rule("date:iso", "DATE", f"I(?:_{CLOCK})?"),
    Rule("date:numeric", "DATE", f"J{BEHIND}"),
    Rule("date:day-month-year", "DATE", f"{BEFORE}{CALENDAR}(?:{YEAR}|[-/]Y){BEHIND}"),
    Rule("date:day-month-year", "DATE", f"Y[-/]{MONTH}[-/][DO]"),
    Rule("date:day-month", "DATE", f"{BEFORE}{CALENDAR}{BEHIND}"),
    Rule("date:month-year", "DATE", f"(?:B_)?{STAGE}?{MONTH}(?:{YEAR}|[-/]Y)"),
    Rule("date:month", "DATE", f"{STAGE}?{MONTH}"),
    Rule("date:holiday", "DATE", f"(?:{PART}(?:_6_|_9_|_))?(?:{RELATION}_)?H(?:,?_(?:6_)?Y)?{BEHIND}"),
)
PERIOD_RULES = (
    Rule("date:season-year", "DATE", f"{THE}{STAGE}?[Ss]{YEAR}"),
    Rule("date:quarter-year", "DATE", f"{THE}(?:[oOe]|R){GAP}[qh](?:_6)?(?:_0)?(?:_=)?(?:_y)?_Y"),
    Rule("date:quarter-year", "DATE", f"Q{GAP}?(?:6_)?(?:=_)?Y|Y{GAP}?Q"),
    Rule(
        "date:quarter", "DATE", f"{THE}[oOe]{GAP}q(?:_6_{THE}(?:{RELATION}_)?(?:=_)?y)?|{THE}[oOe]{GAP}h_6_{THE}(?:{RELATION}_)?(?:=_)?y|Q"
    ),
    Rule("date:fiscal-year", "DATE", f"{THE}=_(?:y_)?Y(?:[-/][DN])?"),
    Rule("date:decade", "DATE", f"{THE}{STAGE}?L(?:_?E)?|0_{STAGE}?l"),
    Rule("date:century", "DATE", f"{THE}{STAGE}?[oOe]{GAP}[@:](?:_E)?"),
    Rule("date:year-era", "DATE", f"(?:B_?)?{STAGE}?(?:0_y_)?[DNY]_?E|E_[DNY]"),
)
SET_RULES = (
    Rule("set:often", "SET", "(?:F|[DNnv]_2)_(?:a|V)_[uyq@]"),
    Rule("set:every", "SET", f"(?:{CLOCK}_)?V(?:_(?:f|e|[oO]))?_(?:(?:[DNn]_)?[uUyqi@xe!>~]|W(?:_[Pi])?|[PSMj])(?:_(?:9_)?{CLOCK})?"),
    Rule("set:weekdays", "SET", f"Z(?:_[Pi])?(?:_9_{CLOCK})?|(?:W_)?[j>]"),
    Rule("set:word", "SET", "X"),
)
RELATIVE_RULES = (
    Rule("relative:shift", "DATE", f"(?:B_)?(?:{COUNT}|h)(?:_8_(?:a_)?[hq])?{GAP}?(?:f_)?{UNIT}(?:_8_a_[hq])?_[13]"),
    Rule("relative:shift", "DATE", "(?:B_)?[U:]_[13]"),
    Rule("relative:shift-beside", "DATE", f"(?:B_)?{COUNT}_(?:f_)?{UNIT}_4"),
    Rule("relative:beside", "DATE", "0_[uyiPS!]_[4T]"),
    Rule("relative:count", "DURATION", f"{THE}{RELATION}_[DNYnv](?:_f)?{GAP}{UNIT}(?:{GAP}p)?"),
    Rule("relative:count", "DURATION", f"{THE}[DNnv]_[RT<]_U|{THE}(?:[RT<]|r)_[U:]"),
    Rule("relative:weekday", "DATE", f"{BEFORE}{CLAUSE}{THE}{RELATION}_[Ww]{BEHIND}"),
    Rule(
        "relative:weekday", "DATE", f"{BEFORE}{CLAUSE}W(?:_[Pi])?(?:,?_(?:6_)?{THE}{RELATION}_u)?{BEHIND}|{RELATION}_u_(?:9_)?[Ww]{BEHIND}"
    ),
    Rule("relative:unit", "DATE", f"{BEFORE}{CLAUSE}{THE}{RELATION}_[Pi](?:_U)?{BEHIND}"),
    Rule("relative:unit", "DATE", f"{CLAUSE}{THE}{RELATION}_(?:[f=]_)?[uyqSs@M!~]"),
    Rule("relative:boundary", "DATE", f"{THE}G_6_{THE}[yuSs@q]|[g3]_7_0_[yuSs@]|[yuq]{GAP}G|0_!"),
    Rule("relative:day", "DATE", f"{BEFORE}{CLAUSE}d{BEHIND}"),
    Rule("relative:ordinal", "DATE", "(?:0_G_6_)?0_[oOe]_(?:[uyP])"),
    Rule("date:season", "DATE", f"(?:{STAGE}|0_)?(?:[Ss]|k)"),
    Rule("date:year", "DATE", f"(?:B_)?{STAGE}?(?:{THE}[yU]_)?Y"),
)
DURATION_RULES = (
    Rule("duration:count", "DURATION", PERIOD),
    Rule("duration:count", "DURATION", f"0_(?:(?:[oOef]|R|T)_)?[DNn](?:_[f5])*_U{MORE}"),
    Rule(
        "duration:count",
        "DURATION",
        f"(?:B_?)?(?:(?:[DNYnv]|h)(?:_8_(?:a_)?[hq]|%|_a_[hq])?{GAP}?(?:[f5]_)*{MEASURE}|%{GAP}?(?:a_)?{MEASURE}){MORE}",
    ),
    Rule("duration:count", "DURATION", f"(?:B_?)?(?:a|h(?:_a)?)(?:_[f5])*[_-][uUyx@]{MORE}"),
    Rule("duration:long", "DURATION", "[uUy@:]-5"),
    Rule("duration:count", "DURATION", "[DNn]-e"),
    Rule("duration:whole", "DURATION", "(?:[0a]_)?#_(?:0_)?[uyi@]"),
    Rule("duration:bare", "DURATION", "[U:]"),
)
OTHER_RULES = (
    Rule("time:clock", "TIME", f"{CLOCK}(?:_7_0_[Pi])?"),
    Rule("time:part", "TIME", PART),
    Rule("reference:word", "DATE", "r|;|0_<"),
    Rule("reference:told", "DATE", "b"),
)
RULES = (*CALENDAR_RULES, *PERIOD_RULES, *SET_RULES, *RELATIVE_RULES, *OTHER_RULES[:1], *DURATION_RULES, *OTHER_RULES[1:])
"""All rules, in the order in which they are tried."""

PAIRS = tuple(
    f"(?P<head>{head})(?P<one>{one})(?P<sep>{AND})(?P<two>{two})(?P<tail>{tail})"
    for head, one, two, tail in (
        (f"{MONTH}_{THE}", DAY, f"{THE}{DAY}", f"(?:{YEAR})?"),
        (f"(?:{PART}_6_)?{THE}", DAY, f"{THE}{DAY}", f"(?:_6)?_{MONTH}(?:{YEAR})?"),
        ("", f"{MONTH}_[DO]", f"{MONTH}_[DO]", YEAR),
        ("", f"[DO]_{MONTH}", f"[DO]_{MONTH}", YEAR),
        ("", f"{STAGE}?{MONTH}", f"{STAGE}?{MONTH}", YEAR),
        ("", "[Mm]", "[Mm]", ""),
        ("", f"{THE}[Ss]", f"{THE}(?:g_)?[Ss]", YEAR),
        ("", "Y", "[DN]", ""),
        (f"{STAGE}?", "[DNY]", "[DNY]", "_?E"),
        (f"{THE}(?:g{GAP})?", "[oOe]", f"{THE}[oOe]", f"{GAP}[@:]"),
        ("(?:B_)?", "[DNn]", "[DNn]", "(?:_|-)U"),
        ("", "[Dc]", "[Dc]", "_?A"),
    )
)
"""Two expressions that share words: "6-7 June" means 6 June and 7 June. Each is read with head and tail, and stands for its own words."""

TRIMS = ("(?P<drop>[a0]_)(?P<keep>[uUy@:]-5)", "(?P<drop>[a0]_)(?P<keep>[DNn][_-][uy](?:-5)?)")
"""An article that belongs to the thing and not to its duration: "a [ten-day] visit"."""
