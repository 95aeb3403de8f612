"""Scores: the labelled data sets, the floors of their measures, and the rows of the lake's table `quality/scores`.

Belongs here: which data sets there are, the hash of their labels, floors, rows, committing them.
Does not belong here: how a data set is measured (a module each beside this one), printing (`report`).
"""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import bodies
import coded_events
import dates
import event_pairs
import event_rows
import news_events
import polars as pl
import pronouns
import quotations
import sample_corpus
import topics

from pipelines.derive import Derivation, build_whole
from pipelines.lake import Lake
from pipelines.schemas.base import columns, empty
from pipelines.schemas.quality import QualityScores
from pipelines.text.ids import hash_id
from pipelines.version import extractor_version

TABLE = "quality/scores"
FLOORS: dict[str, dict] = json.loads(Path(__file__).with_name("floors.json").read_text())
"""For each data set the hash of the labels that its floors hold for, and the least value of measures."""

Measures = dict[str, dict[str, float]]  # values of measures by the public table that was measured


class DataSet(NamedTuple):
    """A labelled data set: its name, its files, and what measures it."""

    name: str
    files: list[Path]
    measures: Callable[[], Measures]


def data_sets(warehouse: Path) -> list[DataSet]:
    """Return every data set.

    Args:
        warehouse: published warehouse of the sample corpus.
    """
    return [
        DataSet("sample", sorted(sample_corpus.LABELS.glob("sample_*.csv")), partial(sample_corpus.scores, warehouse)),
        *(DataSet(f"quotations_{name}", [quotations.path(name)], partial(quotations.scores, name)) for name in ("check", "tune")),
        DataSet("pronoun_speakers", [pronouns.LABELS, quotations.path("tune")], partial(pronouns.scores, "test")),
        DataSet("gap", [pronouns.GAP], pronouns.gap_scores),
        *(DataSet(f"narratives_{half}", [dates.NARRATIVES], partial(dates.scores, half)) for half in ("check", "tune")),
        DataSet("expressions", [dates.EXPRESSIONS], dates.expression_scores),
        *(DataSet(f"coded_sentences_{part}", [coded_events.CODED], partial(coded_events.scores, part)) for part in ("check", "tune")),
        *(DataSet(name, news_events.files(name), partial(news_events.scores, name)) for name in news_events.LABELS),
        DataSet("event_rows", [event_rows.LABELS, quotations.path("tune"), event_rows.RELEASES], event_rows.scores),
        DataSet("event_pairs_sample", event_pairs.SAMPLE, event_pairs.sample_scores),
        DataSet("event_pairs_articles", [event_pairs.ARTICLES, *event_pairs.articles()], event_pairs.article_scores),
        DataSet("event_pairs_stories", [event_pairs.STORIES], event_pairs.story_scores),
        *(DataSet(name, topics.files(name), partial(topics.scores, name)) for name in topics.NAMES),
        *(DataSet(f"pages_{name}", bodies.files(layouts), partial(bodies.scores, name)) for name, layouts in bodies.SETS.items()),
    ]


def data_hash(files: Iterable[Path]) -> str:
    """Return the hash of a data set's files: figures and floors hold for these only."""
    digest = sha256()
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def floors(name: str, hashed: str) -> dict[str, float]:
    """Return the floors of a data set by measure; none where the labels are others than those they were set for."""
    pinned = FLOORS.get(name, {})
    return pinned["floors"] if pinned.get("data_hash") == hashed else {}


def measured(data_set: DataSet, measured_at: datetime) -> pl.DataFrame:
    """Return the rows of `QualityScores` of a data set."""
    hashed = data_hash(data_set.files)
    least = floors(data_set.name, hashed)
    rows = [
        (extractor, data_set.name, measure, value, least.get(measure), hashed, extractor_version(), measured_at)
        for extractor, values in data_set.measures().items()
        for measure, value in values.items()
    ]
    return pl.DataFrame(rows, schema=columns(QualityScores), orient="row")


def fallen(scores: pl.DataFrame) -> list[str]:
    """Return which of some scores lie below their floor, in words."""
    below = scores.filter(pl.col("value") < pl.col("floor")).select("data_set", "measure", "value", "floor")
    return [f"{measure} of {name} is {value:.3f}, below {floor}" for name, measure, value, floor in below.rows()]


def commit(lake: Lake, scores: pl.DataFrame) -> None:
    """Put scores into the lake, in the place of those of the same version of the code on the same data sets.

    Raises:
        ValueError: a row is not as the table's model wants it.
    """
    before = lake.scan(TABLE).collect() if lake.exists(TABLE) else empty(QualityScores)
    kept = before.join(scores, on=["extractor_version", "data_set"], how="anti")
    rows = pl.concat([kept, scores]).sort("measured_at", "data_set", "extractor", maintain_order=True)
    table = Derivation((), (TABLE,), lambda _: {TABLE: rows})
    if failures := build_whole(lake, table, made_by=hash_id(rows.write_csv()), run_id="quality").failures:
        raise ValueError(failures[0].message)
