"""Rates, growth and peak memory of the raw, parsed and extracted stages.

Run: python benchmarks/stages.py [ARTICLES | INPUT ...]. A number stands for so many copies of the sample corpus with changed words,
anything else is an input as it is: a folder, a pattern, an archive. Prints articles a second of each stage, the time per article against
the first run, and the most memory that the process had by the end of the stage, without that of its workers (BROADSHEET_WORKERS=1: none).
Each run is a process of its own.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from pipelines.derive import Built, build_day
from pipelines.ingest import Delivery, deliver
from pipelines.lake import Lake
from pipelines.readers.options import options
from pipelines.readers.places import local_folders
from pipelines.settings import REPOSITORY, Settings
from pipelines.stages import EXTRACTED, PARSED

SIZES = ("400", "1600")
DAY = datetime.now(UTC).date()


def write_copies(count: int, folder: Path) -> None:
    """Write `count` articles: the sample corpus over and over, each copy with numbers of its own in place of some words."""
    texts = [path.read_bytes() for path in sorted((REPOSITORY / "seeds").rglob("*.txt")) if path.stat().st_size > 500]
    for number in range(count):
        source = folder / f"source-{number % 40}"
        source.mkdir(parents=True, exist_ok=True)
        text = texts[number % len(texts)].replace(b" the ", f" the {number} ".encode(), 3)
        (source / f"{number}.txt").write_bytes(text)


def measure(given: str) -> tuple[int, dict[str, tuple[float, float]]]:
    """Return the number of articles, and for each stage its seconds and the peak of memory in GB by its end."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.isdigit():
            write_copies(int(given), folder / "input")
        settings = Settings(input=(str(folder / "input") if given.isdigit() else given,))
        lake = Lake(folder / "lake")
        how = options(local_folders(settings.input), settings.max_bytes)
        delivery = Delivery(settings.input, DAY, datetime.now(UTC), settings.batch_bytes, how)
        steps = {
            "raw": lambda: deliver(lake, delivery, run_id="benchmark"),
            "parsed": lambda: build_day(lake, PARSED, DAY, made_by="benchmark", run_id="benchmark", workers=settings.workers),
            "extracted": lambda: build_day(lake, EXTRACTED, DAY, made_by="benchmark", run_id="benchmark", workers=settings.workers),
            "unchanged again": lambda: deliver(lake, delivery, run_id="benchmark"),
        }
        figures = {name: (_seconds(step), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6) for name, step in steps.items()}
        return int(lake.files("parsed/articles")["row_count"].sum()), figures


def _seconds(step: Callable[[], Built]) -> float:
    began = time.perf_counter()
    built = step()
    if built.failures:
        raise SystemExit(f"broken promise: {built.failures[0]}")
    return time.perf_counter() - began


def main(*inputs: str) -> None:
    """Print rates and memory."""
    first: dict[str, float] = {}
    for given in inputs or SIZES:
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            count, figures = process.submit(measure, given).result()
        for stage, (seconds, memory) in figures.items():
            growth = seconds / count / first.setdefault(stage, seconds / count)
            print(f"{count:>7,} articles  {stage:<16} {seconds:7.1f} s {count / seconds:>9,.0f}/s  x{growth:4.2f} each  {memory:4.1f} GB")


if __name__ == "__main__":
    main(*sys.argv[1:])
