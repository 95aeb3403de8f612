"""Which triggers of a sentence count: one meaning for each word, and no deed that is only the content of another.

Belongs here: the choice among triggers by their places and kinds.
Does not belong here: finding triggers (`pipelines.text.event_triggers`).
"""

import polars as pl

KEY = ["doc", "sentence_index"]
RE_SAME_PHRASE = r"^[^;,.Szrbk]*$"
DIRECTIVES = ("REQUEST", "THREATEN", "AGREE", "REJECT")


def independent(found: pl.DataFrame, letters: pl.DataFrame) -> pl.DataFrame:
    """Choose the triggers that tell an event of their own.

    Of several patterns at one word the one with the nearest object word counts. What somebody agreed, refused, threatened or was
    asked to do is the content of that event, and so is a noun that is the object of another trigger: "rejected calls for talks"
    tells a rejection only.

    Args:
        found: as `pipelines.text.event_triggers.triggers` returns it.
        letters: as `pipelines.text.event_words.shapes` returns it.

    Returns:
        The rows of `found` that count.
    """
    order = [*KEY, "at", pl.col("form_kind") == "ing", "distance", pl.col("at") - pl.col("last"), "rule_id"]
    chosen = found.sort(order)
    single = chosen.unique([*KEY, "at"], keep="first", maintain_order=True)
    pairs = single.join(_governors(single), on=KEY).filter(pl.col("at") > pl.col("governor_at")).join(letters, on=KEY)
    between = pl.col("letters").str.slice(pl.col("governor_last") + 1, (pl.col("at") - pl.col("governor_last") - 1).clip(0))
    content = pairs.with_columns(between=between).filter(_is_content())
    return single.join(content, on=[*KEY, "at"], how="anti")


def _governors(single: pl.DataFrame) -> pl.DataFrame:
    verbs = single.filter(pl.col("shape") != "noun")
    return verbs.select(*KEY, governor_at="at", governor_last="last", governor_type="event_type")


def _is_content() -> pl.Expr:
    """Tell whether a trigger is only the content of the governing trigger before it."""
    kind, between = pl.col("form_kind"), pl.col("between")
    inside = pl.col("at") <= pl.col("governor_last")
    near = between.str.contains(RE_SAME_PHRASE)
    directive = pl.col("governor_type").is_in(DIRECTIVES)
    infinitive = (kind == "base") & between.str.contains(r"^[^;.]*t[aq]*$|^a*$")
    told_to = (kind == "base") & directive & between.str.contains(r"^[^;.]*z?[^;.]*[EHRN,]$")
    gerund = (kind == "ing") & between.str.contains(r"^[^;.]*[ofmngpw]a*$")
    noun = (pl.col("shape") == "noun") & (near | (pl.col("governor_type") == pl.col("event_type")))
    return inside | infinitive | told_to | gerund | noun
