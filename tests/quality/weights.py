"""Weights: the tables by which speakers are chosen, fitted to labels.

Run: python tests/quality/weights.py prints, for each table, how many labels are answered right when they are left out of the fit, and
the fitted weights. The lexicons are changed by hand. The labels are places in articles that lie in a folder `shared` beside the
repository.

Belongs here: candidates with their labels, the fit.
Does not belong here: the features (`pipelines.text`), how well the whole does (`quotations`, `pronouns`).
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any
from unittest.mock import patch

import polars as pl
import pronouns
import quotations

from pipelines.lexicons import load
from pipelines.text import clauses, speakers, subjects, turns
from pipelines.text.reference_candidates import FEATURES

STEPS = 400  # of the climb; the first decimals no longer move then
PENALTIES = {"subject_weights": 0.5, "turn_weights": 0.5, "reference_weights": 3.0}
"""Of the squared distance from the weights set by hand: few labels have a role noun, so those weights hold on to their priors.
Penalties from 1 to 10 answer left-out references alike, below 1 worse; the other two tables have a thousand labels and more."""
FOLDS = 5


def fit(rows: pl.DataFrame, prior: dict[str, float], penalty: float) -> dict[str, float]:
    """Fit weights by conditional logistic regression: the right candidate of each label against the others.

    What is climbed, by adaptive gradient steps, is the sum of log likelihoods less `penalty` times the squared distance from `prior`.

    Args:
        rows: a candidate each: `label`, `is_correct` and the features; candidates of a label that are all right share its weight.
        prior: the weights to hold on to, by feature.
        penalty: of the squared distance.

    Returns:
        The weights by feature, rounded to one decimal.
    """
    table = rows.with_columns(meant=pl.col("is_correct") / pl.col("is_correct").sum().over("label"))
    weights, steepness = dict(prior), dict.fromkeys(prior, 1.0)
    share = pl.col("score").exp() / pl.col("score").exp().sum().over("label")
    for _ in range(STEPS):
        scored = table.with_columns(score=pl.sum_horizontal(pl.col(name) * weight for name, weight in weights.items()).clip(-30, 30))
        left = scored.with_columns(left=pl.col("meant") - share)
        slopes = left.select((pl.col(name) * pl.col("left")).sum() for name in weights).row(0, named=True)
        for name, slope in slopes.items():
            climb = slope - 2 * penalty * (weights[name] - prior[name])
            steepness[name] += climb**2
            weights[name] += 0.5 * climb / steepness[name] ** 0.5
    return {name: round(weight, 1) for name, weight in weights.items()}


def left_out(rows: pl.DataFrame, prior: dict[str, float], penalty: float) -> tuple[int, int]:
    """Return how many labels have their right candidate on top with weights fitted on the other folds, and how many labels there are."""
    right = 0
    for fold in range(FOLDS):
        own = pl.col("label").rank("dense") % FOLDS == fold
        weights = fit(rows.filter(~own), prior, penalty)
        table = pl.DataFrame({"feature": list(weights), "weight": list(weights.values())})
        right += subjects.best(rows.filter(own), table, "label")["is_correct"].sum()
    return right, rows["label"].n_unique()


def subject_rows() -> tuple[pl.DataFrame, dict[str, float]]:
    """Return the candidates for frames without a subject, of the labelled quotations, and no prior."""
    articles = quotations.articles("tune")
    with recorded(speakers, "attach") as calls:
        quotations.extract(quotations.passages(articles))
    (_, frames, outer, tokens, *_), said = calls[0]
    asked = frames.filter(pl.col("subject_begin").is_null())
    rows = subjects.candidates(asked, clauses.sentences(outer)).join(asked.select("frame_id", "passage"), on="frame_id")
    ends = rows.with_columns(last=pl.col("subject_end") - 1)
    placed = rows.with_columns(first_row=clauses.rows(outer, ends, "subject_begin"), last_row=clauses.rows(outer, ends, "last"))
    labels = said.select("frame_id", "doc", "clause_start_char", "clause_end_char").unique("frame_id")
    return judged(placed, _gold(labels, articles, "frame_id"), tokens, "frame_id"), _no_prior("subject_weights")


def turn_rows() -> tuple[pl.DataFrame, dict[str, float]]:
    """Return the candidates for labelled quotations without a frame, and no prior."""
    articles = quotations.articles("tune")
    with recorded(turns, "candidates") as calls, recorded(speakers, "attach") as attached:
        quotations.extract(quotations.passages(articles))
    rows, ((*_, tokens, _, _), said) = calls[0][1], attached[0]
    rows = rows.rename({"speaker_first": "first_row", "speaker_last": "last_row"})
    labels = said.filter(pl.col("frame_id").is_null()).select("open_row", "doc", "clause_start_char", "clause_end_char")
    return judged(rows, _gold(labels, articles, "open_row"), tokens, "open_row"), _no_prior("turn_weights")


def reference_rows() -> tuple[pl.DataFrame, dict[str, float]]:
    """Return the candidates of labelled pronouns and role nouns, "nobody" among them, and the priors."""
    answers, rows = pronouns.labelled(chained=False)
    half = rows.join(answers.filter(pl.col("set") == "fit").select("label"), on="label").with_columns(threshold=0)
    nobody = half.with_columns(is_correct=~pl.col("is_correct").any().over("label"), threshold=1).unique("label", maintain_order=True)
    nobody = nobody.with_columns(pl.lit(0, pl.Int64).alias(each) for each in FEATURES)
    prior = dict(load("reference_weights").filter(pl.col("feature") != "margin").select("feature", "prior").rows())
    return pl.concat([half, nobody]), prior


@contextmanager
def recorded(module: ModuleType, name: str) -> Iterator[list[tuple[tuple, Any]]]:
    """Keep the arguments and the result of each call of a function."""
    kept, whole = [], getattr(module, name)

    def call(*given: Any) -> Any:
        result = whole(*given)
        kept.append((given, result))
        return result

    with patch.object(module, name, call):
        yield kept


def judged(rows: pl.DataFrame, gold: pl.DataFrame, tokens: pl.DataFrame, key: str) -> pl.DataFrame:
    """Return candidates with `label` and `is_correct`, of the labels that some candidate overlaps.

    Args:
        rows: `key`, `first_row`, `last_row` and the features.
        gold: `key`, and `gold_start`, `gold_end` of the labelled speaker.
        tokens: in which the rows are.
        key: the column that tells what the candidates are for.
    """
    placed = rows.with_columns(start=tokens["start_char"].gather(rows["first_row"]), end=tokens["end_char"].gather(rows["last_row"]))
    joined = placed.join(gold, on=key).with_columns(
        label=key, is_correct=(pl.col("start") < pl.col("gold_end")) & (pl.col("end") > pl.col("gold_start"))
    )
    return joined.filter(pl.col("is_correct").any().over("label"))


def _gold(said: pl.DataFrame, articles: list[quotations.Article], key: str) -> pl.DataFrame:
    """Return for each quotation found the place of the speaker of the label that it matches, where one is labelled."""
    overlap, rows = quotations.scorer().iou, []
    for number, doc, *span in said.rows():
        near = max(articles[doc]["quotes"], key=lambda label: overlap(span, (label["start"], label["end"])), default=None)
        if near and near["speaker"] and overlap(span, (near["start"], near["end"])) > 0.5:
            rows.append((number, *near["speaker"]))
    return pl.DataFrame(rows, schema={key: said.schema[key], "gold_start": pl.Int64, "gold_end": pl.Int64}, orient="row")


def _no_prior(lexicon: str) -> dict[str, float]:
    return dict.fromkeys(load(lexicon)["feature"].to_list(), 0.0)


def main() -> None:
    """Print the fits."""
    if not quotations.path("tune").exists():
        sys.exit(f"no labelled articles in {quotations.path('tune').parent}; nothing fitted")
    for lexicon, labelled in (("subject_weights", subject_rows), ("turn_weights", turn_rows), ("reference_weights", reference_rows)):
        rows, prior = labelled()
        right, count = left_out(rows, prior, PENALTIES[lexicon])
        print(f"{lexicon}: {right} of {count} labels right when left out")
        for name, weight in fit(rows, prior, PENALTIES[lexicon]).items():
            print(f"  {name:24} {weight:5.1f}{' and the margin' if name == 'threshold' else ''}")


if __name__ == "__main__":
    main()
