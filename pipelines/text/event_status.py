"""Status of events: whether the clause tells a deed done, planned, only thought of, or denied.

Belongs here: the words before and after a trigger that decide its status and tense.
Does not belong here: dates (`pipelines.text.event_dates`), who acts (`pipelines.text.event_parties`).
"""

import polars as pl

GAP = r"(?:[\s,]+[\p{L}’'-]+){0,3}[\s,]*$"  # at most three words between the deciding word and the trigger
RE_NOT = rf"(?i)(?:\b(?:not|never|neither|nor|without|cannot|barely|yet\s+to|unable\s+to|unwilling\s+to)|n['’]t|n\s?['’]\s?t)\b{GAP}"
RE_FAILED = (
    r"(?i)\b(?:refus|declin|fail|den(?:y|i)|neglect)\w*\s+(?:to\s+)?(?:[\p{L}]+\s+){0,2}$|\bno\s+(?:plans?|intention|wish)\s+(?:to|of)\s+$"
)
RE_NOBODY = r"(?:^|[,;:]\s*)(?:(?i:but|and|so)\s+)?(?:No|Neither|None|Nobody|no|neither|none|nobody)\b[^,;]*$"
RE_MODAL = rf"(?i)\b(?:could|may|might|can|should|likely\s+to|unlikely\s+to|possible|possibly|perhaps){GAP}"
RE_WOULD = rf"(?i)\b(?:would|['’]d)\b{GAP}"
RE_CONDITION = r"(?i)\b(?:if|whether|unless|in\s+case|lest|should\s+it)\b[^,;]*$|^(?:Were|Should|Had)\b[^,;]*$"
RE_THREATENED = r"(?i)\b(?:threat|consider|propos|contemplat|suggest|mull|weigh)\w*\s+(?:to\s+)?(?:[\p{L}]+\s+){0,1}$"
RE_ALSO_MAYBE = r"(?i)\b(?:could|would|may|might|can|should)\b[^;:]*\b(?:and|or)\s+$"
RE_ALSO_TO_COME = r"(?i)\b(?:will|plans?\s+to|(?:is|are)\s+(?:due\s+|set\s+|expected\s+)?to)\b[^;:]*\b(?:and|or)\s+$"
RE_WILL = rf"(?i)(?:\b(?:will|shall|won)|['’]ll)\b{GAP}"
RE_TO_COME = (
    r"(?i)\b(?:is|are|was|were|be|been|due|set|schedul\w+|expect\w+|plan|plans|planned|planning|hop(?:e|es|ed|ing)|going|intend\w*|want\w*|about|"
    r"slated|prepar\w+|ready|seek\w*|sought|vow\w*|promis\w+|pledg\w+|agreed?|invit\w+|decid\w+|offer\w*|ask\w*|urg\w+|willing|"
    r"order\w*|bound|poised)\b(?:\s+[\p{L}’'-]+){0,4}\s+to(?:\s+\p{L}+ly|\s+also|\s+then|\s+again)?(?:\s+(?:be|have|hold))?\s+$"
)
RE_INFINITIVE = r"(?i)\bto\s+(?:\p{L}+ly\s+|also\s+|again\s+)?$"
RE_DONE_TO = (
    r"(?i)\b(?:happy|glad|pleased|proud|delighted|honou?red|manag|continu|beg[au]n|start|help|cam|went|us|proceed|happen)\w*\s+to\s+"
    r"(?:\p{L}+\s+)?$"
)
RE_AHEAD = (
    r"(?i)\b(?:ahead\s+of|upcoming|planned|scheduled|forthcoming|coming|future|plans?\s+for|prepar\w+\s+for|next)\b"
    r"(?:\s+[\p{L}’'-]+){0,4}\s*$"
)
RE_AFTER_TO_COME = (
    r"(?i)^[^,;]{0,60}\b(?:will|is\s+(?:due|planned|scheduled|expected|set|to)|are\s+(?:due|planned|scheduled|expected|set|to))\b"
)
RE_AFTER_DOUBT = r"(?i)^[^,;]{0,60}\b(?:is\s+unlikely|are\s+unlikely|would|could|might|may|is\s+possible|unless|was\s+ruled\s+out)\b"


def status(left: pl.Expr, right: pl.Expr, *, nominal: pl.Expr, reported: pl.Expr) -> pl.Expr:
    """Return happened, planned, hypothetical or negated.

    Args:
        left: the words of the trigger's clause before it.
        right: the words of its clause after it.
        nominal: whether the trigger is a noun, whose status can stand behind it.
        reported: whether the clause is what somebody said: its "would" is then a plan told in the past.
    """
    negated = left.str.contains(RE_NOT) | left.str.contains(RE_FAILED) | left.str.contains(RE_NOBODY)
    doubted = left.str.contains(RE_MODAL) | left.str.contains(RE_CONDITION) | left.str.contains(RE_THREATENED)
    doubted = (
        doubted
        | left.str.contains(RE_ALSO_MAYBE)
        | (left.str.contains(RE_WOULD) & ~reported)
        | (nominal & right.str.contains(RE_AFTER_DOUBT))
    )
    return (
        pl.when(negated)
        .then(pl.lit("negated"))
        .when(doubted)
        .then(pl.lit("hypothetical"))
        .when(is_to_come(left, right, nominal=nominal))
        .then(pl.lit("planned"))
        .otherwise(pl.lit("happened"))
    )


def is_to_come(left: pl.Expr, right: pl.Expr, *, nominal: pl.Expr) -> pl.Expr:
    """Tell whether the clause speaks of the future, denied or not: "will meet", "is to meet", "ahead of a meeting with"."""
    infinitive = (left.str.contains(RE_INFINITIVE) | left.str.contains(RE_TO_COME)) & ~left.str.contains(RE_DONE_TO)
    verbal = left.str.contains(RE_WILL) | left.str.contains(RE_WOULD) | left.str.contains(RE_ALSO_TO_COME) | infinitive
    return verbal | (nominal & (left.str.contains(RE_AHEAD) | right.str.contains(RE_AFTER_TO_COME)))
