"""Rates of the raw, parsed and extracted stages on copies of the sample corpus with changed words, and how they grow.

Run: python benchmarks/stages.py [ARTICLES ...]. Prints articles a second of each stage and the time per article against the smallest run.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pipelines.derive import Built, build_day
from pipelines.ingest import Delivery, deliver
from pipelines.lake import Lake
from pipelines.settings import REPOSITORY
from pipelines.stages import EXTRACTED, PARSED

SIZES = (400, 1_600)
DAY = datetime.now(UTC).date()


def write_copies(count: int, folder: Path) -> None:
    """Write `count` articles: the sample corpus over and over, each copy with numbers of its own in place of some words."""
    texts = [path.read_bytes() for path in sorted((REPOSITORY / "seeds").rglob("*.txt")) if path.stat().st_size > 500]
    for number in range(count):
        source = folder / f"source-{number % 40}"
        source.mkdir(exist_ok=True)
        text = texts[number % len(texts)].replace(b" the ", f" the {number} ".encode(), 3)
        (source / f"{number}.txt").write_bytes(text)


def measure(count: int) -> dict[str, float]:
    """Return the seconds that each stage takes for `count` articles."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "input").mkdir()
        write_copies(count, folder / "input")
        lake = Lake(folder / "lake")
        delivery = Delivery((folder / "input",), DAY, datetime.now(UTC), 8_000_000)
        steps = {
            "raw": lambda: deliver(lake, delivery, run_id="benchmark"),
            "parsed": lambda: build_day(lake, PARSED, DAY, made_by="benchmark", run_id="benchmark"),
            "extracted": lambda: build_day(lake, EXTRACTED, DAY, made_by="benchmark", run_id="benchmark"),
            "unchanged again": lambda: deliver(lake, delivery, run_id="benchmark"),
        }
        return {name: _seconds(step) for name, step in steps.items()}


def _seconds(step: Callable[[], Built]) -> float:
    began = time.perf_counter()
    built = step()
    if built.failures:
        raise SystemExit(f"broken promise: {built.failures[0]}")
    return time.perf_counter() - began


def main(*sizes: str) -> None:
    """Print the rates."""
    first: dict[str, float] = {}
    for count in map(int, sizes or SIZES):
        for stage, seconds in measure(count).items():
            first.setdefault(stage, seconds / count)
            growth = seconds / count / first[stage]
            print(f"{count:>7,} articles  {stage:<16} {count / seconds:>9,.0f}/s  {growth:5.2f} of the smallest run's time each")


if __name__ == "__main__":
    main(*sys.argv[1:])
