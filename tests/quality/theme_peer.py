"""A linear classifier to compare main themes with: TF-IDF of words and pairs of words, a support vector machine, from scikit-learn.

It learns the same labels on the half "tune" of the tagged articles and is tested on "check". It always answers, and it knows how often each
theme comes in these articles; Broadsheet's terms are meant for any news.

Belongs here: training and asking the classifier.
Does not belong here: labels and Broadsheet's own answers (`topics`).
"""

from importlib.util import find_spec

import polars as pl
import topics

IS_THERE = find_spec("sklearn") is not None
"""Whether scikit-learn is installed (the extra `peers`)."""


def answers() -> pl.DataFrame:
    """Return `key`, `label` and `found` of the tagged articles of "check", as the classifier sees them."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    told = topics.tagged().with_columns(told=pl.col("title") + "\n" + pl.col("text"))
    learned, asked = (told.filter(pl.col("data_set") == f"tagged_{half}") for half in ("tune", "check"))
    model = make_pipeline(
        TfidfVectorizer(sublinear_tf=True, min_df=2, ngram_range=(1, 2)), LinearSVC(C=5)
    )  # best C of 1, 5 by folds of "tune"
    model.fit(learned["told"].to_list(), learned["label"].to_list())
    return asked.select("key", "label", found=pl.Series(list(model.predict(asked["told"].to_list())), dtype=pl.String))


def comparison() -> list[tuple[str, float, float, float]]:
    """Return for both systems the share of "check" that is answered, right among those, and right among those that Broadsheet answers."""
    own, peer = topics.answers("tagged_check"), answers()
    shared = own.drop_nulls("found").select("key")
    rows = []
    for name, found in (("Broadsheet", own), ("TF-IDF and linear classifier", peer)):
        given, same = found.drop_nulls("found"), found.join(shared, on="key", how="semi")
        right = [frame.select((pl.col("found") == pl.col("label")).mean()).item() for frame in (given, same)]
        rows.append((name, given.height / found.height, *right))
    return rows
