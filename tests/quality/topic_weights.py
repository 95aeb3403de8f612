"""Weights of theme terms, fitted to the tagged articles of the half "tune".

Run: python tests/quality/topic_weights.py [--write]. Needs scikit-learn's scipy (the extra `peers`). Prints accuracy when left out, and
writes the column `weight` of `topic_terms.csv`; `prior`, the weight given by hand, stays.

A weight is its prior times a factor. The factor's logarithm is the sum of two: of the term and of its theme. They are chosen so that the
top-level scores, which are made as in `int_topic_scores`, favour the label: the logarithm of a score, tripled, is the evidence of a
softmax. A penalty holds all factors near 1, those of themes more than those of terms, so a rare term keeps its prior. Terms of top-level
themes with fewer than 20 labelled articles keep theirs, too: these articles are about a country's politics, and would have taught that
war or weather matter little. A factor for each top-level theme fitted these labels better and other news worse.

Belongs here: the fit, its folds.
Does not belong here: labels (`topics`), the score itself (`int_topic_scores`).
"""

import sys
from dataclasses import dataclass

import numpy as np
import polars as pl
import topics
import yaml
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from pipelines.lexicons import FOLDER, load
from pipelines.settings import REPOSITORY

LEXICON = FOLDER / "topic_terms.csv"
VARS = yaml.safe_load((REPOSITORY / "dbt" / "dbt_project.yml").read_text())["vars"]
LEAST_LABELS = 20
STEEPNESS, OFFSET = 3.0, 1.0  # of the logarithm of scores
PENALTIES = (3.0, 1.0)  # of theme and term; chosen among six by articles left out, with the classes of other news beside them
LIMIT = 2.0
"""No factor lies beyond, or below its inverse: a few labels can make a term look like proof."""
FOLDS = 5
STEPS = 60
EVIDENCE = """
    with placed as (
        select
            replace(url, '{url}', '') as key,
            topic_mentions.rule_id,
            case
                when blocks.role = 'title' then {topic_title_factor}
                when blocks.role = 'body' and blocks.role_index <= {topic_lead_blocks} then {topic_lead_factor}
                else 1.0
            end as place
        from topic_mentions
        inner join articles using (version_id)
        inner join (
            select *, row_number() over (partition by version_id, role order by block_index) as role_index from blocks
        ) as blocks using (version_id, block_index)
    ),
    ranked as (select *, row_number() over (partition by key, rule_id order by place desc) as repetition from placed)
    select key, rule_id, sum(place * case when repetition = 1 then 1 else ln(repetition / (repetition - 1)) end) from ranked group by all
"""


@dataclass(frozen=True)
class Terms:
    """The terms by number: prior, and the numbers of their theme and their top-level theme."""

    rule_ids: list[str]
    prior: np.ndarray
    theme: np.ndarray
    top: np.ndarray
    tops: list[str]


def terms() -> Terms:
    """Return the terms of the lexicon."""
    rows = load("topic_terms").join(topics.tops(), on="topic_code", maintain_order="left")
    names = sorted(rows["top"].unique())
    top = [names.index(name) for name in rows["top"]]
    theme = rows["topic_code"].rank("dense").to_numpy() - 1
    return Terms(rows["rule_id"].to_list(), rows["prior"].to_numpy(), theme, np.array(top), names)


def evidence(known: Terms) -> tuple[csr_matrix, np.ndarray]:
    """Return the weighed hits of each term (column) in each tagged article of "tune" (row), and the number of its label."""
    articles = topics.tagged().filter(pl.col("data_set") == "tagged_tune")
    hits = pl.DataFrame(topics.found(articles, EVIDENCE.format(url=topics.URL, **VARS)), schema=["key", "rule_id", "hits"], orient="row")
    numbers = pl.DataFrame({"rule_id": known.rule_ids}).with_row_index("term")
    placed = hits.join(numbers, on="rule_id").join(articles.select("key").with_row_index("article"), on="key")
    cells = (placed["article"].to_numpy(), placed["term"].to_numpy())
    weighed = placed["hits"].cast(pl.Float64).to_numpy() * known.prior[cells[1]]
    labels = np.array([known.tops.index(name) for name in articles["label"]])
    return csr_matrix((weighed, cells), shape=(articles.height, len(known.rule_ids))), labels


def factors(known: Terms, hits: csr_matrix, labels: np.ndarray) -> np.ndarray:
    """Return the factor of each term."""
    sizes = (known.theme.max() + 1, len(known.rule_ids))
    shape = (hits.shape[0], len(known.tops))
    penalties = np.repeat(PENALTIES, sizes)
    is_free = (np.bincount(labels, minlength=shape[1]) >= LEAST_LABELS)[known.top]
    cells = hits.tocoo()

    def spread(parts: np.ndarray) -> np.ndarray:
        return np.exp(is_free * (parts[: sizes[0]][known.theme] + parts[sizes[0] :]))

    def loss(parts: np.ndarray) -> tuple[float, np.ndarray]:
        values = cells.data * spread(parts)[cells.col]
        scores = _summed(cells.row, known.top[cells.col], values, shape) + OFFSET
        chances = _softmax(STEEPNESS * np.log(scores))
        right = chances[np.arange(len(labels)), labels]
        chances[np.arange(len(labels)), labels] -= 1
        slope = (STEEPNESS * chances / scores)[cells.row, known.top[cells.col]] * values
        per_term = np.bincount(cells.col, slope, sizes[1]) * is_free
        slopes = np.concatenate([np.bincount(known.theme, per_term, sizes[0]), per_term]) + 2 * penalties * parts
        return float(-np.log(right + 1e-12).sum() + (penalties * parts**2).sum()), slopes

    fitted = minimize(loss, np.zeros(sum(sizes)), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return np.clip(spread(fitted.x), 1 / LIMIT, LIMIT)


def _summed(rows: np.ndarray, columns: np.ndarray, values: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    return np.asarray(csr_matrix((values, (rows, columns)), shape=shape).todense())


def _softmax(evidence: np.ndarray) -> np.ndarray:
    powers = np.exp(evidence - evidence.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def figures(known: Terms, hits: csr_matrix, labels: np.ndarray, factor: np.ndarray) -> tuple[int, int]:
    """Return how many articles get a main theme, and how many of these the right one, by floor and lead of the models."""
    cells = hits.tocoo()
    scores = _summed(cells.row, known.top[cells.col], cells.data * factor[cells.col], (hits.shape[0], len(known.tops)))
    ranked = np.sort(scores, axis=1)
    given = (ranked[:, -1] >= VARS["topic_floor"]) & (ranked[:, -1] >= VARS["topic_main_lead"] * ranked[:, -2])
    return int(given.sum()), int((scores.argmax(axis=1) == labels)[given].sum())


def left_out(known: Terms, hits: csr_matrix, labels: np.ndarray) -> tuple[int, int]:
    """Return the figures of articles by factors fitted to the others."""
    folds = np.arange(len(labels)) % FOLDS
    counts = []
    for fold in range(FOLDS):
        fitted = factors(known, hits[folds != fold], labels[folds != fold])
        counts.append(figures(known, hits[folds == fold], labels[folds == fold], fitted))
    return tuple(map(sum, zip(*counts, strict=True)))


def write(known: Terms, factor: np.ndarray) -> None:
    """Write the weights into the lexicon."""
    rows = pl.read_csv(LEXICON, infer_schema=False)
    weights = [f"{weight:.2f}".rstrip("0").rstrip(".") for weight in np.maximum(known.prior * factor, 0.01)]
    rows.with_columns(weight=pl.Series(weights)).write_csv(LEXICON)


def main(*wanted: str) -> None:
    """Print the figures; write the weights when asked to."""
    if not topics.TAGGED.exists():
        sys.exit(f"no tagged articles in {topics.TAGGED.parent}; nothing fitted")
    known = terms()
    hits, labels = evidence(known)
    for name, (given, right) in (
        ("weights given by hand", figures(known, hits, labels, np.ones(len(known.prior)))),
        ("fitted, articles left out", left_out(known, hits, labels)),
    ):
        print(f"{name}: {given / len(labels):.3f} get a main theme, {right / given:.3f} of these the right one at the top level")
    if "--write" in wanted:
        write(known, factors(known, hits, labels))


if __name__ == "__main__":
    main(*sys.argv[1:])
