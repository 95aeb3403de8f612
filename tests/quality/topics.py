"""Quality of main themes: articles tagged by editors, articles and stories in classes.

All labels lie in a folder `shared` beside the repository; here are only what they mean in codes of the taxonomy and the classes given by
hand, with the hash of a text or the name of a story. The articles go through the product: one run, one warehouse.

- tagged: an editor's tag per article, mapped to a theme (`tagged_topics.csv`; tags that fit no single top-level theme are left out).
  Halves by the hash of the text.
- news: articles whose title names no candidate, party or vote, the first 150 by hash, classed by title and lead before any output was
  seen. Halves by that hash.
- stories: a story's articles, mostly untitled and cut into words, one class per story. Halves: each story has a second one of its kind.

Terms and weights are made with the halves "tune" in view, the halves "check" are only measured.

Belongs here: the labels, the run, accuracy by top-level theme and class.
Does not belong here: weights (`topic_weights`), the classifier to compare with (`theme_peer`).
"""

import gzip
import json
import tempfile
from functools import cache
from hashlib import blake2b
from pathlib import Path

import duckdb
import polars as pl
import quotations

from pipelines.lexicons import load
from pipelines.run import execute, today
from pipelines.settings import Settings

HERE = Path(__file__).parent
EVAL = HERE.parents[1].parent / "shared" / "eval"
TAGGED = EVAL / "topics" / "tagged.jsonl.gz"
STORIES = EVAL / "stories" / "labelled.jsonl.gz"
TAGS, NEWS_CLASSES, STORY_CLASSES = (HERE / f"{name}.csv" for name in ("tagged_topics", "news_themes", "story_themes"))
NAMES = tuple(f"{labels}_{half}" for labels in ("tagged", "news_themes", "story_themes") for half in ("check", "tune"))
"""The data sets."""
FIVE = ("business", "entertainment", "politics", "sport", "technology")
CLASSES = {
    "medtop:01000000": "entertainment",
    "medtop:02000000": "crime",
    "medtop:03000000": "disaster",
    "medtop:04000000": "business",
    "medtop:09000000": "business",
    "medtop:11000000": "politics",
    "medtop:13000000": "technology",
    "medtop:15000000": "sport",
    "medtop:16000000": "conflict",
    # The taxonomy files what is sold under products, and what is said on platforms under media.
    "medtop:20000225": "technology",
    "medtop:20001258": "technology",
    "medtop:20001182": "technology",
}
"""The class of a theme: that of the nearest one at or above it."""
URL = "https://quality.example/"


def files(data_set: str) -> list[Path]:
    """Return the files of a data set."""
    if data_set.startswith("tagged"):
        return [TAGGED, TAGS]
    return [quotations.path("tune"), NEWS_CLASSES] if data_set.startswith("news") else [STORIES, STORY_CLASSES]


def read(path: Path) -> list[dict]:
    """Return the records of a compressed file of JSON lines."""
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]


def half(odd: int) -> str:
    """Return the half of what has an even or odd number."""
    return ("tune", "check")[odd % 2]


def tops() -> pl.DataFrame:
    """Return `topic_code` and `top`, the name of its top-level theme."""
    return load("topics").select("topic_code", top=pl.col("path").str.split(" > ").list.first())


@cache
def tagged() -> pl.DataFrame:
    """Return the articles with a mapped tag: `key`, `data_set`, `title`, `text`, `label` (name of the top-level theme)."""
    meant = pl.read_csv(TAGS).drop_nulls("topic_code").join(tops(), on="topic_code")
    rows = []
    for row in read(TAGGED):
        mark = blake2b(row["text"].encode(), digest_size=1).digest()[0]
        rows.append((f"tagged/{row['id']}", f"tagged_{half(mark)}", row["title"], row["text"], row["label"]))
    articles = pl.DataFrame(rows, schema=["key", "data_set", "title", "text", "tag"], orient="row")
    return articles.join(meant.select("tag", label="top"), on="tag", maintain_order="left").drop("tag").unique("text", maintain_order=True)


@cache
def classed() -> pl.DataFrame:
    """Return the articles with a class, of both sets: `key`, `data_set`, `title`, `text`, `label`."""
    news, stories = (dict(pl.read_csv(path).rows()) for path in (NEWS_CLASSES, STORY_CLASSES))
    rows = []
    for number, row in enumerate(read(quotations.path("tune"))):
        mark = blake2b(row["text"].encode(), digest_size=8).hexdigest()
        rows.append((f"news/{number}", f"news_themes_{half(int(mark, 16))}", row["title"], row["text"], news.get(mark)))
    for number, row in enumerate(read(STORIES)):
        told = "\n\n".join(line for line in row["text"].splitlines() if not line.startswith("http"))
        rows.append((f"story/{number}", f"story_themes_{half(row['story'].endswith('plus'))}", None, told, stories[row["story"]]))
    frame = pl.DataFrame(rows, schema=["key", "data_set", "title", "text", "label"], orient="row")
    return frame.filter(pl.col("label").is_not_null(), pl.col("label") != "other").unique("text", maintain_order=True)


def found(articles: pl.DataFrame, query: str) -> list[tuple]:
    """Run the product on articles (`key`, `title`, `text`), whose `articles.url` ends in the key, and return a query's rows."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder) / "data", input=(f"{folder}/articles.jsonl",))
        articles.select("title", "text", url=URL + pl.col("key")).write_ndjson(f"{folder}/articles.jsonl")
        settings.data_dir.mkdir()
        execute(settings, today(settings), lambda entry: None)
        with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
            return connection.execute(query).fetchall()


@cache
def themes() -> pl.DataFrame:
    """Return `key` and `topic_code` of the main theme of all labelled articles that get one, as a run of the product finds them."""
    there = [labels() for labels, path in ((tagged, TAGGED), (classed, STORIES)) if path.exists()]
    query = f"""
        select replace(url, '{URL}', ''), topic_code from articles inner join article_topics using (article_id) where is_main
    """
    return pl.DataFrame(found(pl.concat(there), query), schema=["key", "topic_code"], orient="row")


def answers(data_set: str) -> pl.DataFrame:
    """Return `key`, `label` and `found` of each article of a data set; `found` is null where there is no main theme."""
    names = tops().rename({"top": "found"}) if data_set.startswith("tagged") else _classes()
    labels = (tagged() if data_set.startswith("tagged") else classed()).filter(pl.col("data_set") == data_set)
    given = themes().join(names, on="topic_code", how="left").with_columns(pl.col("found").fill_null("other"))
    return labels.select("key", "label").join(given.select("key", "found"), on="key", how="left", maintain_order="left")


def by_label(rows: pl.DataFrame) -> pl.DataFrame:
    """Return for each label how many articles have it, how many get a theme, precision and recall among those that get one."""
    counts = rows.group_by("label").agg(article_count=pl.len(), answered_count=pl.col("found").count(), right=_right().sum())
    theirs = rows.drop_nulls("found").group_by(label="found").agg(found_count=pl.len())
    joined = counts.join(theirs, on="label", how="left").with_columns(pl.col("found_count").fill_null(0))
    shares = {"precision": pl.col("right") / pl.col("found_count"), "recall": pl.col("right") / pl.col("answered_count")}
    measured = [pl.when(share.is_finite()).then(share).alias(name) for name, share in shares.items()]
    return joined.sort("label").select("label", "article_count", "answered_count", "found_count", *measured)


def scores(data_set: str) -> dict[str, dict[str, float]]:
    """Return coverage and accuracy of the main theme; of articles in classes, of those in the five and of all."""
    rows = answers(data_set)
    if set(rows["label"]) <= set(FIVE) or data_set.startswith("tagged"):
        return {"article_topics": _figures(rows)}
    others = {f"{name}_all_classes": value for name, value in _figures(rows).items()}
    return {"article_topics": _figures(rows.filter(pl.col("label").is_in(FIVE))) | others}


def _figures(rows: pl.DataFrame) -> dict[str, float]:
    given = rows.drop_nulls("found")
    return {"main_theme_coverage": given.height / rows.height, "main_theme_accuracy": given.select(_right().mean()).item()}


def _right() -> pl.Expr:
    return pl.col("found") == pl.col("label")


def _classes() -> pl.DataFrame:
    """Return `topic_code` and `found`, its class, null for those without."""
    broader = dict(load("topics").select("topic_code", "broader_code").rows())
    rows = []
    for code in broader:
        above = code
        while above not in CLASSES and above is not None:
            above = broader[above]
        rows.append((code, CLASSES.get(above)))
    return pl.DataFrame(rows, schema={"topic_code": pl.String, "found": pl.String}, orient="row")
