"""Rates of dates, places, events and figures on one core, each of its own and all four together.

Run: python benchmarks/facts.py. The texts are those of `benchmarks/quotes.py`. The whole extraction runs in a new process with one
thread, and the CPU time within each of the four steps is taken, the best of three rounds after one that does not count. What the steps
build on (tokens, sentences, names, quotations) is measured there.
"""

import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import polars as pl

from benchmarks.quotes import THREADS, parsed
from pipelines.tables import extracted

STEPS = {"dates": "date_mentions", "places": "located", "events": "event_mentions", "figures": "figures"}
ROUNDS = 3


def seconds(articles: pl.DataFrame, blocks: pl.DataFrame) -> dict[str, float]:
    """Return the time spent in each step, of the best round."""
    rounds: list[dict[str, float]] = []
    for step, name in STEPS.items():
        setattr(extracted, name, _timed(getattr(extracted, name), step, rounds))
    for _ in range(1 + ROUNDS):
        rounds.append({})
        extracted.extract(articles, blocks)
    return {step: min(each[step] for each in rounds[1:]) for step in STEPS}


def _timed(function: Callable, step: str, rounds: list[dict[str, float]]) -> Callable:
    def timed(*arguments: object) -> object:
        began = time.process_time()
        made = function(*arguments)
        rounds[-1][step] = time.process_time() - began
        return made

    return timed


def main() -> None:
    """Print the rates."""
    articles, blocks = parsed()
    os.environ.update(dict.fromkeys(THREADS, "1"))  # read when a process begins
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        spent = pool.submit(seconds, articles, blocks).result()
    print(f"Facts in {articles.height:,} articles, one core: articles a second")
    for step, taken in (spent | {"all four": sum(spent.values())}).items():
        print(f"  {step:<10}{articles.height / taken:8,.0f}")


if __name__ == "__main__":
    main()
