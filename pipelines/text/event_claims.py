"""Claims: events that somebody is quoted as telling, and who that is.

Belongs here: which quotation holds the words that tell an event.
Does not belong here: finding quotations and their speakers (`pipelines.text.quotes`), what triggers an event (`event_triggers`).
"""

import polars as pl

QUOTES = {
    "doc": pl.UInt32, "start_char": pl.Int64, "end_char": pl.Int64, "quote_id": pl.String, "kind": pl.String, "speaker_text": pl.String,
    "speaker_id": pl.String,
}  # fmt: skip
RE_SPEAKERS = r"^(?i:I|we|me|us|you)$|\b(?i:my|our|your)\b"
NO_QUOTES = pl.DataFrame(schema=QUOTES)


def with_claims(told: pl.DataFrame, quotes: pl.DataFrame) -> pl.DataFrame:
    """Tell whose words an event is told in.

    Args:
        told: events: `event`, `doc`, `trigger_start_char`, `quoted` (the trigger stands between quotation marks).
        quotes: the columns of `QUOTES`: direct, mixed and indirect quotations.

    Returns:
        The events with `quote_id` of the innermost quotation that holds the trigger, `claimed_by_text` and `claimed_by_id` (its speaker);
        null when the article itself tells it. Words between quotation marks that are no quotation tell nothing: they are left out.
    """
    spans = quotes.select(
        "doc",
        "quote_id",
        "kind",
        quote_start="start_char",
        quote_end="end_char",
        claimed_by_text="speaker_text",
        claimed_by_id="speaker_id",
    )
    at = pl.col("trigger_start_char")
    held = (
        told.select("event", "doc", "trigger_start_char", "quoted")
        .join(spans, on="doc")
        .filter(pl.col("quote_start") <= at, at < pl.col("quote_end"), ~pl.col("quoted") | (pl.col("kind") != "indirect"))
    )
    order = ["event", pl.col("quote_end") - pl.col("quote_start"), "quote_id"]
    innermost = held.sort(order).unique("event", keep="first", maintain_order=True)
    claimed = told.join(
        innermost.select("event", "quote_id", "claimed_by_text", "claimed_by_id"), on="event", how="left", maintain_order="left"
    )
    return claimed.filter(~pl.col("quoted") | pl.col("quote_id").is_not_null())


def credible(told: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Keep of the events told between quotation marks those that are more than talk, and say who "I" is.

    Speech is full of words for deeds that tell none ("we will fight", "people who support him"). An event in it must be told as done or
    not done, in the past, by a known person, organisation or country, to or with somebody, and not of those who speak or are spoken to;
    but whom the speaker says to have met counts. Of what is read, nine in ten such events are told indeed, of all others less than half.

    Args:
        told: events as `with_claims` returns them, with `actor_id`, `actor_text`, `recipient_id`, `recipient_text`, `status`, `form_kind`.
        names: name mentions with `entity_kind`, `entity_id`, `country_code`.
    """
    places = names.filter(pl.col("entity_kind") == "place")["entity_id"].implode()
    past = pl.col("form_kind").is_in(["past", "part"]) & pl.col("recipient_text").is_not_null()
    noun = (pl.col("form_kind") == "noun") & pl.col("recipient_id").is_not_null()
    done = pl.col("status").is_in(["happened", "negated"]) & (past | noun)
    known = pl.col("actor_id").is_not_null() & ~pl.col("actor_id").is_in(places)
    spoken = pl.any_horizontal(pl.col(f"{side}_text").str.contains(RE_SPEAKERS).fill_null(False) for side in ("actor", "recipient"))
    met = (pl.col("event_type") == "CONSULT") & (pl.col("actor_text") == "I") & pl.col("recipient_id").is_not_null()
    own = pl.col("quoted") & met & pl.col("claimed_by_id").is_not_null()
    kept = told.filter(~pl.col("quoted") | done & (own | (known & ~spoken)))
    countries = names.drop_nulls("entity_id").select("doc", claimed_by_id="entity_id", own_country="country_code")
    speakers = countries.unique(["doc", "claimed_by_id"], keep="first", maintain_order=True)
    whole = kept.join(speakers, on=["doc", "claimed_by_id"], how="left", maintain_order="left")
    meant = {"actor_id": "claimed_by_id", "actor_country": "own_country"}
    return whole.with_columns(pl.when(own).then(theirs).otherwise(name).alias(name) for name, theirs in meant.items()).drop("own_country")
