"""Status of events: whether the clause tells a deed done, planned, only thought of, or denied.

Belongs here: the words before and after a trigger that decide its status and tense, the CAMEO root that goes with a status.
Does not belong here: dates (`pipelines.text.event_dates`), who acts (`pipelines.text.event_parties`).
"""

import polars as pl

FRIENDLY = ("CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD")
HOSTILE = ("PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT")
# Letters are Latin ones, and a stem goes on in those of ASCII: with any letter of Unicode these patterns take several times as long.
GAP = r"(?:[\s,]+[\p{Latin}’'-]+){0,3}[\s,]*$"  # at most three words between the deciding word and the trigger
RE_NOT = rf"(?i)(?:\b(?:not|never|neither|nor|without|cannot|barely|yet\s+to|unable\s+to|unwilling\s+to)|n['’]t|n\s?['’]\s?t)\b{GAP}"
RE_NOT_ONLY = rf"(?i)\bnot\s+(?:only|just|merely|simply|until)\b{GAP}"
RE_FAILED = (
    r"(?i)\b(?:refus|declin|fail|den(?:y|i)|neglect)[a-z]*\s+(?:(?:[\p{Latin}]+\s+){0,3}to\s+)?(?:[\p{Latin}]+\s+){0,2}$|"
    r"\bno\s+(?:plans?|intention|wish)\s+(?:to|of)\s+$"
)
RE_NOBODY = r"(?:^|[,;:]\s*)(?:(?i:but|and|so)\s+)?(?:No|Neither|None|Nobody|no|neither|none|nobody)\b[^,;]*$"
RE_MODAL = rf"(?i)\b(?:could|(?-i:may)|might|can|should|must|ought\s+to|likely\s+to|unlikely\s+to|possible|possibly|perhaps){GAP}"
RE_WOULD = rf"(?i)\b(?:would|['’]d)\b{GAP}"
RE_CONDITION = r"(?i)\b(?:if|whether|unless|in\s+case|lest|should\s+it)\b[^,;]*$|^(?:Were|Should|Had)\b[^,;]*$"
RE_THREATENED = r"(?i)\b(?:threat|consider|propos|contemplat|suggest|mull|weigh)[a-z]*\s+(?:to\s+)?(?:[\p{Latin}]+\s+){0,1}$"
RE_TRIED = (  # no deed yet, and none announced
    r"(?i)\b(?:tr(?:y|ies|ied|ying)|attempt[a-z]*|efforts?|struggl[a-z]+|sought|bids?|chances?|opportunit[a-z]+|proposals?|ability|"
    r"pressure[ds]?|"
    r"(?:little|no)\s+chance\s+of)\s+(?:to\s+)?(?:\p{Latin}+ly\s+|\p{Latin}+\s+(?:or|and)\s+)?$"
)
RE_ALSO_MAYBE = r"(?i)\b(?:could|would|(?-i:may)|might|can|should)\b[^;:]*\b(?:and|or)\s+$"
RE_ALSO_TO_COME = (
    r"(?i)\b(?:will|(?:plans?|planned|planning|promis[a-z]+|vow[a-z]*|pledg[a-z]+|wants?|hop(?:es|ing))\s+to|(?:is|are)\s+(?:due\s+|"
    r"set\s+|expected\s+)?to)"
    r"\b[^;:]*\b(?:and|or)\s+$"
)
RE_WILL = rf"(?i)(?:\b(?:will|shall|won)|['’]ll)\b{GAP}"
RE_BEFORE_TO = (  # the five words before "to": one pattern for all would be a hundred times slower
    r"(?is)((?:[\p{Latin}’'-]+\s+){0,4}[\p{Latin}’'-]+)\s+to(?:\s+\p{Latin}+ly|\s+also|\s+then|\s+again)?(?:\s+(?:be|have|hold))?\s+$"
)
RE_TO_COME = (
    r"(?i)\b(?:is|are|was|were|be|been|due|set|schedul[a-z]+|expect[a-z]+|plan|plans|planned|planning|hop(?:e|es|ed|ing)|going|"
    r"intend[a-z]*|want[a-z]*|about|"
    r"slated|prepar[a-z]+|ready|seek[a-z]*|sought|vow[a-z]*|promis[a-z]+|pledg[a-z]+|agreed?|invit[a-z]+|decid[a-z]+|offer[a-z]*|"
    r"ask[a-z]*|urg[a-z]+|willing|"
    r"order[a-z]*|bound|poised)\b"
)
RE_INFINITIVE = r"(?i)\bto\s+(?:\p{Latin}+ly\s+|also\s+|again\s+)?$"
RE_DONE_TO = (
    r"(?i)\b(?:happy|glad|pleased|proud|delighted|honou?red|manag|continu|beg[au]n|start|help|cam|went|us|proceed|happen|seem|appear|"
    r"able)[a-z]*\s+to\s+"
    r"(?:\p{Latin}+\s+)?$"
)
RE_SAID_TO_HAVE = (
    r"(?i)\b(?:said|believed|alleged|reported|thought|known|claim(?:s|ed)?|understood|appear(?:s|ed)?|seem(?:s|ed)?|suspected|rumou?red|"
    r"admitted)\s+to\s+have\s+(?:been\s+)?(?:\p{Latin}+ly\s+)?$"
)
RE_AHEAD = (
    r"(?i)\b(?:ahead\s+of|upcoming|planned|scheduled|forthcoming|coming|future|plans?\s+for|prepar[a-z]+\s+for|next)\b"
    r"(?:\s+[\p{Latin}’'-]+){0,4}\s*$"
)
RE_AFTER_TO_COME = (
    r"(?i)^[^,;]{0,60}\b(?:will|is\s+(?:due|planned|scheduled|expected|set|to)|are\s+(?:due|planned|scheduled|expected|set|to))\b"
)
RE_AFTER_OFF = (
    r"(?i)^[^,;]{0,60}\b(?:(?:was|were|is|are|been|being|be|got)\s+(?:\p{Latin}+ly\s+)?(?:cancel[a-z]*|called\s+off|scrapped|abandoned|"
    r"shelved|"
    r"aborted|averted|(?:postponed|delayed)\s+indefinitely)|(?:never|not|n['’]t|failed\s+to)\s+(?:take|took|taken)\s+place)\b"
)
RE_AFTER_LATER = (
    r"(?i)^[^,;]{0,60}\b(?:was|were|is|are|been|being|be|got)\s+(?:\p{Latin}+ly\s+)?(?:postponed|delayed|put\s+off|rescheduled|"
    r"pushed\s+back)\b"
)
RE_NO_NOUN = r"(?i)\bno\s+(?:[\p{Latin}-]+\s+){0,2}$"
RE_OFF = (  # before a noun, attribute or verb: "the cancelled visit", "scrapped their talks"
    r"(?i)\b(?:cancel[a-z]*|call(?:s|ed|ing)?\s+off|scrap[a-z]*|abandon[a-z]*|aborted|skip[a-z]*|boycott[a-z]*|avoid[a-z]*|avert[a-z]*|"
    r"rul(?:es|ed|ing)\s+out|drop(?:s|ped|ping)?|withdr[ae]w[a-z]*|"
    r"instead\s+of)\s+(?:[\p{Latin}’'-]+\s+){0,3}$"
)
RE_LATER = r"(?i)\b(?:postpon[a-z]*|delay[a-z]*|put(?:s|ting)?\s+off|reschedul[a-z]*)\s+(?:[\p{Latin}’'-]+\s+){0,3}$"
RE_WANTED = (
    r"(?i)(?:\b(?:calls?|called|calling|appeal[a-z]*|push(?:es|ed|ing)?|press(?:es|ed|ing)?|hop(?:es?|ed|ing)|chances?|prospects?|"
    r"possibilit[a-z]+|"
    r"bids?|pleas?|requests?|demands?|proposals?|offers?|ideas?|suggestions?|open|ready|readiness|willingness|need|risks?|fears?)"
    r"\s+(?:for|of|to|about)|\b(?:possible|potential|proposed|suggested|requested|would-be))\s+(?:[\p{Latin}’'-]+\s+){0,3}$"
)
RE_AFTER_DOUBT = r"(?i)^[^,;]{0,60}\b(?:is\s+unlikely|are\s+unlikely|would|could|might|may|is\s+possible|unless|was\s+ruled\s+out)\b"
RE_IS = r"(?i)(?:\b(?:is|are|am)|['’](?:s|re|m))\s+(?:\p{Latin}+ly\s+|also\s+|then\s+)?$"
RE_NO_PRESENT = r"(?i)\b(?:to|did|help[a-z]*|let|made|make|makes|had|have|has|saw)\s+(?:\p{Latin}+\s+)?$"
RE_NEXT = r"(?i)^(?:(?:the\s+|this\s+)?(?:next|coming|upcoming)\b|tomorrow|later\s+(?:today|this|in))"


def status(left: pl.Expr, right: pl.Expr, *, nominal: pl.Expr, reported: pl.Expr) -> pl.Expr:
    """Return happened, planned, hypothetical or negated.

    Args:
        left: the words of the trigger's clause before it.
        right: the words of its clause after it.
        nominal: whether the trigger is a noun, whose status can stand behind it.
        reported: whether the clause is what somebody said: its "would" is then a plan told in the past.
    """
    return (
        pl.when(_negated(left, right, nominal))
        .then(pl.lit("negated"))
        .when(_doubted(left, right, nominal, reported))
        .then(pl.lit("hypothetical"))
        .when(is_to_come(left, right, nominal=nominal))
        .then(pl.lit("planned"))
        .otherwise(pl.lit("happened"))
    )


def _negated(left: pl.Expr, right: pl.Expr, nominal: pl.Expr) -> pl.Expr:
    denied = (left.str.contains(RE_NOT) & ~left.str.contains(RE_NOT_ONLY)) | left.str.contains(RE_FAILED) | left.str.contains(RE_NOBODY)
    own, behind = pl.when(nominal).then(left).str, pl.when(nominal).then(right).str  # of other rows the costly patterns are not asked
    return denied | (own.contains(RE_NO_NOUN) | own.contains(RE_OFF) | behind.contains(RE_AFTER_OFF)).fill_null(False)


def _doubted(left: pl.Expr, right: pl.Expr, nominal: pl.Expr, reported: pl.Expr) -> pl.Expr:
    verbal = (RE_MODAL, RE_CONDITION, RE_THREATENED, RE_TRIED, RE_ALSO_MAYBE)
    words = pl.any_horizontal(left.str.contains(pattern) for pattern in verbal) | (left.str.contains(RE_WOULD) & ~reported)
    own, behind = pl.when(nominal).then(left).str, pl.when(nominal).then(right).str
    return words | (own.contains(RE_WANTED) | behind.contains(RE_AFTER_DOUBT)).fill_null(False)


def is_to_come(left: pl.Expr, right: pl.Expr, *, nominal: pl.Expr) -> pl.Expr:
    """Tell whether the clause speaks of the future, denied or not: "will meet", "is to meet", "ahead of a meeting with"."""
    to_come = left.str.extract(RE_BEFORE_TO).str.contains(RE_TO_COME).fill_null(False)
    infinitive = (left.str.contains(RE_INFINITIVE) | to_come) & ~left.str.contains(f"{RE_DONE_TO}|{RE_SAID_TO_HAVE}")
    verbal = left.str.contains(RE_WILL) | left.str.contains(RE_WOULD) | left.str.contains(RE_ALSO_TO_COME) | infinitive
    own, behind = pl.when(nominal).then(left).str, pl.when(nominal).then(right).str
    later = own.contains(RE_LATER) | behind.contains(RE_AFTER_LATER)
    return verbal | (later | own.contains(RE_AHEAD) | behind.contains(RE_AFTER_TO_COME)).fill_null(False)


def is_present(left: pl.Expr, form_kind: pl.Expr) -> pl.Expr:
    """Tell whether a clause is in the present tense, which with a date ahead tells what is to come: "they meet on Thursday"."""
    progressive = (form_kind == "ing") & left.str.contains(RE_IS)
    return (form_kind == "s") | ((form_kind == "base") & ~left.str.contains(RE_NO_PRESENT)) | progressive


def is_ahead(day: pl.Expr, words: pl.Expr, published: pl.Expr) -> pl.Expr:
    """Tell whether an event's date, or its words, lie after the day of publication."""
    return (day > published).fill_null(False) | words.str.contains(RE_NEXT).fill_null(False)


def filed_root(event_type: pl.Expr, own_root: pl.Expr, status: pl.Expr) -> pl.Expr:
    """Return the CAMEO root under which a mention is filed.

    A friendly deed announced is an intent to cooperate (03: "will visit", "is to release"), a hostile one a threat (13); any other has the
    root of the deed itself. Source: CAMEO codebook 1.1b3, roots 03 and 13.
    """
    planned = status == "planned"
    return (
        pl.when(planned & event_type.is_in(FRIENDLY))
        .then(pl.lit("03"))
        .when(planned & event_type.is_in(HOSTILE))
        .then(pl.lit("13"))
        .otherwise(own_root)
    )
