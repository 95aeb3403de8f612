"""Words for two who were named before: "they met", "both sides", "the two leaders", "their talks".

Belongs here: which two are meant.
Does not belong here: finding such words (`event_parties`), pronouns for one (`event_entities`).
"""

import polars as pl

RE_COUNTRIES = r"(?i)\b(?:countries|nations|governments|states|neighbou?rs|allies|capitals|powers)$"
RE_ANY = r"(?i)^(?:they|both|their)$|\b(?:sides|two|pair|duo|parties)$"
IDS = ("actor_id", "actor_country", "recipient_id", "recipient_country")


def with_pairs(told: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Tell which two are meant where one and the same word names actor and recipient.

    They are the parties of the event told last, in the sentence or the one before it; else the only two people
    named in the sentence before; of words that say what they are ("the two leaders", "both countries") the only two such in the two
    sentences before. Where more or fewer come into question, nobody is said to be meant.

    Args:
        told: events with the columns `IDS`, `event`, `doc`, `sentence_index`, `trigger_start_char`, `needs_recipient`, and for actor and
            recipient `_text`, `_start_char`, `_end_char`.
        names: name mentions with `entity_kind`, `entity_id`, `country_code`.

    Returns:
        The events, with `IDS` of those two. Where nobody is said to be meant, the words are those of the actor only, and an event that
        needs a recipient is none.
    """
    shared = pl.col("actor_start_char") == pl.col("recipient_start_char")
    both = told.filter(shared).select(
        "event", "doc", "sentence_index", at="trigger_start_char", of_countries=pl.col("actor_text").str.contains(RE_COUNTRIES),
        of_any=pl.col("actor_text").str.contains(RE_ANY),
    )  # fmt: skip
    if both.is_empty():
        return told
    places = names.filter(pl.col("entity_kind") == "place")["entity_id"].implode()  # who visits a town does not meet it
    before = _parties_before(both, told.filter(~shared.fill_null(False), ~pl.col("recipient_id").is_in(places)))
    named = _two_named(both.join(before, on="event", how="anti"), names)
    chosen = pl.concat((before, named)).rename({name: f"{name}_before" for name in IDS})
    joined = told.join(chosen, on="event", how="left", maintain_order="left")
    meant = joined.with_columns(pl.when(shared).then(f"{name}_before").otherwise(name).alias(name) for name in IDS)
    unknown = shared.fill_null(False) & pl.col("recipient_id").is_null()
    spans = ("recipient_text", "recipient_start_char", "recipient_end_char")
    single = meant.with_columns(pl.when(~unknown).then(name).alias(name) for name in spans)
    return single.filter(~unknown | (pl.col("needs_recipient") == "no")).drop(f"{name}_before" for name in IDS)


def _parties_before(both: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """The two parties of the event told last, when it has no more than two."""
    pairs = told.select("doc", *IDS, told_in="sentence_index", told_at="trigger_start_char").filter(
        pl.col("actor_id") != pl.col("recipient_id")
    )
    away = pl.col("sentence_index").cast(pl.Int64) - pl.col("told_in").cast(pl.Int64)
    near = both.join(pairs, on="doc").filter(away.is_in([0, 1]), pl.col("told_at") < pl.col("at"))
    last = near.filter(pl.col("told_at") == pl.col("told_at").max().over("event"), pl.len().over("event") == 1)
    countries = pl.col("actor_id").str.starts_with("country:") & pl.col("recipient_id").str.starts_with("country:")
    people = ~pl.col("actor_id").str.contains(":") & ~pl.col("recipient_id").str.contains(":")
    fits = pl.col("of_any") | pl.when("of_countries").then(countries).otherwise(people)
    return last.filter(fits).select("event", *IDS)


def _two_named(both: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """The only two people, or countries, named in the sentences before."""
    country = (pl.col("entity_kind") == "place") & pl.col("country_code").is_not_null()
    known = names.filter((pl.col("entity_kind") == "person") | country).select(
        "doc", "start_char", named_in="sentence_index", is_country=pl.col("entity_kind") == "place", country="country_code",
        id=pl.when(pl.col("entity_kind") == "place").then(pl.lit("country:") + pl.col("country_code")).otherwise("entity_id"),
    )  # fmt: skip
    away = pl.col("sentence_index").cast(pl.Int64) - pl.col("named_in").cast(pl.Int64)
    near = both.join(known, on="doc").filter(away.is_between(1, pl.when("of_any").then(1).otherwise(2)))
    first = (
        near.filter(pl.col("is_country") == pl.col("of_countries"))
        .sort("event", "start_char")
        .unique(["event", "id"], keep="first", maintain_order=True)
    )
    two = first.filter(pl.len().over("event") == 2, pl.col("id").is_not_null().all().over("event"))
    return two.group_by("event", maintain_order=True).agg(
        actor_id=pl.col("id").first(), actor_country=pl.col("country").first(),
        recipient_id=pl.col("id").last(), recipient_country=pl.col("country").last(),
    ).select("event", *IDS)  # fmt: skip
