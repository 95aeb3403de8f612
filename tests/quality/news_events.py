"""Quality of events in sentences of news that no pattern was written for: false ones, types, parties.

The labels hold no text: `hash` is BLAKE2b (8 bytes) of a sentence of 8 to 60 tokens, and those whose hashes are smallest were read,
titles left out. `news_sentences.csv` labels articles labelled with quotations (set "tune"), whose subject is a campaign;
`story_sentences.csv` texts of many stories (crime, courts, accidents, sport, companies, wars), of 16 topics that nobody read when rules
were written. The texts lie in a folder `shared` beside the repository. The labels were given before any event was looked for in these
sentences.

A sentence tells an event when it says that one actor (person, organisation, government, state organ, or a described group of people)
does something of a PLOVER type to or with another, has done, will, would or does not do it. `types` are those that the narrator tells,
`quoted_types` those told between quotation marks only, where Broadsheet does not look; the measures leave such sentences out.

- ACCUSE: criticises, condemns, mocks, attacks in words or in an advertisement, accuses, investigates, sues, charges.
- SUPPORT: endorses, praises, welcomes; AGREE: agrees, promises to; COOPERATE: works together; AID: gives material help to.
- CONSULT: meets, visits, telephones, confers. REQUEST: calls on, urges, pleads with. REJECT: refuses, turns down.
- YIELD: gives in, resigns. THREATEN, PROTEST, MOBILIZE, SANCTION, COERCE (arrests, forbids), ASSAULT (kills, strikes): as named.
- In the stories, a passive with an implied actor ("was arrested") is an event; a lasting state ("is in prison"), an allusion ("since his
  arrest") and the crime that a charge names are none. `parties` are the places of actor and recipient in the sentence, type by type.

No events: what is merely said or announced, answers to reporters ("declined to comment"), debates, speeches, campaign stops, votes cast
and polls, victories, hiring, trade, sport, descriptions, feelings. Doubtful, and left out: a stance towards a policy ("opposes the
law"), accusation told only by what was said, gifts to campaigns, an event merely alluded to ("after the attacks"), warnings as advice,
nobody named or described who acts, irony.

Belongs here: reading the labels, finding their sentences, the measures.
Does not belong here: patterns, labels of single mentions (`event_rows`).
"""

import gzip
import hashlib
import json
from functools import cache
from pathlib import Path

import event_pairs
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

HERE = Path(__file__).parent
LABELS = {name: HERE / f"{name}.csv" for name in ("news_sentences", "story_sentences")}
SIDES = ("actor", "recipient")
NONE = "none"  # the party of an event that names none
RE_SPAN = r"^(\d+):(\d+)$"


def files(name: str) -> list[Path]:
    """Return the files of a data set: its labels and the texts."""
    return [LABELS[name], quotations.path("tune") if name == "news_sentences" else event_pairs.STORIES]


def with_hash(said: pl.DataFrame) -> pl.DataFrame:
    """Add `hash`, that of a sentence's `text`, by which labels name it."""
    return said.with_columns(hash=pl.Series([hashlib.blake2b(text.encode(), digest_size=8).hexdigest() for text in said["text"]]))


def scores(name: str) -> dict[str, dict[str, float]]:
    """Return the measures (`figures`); sentences that are doubtful or tell events between quotation marks only are left out."""
    labels, found = read(name)
    parties = party_figures(labels, found) if "parties" in labels.columns else {}
    return {"event_mentions": figures(labels, found) | parties}


@cache
def read(name: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the labels with the place of their sentence (`version_id`, `sentence_index`; null: not found), and the events there."""
    passages = quotations.passages(_articles(name)).with_columns(role=pl.lit("body"))
    cut = with_sentences(tokens(passages), load("abbreviations")).with_columns(role=pl.lit("body"))
    said = with_text(sentences(cut), passages)
    places = with_hash(said).select("hash", "doc", "sentence_index", version_id=pl.col("doc").cast(pl.String))
    first = places.unique("hash", keep="first", maintain_order=True)
    labels = pl.read_csv(LABELS[name], infer_schema=False).join(first, on="hash", how="left", maintain_order="left")
    return labels.drop("doc"), _told(*(frame.join(labels, on="doc", how="semi", maintain_order="left") for frame in (cut, said)))


def _articles(name: str) -> list[dict]:
    if name == "news_sentences":
        return quotations.articles("tune")
    return [
        {"text": event_pairs.running(json.loads(line)["text"])} for line in gzip.decompress(event_pairs.STORIES.read_bytes()).splitlines()
    ]


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
        `event_precision` (of the types found in either), `sentence_recall` (of the sentences that tell events, those with a right
        type found), `sentence_precision` (of these sentences with any event found), `sentences_found_share` (of the labels, those whose
        sentence the texts still have).
    """
    told = found.select("version_id", "sentence_index", "event_type").unique().join(labels, on=["version_id", "sentence_index"])
    tells = pl.col("types").is_not_null()
    eventless = labels.filter(_read(), ~tells)
    typed = labels.filter(_read(), tells).select("hash", event_type=pl.col("types").str.split("|")).explode("event_type")
    right = typed.join(told, on=["hash", "event_type"])
    sentences = told.filter(_read(), tells)["hash"].n_unique()
    false_share = eventless.join(told, on="hash", how="semi").height / eventless.height
    return {
        "false_event_share": false_share,
        "quiet_sentence_share": 1 - false_share,
        "event_type_recall": right.height / typed.height,
        "event_type_precision": right.height / max(told.filter(_read(), tells).height, 1),
        "event_precision": right.height / max(told.filter(_read()).height, 1),
        "sentence_recall": right["hash"].n_unique() / typed["hash"].n_unique(),
        "sentence_precision": right["hash"].n_unique() / max(sentences, 1),
        "sentences_found_share": labels["version_id"].is_not_null().mean(),
    }


def party_figures(labels: pl.DataFrame, found: pl.DataFrame) -> dict[str, float]:
    """Return of the labelled types that are found how many have the labelled actor, and recipient (`same_party`).

    Args:
        labels: as for `figures`, and `parties` (`actor>recipient` of each of the types).
        found: as for `figures`, with the parties' places and `start_char` of the sentence.
    """
    each = labels.filter(_read(), pl.col("types").is_not_null()).with_columns(pl.col("types", "parties").str.split("|"))
    sides = pl.col("parties").str.split_exact(">", 1).struct.rename_fields(SIDES)
    typed = each.explode("types", "parties").with_columns(sides).unnest("parties")
    told = typed.join(found, left_on=["version_id", "sentence_index", "types"], right_on=["version_id", "sentence_index", "event_type"])
    right = told.group_by("hash", "types").agg(same_party(side).any().alias(side) for side in SIDES)
    return {f"{side}_accuracy": right[side].mean() for side in SIDES}


def same_party(side: str) -> pl.Expr:
    """Tell whether the span of a found party and the labelled one (`12:25` in the sentence, or none) share a place, or both are missing."""
    start, end = (pl.col(side).str.extract(RE_SPAN, group).cast(pl.Int64) for group in (1, 2))
    first, last = (pl.col(f"{side}_{edge}_char") - pl.col("start_char") for edge in ("start", "end"))
    return pl.when(pl.col(side) == NONE).then(first.is_null()).otherwise(((first < end) & (start < last)).fill_null(False))


def _read() -> pl.Expr:
    """Tell which labels count: sure, found again, not told between quotation marks only."""
    placed = pl.col("version_id").is_not_null()
    return (pl.col("doubtful") == "no") & placed & (pl.col("types").is_not_null() | pl.col("quoted_types").is_null())
