"""Places of events: where a deed was done, by its clause, else by the dateline.

| `place_rule` | place |
| --- | --- |
| `recipient` | what is visited: "visited London" |
| `clause` | in the event's own clause behind a preposition of place ("in Geneva"), or "to" of a journey; or right before the noun that
tells the event ("the London talks") |
| `dateline` | of the article, for meetings and protests that happened, told in the first paragraph with no other day and with no place in
the clause |

Belongs here: which place of the sentence is the event's, and when a dateline may stand for it.
Does not belong here: which place in the world a name means (`pipelines.text.places`), clauses (`pipelines.text.events`).
"""

import polars as pl

from pipelines.text.place_datelines import NO_DATELINES

DIRECTION = "(?:the|central|downtown|nearby|northern|southern|eastern|western|north|south|east|west|upper|lower|greater)"
RE_SETTLEMENT = r"(?:city|town|village|port|capital|suburb|district|streets|outskirts|centre|center|heart|region|province|state|island)"
RE_OF = rf"(?:[\w'’ -]{{0,40}}\b{RE_SETTLEMENT},? (?:of )?)"
RE_IN = rf"(?i)\b(?:in|at|near|outside|inside|within|across|throughout|around|over)\s+(?:{RE_OF}|(?:{DIRECTION}\s+)*)$"
RE_TO = rf"(?i)\b(?:to|for|into)\s+(?:{RE_OF}|(?:{DIRECTION}\s+)*)$"
RE_BREAK = (
    r"(?i);|—|\b(?:after|before|while|when|who|whom|which|whose|where|that|because|since|until|although|though|if|following|ahead|than|"
    r"for a visit|said|says)\b"
)
"""Words that open another clause, or tell of another deed."""
RE_WHERE = r"^(?:,[^,;]{2,30})?,?\s*where\b[^,;]*$"  # in St. Paul, Minn., where he visited a station
TRAVEL = ("visit",)
NAMED_BY_PLACE = ("CONSULT", "PROTEST", "ASSAULT")
"""Types whose noun takes the town before it as its place: the Geneva talks, the Boston bombing."""
LOCAL = (("CONSULT", "meet"), ("CONSULT", "talks"), ("PROTEST", "demonstrate"), ("PROTEST", "strike"))
"""Deeds that people come together for; a dateline may stand for where."""
SPOKEN = ("ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN")
"""Types told by words, whose clause goes on with what was said."""
RE_OCCASION = r"(?i)\b(?:during|at|aboard)\b"
RE_AT = r"(?i)^,?\s+(?:(?:late|early|last|on)\s+)?(?:\p{Lu}\w+day\s+)?(?:in|at|near|outside)\s+(?:the\s+|downtown\s+|central\s+)?$"
NEAR_DAYS = 1
"""A dateline tells of the day of publication, or the day before."""

KEY = ["doc", "sentence_index"]
PLACE = ("place", "place_start_char", "place_end_char", "place_id", "place_country", "place_rule")


def event_places(told: pl.DataFrame, names: pl.DataFrame, opening: pl.DataFrame, datelines: pl.DataFrame = NO_DATELINES) -> pl.DataFrame:
    """Tell the place of each event.

    Args:
        told: one row per event: `event`, `doc`, `sentence_index`, `sentence_start`, `text` (the sentence), `clause_start`, `clause_end`,
            `trigger_start_char`, `trigger_end_char`, `event_type`, `event_mode`, `shape`, `status`, `event_date`, `published`,
            `recipient_start_char`, `recipient_end_char`.
        names: name mentions of the sentences, with `entity_kind`, `entity_id`, `country_code`.
        opening: `doc` and `sentence_index` of the sentences of first paragraphs.
        datelines: as `pipelines.text.place_datelines.datelines` returns them.

    Returns:
        The events that have a place: `event` and the columns of `PLACE`; the span lies in the sentence, or in the dateline's block.
    """
    named = _named(told, names)
    found = pl.concat([_visited(named), _in_clause(named, told)])
    chosen = found.sort("event", "order", "start_char").unique("event", keep="first", maintain_order=True)
    placed = chosen.select("event", place="place", place_start_char="start_char", place_end_char="end_char", place_id="entity_id",
                           place_country="country_code", place_rule="place_rule")  # fmt: skip
    return pl.concat([placed, _by_dateline(told, named, opening, datelines)]).select("event", *PLACE)


def _named(told: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Pair events with the places that their sentence names, and the words before each and between it and the trigger."""
    places = names.filter(pl.col("entity_kind") == "place", ~pl.col("rule_id").str.contains(":demonym")).select(
        *KEY, pl.col("start_char", "end_char").cast(pl.Int64), "entity_id", "country_code", place="text"
    )
    spans = told.select(
        "event", *KEY, "text", "event_type", "event_mode", "shape",
        *(pl.col(name).cast(pl.Int64) for name in (
            "sentence_start", "clause_start", "clause_end", "trigger_start_char", "trigger_end_char", "recipient_start_char",
            "recipient_end_char",
        )),
    )  # fmt: skip
    pairs = spans.join(places, on=KEY)
    is_behind = pl.col("start_char") >= pl.col("trigger_end_char")
    low = pl.when(is_behind).then("trigger_end_char").otherwise("end_char") - pl.col("sentence_start")
    high = pl.when(is_behind).then("start_char").otherwise("trigger_start_char") - pl.col("sentence_start")
    return pairs.with_columns(
        is_behind=is_behind, between=pl.col("text").str.slice(low, pl.max_horizontal(high - low, pl.lit(0))),
        before=pl.col("text").str.slice(0, pl.col("start_char") - pl.col("sentence_start")),
    )  # fmt: skip


def _visited(named: pl.DataFrame) -> pl.DataFrame:
    """The place that is visited: the first one in the recipient's words."""
    inside = (pl.col("start_char") >= pl.col("recipient_start_char")) & (pl.col("end_char") <= pl.col("recipient_end_char"))
    return named.filter(pl.col("event_mode").is_in(TRAVEL), inside).with_columns(order=pl.lit(0), place_rule=pl.lit("recipient"))


def _in_clause(named: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """The places that the event's own clause tells, those behind the trigger before those ahead of it."""
    own = (pl.col("start_char") >= pl.col("clause_start")) & (pl.col("end_char") <= pl.col("clause_end"))
    travel = pl.col("event_mode").is_in(TRAVEL) & pl.col("is_behind") & pl.col("before").str.contains(RE_TO)
    before_noun = (
        (pl.col("shape") == "noun") & pl.col("event_type").is_in(NAMED_BY_PLACE) & ~pl.col("is_behind")
        & pl.col("between").str.contains(r"^\s+$") & pl.col("entity_id").str.contains("^(?:geonames|place):")
    )  # fmt: skip
    stands = pl.col("before").str.contains(RE_IN) | travel | before_noun
    where = ~pl.col("is_behind") & pl.col("between").str.contains(RE_WHERE)
    kept = named.filter((own & ~pl.col("between").str.contains(RE_BREAK) & ~_told_of()) | where, stands.fill_null(False))
    return _undisturbed(kept, told).with_columns(order=pl.when("is_behind").then(1).otherwise(2), place_rule=pl.lit("clause"))


def _told_of() -> pl.Expr:
    """A place in what is said, not where: "accused Russia of meddling in Ukraine", but "accused Russia at talks in Geneva"."""
    at_recipient = pl.col("text").str.slice(
        pl.col("recipient_end_char") - pl.col("sentence_start"),
        pl.max_horizontal(pl.col("start_char") - pl.col("recipient_end_char"), pl.lit(0)),
    ).str.contains(RE_AT)  # fmt: skip
    outside = at_recipient.fill_null(False) & (pl.col("start_char") >= pl.col("recipient_end_char"))
    occasion = pl.col("between").str.contains(RE_OCCASION)
    return pl.col("event_type").is_in(SPOKEN) & pl.col("is_behind") & ~outside & ~occasion


def _undisturbed(kept: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Drop places that another verb of the sentence stands nearer to: what it tells happened there."""
    others = told.filter(pl.col("shape") != "noun").select(*KEY, other=pl.col("trigger_start_char").cast(pl.Int64), kind="event_type")
    low = pl.when("is_behind").then("trigger_end_char").otherwise("end_char")
    high = pl.when("is_behind").then("start_char").otherwise("trigger_start_char")
    another = (pl.col("kind") != pl.col("event_type")) | pl.col("between").str.contains(r",|\b(?:and|or)\b")
    near = kept.join(others.unique(), on=KEY).filter(pl.col("other") >= low, pl.col("other") < high, another)
    return kept.join(near.select("event", "start_char").unique(), on=["event", "start_char"], how="anti", maintain_order="left")


def _by_dateline(told: pl.DataFrame, named: pl.DataFrame, opening: pl.DataFrame, datelines: pl.DataFrame) -> pl.DataFrame:
    """Let the dateline stand for the place of deeds of the day that the first paragraph tells, where the clause names no place."""
    local = pl.concat_str("event_type", "event_mode", separator=" ").is_in([" ".join(pair) for pair in LOCAL])
    days = (pl.col("published") - pl.col("event_date")).dt.total_days()
    of_the_day = pl.col("event_date").is_null() | days.is_between(0, NEAR_DAYS)
    inside = named.filter(pl.col("start_char") >= pl.col("clause_start"), pl.col("end_char") <= pl.col("clause_end"))
    somewhere = inside.filter(pl.col("before").str.contains(RE_IN) | pl.col("before").str.contains(RE_TO)).select("event")
    asked = told.filter(local, pl.col("status") == "happened", of_the_day.fill_null(False)).join(opening, on=KEY, how="semi")
    lines = datelines.select(
        "doc", place="text", place_start_char="start_char", place_end_char="end_char", place_id="place_id", place_country="country"
    )
    return (
        asked.join(somewhere, on="event", how="anti")
        .select("event", "doc")
        .join(lines, on="doc")
        .select("event", *PLACE[:-1], place_rule=pl.lit("dateline"))
    )
