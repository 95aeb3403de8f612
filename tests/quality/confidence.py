"""Confidence of the quotation rules: how many of a rule's rows are right on labelled articles, and whether its confidence says so.

Run: python tests/quality/confidence.py prints both tables for the set "check"; with --write the confidences in
`pipelines/lexicons/quote_rules.csv` are measured anew on the set "tune".

Belongs here: right and wrong rows by rule, the reliability of confidences, writing them.
Does not belong here: which quotation matches which label (the scorer), the measures of all rows together (`quotations`).
"""

import sys
from collections import Counter

import polars as pl
import quotations

from pipelines.lexicons import FOLDER, load

RULES = FOLDER / "quote_rules.csv"
BANDS = {"0.9 and more": 0.9, "0.8 to 0.9": 0.8, "0.7 to 0.8": 0.7, "0.6 to 0.7": 0.6, "below 0.6": 0.0}
FEW = 20  # rows below which a share says little: three wrong ones more or less move it by 15 points


def by_rule(labelled: quotations.Read) -> pl.DataFrame:
    """Return `rule_id`, `row_count` and `right_count` (span and speaker) of the quotations found in labelled articles.

    Judged against all labels: those that the measures of reported speech leave out (short ones, promises, questions) are speech, too.
    """
    scorer = quotations.scorer()
    rows, right = Counter(), Counter()
    for article in labelled.articles:
        found = labelled.found.get(article["id"], [])
        rows.update(quote["rule_id"] for quote in found)
        right.update(quote["rule_id"] for label, quote in scorer.match(article["quotes"], found, 0.8) if _same_speaker(label, quote))
    counts = [(rule, count, right[rule]) for rule, count in sorted(rows.items())]
    return pl.DataFrame(counts, schema={"rule_id": pl.String, "row_count": pl.Int64, "right_count": pl.Int64}, orient="row")


def _same_speaker(label: dict, quote: dict) -> bool:
    if quote["speaker_start"] is None or not label["speaker"]:
        return quote["speaker_start"] is None and not label["speaker"]
    return quotations.scorer().overlap(label["speaker"], (quote["speaker_start"], quote["speaker_end"])) > 0


def by_band(rules: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of rules by the confidence they carry: `band`, `row_count`, `right_count`, all bands from the top.

    Args:
        rules: `confidence`, `row_count`, `right_count`.
    """
    band = pl.coalesce(pl.when(pl.col("confidence") >= least).then(pl.lit(name)) for name, least in BANDS.items())
    counted = rules.group_by(band=band).agg(pl.col("row_count", "right_count").sum())
    return pl.DataFrame({"band": list(BANDS)}).join(counted, on="band", how="left", maintain_order="left").fill_null(0)


def refit(rules: pl.DataFrame, counts: pl.DataFrame, article_count: int) -> pl.DataFrame:
    """Return rules with `confidence`, `measured_count` and `source` as counts of right rows give them.

    The confidence of a rule with fewer than 20 rows is (right + 1) / (rows + 2), Laplace's estimate, and its source says so.

    Args:
        rules: the lexicon `quote_rules`.
        counts: `rule_id`, `row_count`, `right_count`; a rule without a row here has none.
        article_count: the labelled articles that were counted.
    """
    joined = rules.join(counts, on="rule_id", how="left", maintain_order="left")
    measured = joined.with_columns(pl.col("row_count", "right_count").fill_null(0))
    few, rows, right = pl.col("row_count") < FEW, pl.col("row_count"), pl.col("right_count")
    measured_on = f"measured on {article_count} labelled articles"
    source = pl.when(few).then(pl.lit(f"{measured_on}: few rows, so (right + 1) / (rows + 2)")).otherwise(pl.lit(measured_on))
    share = pl.when(few).then((right + 1) / (rows + 2)).otherwise(right / rows)
    return measured.with_columns(confidence=share.round(2), measured_count=rows, source=source).select(rules.columns)


def main(*options: str) -> None:
    """Print how far confidences hold, or write them anew."""
    name = "tune" if "--write" in options else "check"
    if not quotations.path(name).exists():
        sys.exit(f"no labelled articles in {quotations.path(name).parent}; nothing measured")
    labelled = quotations.read(name)
    counts, rules = by_rule(labelled), load("quote_rules")
    if "--write" in options:
        refit(rules, counts, len(labelled.articles)).write_csv(RULES, float_precision=2)
        print(f"written: {RULES}")
    else:
        told = rules.select("rule_id", "confidence").join(counts, on="rule_id")
        for frame in (by_band(told), told):
            print(frame.with_columns(share=pl.col("right_count") / pl.col("row_count")).write_csv(separator="\t", float_precision=2))


if __name__ == "__main__":
    main(*sys.argv[1:])
