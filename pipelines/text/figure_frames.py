"""Frames of figures: the words beside a figure that bound it or tell a change.

Belongs here: qualifiers, directions, the rule that a figure cites.
Does not belong here: the figure itself (`pipelines.text.figure_shapes`), what is counted (`pipelines.text.figure_objects`).
"""

import polars as pl

from pipelines.text.figure_objects import RE_ARTICLE

RE_TIME = r"^(?:seconds|minutes|hours|days|weeks|months|years|decades|centuries)$"
RE_OR_MORE = r"(?i)^(?:\s?\+|\s(?:or|and) (?:more|over|above|higher|older|up)\b)"
RE_OR_SO = r"(?i)^\sor so\b"
BESIDE = ("higher", "lower", "up", "down")
RE_BESIDE = rf"^\s({'|'.join(BESIDE)})\b"


LEVELS = ("above", "below", "under", "higher than", "lower than")  # risen above 50: where it stands, not by how much
RE_UP = (
    r"(?:(?:^|[,;(—–-])\s?|\b(?:is|was|are|were|be|been|being|and|went|go|gone|closed|ended|finished|percent|points|still)\s|['’]s\s)"
    r"(up|down)"
)
"""Up and down as words of their own, not as parts of a verb: racked up 10 million."""


def with_frames(quantities: pl.DataFrame, number_words: pl.DataFrame) -> pl.DataFrame:
    """Add `qualifier`, `direction` and `rule_id`."""
    qualifiers, changes, transitive = (_values(number_words, kind) for kind in ("qualifier", "change", "change_by"))
    qualifier = _qualifier(qualifiers)
    direction, is_change = _direction(changes, transitive, {form: value for form, value in qualifiers.items() if form not in LEVELS})
    form = pl.when(is_change).then(pl.lit(":change")).when(pl.col("value_to").is_not_null()).then(pl.lit(":range")).otherwise(pl.lit(""))
    unit = pl.when(pl.col("unit_form").is_null()).then(pl.lit("")).otherwise(pl.lit(":") + pl.col("unit_form"))
    return quantities.with_columns(
        qualifier=qualifier, direction=direction, rule_id=pl.lit("figure:") + pl.col("kind") + unit + form
    )  # fmt: skip


def _qualifier(qualifiers: dict[str, str]) -> pl.Expr:
    """Tell how the words right before a figure, or "or more" behind it, bound it."""
    word = pl.col("before").str.to_lowercase().str.extract(rf"(?:^|[^\p{{L}}])({_any(qualifiers)})\s*(?:an?\s)?$")
    lasting = (word == "over") & pl.col("unit").str.contains(RE_TIME)  # over three years: how long, not more than
    behind = (
        pl.when(pl.col("after").str.contains(RE_OR_MORE)).then(pl.lit("at least"))
        .when(pl.col("after").str.contains(RE_OR_SO)).then(pl.lit("about"))
    )  # fmt: skip
    told = word.replace_strict(qualifiers, default=None, return_dtype=pl.String)
    return pl.when(~lasting.fill_null(False)).then(pl.coalesce(told, behind)).otherwise(behind)


def _direction(changes: dict[str, str], transitive: dict[str, str], qualifiers: dict[str, str]) -> tuple[pl.Expr, pl.Expr]:
    """Return the direction, and whether the two values are an old and a new one.

    rose 3%, cut rates by 3%, a 3% rise, 3% higher; from 25% to 50%, where a rise needs a word that tells it: "from 200 to 300 people"
    may be a range.
    """
    every = changes | transitive
    verbs = {form: way for form, way in every.items() if form not in BESIDE}
    moves = {form: way for form, way in changes.items() if form not in BESIDE}
    before, after = pl.col("before").str.to_lowercase(), pl.col("after").str.to_lowercase()
    bound = f"(?:{_any(qualifiers)})"
    between = rf"(?:\s(?:by|of|another|a further|an additional|only|just|again))*(?:\s{bound})?\s(?:an?\s)?$"
    nearest = pl.coalesce(
        before.str.extract(rf"(?:^|[^\p{{L}}])({_any(moves)}){between}"),
        before.str.extract(f"{RE_UP}{between}"),
        before.str.extract(rf"(?:^|[^\p{{L}}])({_any(verbs)})\s(?:[^\s,;:.]+\s){{0,4}}by(?:\s{bound})?\s$"),
        pl.when(pl.col("before").str.contains(RE_ARTICLE)).then(after.str.extract(rf"^\s(?:[^\s,;:.]+\s)?({_any(changes)})\b")),
        after.str.extract(RE_BESIDE),
    )
    amount = nearest.replace_strict(every, default=None, return_dtype=pl.String)
    led = before.str.contains(rf"(?:^|[^\p{{L}}])(?:{_any(every)})\b")
    rises = pl.when(pl.col("value_to") > pl.col("value")).then(pl.lit("up")).otherwise(pl.lit("down"))
    reversed_order = pl.col("paired") == "F"
    is_change = reversed_order | ((pl.col("paired") == "t") & (pl.col("frame") == "F") & (led | (rises == "down")))
    movable = pl.col("kind").is_in(["percent", "money", "count"]) | (pl.col("unit") == "points")
    return pl.when(is_change).then(rises).when(movable).then(amount), is_change


def _values(number_words: pl.DataFrame, kind: str) -> dict[str, str]:
    return dict(number_words.filter(pl.col("kind") == kind).select("form", "value").rows())


def _any(forms: dict[str, str]) -> str:
    """Return a pattern of the forms, of which the longest that fits counts."""
    return "|".join(sorted(forms, key=len, reverse=True))
