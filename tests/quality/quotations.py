"""Quality of quotations in labelled articles: what the product finds, put as the scorer beside the labels wants it.

The labelled articles lie in a folder `shared` beside the repository, and so does their scorer.

Belongs here: reading the labelled articles, extraction from them, the scorer's measures.
Does not belong here: how far a rule can be trusted (`confidence`), rules, rates (`benchmarks`).
"""

import gzip
from collections import defaultdict
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import polars as pl

from pipelines.lexicons import load
from pipelines.text import names, quotes
from pipelines.text.layout import paragraphs
from pipelines.text.sentences import with_sentences
from pipelines.text.tokens import tokens

SHARED = Path(__file__).parents[2].parent / "shared" / "eval"
SAID = ("clause_start_char", "clause_end_char", "kind", "speaker_start_char", "speaker_end_char", "rule_id")

Article = dict[str, Any]


class Read(NamedTuple):
    """Labelled articles, and the quotations found in each by its id."""

    articles: list[Article]
    found: dict[str, list[dict]]


def path(name: str) -> Path:
    """Return the file of a labelled set, "check" or "tune"."""
    return SHARED / "quotes" / f"{name}.jsonl.gz"


@cache
def scorer() -> ModuleType:
    """Return the scorer that lies beside the labelled sets."""
    return SourceFileLoader("score_quotes", str(SHARED / "score_quotes.py")).load_module()


@cache
def articles(name: str) -> list[Article]:
    """Return the articles of a labelled set."""
    return pl.read_ndjson(gzip.decompress(path(name).read_bytes()), infer_schema_length=None).to_dicts()


@cache
def read(name: str) -> Read:
    """Return the articles of a labelled set and what is found in them."""
    labelled = articles(name)
    return Read(labelled, predictions(extract(passages(labelled)), labelled))


def scores(name: str) -> dict[str, dict[str, float]]:
    """Return F1 of the direct and of all reported quotations of a labelled set by span, and by span and speaker, at two overlaps."""
    measures = {}
    for subset, figures in scorer().score(*read(name)).items():
        kind, overlap = subset.lower().split("@")
        measures |= {f"{kind}_{measure}_at_{overlap}": figures[measure] for measure in ("f1", "quote_and_speaker_f1")}
    return {"quotes": measures}


def passages(articles: list[Article]) -> pl.DataFrame:
    """Return one row per paragraph of the articles, as the product cuts them: `doc`, `block_index`, `start_char`, `text`."""
    texts = [article["text"] for article in articles]
    frame = pl.DataFrame({"doc": range(len(texts)), "text": texts}, schema_overrides={"doc": pl.UInt32})
    return paragraphs(frame).with_columns(start_char=pl.col("core_char"), block_index=pl.int_range(pl.len()).over("doc"))


def extract(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Return the quotations of paragraphs that are all body text."""
    lexicons = {name: load(name) for name in {*names.LEXICONS, *quotes.LEXICONS}}
    cut = with_sentences(tokens(paragraphs), load("abbreviations"))
    return quotes.quotes(cut, names.names(cut, lexicons), lexicons)


def predictions(found: pl.DataFrame, articles: list[Article]) -> dict[str, list[dict]]:
    """Return quotations by article id as the scorer wants them: direct ones with their marks, others as the whole reported clause."""
    rows = defaultdict(list)
    spans = _joined(found).unique(["doc", "clause_start_char", "clause_end_char"], keep="first", maintain_order=True)
    for doc, start, end, kind, first, last, rule in spans.select("doc", *SAID).rows():
        said = {"start": start, "end": end, "kind": kind, "speaker_start": first, "speaker_end": last, "rule_id": rule}
        rows[articles[doc]["id"]].append(said)
    return dict(rows)


def _joined(found: pl.DataFrame) -> pl.DataFrame:
    """Join the paragraphs of one quotation: the labels have a single row where marks open at the begin of each paragraph."""
    runs_on = pl.col("runs_on").shift() & (pl.col("doc") == pl.col("doc").shift())
    numbered = found.with_columns(run=(~runs_on).fill_null(True).cast(pl.Int64).cum_sum())
    attributed = pl.col("rule_id").str.contains("behind|ahead|introduced")
    who = (
        pl.coalesce(pl.col(name).filter(attributed).first(), pl.col(name).first()).alias(name)
        for name in ("speaker_start_char", "speaker_end_char")
    )
    return numbered.group_by("run", maintain_order=True).agg(
        pl.col("doc", "clause_start_char", "kind", "rule_id").first(), pl.col("clause_end_char").last(), *who
    )
