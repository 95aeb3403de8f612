"""The users' say on themes: `topics_extra.csv` and `topic_overrides.csv` beside an input.

Belongs here: reading and checking these files.
Does not belong here: finding terms (`pipelines.text.topics`), which article an override means (dbt, `int_topic_overrides`).
"""

from collections.abc import Sequence

import polars as pl

from pipelines.lexicons import load
from pipelines.readers.side_files import side_rows
from pipelines.schemas.base import columns
from pipelines.schemas.raw import TopicOverrides

TERMS = "topics_extra.csv"
OVERRIDES = "topic_overrides.csv"
TERM_COLUMNS = ("term", "topic_code", "weight", "kind", "unless")
KINDS = ("noun", "verb", "fixed", "exact")
WEIGHT = 2.0
"""Of a term without one: as much as a plain term of the lexicon."""


def own_terms(inputs: Sequence[str]) -> pl.DataFrame:
    """Return the terms of the inputs' `topics_extra.csv` files: `rule_id`, `topic_code`, `term`, `kind`, `weight`, `unless`.

    Of two rows with one term and theme the first counts. A row without a weight has 2, without a kind it is a noun.

    Raises:
        ValueError: a file is not as it should be, or has an unknown theme or kind, or a weight that is no number from 0 to 100.
    """
    found = [_terms(path, rows) for path, rows in side_rows(inputs, TERMS, TERM_COLUMNS, ("term", "topic_code"))]
    kinds = dict.fromkeys(("rule_id", "topic_code", "term", "kind"), pl.String) | {"weight": pl.Float64, "unless": pl.String}
    terms = pl.concat(found) if found else pl.DataFrame(schema=kinds)
    return terms.unique("rule_id", keep="first", maintain_order=True).sort("rule_id").select(list(kinds))


def topic_overrides(inputs: Sequence[str]) -> pl.DataFrame:
    """Return the main themes that the inputs' `topic_overrides.csv` files give to articles, with the columns of `TopicOverrides`.

    Raises:
        ValueError: a file is not as it should be, has an unknown theme, or gives one article two.
    """
    known = list(columns(TopicOverrides))
    found = [_with_known_themes(path, rows) for path, rows in side_rows(inputs, OVERRIDES, known, known)]
    rows = pl.concat(found).unique(maintain_order=True) if found else pl.DataFrame(schema=columns(TopicOverrides))
    if (twice := rows.filter(pl.col("article").is_duplicated())).height:
        raise ValueError(f"{OVERRIDES}: {twice['article'][0]} is given two themes, {' and '.join(twice['topic_code'].head(2))}")
    return rows.sort("article")


def _with_known_themes(path: str, rows: pl.DataFrame) -> pl.DataFrame:
    if (bad := rows.filter(~pl.col("topic_code").is_in(load("topics")["topic_code"].implode()))).height:
        raise ValueError(f"{path}: {bad['topic_code'][0]} is no theme of the taxonomy; `select topic_code, path from topics` shows them")
    return rows


def _terms(path: str, rows: pl.DataFrame) -> pl.DataFrame:
    weight = pl.col("weight").fill_null(str(WEIGHT)).cast(pl.Float64, strict=False)
    if (bad := rows.filter(~weight.is_between(0, 100).fill_null(False))).height:
        raise ValueError(f"{path}: {bad['weight'][0]} is no weight; a weight is a number from 0 to 100")
    if (bad := rows.filter(~pl.col("kind").fill_null(KINDS[0]).is_in(KINDS))).height:
        raise ValueError(f"{path}: {bad['kind'][0]} is no kind of term; known are {', '.join(KINDS)}")
    rule = pl.format("own:{}:{}", "topic_code", pl.col("term").str.to_lowercase())
    return _with_known_themes(path, rows).with_columns(weight=weight, kind=pl.col("kind").fill_null(KINDS[0]), rule_id=rule)
