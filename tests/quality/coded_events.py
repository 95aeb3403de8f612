"""Quality of events in coded sentences: types, parties, precision.

The coded sentences lie in a folder `shared` beside the repository. They are parted by a hash of their words: patterns are written with
three quarters in view ("tune"), the fourth is only measured ("check").

The type is measured twice: as `event_type`, which is the deed's own ("will visit" is a planned CONSULT), and as `cameo_root` files it: a
deed announced is an intent to cooperate (AGREE) or a threat, as in the coding scheme.

Each sentence has one coding, though it may tell more: the precision over all types found counts what nobody coded as false. The accuracy
for the coded parties asks only events between the coded actor and recipient, as classifiers that are given the two do.

Belongs here: reading the coded sentences, extraction from them, the measures.
Does not belong here: patterns, rates (`benchmarks`).
"""

import gzip
import hashlib
from functools import cache
from pathlib import Path

import polars as pl

from pipelines.lexicons import load
from pipelines.tables.event_mentions import event_mentions
from pipelines.text.events import LEXICONS
from pipelines.text.names import LEXICONS as NAME_LEXICONS
from pipelines.text.names import names
from pipelines.text.sentences import sentences, with_sentences
from pipelines.text.tokens import tokens

CODED = Path(__file__).parents[2].parent / "shared" / "eval" / "events" / "coded_sentences.jsonl.gz"
INTENTS = {"03": "AGREE", "13": "THREATEN"}


def coded_sentences() -> pl.DataFrame:
    """Return one row per coding: `sentence`, `actor`, `recipient`, `event_type`, `doc` (number of the sentence), `part`."""
    rows = pl.read_ndjson(gzip.decompress(CODED.read_bytes()))
    wrapped = pl.col("sentence").str.contains(r'^"[^"]*""')  # quoted as a CSV cell, its own marks doubled
    unwrapped = pl.col("sentence").str.strip_prefix('"').str.strip_suffix('"').str.replace_all('""', '"', literal=True)
    rows = rows.with_columns(sentence=pl.when(wrapped).then(unwrapped).otherwise("sentence"))
    texts = rows.select("sentence").unique(maintain_order=True).with_row_index("doc")
    unread = [hashlib.blake2b(text.encode(), digest_size=1).digest()[0] % 4 == 1 for text in texts["sentence"]]
    return rows.join(texts.with_columns(part=pl.when(pl.Series(unread)).then(pl.lit("check")).otherwise(pl.lit("tune"))), on="sentence")


@cache
def read() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the codings and the event mentions found in their sentences."""
    coded = coded_sentences()
    return coded, told(coded.select("doc", text="sentence").unique("doc", maintain_order=True))


def scores(part: str) -> dict[str, dict[str, float]]:
    """Return the figures of one part, the types in both readings."""
    coded, found = read()
    chosen = coded.filter(pl.col("part") == part)
    filed = figures(chosen, found.with_columns(event_type=pl.col("cameo_root").replace_strict(INTENTS, default=pl.col("event_type"))))
    also = {f"{measure}_by_cameo_root": filed[measure] for measure in filed if measure.startswith("event_type")}
    return {"event_mentions": figures(chosen, found) | also}


def told(texts: pl.DataFrame) -> pl.DataFrame:
    """Return the event mentions of texts (`doc`, `text`) that are one body paragraph each, with `doc` as `version_id`."""
    passages = texts.select(pl.col("doc").cast(pl.UInt32), block_index=pl.lit(0, pl.Int64), start_char=pl.lit(0, pl.Int64), text="text")
    cut = with_sentences(tokens(passages), load("abbreviations")).with_columns(role=pl.lit("body"))
    said = sentences(cut).join(passages.select("doc", whole="text"), on="doc", maintain_order="left")
    said = said.with_columns(text=pl.col("whole").str.slice("start_char", pl.col("end_char") - pl.col("start_char"))).drop("whole")
    undated = passages.select(
        "doc", version_id=pl.col("doc").cast(pl.String), published_date=pl.lit(None, pl.Date), published_precision=pl.lit(None, pl.String)
    )
    named = names(cut, {name: load(name) for name in NAME_LEXICONS})
    return event_mentions(cut, said, named, undated, {name: load(name) for name in LEXICONS})


def figures(coded: pl.DataFrame, found: pl.DataFrame) -> dict[str, float]:
    """Return the share of codings whose type was found, of found types that are right, and of parties that overlap."""
    joined = coded.join(found, left_on=pl.col("doc").cast(pl.String), right_on="version_id", suffix="_found")
    overlaps = {f"{side}_right": _overlaps(side) for side in ("actor", "recipient")}
    pairs = joined.with_columns(right=pl.col("event_type") == pl.col("event_type_found"), **overlaps)
    codings = pairs.filter("right").group_by("doc", "actor", "recipient").agg(pl.col("actor_right", "recipient_right").any())
    types = pairs.group_by("doc", "event_type_found").agg(pl.col("right").any())
    between = pairs.filter("actor_right", "recipient_right").group_by("doc", "event_type_found").agg(pl.col("right").any())
    return {
        "event_type_recall": codings.height / coded.height,
        "event_type_precision": types.select(pl.col("right").mean()).item(),
        "event_type_accuracy_for_coded_parties": between.select(pl.col("right").mean()).item(),
        "actor_accuracy": codings.select(pl.col("actor_right").mean()).item(),
        "recipient_accuracy": codings.select(pl.col("recipient_right").mean()).item(),
    }


def _overlaps(side: str) -> pl.Expr:
    """Tell whether the words found and the words coded share a place in the sentence, or one lies in the other."""
    start = pl.col("sentence").str.find(pl.col(side), literal=True).cast(pl.Int64)
    placed = (pl.col(f"{side}_start_char") < start + pl.col(side).str.len_chars()) & (start < pl.col(f"{side}_end_char"))
    within = pl.col(f"{side}_text").str.contains(pl.col(side), literal=True) | pl.col(side).str.contains(
        pl.col(f"{side}_text"), literal=True
    )
    return (placed | within).fill_null(False)
