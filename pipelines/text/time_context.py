"""False friends of time: words and numbers that are written like a time and, by what stands beside them, are none.

Belongs here: tests of an expression's neighbourhood.
Does not belong here: finding (`pipelines.text.time_expressions`), meaning (`pipelines.text.time_values`).
"""

from collections.abc import Callable

import polars as pl

# What a date without a number of its own stands behind.
RE_LINK = (
    r"(?i)(?:^|[^\p{L}])(?:in|since|by|until|till|from|of|during|before|after|between|and|or|to|through|for|on|at|late|early|mid|last|"
    r"next|this|every|each|around|about|within|throughout|toward|towards|over|circa|year|years|than|end|past|as)[\s\-–—(]+(?:the\s+)?$"
)
RE_OPEN = r"(?:^|[.!?:;,(\[\n|/–—•“\"‘-]\s*)$"
RE_COUNTED = (
    r"^\s(?:people|persons|men|women|children|kids|troops|soldiers|workers|employees|students|voters|jobs|homes|houses|deaths|cases|"
    r"dead|feet|foot|miles?|metres|meters|km|kilometres|kilometers|kg|tons?|tonnes|pounds|dollars|euros|percent|per cent|votes|seats|"
    r"points|runs|goals|yards|acres|units|copies|pages|members|civilians|refugees|prisoners|ships|aircraft|tanks|guns|calories|rpm|cc|"
    r"hp|mph|times|others|more|years?|days|hours)\b|^\s?%"
)
RE_NUMBERED = (
    r"(?i)(?:\b(?:resolution|no\.?|nos\.?|number|flight|room|highway|route|page|p\.|pp\.|section|article|act|chapter|apartment|suite|"
    r"channel|model|boeing|airbus|unit|bus|lot|item|bill|rule|form|issue|isbn|code|area|pin|fm|am)\s|[$£€¥#]\s?|\bus\$|[\d.,:/]|"
    r"[A-Za-z]-?|(?:^|\D)\d{1,3}\s?-\s?|\d-\d{4}-)$"
)
RE_GLUED = r"^(?:[.,:]\d|%|\p{L}|[-–]\d+[-–]|/\d)"
RE_PLURAL = r"^\s\p{Ll}{3,}s\b"
RE_NO_PLURAL = (
    r"^\s(?:was|has|does|this|its|thus|less|plus|perhaps|towards|always|unless|across|versus|sees|elections?|campaigns?|rules|models)\b"
)
RE_PAPER = (
    r"^\s(?:Times|Mirror|Telegraph|Express|Mail|Herald|Post|Star|Sun|Independent|World|Age|Business|Tribune|Review|Today|Standard|"
    r"Night\s+(?:Live|Football|Lights|Fever|Raw))\b"
)
RE_NAMED_DAY = r"\b(?:Black|Bloody|Super|Palm|Ash|Good|Fat|Cyber|Holy|Maundy|Shrove|Giving|Ruby|Casual|Freaky)\s$"
RE_SPRUNG = (
    r"^\s(?:up|back|from|into|to|out|forward|a\s+leak|open|apart|through|short|behind|in\s+love|victim|asleep|under|down|off|on|over|"
    r"for|within|foul|prey|far)\b"
)
RE_MARCHED = r"^\s(?:on|to|of|for|against|through|in|by|and)\b"
RE_END_OF_PHRASE = r"^\s*(?:$|[.!?,;:)\]”\"—–\n])"
RE_RATE = (
    r"(?i)(?:\d|%|\b(?:hundred|thousand|million|billion|trillion|dozen|percent|cents?|dollars|pounds|euros|hours|minutes|days|nights|"
    r"weeks|months|times|people|tons|tonnes|barrels|miles|articles|meals|cases|deaths|visits|points|one|two|three|four|five|six|seven|"
    r"eight|nine|ten))\s$"
)


def in_context(found: pl.DataFrame) -> pl.DataFrame:
    """Return the expressions that are times, by `before`, `after` and `text`; "two days before the vote" is shortened to "two days"."""
    alone = pl.col("after").str.contains(RE_END_OF_PHRASE)
    shorten = (pl.col("rule_id") == "relative:shift-beside") & ~alone
    rest = pl.when(shorten).then(pl.col("text").str.extract(r"(?s)^(.*?)\s+\p{L}+$")).otherwise("text")
    trimmed = found.with_columns(
        text=rest,
        end_char=pl.col("start_char") + rest.str.len_chars().cast(pl.Int64),
        after=pl.when(shorten).then(pl.col("text").str.extract(r"(?s)(\s+\p{L}+)$") + pl.col("after")).otherwise("after"),
        rule_id=pl.when(shorten).then(pl.lit("duration:count")).otherwise("rule_id"),
        type=pl.when(shorten).then(pl.lit("DURATION")).when(_rate()).then(pl.lit("SET")).otherwise("type"),
    )
    return _without_false_friends(trimmed)


def _rate() -> pl.Expr:
    """Whether "a day" is that of a rate ("30 a day"), which recurs."""
    return pl.col("shape").str.contains("^a_[uyi@!]$") & pl.col("before").str.contains(RE_RATE)


def _without_false_friends(found: pl.DataFrame) -> pl.DataFrame:
    """The expressions that pass the test of their rule; each test sees its own rule's rows only."""
    numbered = found.select("rule_id", "text", "before", "after", "shape", "year", "number_last", "is_short_year").with_row_index("row")
    words = (pl.col("text"), pl.col("before"), pl.col("after"))
    false = [numbered.filter(pl.col("rule_id") == name).filter(test(*words).fill_null(False))["row"] for name, test in TESTS.items()]
    return found.filter(~numbered["row"].is_in(pl.concat(false).implode()))


def _plain_number(text: pl.Expr, before: pl.Expr, after: pl.Expr) -> pl.Expr:
    """A number of four digits that is no year."""
    bare = text.str.contains(r"^\d{4}$")
    early = text.str.contains(r"1[0-6]\d\d$")
    linked = before.str.contains(RE_LINK) | before.str.contains(r"\($")
    return (
        before.str.contains(RE_NUMBERED)
        | after.str.contains(RE_GLUED)
        | (after.str.contains(RE_COUNTED) & bare)
        | (early & bare & ~linked)
        | (bare & ~linked & after.str.contains(RE_PLURAL) & ~after.str.contains(RE_NO_PLURAL))
        | (pl.col("is_short_year") & (pl.col("number_last").str.len_bytes() != 2))
        | (
            pl.col("is_short_year")
            & (pl.col("number_last").cast(pl.Int32, strict=False) <= pl.col("year").cast(pl.Int32, strict=False) % 100)
        )
    )


def _other_month(text: pl.Expr, before: pl.Expr, after: pl.Expr) -> pl.Expr:
    """A month's name that is a verb, a march or a person."""
    word = text.str.contains(r"^(?:March|May|April|June|August|MARCH|MAY|APRIL|JUNE|AUGUST)$")
    linked = before.str.contains(RE_LINK) | after.str.contains(r"^(?:\s(?:and|to|or|through)\s|[–—-])")
    linked |= before.str.contains(r"\b[Aa]n?\s$") & after.str.contains(r"^\s\p{Ll}") & ~after.str.contains(RE_MARCHED)  # a May interview
    opened = before.str.contains(RE_OPEN) & after.str.contains(r"^(?:[,.:;’')\n]|\s(?:was|is|saw|has|will|\d))")
    named = before.str.contains(r"\p{Lu}\p{L}+\s$") & ~before.str.contains(RE_LINK) | after.str.contains(r"^\s(?:said|says|told|added)\b")
    modal = text.str.contains("^M(?:ay|AY)$") & after.str.contains(r"^\s(?:I|he|she|it|we|you|they|the|not|be|have|God)\b")
    short = text.str.contains(r"^\p{L}{3,4}$") & ~text.str.contains("^(?:May|MAY|June|JUNE|July|JULY)$")
    return (
        (short & ~(linked & ~after.str.contains(r"^\s\p{Lu}")))
        | (word & (modal | ~(linked | opened)))
        | (named & ~before.str.contains(r"(?:Last|Next|This|Late|Early|In|On|Since|By)\s$"))
    )


def _other_season(text: pl.Expr, before: pl.Expr, after: pl.Expr) -> pl.Expr:
    fall = text.str.contains(r"(?i)\bfall$")
    staged = text.str.contains(r"(?i)^(?:early|late|mid|the (?:end|start|beginning|middle))")
    lapse = ~staged & (
        after.str.contains(r"^[\s-](?:of|in|from|to|back|apart|into|on|for|out|behind|short|under|down|off|between|by|at|off|out)\b")
        | ~(before.str.contains(r"(?i)\b(?:in|during|by|until|since|through|this|last|next|of|for|over|before|each|every)\s$"))
    )
    verb = text.str.contains(r"(?i)^spring$") & (
        after.str.contains(RE_SPRUNG)
        | before.str.contains(r"(?i)\b(?:to|will|would|can|could|may|might|hot|water|Palm|Silver|Arab|Prague)\s$")
    )
    return (fall & lapse) | verb


def _other_part(text: pl.Expr, before: pl.Expr, after: pl.Expr) -> pl.Expr:
    twilight = text.str.contains(r"(?i)(?:dawn|daybreak|sunrise|dusk|nightfall|sunset|sundown)$")
    timed = before.str.contains(r"(?i)\b(?:at|by|before|until|till|after|since|from|to|around)\s$") & ~text.str.contains("(?i)^the")
    greeting = before.str.contains(r"(?i)\bgood\s$")
    named = text.str.contains(r"^(?:Morning|Evening|Night|Afternoon|Dawn|Sunset)$") & ~before.str.contains(RE_OPEN)
    title = text.str.contains(r"^\p{Lu}\p{Ll}+$") & after.str.contains(r"^\s\p{Lu}")  # Morning Consult
    return (twilight & ~timed) | greeting | named | title


def _other_clock(text: pl.Expr, before: pl.Expr, after: pl.Expr) -> pl.Expr:
    bare = text.str.contains(r"^\d\d?:\d\d$")
    timed = before.str.contains(r"(?i)(?:\b(?:at|by|until|till|from|around|about|before|after|since|between|and|to)\s|[-–—(]\s?|^|\n)$")
    ratio = pl.col("shape").is_in(["D_<_D", "N_<_D"]) & ~text.str.contains("past")
    return (bare & ~timed) | ratio | before.str.contains(r"[\d.,:/]$")


def _other_count(text: pl.Expr, before: pl.Expr, after: pl.Expr) -> pl.Expr:
    share = text.str.contains(r"(?i)quarters?$|half$") & after.str.contains(r"^\s(?:of|in|mile|million|billion|dozen|point)\b|^-")
    minute = text.str.contains(r"(?i)^(?:the|a)\s+(?:last|second)\s") & after.str.contains(r"^-")
    return share | minute | (text.str.contains(r"(?i)quarters$") & ~text.str.contains(r"(?i)(?:consecutive|straight|successive)"))


def _other_units(text: pl.Expr, before: pl.Expr, after: pl.Expr) -> pl.Expr:
    vague = text.str.contains(r"(?i)^(?:minutes|hours|days|seconds|nights|seasons|quarters)$")
    counted = before.str.contains(
        r"(?i)\b(?:for|within|in|after|over|of|during|took|take|takes|lasted|lasting|spent|spend|through|by|and|or|many|last|just|only|mere|until)\s$"
    )
    return (
        (vague & ~counted)
        | text.str.contains(r"(?i)^(?:quarters|seconds)$")
        | before.str.contains(r"(?i)\b(?:opening|office|business|working|visiting|school)\s$")
    )


def _other_reference(text: pl.Expr, before: pl.Expr, after: pl.Expr) -> pl.Expr:
    word = text.str.to_lowercase()
    named = text.str.contains(r"^(?:Future|Former|Current|Recent)$") & ~before.str.contains(RE_OPEN)
    return (
        (word.is_in(["former"]) & (before.str.contains(r"(?i)\bthe\s$") & ~after.str.contains(r"^\s\p{L}|^-")))
        | ((word == "now") & after.str.contains(r"^\s+that\b"))
        | (word.is_in(["present", "current"]) & ~after.str.contains(r"^\s\p{L}"))
        | (word.is_in(["this time"]) & after.str.contains(r"^\s(?:around|next|last|of)\b"))
        | ((word == "to date") & (before.str.contains(r"(?i)\bup\s$|\bup-$|\bwant(?:s|ed)?\s$")))
        | named
    )


TESTS: dict[str, Callable[[pl.Expr, pl.Expr, pl.Expr], pl.Expr]] = {
    "date:year": _plain_number,
    "date:month": _other_month,
    "date:holiday": lambda text, before, after: text.str.contains(
        r"^(?:advent|lent|epiphany|passover|mardi gras|corpus christi|election day)$"
    ),
    "date:numeric": lambda text, before, after: before.str.contains(r"[\d-]$") | after.str.contains(r"^[-/.]?\d"),
    "date:season": _other_season,
    "relative:weekday": lambda text, before, after: after.str.contains(RE_PAPER) | before.str.contains(RE_NAMED_DAY),
    "time:part": _other_part,
    "time:clock": _other_clock,
    "duration:count": _other_count,
    "duration:bare": _other_units,
    "reference:word": _other_reference,
    "set:word": lambda text, before, after: (
        text.str.contains(r"^\p{Lu}") & (after.str.contains(r"^\s\p{Lu}") | before.str.contains(r"\p{Lu}\p{L}+\s$"))
    ),
    "reference:told": lambda text, before, after: (
        text.str.contains(r"(?i)^the time$") & ~before.str.contains(r"(?i)\b(?:at|by|of|until|since)\s$")
    ),
    "relative:day": lambda text, before, after: text.str.contains("^(?:Today|TODAY)$") & before.str.contains(r"\p{Lu}\p{L}+\s$"),
    "date:decade": lambda text, before, after: before.str.contains(r"(?i)\b(?:his|her|their|my|our|your|its)\s$"),
}
"""By rule: from `text`, `before` and `after`, whether the expression is none."""
