"""The report of `make quality`: measures every labelled data set that is there, prints tables, writes the scores into the lake.

Run: python tests/quality/report.py [tune]. The sample corpus is loaded into a warehouse of its own, in a temporary folder, so its figures
are those of the code and not of a deployment's data. The scores go into the lake of the data folder that the settings name.

Belongs here: what is printed and in which order.
Does not belong here: measuring (`scores` and the modules it names), figures.
"""

import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import confidence
import event_rows
import polars as pl
import quotations
import theme_peer
import topics
from filelock import FileLock, Timeout
from rich.console import Console
from rich.table import Table
from scores import DataSet, commit, data_sets, fallen, measured

from pipelines.lake import Lake
from pipelines.lexicons import load
from pipelines.run import execute, today
from pipelines.settings import REPOSITORY, Settings

PIPED_WIDTH = 120  # characters of a line where there is no terminal to tell them
REFERENCE = Path(__file__).with_name("reference_systems.csv")
QUOTATIONS = {
    "direct_f1_at_0.8": "DIRECT\nF1@0.8",
    "direct_quote_and_speaker_f1_at_0.8": "DIRECT\nquote+speaker@0.8",
    "reported_f1_at_0.3": "REPORTED\nF1@0.3",
    "reported_f1_at_0.8": "REPORTED\nF1@0.8",
    "reported_quote_and_speaker_f1_at_0.8": "REPORTED\nquote+speaker@0.8",
}
RELIABILITY = {"row_count": "rows", "right_count": "right", "share": "share right"}


def chosen(wanted: Iterable[str], warehouse: Path) -> tuple[list[DataSet], list[DataSet]]:
    """Return the data sets to be measured, and those whose labels are not there; the tuned articles count only when wanted."""
    asked = [each for each in data_sets(warehouse) if each.name != "quotations_tune" or "tune" in wanted]
    there = [each for each in asked if all(path.exists() for path in each.files)]
    return there, [each for each in asked if each not in there]


def sample_warehouse(folder: Path) -> Path:
    """Load the sample corpus into a new deployment and return its published warehouse."""
    settings = Settings(data_dir=folder, input=(str(REPOSITORY / "seeds"),))
    execute(settings, today(settings), lambda entry: None)
    return settings.warehouse


def quotation_rows(scores: pl.DataFrame) -> list[list[str]]:
    """Return the lines of the table of quotations: our own, then the reference systems."""
    own = scores.filter(pl.col("data_set").str.starts_with("quotations_")).pivot("measure", index="data_set", values="value")
    names = own["data_set"].str.strip_prefix("quotations_")
    here = [
        [name, "here", *(f"{value:.3f}" for value in row), None] for name, row in zip(names, own.select(*QUOTATIONS).rows(), strict=True)
    ]
    given = pl.read_csv(REFERENCE).select("system", "measured", *QUOTATIONS, "articles_per_second").rows()
    return here + [[name, place, *(f"{value:.2f}" for value in values), f"{rate:,}"] for name, place, *values, rate in given]


def reliability(name: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return how many rows are right on a labelled set, by the confidence they carry and by rule."""
    rules = load("quote_rules").select("rule_id", "confidence")
    counts = rules.join(confidence.by_rule(quotations.read(name)), on="rule_id")
    share = pl.when(pl.col("row_count") > 0).then(pl.col("right_count") / pl.col("row_count"))
    return confidence.by_band(counts).with_columns(share=share), counts.with_columns(share=share)


def print_table(console: Console, title: str, heads: Iterable[str], rows: Iterable[Iterable[object]], texts: int = 1) -> None:
    """Print a table without lines, which reads well in a file too.

    Args:
        console: where to print.
        title: what the table tells.
        heads: names of the columns.
        rows: its lines; a fraction is shown with three digits, null as nothing.
        texts: columns from the left that hold words.
    """
    shown = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for number, head in enumerate(heads):
        shown.add_column(head, justify="left" if number < texts else "right", vertical="bottom", no_wrap=number < texts)
    for row in rows:
        shown.add_row(*("" if cell is None else f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in row))
    console.print(f"\n[bold]{title}[/bold]", soft_wrap=True)
    console.print(shown)


def print_quotations(scores: pl.DataFrame, console: Console) -> None:
    """Print the table of quotations beside the reference systems, and how far confidences hold on articles nobody tuned on."""
    heads = ["data set or system", "measured", *QUOTATIONS.values(), "articles/s"]
    print_table(console, "Quotations in labelled articles", heads, quotation_rows(scores), texts=2)
    console.print("Elsewhere: figures of other systems on the same labels, as published. Our articles/s: make bench.")
    for kind, frame in zip(("confidence", "rule"), reliability("check"), strict=True):
        heads = [RELIABILITY.get(column, column) for column in frame.columns]
        print_table(console, f"Right rows by {kind}: span and speaker, data set check", heads, frame.rows())


def print_events(rows: pl.DataFrame, console: Console) -> None:
    """Print how many of the mentions judged by eye are events, and how many of them are not found any more.

    Args:
        rows: judged mentions, as `event_rows.read` returns them.
        console: where to print.
    """
    for kind, frame in event_rows.tables(rows).items():
        heads = [RELIABILITY.get(column, column.replace("_", " ")) for column in frame.columns]
        print_table(console, f"Event mentions judged by eye, by {kind}", heads, frame.rows())
    events = rows.filter(pl.col("event") == "yes")
    lost, lost_events = (frame.height - frame["is_found"].sum() for frame in (rows, events))
    console.print(f"Not found any more: {lost} of the {rows.height} mentions, {lost_events} of the {events.height} events among them.")


def print_themes(console: Console) -> None:
    """Print the main themes of the tagged articles nobody tuned on, by top-level theme, and beside a classifier."""
    rows = topics.by_label(topics.answers("tagged_check"))
    heads = ["theme", "articles", "answered", "found", "precision", "recall"]
    print_table(console, "Main themes of tagged articles, data set check, by top-level theme", heads, rows.rows())
    if not theme_peer.IS_THERE:
        console.print("Not compared with a classifier: scikit-learn is not installed (pip install 'broadsheet[peers]').")
        return
    heads = ["system", "answered", "right of these", "right where both answer"]
    print_table(console, "Beside a classifier that learned from the other half of these articles", heads, theme_peer.comparison())


def print_scores(scores: pl.DataFrame, console: Console) -> None:
    """Print every score with its floor."""
    shown = scores.select("data_set", "extractor", "measure", "value", "floor")
    print_table(console, "All scores", [column.replace("_", " ") for column in shown.columns], shown.rows(), texts=3)


def write(scores: pl.DataFrame, settings: Settings) -> str:
    """Write scores into the lake of a data folder, and return what to say of it."""
    settings.lake.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(settings.lake / ".lock", timeout=0):
            commit(Lake(settings.lake), scores)
    except Timeout:
        return f"Not written: a run is writing to {settings.lake}; measure again at its end."
    return f"{scores.height} rows written into {settings.lake}; the next run publishes them as the table quality_scores."


def main(*wanted: str) -> None:
    """Measure, print, write; ends with an error when a score lies below its floor."""
    console = Console(width=None if sys.stdout.isatty() else PIPED_WIDTH, highlight=False)
    console.print("Loading the sample corpus into a warehouse of its own, then measuring (a minute)")
    with tempfile.TemporaryDirectory() as folder:
        sets, missing = chosen(wanted, sample_warehouse(Path(folder)))
        scores = pl.concat(measured(each, datetime.now(UTC)) for each in sets)
    if "quotations_check" in scores["data_set"]:
        print_quotations(scores, console)
    if "event_rows" in scores["data_set"]:
        print_events(event_rows.read(), console)
    if "tagged_check" in scores["data_set"]:
        print_themes(console)
    print_scores(scores, console)
    for each in missing:
        lacking = next(path for path in each.files if not path.exists())
        console.print(f"Not measured: {each.name}, there is no {lacking}", soft_wrap=True)
    console.print(f"\n{write(scores, Settings())}", soft_wrap=True)
    if low := fallen(scores):
        sys.exit("\n".join(low))


if __name__ == "__main__":
    main(*sys.argv[1:])
