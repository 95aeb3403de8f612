"""Measure, and fit, the choice of whom a pronoun or a role noun stands for.

Run: PYTHONPATH=. python benchmarks/references.py [fit]. Measured are pronouns and role nouns that name a speaker (own labels in
tests/quality/pronoun_speakers.csv, places in the labelled articles of `benchmarks/quotes.py`) and the pronouns of GAP, which are
encyclopaedic and hardly ever speakers. `fit` prints weights fitted on the labels marked fit; the lexicon is changed by hand. The articles
lie in a folder `shared` beside the repository; without it nothing is measured and a message says so.

The labels name no article and nobody: `article` is the begin of the SHA-256 of the article's id, `start_char` the place of the
pronoun or role noun, the others that of a mention of whom it means; empty where the article names nobody who is meant.
"""

import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import polars as pl

from benchmarks.quotes import SHARED, passages
from pipelines.lexicons import load
from pipelines.text import marks, names, quotes, reference_mentions, references
from pipelines.text.clause_kinds import fold
from pipelines.text.reference_candidates import FEATURES
from pipelines.text.sentences import with_sentences
from pipelines.text.tokens import tokens

LABELS = Path(__file__).parents[1] / "tests" / "quality" / "pronoun_speakers.csv"
PENALTY = 3.0  # of the distance from the weights set by hand; from 1 to 10 labels left out are answered alike, below 1 worse
STEPS = 400  # of the climb; the first decimals no longer move then
GENDERS = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f", "hers": "f"}


def lines(path: Path) -> list[dict]:
    """Return the records of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@contextmanager
def recorded(*, chained: bool) -> Iterator[list[pl.DataFrame]]:
    """Keep the tables among whose rows the product chooses, each with the place of its subjects."""
    kept, whole = [], references.table

    def table(asked: pl.DataFrame, *rest: Any) -> pl.DataFrame:
        rows = whole(asked, *rest)
        kept.append(rows.join(asked.select("frame_id", "doc", "row"), on="frame_id"))
        return rows

    with patch.object(references, "table", table), patch.object(references, "NEAR", references.NEAR if chained else -1):
        yield kept


def labelled(*, chained: bool = True) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the labels with what the product answers (`speaker_id`, `is_right`), and the candidates of each label (`label`).

    With `chained` false each pronoun is asked on its own: so that each label has candidates to fit on.
    """
    records = lines(SHARED / "quotes" / "tune.jsonl.gz")
    lexicons = {each: load(each) for each in {*names.LEXICONS, *quotes.LEXICONS, "abbreviations"}}
    cut = with_sentences(tokens(passages(records)), lexicons["abbreviations"])
    mentions = names.names(cut, lexicons)
    with recorded(chained=chained) as tables:
        found = quotes.quotes(cut, mentions, lexicons)
    gold = _gold(records, mentions)
    said = found.select("doc", "speaker_id", "speaker_name", start_char="speaker_start_char").unique(["doc", "start_char"])
    answers = gold.join(said, on=["doc", "start_char"], how="left").sort("label")
    same = (pl.col("speaker_id") == pl.col("gold_id")) | (
        pl.col("gold_id").is_null() & pl.col("speaker_name").str.to_lowercase().str.ends_with(pl.col("gold_word"))
    )
    answers = answers.with_columns(is_right=same.fill_null(False), is_named=pl.col("gold_word").is_not_null())
    rows = pl.concat(tables)
    rows = rows.with_columns(start_char=cut["start_char"].gather(rows["row"]))
    rows = rows.unique(["doc", "row", "key"], keep="first", maintain_order=True)  # two verbs may share a subject
    met = rows.join(gold.select("label", "doc", "start_char", "gold_id", "gold_word"), on=["doc", "start_char"])
    key = pl.col("key").str.to_lowercase()
    correct = (pl.col("key") == pl.col("gold_id")) | (pl.col("gold_id").is_null() & (key == pl.lit("?") + pl.col("gold_word")))
    return answers, met.with_columns(is_correct=correct.fill_null(False))


def _gold(records: list[dict], mentions: pl.DataFrame) -> pl.DataFrame:
    """Return the labels with the article's number and who is meant: `gold_id` (null: the product knows none), `gold_word`."""
    keys = pl.DataFrame(
        {"article": [hashlib.sha256(each["id"].encode()).hexdigest()[:12] for each in records], "doc": range(len(records))},
        schema_overrides={"doc": pl.UInt32},
    )
    labels = pl.read_csv(LABELS).with_row_index("label").join(keys, on="article")
    spans = labels.select("doc", "antecedent_start_char", "antecedent_end_char").rows()
    word = [None if start is None else records[doc]["text"][start:end].split()[-1].lower() for doc, start, end in spans]
    own = mentions.select("doc", gold_id="entity_id", first="start_char", last="end_char")
    met = labels.join(own, on="doc").filter(
        (pl.col("first") < pl.col("antecedent_end_char")) & (pl.col("last") > pl.col("antecedent_start_char"))
    )
    known = met.unique("label", keep="first", maintain_order=True).select("label", "gold_id")
    return labels.with_columns(gold_word=pl.Series(word, dtype=pl.String)).join(known, on="label", how="left")


def figures(answers: pl.DataFrame) -> pl.DataFrame:
    """Return for each kind of subject and half: labels, how many of the named ones get an answer, how many answers are right."""
    answered = pl.col("speaker_id").is_not_null()
    counts = answers.group_by("subject", "set").agg(
        labels=pl.len(), named=pl.col("is_named").sum(), answers=answered.sum(), right=pl.col("is_right").sum(),
        answered=(answered & pl.col("is_named")).sum() / pl.col("is_named").sum(),
    )  # fmt: skip
    return counts.with_columns(precision=pl.col("right") / pl.col("answers")).sort("subject", "set")


def gap() -> dict[str, float]:
    """Return the figures on GAP: share of pronouns with an answer, precision, recall and F1 of "A (or B) is meant"."""
    records = lines(SHARED / "pronouns" / "gap.jsonl.gz")
    lexicons = {each: load(each) for each in {*names.LEXICONS, *quotes.LEXICONS, "abbreviations"}}
    paragraphs = pl.DataFrame(
        {"doc": range(len(records)), "block_index": 0, "start_char": 0, "text": [each["Text"] for each in records]},
        schema={"doc": pl.UInt32, "block_index": pl.Int64, "start_char": pl.Int64, "text": pl.String},
    )
    cut = with_sentences(tokens(paragraphs), lexicons["abbreviations"])
    mentions = names.names(cut, lexicons)
    outer = fold(cut, marks.pair(cut), mentions, lexicons)
    bearers = reference_mentions.named(mentions, cut, outer, pl.Series([], dtype=pl.Int64), lexicons["role_nouns"])
    found = references.find(_pronouns(records, cut), bearers, cut, outer, lexicons).rename({"frame_id": "doc"})
    answers = dict(found.select("doc", "person_id").rows())
    right, wrong, missed = 0, 0, 0
    bearing = mentions.select("doc", "start_char", "end_char", "entity_id").group_by("doc").agg(pl.all())
    own = {doc: list(zip(*spans, strict=True)) for doc, *spans in bearing.rows()}
    for doc, record in enumerate(records):
        for name in ("A", "B"):
            start = int(record[f"{name}-offset"])
            end = start + len(record[name])
            ids = {entity for first, last, entity in own.get(doc, []) if first < end and last > start}
            said, meant = answers.get(doc) in ids - {None}, record[f"{name}-coref"].upper() == "TRUE"
            right, wrong, missed = right + (said and meant), wrong + (said and not meant), missed + (meant and not said)
    precision, recall = right / (right + wrong), right / (right + missed)
    f1 = 2 * precision * recall / (precision + recall)
    return {"answered": len(answers) / len(records), "precision": precision, "recall": recall, "f1": f1}


def _pronouns(records: list[dict], cut: pl.DataFrame) -> pl.DataFrame:
    """Return the labelled pronouns as subjects that ask for a person."""
    places = pl.DataFrame(
        {
            "doc": range(len(records)),
            "start_char": [int(each["Pronoun-offset"]) for each in records],
            "gender": [GENDERS[each["Pronoun"].lower()] for each in records],
        },
        schema={"doc": pl.UInt32, "start_char": pl.Int64, "gender": pl.String},
    )
    rows = cut.with_row_index("row").select("doc", "start_char", pl.col("row").cast(pl.Int64))
    return places.join(rows, on=["doc", "start_char"]).select(
        "doc", "row", "gender", frame_id=pl.col("doc").cast(pl.Int64), entity_kind=pl.lit("person"), head=pl.lit(None, pl.String),
        heads=pl.lit([], pl.List(pl.String)), words=pl.lit([], pl.List(pl.String)),
    )  # fmt: skip


def fit(rows: pl.DataFrame, penalty: float = PENALTY) -> dict[str, float]:
    """Fit the weights by conditional logistic regression: the right candidate against all others and against "nobody".

    What is climbed, by adaptive gradient steps, is the sum of log likelihoods less `penalty` times the squared distance from the
    weights set by hand (`prior` in the lexicon): few labels have a role noun, and what they do not show stays as it was set.

    Args:
        rows: candidates with `label`, `is_correct`.
        penalty: of the squared distance.

    Returns:
        The weights, rounded to one decimal, and the threshold: the score of "nobody" and the margin above it.
    """
    prior = dict(load("reference_weights").select("feature", "prior").rows())
    found = pl.col("is_correct").any().over("label")
    nobody = rows.with_columns(is_correct=~found).unique("label", maintain_order=True)
    nobody = nobody.with_columns(pl.lit(0, pl.Int64).alias(each) for each in FEATURES)
    table = pl.concat([rows.with_columns(threshold=0), nobody.with_columns(threshold=1)]).with_columns(
        meant=pl.col("is_correct") / pl.col("is_correct").sum().over("label")
    )
    weights = {name: prior[name] for name in (*FEATURES, "threshold")}
    steepness = dict.fromkeys(weights, 1.0)
    share = pl.col("score").exp() / pl.col("score").exp().sum().over("label")
    for _ in range(STEPS):
        scored = table.with_columns(score=pl.sum_horizontal(pl.col(name) * weight for name, weight in weights.items()).clip(-30, 30))
        left = scored.with_columns(left=pl.col("meant") - share)
        slopes = left.select((pl.col(name) * pl.col("left")).sum() for name in weights).row(0, named=True)
        for name, slope in slopes.items():
            climb = slope - 2 * penalty * (weights[name] - prior[name])
            steepness[name] += climb**2
            weights[name] += 0.5 * climb / steepness[name] ** 0.5
    fitted = dict(weights)
    fitted["threshold"] += prior["margin"]
    return {name: round(weight, 1) for name, weight in (fitted | {"margin": prior["margin"]}).items()}


def left_out(rows: pl.DataFrame, penalty: float) -> dict[str, int]:
    """Return how many answers are right and wrong on each tenth of the labels with weights fitted on the other nine."""
    counts = {"right": 0, "wrong": 0, "open": 0}
    for tenth in range(10):
        own = pl.col("label") % 10 == tenth
        weights = fit(rows.filter(~own), penalty)
        table = pl.DataFrame({"feature": list(weights), "weight": list(weights.values())})
        held = rows.filter(own).with_columns(frame_id="label")
        chosen = references.choose(held.with_columns(entity_id="key"), table)
        met = chosen.join(held.select("frame_id", "is_correct", person_id="key"), on=["frame_id", "person_id"])
        right = met.filter("is_correct").height
        counts["right"] += right
        counts["wrong"] += met.height - right
        counts["open"] += held["label"].n_unique() - met.height
    return counts


def main(task: str = "measure") -> None:
    """Print the figures, or the fitted weights."""
    if not SHARED.exists():
        print(f"no labelled articles in {SHARED}; nothing measured")
        return
    answers, rows = labelled(chained=task != "fit")
    if task == "fit":
        half = rows.join(answers.filter(pl.col("set") == "fit").select("label"), on="label")
        for penalty in (0.1, 0.3, 1.0, 3.0, 10.0):
            print(f"penalty {penalty:4}: left out {left_out(half, penalty)}")
        for name, weight in fit(half).items():
            print(f"{name:24} {weight:5.1f}")
        return
    for row in figures(answers).iter_rows(named=True):
        print(json.dumps(row))
    print("GAP", json.dumps({name: round(float(value), 3) for name, value in gap().items()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
