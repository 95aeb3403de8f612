"""What `make quality` says where labels are missing or the lake is in use, and what its tables look like in a file."""

import io
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
import topics
from filelock import FileLock
from report import PIPED_WIDTH, QUOTATIONS, chosen, print_quotations, print_scores, write
from rich.console import Console
from scores import DataSet, measured

from pipelines.lake import Lake
from pipelines.settings import Settings

PAIRS = ("event_pairs_articles", "event_pairs_stories")
SCORES = measured(
    DataSet("quotations_check", [Path(__file__)], lambda: {"quotes": dict.fromkeys(QUOTATIONS, 0.5)}), datetime(2026, 1, 2, tzinfo=UTC)
)


@pytest.fixture
def printed():
    def lines(show):
        file = io.StringIO()
        show(SCORES, Console(file=file, width=PIPED_WIDTH, highlight=False))
        return [line.rstrip() for line in file.getvalue().splitlines()]

    return lines


@pytest.mark.parametrize(("wanted", "articles"), [([], ["quotations_check"]), (["tune"], ["quotations_check", "quotations_tune"])])
def test_labels_that_are_not_there_are_told_from_those_nobody_asked_for(wanted, articles, monkeypatch, tmp_path):
    monkeypatch.setattr("quotations.SHARED", tmp_path)
    others = ("event_rows.RELEASES", "event_pairs.STORIES", "topics.TAGGED", "topics.STORIES")
    for labels in ("coded_events.CODED", "pronouns.GAP", "dates.NARRATIVES", "dates.EXPRESSIONS", *others):
        monkeypatch.setattr(labels, tmp_path / "none")
    monkeypatch.setattr("event_pairs.SHARED", tmp_path)
    there, missing = ([each.name for each in sets] for sets in chosen(wanted, tmp_path))
    assert there == ["sample", "event_pairs_sample", "pages_tune", "pages_check", "pages_other"]
    others = ["pronoun_speakers", "gap", "narratives_check", "narratives_tune", "expressions"]
    events = ["coded_sentences_check", "coded_sentences_tune", "news_sentences", "story_sentences", "event_rows", *PAIRS]
    assert missing == [*articles, *others, *events, *topics.NAMES]


def test_quotations_stand_above_the_figures_of_others(printed, monkeypatch):
    monkeypatch.setattr("report.reliability", lambda name: (pl.DataFrame(), pl.DataFrame()))
    cells = [line.split() for line in printed(print_quotations)]
    assert ["check", "here", *["0.500"] * 5] in cells
    assert ["GenderGapTracker", "(spaCy)", "elsewhere", "0.78", "0.67", "0.84", "0.70", "0.64", "5"] in cells


def test_every_score_is_a_line_with_its_floor_or_none(printed):
    lines = printed(print_scores)
    assert [line.split() for line in lines[3:]] == [["quotations_check", "quotes", measure, "0.500"] for measure in QUOTATIONS]


def test_lake_in_use_is_not_written_to(tmp_path):
    settings = Settings(data_dir=tmp_path)
    settings.lake.mkdir()
    with FileLock(settings.lake / ".lock"):
        assert write(SCORES, settings).startswith("Not written")
    assert not Lake(settings.lake).exists("quality/scores")
    assert write(SCORES, settings).startswith("5 rows written")
