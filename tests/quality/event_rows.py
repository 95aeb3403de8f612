"""Quality of single event mentions, judged by eye: which patterns can be trusted, and how often parties, status, date and place are right.

The labels, `event_rows.csv`, hold no text. They name mentions that were found once: 100 in 840 news articles, 100 in 1,500 press
releases, in sentences of up to 60 words, the same number of each type as far as there are so many, by hash within a type. So they say
how far a pattern can be trusted, not how many of all mentions are right. `article` is the begin of the SHA-256 of the article's id or
of the release's path, `hash` that of the sentence (`news_events`), `trigger_offset` where in it the trigger's words stand first.

What is right is kept, not whether the mention was, so that a mended mention counts as right: `event` (yes, no: is it an event of the
pattern's type), and of events `actor`, `recipient` and `place` (first and last character in the sentence as 12:25, none when the
sentence does not tell), `status`, `date` (ISO 8601 as far as it is told, or none). `error` says in a word or two what was wrong on the
day of labelling. A provision of a law, a promise to voters, a vote cast, a warning as advice and combat as a figure of speech are no
events. A mention that is not found any more is neither right nor wrong; how many there are is said. Articles and releases lie in a
folder `shared` beside the repository.

Belongs here: reading the labels, running the product on their articles, counts of right mentions by type and by kind of pattern.
Does not belong here: events that are not found (`news_events`), patterns.
"""

import json
import re
import tarfile
import tempfile
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import polars as pl
import quotations
from news_events import NONE, RE_SPAN, SIDES, same_party, with_hash

from pipelines.derive import build_day
from pipelines.ingest import Delivery, deliver
from pipelines.lake import Lake
from pipelines.lexicons import load
from pipelines.readers.options import options
from pipelines.settings import Settings
from pipelines.stages import EXTRACTED, PARSED

LABELS = Path(__file__).with_name("event_rows.csv")
RELEASES = quotations.SHARED.parent / "corpus" / "press_releases.tar.xz"
PARTS = (*SIDES, "status", "date", "place")
KEY = ["hash", "event_type", "trigger_offset"]
DIGITS = {"month": 7, "year": 4}
"""How much of an ISO date is told at a precision; ten characters at all others."""


def key(name: str) -> str:
    """Return what stands in `article` for an article's id or a release's path."""
    return sha256(name.encode()).hexdigest()[:12]


def write_articles(folder: Path, wanted: set[str]) -> None:
    """Write the articles and releases with some keys into a folder, as the product reads them."""
    chosen = [each for each in quotations.articles("tune") if key(each["id"]) in wanted]
    lines = [json.dumps({"title": each["title"], "text": each["text"], "published": each["date"]}) for each in chosen]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with tarfile.open(RELEASES) as archive:
        for member in archive:
            if member.isfile() and key(member.name.removeprefix("./")) in wanted:
                archive.extract(member, folder, filter="data")


def mentions(folder: Path) -> pl.DataFrame:
    """Return the event mentions that a run finds in a folder's documents, with `hash` (of the sentence).

    Raises:
        ValueError: a promise of the product is broken.
    """
    now, settings = datetime.now(UTC), Settings(input=(str(folder),))
    how = options([folder], settings.max_bytes)
    with tempfile.TemporaryDirectory() as name:
        lake = Lake(Path(name))
        delivered = deliver(lake, Delivery(settings.input, now.date(), now, settings.batch_bytes, how), run_id="quality")
        built = [build_day(lake, stage, now.date(), made_by="quality", run_id="quality") for stage in (PARSED, EXTRACTED)]
        if failures := [failure.message for each in (delivered, *built) for failure in each.failures]:
            raise ValueError(failures[0])
        return with_hash(lake.scan("extracted/event_mentions").collect())


@cache
def read() -> pl.DataFrame:
    """Return the labels with what is right of the mention found now, as `judged` tells it."""
    labels = pl.read_csv(LABELS).with_row_index("label")
    with tempfile.TemporaryDirectory() as name:
        write_articles(Path(name), set(labels["article"]))
        found = mentions(Path(name))
    return judged(labels, with_offsets(found.join(labels, on="hash", how="semi")))


def with_offsets(found: pl.DataFrame) -> pl.DataFrame:
    """Add `trigger_offset`: where in the sentence the trigger's words stand first."""
    words = zip(found["text"], found["trigger"], strict=True)
    offsets = [match.start() for text, trigger in words if (match := re.search(rf"(?<!\w){re.escape(trigger)}(?!\w)", text))]
    return found.with_columns(trigger_offset=pl.Series(offsets, dtype=pl.Int64))


def judged(labels: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Return labels with `is_found` and what is right of the mention: `event_right` and, of events, one column for each of `PARTS`.

    A party is right when its span and the labelled one share a place, or both are missing. Of several mentions with one trigger the
    best counts.

    Args:
        labels: the columns of `event_rows.csv`, and `label` (number of the row).
        found: event mentions with `hash` and `trigger_offset`.
    """
    typed = labels.with_columns(event_type=pl.col("rule_id").str.split(":").list.get(1).str.to_uppercase())
    sides = {f"{side}_right": same_party(side) for side in SIDES}
    checks = sides | {"status_right": pl.col("status") == pl.col("status_found"), "date_right": _same_date(), "place_right": _same_place()}
    best = (
        typed.join(found, on=KEY, suffix="_found")
        .group_by("label")
        .agg(pl.lit(True).alias("is_found"), **{k: v.any() for k, v in checks.items()})
    )
    there = typed.join(best, on="label", how="left", maintain_order="left").with_columns(pl.col("is_found").fill_null(False))
    is_event = pl.col("event") == "yes"
    parts = {f"{part}_right": pl.when(is_event).then(f"{part}_right") for part in PARTS}
    return there.with_columns(event_right=pl.when("is_found").then(is_event), **parts)


def _same_date() -> pl.Expr:
    told = pl.col("event_date").cast(pl.String).str.slice(0, pl.col("event_date_precision").replace_strict(DIGITS, default=10))
    return told.fill_null(NONE) == pl.col("date")


def _same_place() -> pl.Expr:
    start, end = (pl.col("place").str.extract(RE_SPAN, group).cast(pl.Int64) for group in (1, 2))
    words, told = pl.col("text").str.slice(start, end - start), pl.col("place_found")
    within = told.str.contains(words, literal=True) | words.str.contains(told, literal=True)
    return pl.when(pl.col("place") == NONE).then(told.is_null()).otherwise(within.fill_null(False))


def scores() -> dict[str, dict[str, float]]:
    """Return the measures of the labelled mentions."""
    return {"event_mentions": figures(read())}


def figures(rows: pl.DataFrame) -> dict[str, float]:
    """Return the measures of judged labels.

    Returns:
        `event_accuracy` (of the mentions still found, those that are events of their type), `events_kept_share` (of the labelled
        events, those still found), and of these `actor_accuracy`, `recipient_accuracy`, `status_accuracy`, `date_accuracy`,
        `place_accuracy`.
    """
    events = rows.filter(pl.col("event") == "yes")
    parts = {f"{part}_accuracy": events[f"{part}_right"].mean() or 0.0 for part in PARTS}
    return {"event_accuracy": rows["event_right"].mean() or 0.0, "events_kept_share": events["is_found"].mean()} | parts


def counts(rows: pl.DataFrame, *keys: pl.Expr) -> pl.DataFrame:
    """Return by some keys how many labelled mentions are still found (`row_count`), and how many of them are events (`right_count`)."""
    found = rows.filter("is_found")
    return found.group_by(keys).agg(row_count=pl.len(), right_count=pl.col("event_right").sum()).sort(pl.nth(range(len(keys))))


def tables(rows: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return what is counted: mentions still found and right ones by event type and by kind of pattern, kinds of error by number."""
    kinds = load("event_patterns").select("rule_id", kind=_kind())
    kinded = rows.join(kinds, on="rule_id", how="left", maintain_order="left").with_columns(pl.col("kind").fill_null("pattern is gone"))
    wrong = rows.filter("is_found", pl.any_horizontal(~pl.col("^.*_right$").fill_null(True)))
    return {
        "event type": counts(rows, pl.col("event_type")),
        "kind of pattern": counts(kinded, pl.col("kind")),
        "kind of error": wrong.group_by("error").agg(row_count=pl.len()).sort(pl.col("row_count"), "error", descending=[True, False]),
    }


def _kind() -> pl.Expr:
    """What a pattern asks for beside its verb."""
    listed, words = pl.col("object_words").is_not_null(), pl.col("trigger").str.contains(" ", literal=True)
    kinds = pl.when(listed).then(pl.lit(" with listed objects")).when(words).then(pl.lit(" of several words")).otherwise(pl.lit(" alone"))
    return pl.when(pl.col("shape").is_in(["verb", "reciprocal"])).then(pl.lit("verb") + kinds).otherwise("shape")
