"""Measure the quotation rules against labelled articles: figures of the scorer and articles a second.

Run: python benchmarks/quotes.py [tune|check]. The labelled articles lie in a folder `shared` beside the repository; without it nothing
is measured and a message says so.
"""

import json
import os
import sys
import time
from collections import defaultdict
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

os.environ.setdefault("POLARS_MAX_THREADS", "1")  # one core, so that figures compare between machines

import polars as pl

from pipelines.lexicons import load
from pipelines.text import names, quotes
from pipelines.text.layout import paragraphs
from pipelines.text.sentences import with_sentences
from pipelines.text.tokens import tokens

SHARED = Path(__file__).parents[1].parent / "shared" / "eval"


def passages(articles: list[dict]) -> pl.DataFrame:
    """Return one row per paragraph of the articles, as the product cuts them: `doc`, `block_index`, `start_char`, `text`."""
    texts = pl.DataFrame({"doc": range(len(articles)), "text": [article["text"] for article in articles]}, schema_overrides={"doc": pl.UInt32})
    return paragraphs(texts).with_columns(start_char=pl.col("core_char"), block_index=pl.int_range(pl.len()).over("doc"))


def extract(paragraphs: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the quotations of paragraphs that are all body text."""
    cut = with_sentences(tokens(paragraphs), lexicons["abbreviations"])
    return quotes.quotes(cut, names.names(cut, lexicons), lexicons)


def predictions(found: pl.DataFrame, articles: list[dict]) -> dict[str, list[dict]]:
    """Return quotations as the scorer wants them: direct ones with their marks, others as the whole reported clause."""
    rows = defaultdict(list)
    spans = _joined(found).unique(["doc", "clause_start_char", "clause_end_char"], keep="first", maintain_order=True)
    for row in spans.select(
        "doc", "clause_start_char", "clause_end_char", "kind", "speaker_start_char", "speaker_end_char", "rule_id"
    ).iter_rows():
        doc, start, end, kind, first, last, rule = row
        said = {"start": start, "end": end, "kind": kind, "speaker_start": first, "speaker_end": last, "rule_id": rule}
        rows[articles[doc]["id"]].append(said)
    return rows


def rules(articles: list[dict], predicted: dict[str, list[dict]], scorer: ModuleType) -> dict[str, list[int]]:
    """Return for each rule how many of its quotations are right (span and speaker) and how many there are.

    Counted as the scorer counts reported speech: a quotation that only touches labels outside of it is left out.
    """
    counts = defaultdict(lambda: [0, 0])
    for article in articles:
        gold = [quote for quote in article["quotes"] if quote["reported"]]
        kept = scorer.relevant(predicted.get(article["id"], []), article["quotes"], scorer.keep_reported)
        for quote in kept:
            counts[quote["rule_id"]][1] += 1
        for label, quote in scorer.match(gold, kept, 0.8):
            said = quote["speaker_start"] is not None
            named = said and scorer.overlap(label["speaker"] or [0, 0], (quote["speaker_start"], quote["speaker_end"])) > 0
            counts[quote["rule_id"]][0] += named if label["speaker"] else not said
    return dict(sorted(counts.items()))


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


def main(name: str = "tune") -> None:
    """Print the figures."""
    if not SHARED.exists():
        print(f"no labelled articles in {SHARED}; nothing measured")
        return
    scorer = SourceFileLoader("score_quotes", str(SHARED / "score_quotes.py")).load_module()
    articles = list(scorer.lines(str(SHARED / "quotes" / f"{name}.jsonl.gz")))
    lexicons = {each: load(each) for each in {*names.LEXICONS, *quotes.LEXICONS, "abbreviations"}}
    paragraphs = passages(articles)
    extract(paragraphs.head(200), lexicons)
    began = time.process_time()  # seconds of the processor: other work on the machine does not count
    found = extract(paragraphs, lexicons)
    seconds = time.process_time() - began
    predicted = predictions(found, articles)
    for subset, row in scorer.score(articles, predicted).items():
        print(subset, json.dumps(row))
    for rule, (right, count) in rules(articles, predicted, scorer).items():
        print(f"{rule:32} {right / count:.2f} of {count}")
    print(f"{len(articles) / seconds:.0f} articles/s on one core")


if __name__ == "__main__":
    main(*sys.argv[1:])
