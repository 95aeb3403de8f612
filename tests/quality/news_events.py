"""Quality of events in sentences of news that no pattern was written for: false ones, types.

The labels, `news_sentences.csv`, hold no text: `hash` is BLAKE2b (8 bytes) of a sentence of an article labelled with quotations (set
"tune"), and the sentences of 8 to 60 tokens whose hashes are smallest were read, titles left out. The articles lie in a folder
`shared` beside the repository. The labels were given before any event was looked for in these sentences.

A sentence tells an event when it says that one actor (person, organisation, government, state organ, or a described group of people)
does something of a PLOVER type to or with another, has done, will, would or does not do it. `types` are those that the narrator tells,
`quoted_types` those told between quotation marks only, where Broadsheet does not look; the measures leave such sentences out.

- ACCUSE: criticises, condemns, mocks, attacks in words or in an advertisement, accuses, investigates, sues, charges.
- SUPPORT: endorses, praises, welcomes; AGREE: agrees, promises to; COOPERATE: works together; AID: gives material help to.
- CONSULT: meets, visits, telephones, confers. REQUEST: calls on, urges, pleads with. REJECT: refuses, turns down.
- YIELD: gives in, resigns. THREATEN, PROTEST, MOBILIZE, SANCTION, COERCE (arrests, forbids), ASSAULT (kills, strikes): as named.

No events: what is merely said or announced, answers to reporters ("declined to comment"), debates, speeches, campaign stops, votes cast
and polls, victories, hiring, trade, sport, descriptions, feelings. Doubtful, and left out: a stance towards a policy ("opposes the
law"), accusation told only by what was said, gifts to campaigns, an event merely alluded to ("after the attacks"), warnings as advice,
nobody named or described who acts, irony.

Belongs here: reading the labels, finding their sentences, the measures.
Does not belong here: patterns, labels of single mentions (`event_rows`).
"""

import hashlib
from functools import cache
from pathlib import Path

import polars as pl
import quotations

from pipelines.lexicons import load
from pipelines.tables.event_mentions import event_mentions
from pipelines.tables.extracted import with_text
from pipelines.text.events import LEXICONS
from pipelines.text.names import LEXICONS as NAME_LEXICONS
from pipelines.text.names import names
from pipelines.text.sentences import sentences, with_sentences
from pipelines.text.tokens import tokens

LABELS = Path(__file__).with_name("news_sentences.csv")


def with_hash(said: pl.DataFrame) -> pl.DataFrame:
    """Add `hash`, that of a sentence's `text`, by which labels name it."""
    return said.with_columns(hash=pl.Series([hashlib.blake2b(text.encode(), digest_size=8).hexdigest() for text in said["text"]]))


def scores() -> dict[str, dict[str, float]]:
    """Return the measures (`figures`); sentences that are doubtful or tell events between quotation marks only are left out."""
    return {"event_mentions": figures(*read())}


@cache
def read() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the labels with the place of their sentence (`version_id`, `sentence_index`; null: not found), and the events there."""
    passages = quotations.passages(quotations.articles("tune")).with_columns(role=pl.lit("body"))
    cut = with_sentences(tokens(passages), load("abbreviations")).with_columns(role=pl.lit("body"))
    said = with_text(sentences(cut), passages)
    places = with_hash(said).select("hash", "doc", "sentence_index", version_id=pl.col("doc").cast(pl.String))
    first = places.unique("hash", keep="first", maintain_order=True)
    labels = pl.read_csv(LABELS, infer_schema=False).join(first, on="hash", how="left", maintain_order="left")
    return labels.drop("doc"), _told(*(frame.join(labels, on="doc", how="semi", maintain_order="left") for frame in (cut, said)))


def _told(cut: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    articles = said.select("doc").unique(maintain_order=True)
    undated = articles.with_columns(
        version_id=pl.col("doc").cast(pl.String), published_date=pl.lit(None, pl.Date), published_precision=pl.lit(None, pl.String)
    )
    named = names(cut, {name: load(name) for name in NAME_LEXICONS})
    return event_mentions(cut, said, named, undated, {name: load(name) for name in LEXICONS})


def figures(labels: pl.DataFrame, found: pl.DataFrame) -> dict[str, float]:
    """Return the measures of event mentions in labelled sentences.

    Args:
        labels: `hash`, `types`, `quoted_types`, `doubtful`, `version_id`, `sentence_index`.
        found: event mentions with `version_id`, `sentence_index`, `event_type`.

    Returns:
        `false_event_share` (of the sentences without an event, those that get a mention) and `quiet_sentence_share` (the others),
        `event_type_recall` (of the types labelled), `event_type_precision` (of the types found in sentences that tell events),
        `event_precision` (of the types found in either), `sentences_found_share` (of the labels, those whose sentence the articles
        still have).
    """
    told = found.select("version_id", "sentence_index", "event_type").unique().join(labels, on=["version_id", "sentence_index"])
    sure, tells = pl.col("doubtful") == "no", pl.col("types").is_not_null()
    read = sure & pl.col("version_id").is_not_null() & (tells | pl.col("quoted_types").is_null())
    eventless = labels.filter(read, ~tells)
    typed = labels.filter(read, tells).select("hash", event_type=pl.col("types").str.split("|")).explode("event_type")
    right = typed.join(told, on=["hash", "event_type"]).height
    false_share = eventless.join(told, on="hash", how="semi").height / eventless.height
    return {
        "false_event_share": false_share,
        "quiet_sentence_share": 1 - false_share,
        "event_type_recall": right / typed.height,
        "event_type_precision": right / max(told.filter(read, tells).height, 1),
        "event_precision": right / max(told.filter(read).height, 1),
        "sentences_found_share": labels["version_id"].is_not_null().mean(),
    }
