"""The stages: which tables are made of which, by which function.

Belongs here: the map from tables to the functions that build them.
Does not belong here: building rows (`pipelines.tables`), running a step (`pipelines.derive`).
"""

from dataclasses import replace
from functools import partial

import polars as pl

from pipelines.derive import Derivation, Frames
from pipelines.lexicons import load
from pipelines.schemas.base import empty
from pipelines.schemas.extracted import Unread
from pipelines.tables import extracted, identities, overlaps, parsed, people, resolved
from pipelines.tables.set_aside import rejected, unread


def parse(inputs: Frames) -> Frames:
    """Make articles, blocks and rejects of the documents that were delivered; a removal is no document to parse."""
    delivered = inputs["raw/documents"].filter(pl.col("change") != "removed")
    return {f"parsed/{name}": frame for name, frame in parsed.parse(delivered).items()}


def extract(inputs: Frames, own_terms: pl.DataFrame | None = None) -> Frames:
    """Make sentences, mentions, quotes, date mentions, event mentions, topic mentions and figures of articles."""
    made = extracted.extract(inputs["parsed/articles"], inputs["parsed/blocks"], own_terms)
    return {f"extracted/{name}": frame for name, frame in made.items()} | {"extracted/unread": empty(Unread)}


def resolve(inputs: dict[str, pl.LazyFrame]) -> Frames:
    """Join people and events, and compare texts, across all articles; of a version that was delivered in several forms the first counts."""
    forms = inputs["parsed/articles"].sort("delivery_date", "seen_at", "batch").unique("version_id", keep="first", maintain_order=True)
    published = forms.select("version_id", "article_id", "published_date", "published_precision", "delivery_date", "batch").collect().lazy()
    told = inputs["extracted/event_mentions"].join(published, on=["version_id", "delivery_date", "batch"])
    named = inputs["extracted/mentions"].join(published, on=["version_id", "delivery_date", "batch"], how="semi")
    lexicons = {name: load(name) for name in ("people", "nicknames", "given_names", "titles", "name_words")}
    mentions = named.collect()
    joined = identities.identities(mentions, lexicons)
    events = resolved.events(identities.of_people(told.collect(), joined, ("actor_id", "recipient_id")))
    batches = [
        inputs["extracted/sentences"].filter(batch=batch).join(published, on=["version_id", "delivery_date", "batch"], how="semi")
        for batch in published.select("batch").unique().collect()["batch"].sort()
    ]
    return {
        "resolved/identities": joined,
        "resolved/people": people.people(mentions, joined, lexicons),
        "resolved/events": events,
        "resolved/overlaps": overlaps.overlaps(batches, published.collect()),
    }


PARSED = Derivation(("raw/documents",), ("parsed/articles", "parsed/blocks", "parsed/publication_dates", "parsed/rejects"), parse, rejected)
EXTRACTED = Derivation(
    ("parsed/articles", "parsed/blocks"),
    (
        "extracted/sentences",
        "extracted/mentions",
        "extracted/quotes",
        "extracted/date_mentions",
        "extracted/event_mentions",
        "extracted/topic_mentions",
        "extracted/figures",
        "extracted/unread",
    ),
    extract,
    unread,
)
RESOLVED = Derivation(
    ("parsed/articles", "extracted/sentences", "extracted/mentions", "extracted/event_mentions"),
    ("resolved/identities", "resolved/people", "resolved/events", "resolved/overlaps"),
    resolve,
)


def extracting_with(own_terms: pl.DataFrame) -> Derivation:
    """Return the extracted stage as it is with the users' own theme terms."""
    return replace(EXTRACTED, function=partial(extract, own_terms=own_terms))
