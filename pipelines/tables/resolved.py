"""The table `events` of the resolved stage: which event mentions tell one event, across articles and in any order of arrival.

Belongs here: which mentions mean the same event.
Does not belong here: finding mentions (`pipelines.text`), people (`pipelines.tables.identities`), counts over events (warehouse models).
"""

import polars as pl

from pipelines.text.ids import hash_ids

MODE_FAMILIES = {"talks": "meet"}  # a meeting is told as talks as well; a call or a visit is another event
NEARBY_DAYS = 3  # how far apart two articles may be published that tell one event, when only one of them dates it
PRONOUNS = ("he", "she", "it", "they", "him", "her", "them")
PUBLISHED = ("published_date", "published_precision")
KIND = ["event_type", "family", "told", "pair"]
EVENTS = ("event_mention_id", "version_id", "event_id", "rule_id")


def events(mentions: pl.DataFrame) -> pl.DataFrame:
    """Join the event mentions of all days that tell one event.

    Mentions of one type, mode family, pair of parties and date tell one event. A mention without a date, or with one party
    only, joins the one dated event that fits in its article, else the one that fits in articles published within
    `NEARBY_DAYS`; else it is an event of its own. What did not happen, or might, is never one with what did or will.

    Args:
        mentions: rows of `extracted/event_mentions` with `published_date` and `published_precision` of their version.

    Returns:
        The rows of `resolved/events`, by mention, whatever the order of `mentions`.
    """
    keyed = mentions.sort("event_mention_id").with_columns(**_keys()).with_columns(**_completeness())
    dated = _identified(keyed.filter("complete", pl.col("event_date").is_not_null()), [*KIND, "event_date", "event_date_precision"])
    anchors = dated.filter(pl.col("event_date_precision") == "day")
    loose = keyed.join(dated, on="event_mention_id", how="anti")
    joined = _joined(loose, anchors)
    alone = _alone(loose.join(joined, on="event_mention_id", how="anti"))
    planned = (pl.col("status") == "planned") & (pl.col("status") == "happened").any().over("event_id")
    rule = pl.when(planned).then(pl.lit("event:planned-for-same-date")).otherwise(pl.lit("event:same-parties-and-date"))
    rows = [frame.select(EVENTS) for frame in (dated.with_columns(rule_id=rule), joined, alone)]
    return pl.concat(rows).sort("event_mention_id")


def _keys() -> dict[str, pl.Expr]:
    """What makes two mentions comparable: mode family, whether the deed is told as done or to come, the unordered parties."""
    place = pl.when(pl.col("recipient_text").is_null()).then(pl.lit("place:") + pl.col("place").str.to_lowercase())
    other = pl.coalesce("recipient_id", place)
    pair = pl.concat_list("actor_id", other).list.drop_nulls().list.unique().list.sort().list.join("|")
    return {
        "family": pl.col("event_mode").replace(MODE_FAMILIES),
        "told": pl.when(pl.col("status").is_in(["happened", "planned"])).then(pl.lit("told")).otherwise("status"),
        "pair": pair,
        "other": other,
    }


def _completeness() -> dict[str, pl.Expr]:
    actor_open = pl.col("actor_text").is_null() | pl.col("actor_text").str.to_lowercase().is_in(PRONOUNS)
    recipient_open = pl.col("recipient_text").is_null() | pl.col("recipient_text").str.to_lowercase().is_in(PRONOUNS)
    only_actor = pl.col("actor_id").is_not_null() & pl.col("other").is_null() & recipient_open
    only_recipient = pl.col("actor_id").is_null() & pl.col("recipient_id").is_not_null() & actor_open
    return {
        "complete": pl.col("actor_id").is_not_null() & pl.col("other").is_not_null() & (pl.col("actor_id") != pl.col("other")),
        "half": only_actor | only_recipient,
    }


def _identified(rows: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    return rows.with_columns(event_id=hash_ids(rows, columns))


def _joined(loose: pl.DataFrame, anchors: pl.DataFrame) -> pl.DataFrame:
    """Join mentions to the only dated event that fits: in their own article first, else in articles published nearby."""
    comparable = anchors.select(
        "event_type", "family", "told", "status", "event_id", "event_date", anchor_pair="pair", anchor_version="version_id",
        anchor_published=pl.when(_published_to_the_day()).then("published_date"),
    ).unique()  # fmt: skip
    seekers = loose.filter(pl.col("complete") | pl.col("half"), pl.col("event_date").is_null() | ~pl.col("complete"))
    pairs = seekers.join(comparable, on=["event_type", "family", "told", "status"], suffix="_anchor").filter(_parties_fit(), _dates_fit())
    near = (pl.col("published_date") - pl.col("anchor_published")).dt.total_days().abs() <= NEARBY_DAYS
    within = _only_one(pairs.filter(pl.col("version_id") == pl.col("anchor_version")), "event:same-article")
    across = pairs.filter(_published_to_the_day(), near, pl.col("complete")).join(
        pairs.filter(pl.col("version_id") == pl.col("anchor_version")), on="event_mention_id", how="anti"
    )
    return pl.concat((within, _only_one(across, "event:nearby-article")))


def _published_to_the_day() -> pl.Expr:
    return pl.col("published_precision").is_in(["day", "time"])


def _parties_fit() -> pl.Expr:
    same = pl.col("pair") == pl.col("anchor_pair")
    one_of_them = pl.col("anchor_pair").str.split("|").list.contains(pl.col("pair"))
    return pl.when("complete").then(same).otherwise(one_of_them)


def _dates_fit() -> pl.Expr:
    return pl.col("event_date").is_null() | (pl.col("event_date") == pl.col("event_date_anchor"))


def _only_one(pairs: pl.DataFrame, rule_id: str) -> pl.DataFrame:
    found = pairs.group_by("event_mention_id", "version_id").agg(events=pl.col("event_id").n_unique(), event_id=pl.col("event_id").min())
    return found.filter(pl.col("events") == 1).select("event_mention_id", "version_id", "event_id", rule_id=pl.lit(rule_id))


def _alone(rows: pl.DataFrame) -> pl.DataFrame:
    """Events of their own: one for each article, kind and parties as named; one for a sentence that several papers print on one day."""
    parties = pl.concat_str(
        [pl.coalesce(f"{side}_id", pl.col(f"{side}_text").str.to_lowercase(), pl.lit("")) for side in ("actor", "recipient")], separator="|"
    )
    printed = pl.col("complete") & _published_to_the_day()
    scope = pl.when(printed).then(pl.concat_str("text", "published_date", separator="|")).otherwise("version_id")
    rule = pl.when(printed).then(pl.lit("event:same-sentence-and-day")).otherwise(pl.lit("event:alone"))
    own = rows.with_columns(parties=parties, scope=scope, rule_id=rule)
    return _identified(own, ["scope", "event_type", "family", "told", "status", "parties", "event_date"])
