"""Quality of joining event mentions: which of them are told to be one event, against labels.

Three sets. The sample corpus, whose labelled mentions are named by file, first words of the sentence, type and mode (`sample_events.csv`,
and in `event_pairs.csv` what it leaves out). The articles of the folder `shared` beside the repository, whose labels name the article by a
hash and the party by its place in the text. And texts of many stories, given one and the same day of publication, which makes merging
easy: no label says which mentions are one event there, but articles of two stories that share an event were joined wrongly.

What did not happen, or might, counts as another event than what did: the product never joins them.

Belongs here: reading labels and texts, the measures of joining.
Does not belong here: finding mentions (`sample_corpus`, `coded_events`), rules.
"""

import gzip
import json
import re
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import polars as pl

from pipelines.schemas.base import columns
from pipelines.schemas.raw import Documents
from pipelines.settings import REPOSITORY
from pipelines.stages import RESOLVED, extract, parse, resolve
from pipelines.text.ids import hash_id

LABELS = Path(__file__).parent
SHARED = REPOSITORY.parent / "shared"
SAMPLE = [LABELS / "sample_events.csv", LABELS / "event_pairs.csv"]
ARTICLES = LABELS / "event_pairs_articles.csv"
STORIES = SHARED / "eval" / "stories" / "labelled.jsonl.gz"
DAY = date(2026, 1, 2)
RE_BEFORE = re.compile(r" (?=[.,;:!?%’)\]]|n't|'(?:s|re|ve|ll|d|m)\b)")
RE_WITHIN = re.compile(r"(?<=[($\[]) | (?=-)(?=- \w)|(?<=\w -) ")


def articles() -> list[Path]:
    """Return the labelled articles; their folder where it is missing, so that nobody takes it for empty."""
    folder = SHARED / "seeds"
    return sorted(folder.glob("*.txt")) or [folder]


def joined(texts: dict[str, bytes], published: str | None = None) -> pl.DataFrame:
    """Find the events of texts.

    Args:
        texts: by path.
        published: publication date told beside every text; null leaves it to the texts.

    Returns:
        Rows of `extracted/event_mentions` with `event_id`, `path`, and `sentence`, the words of the text from the sentence's start on.
    """
    batch = {"delivery_date": pl.lit(DAY), "batch": pl.lit("0" * 16)}
    rows = [
        {"document_id": hash_id(path), "file_uri": f"file:///{path}", "input_uri": "file://", "change": "new", "format": "text",
         "content": content, "published": published, "seen_at": datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC)}
        for path, content in texts.items()
    ]  # fmt: skip
    tables = {"raw/documents": pl.DataFrame(rows, schema=columns(Documents))}
    for stage in (parse, extract):
        tables |= {name: frame.with_columns(**batch) for name, frame in stage(tables).items()}
    events = resolve({name: tables[name].lazy() for name in RESOLVED.inputs})["resolved/events"]
    path = pl.col("file_uri").str.strip_prefix("file:///")
    whole = tables["parsed/articles"].select("version_id", "text", path=path).rename({"text": "whole"})
    starts = tables["extracted/sentences"].select("version_id", "sentence_index", first="start_char")
    sentence = pl.col("whole").str.slice(pl.col("first"), 200).str.replace_all(r"\s+", " ")
    found = tables["extracted/event_mentions"].join(events.select("event_mention_id", "event_id"), on="event_mention_id")
    told = found.join(whole, on="version_id").join(starts, on=["version_id", "sentence_index"])
    return told.with_columns(sentence=sentence).drop("whole", "first")


def sample_scores() -> dict[str, dict[str, float]]:
    """Return the figures of the sample corpus."""
    names = ["file", "sentence_start", "event_type", "event_mode", "status", "event_key"]
    labels = pl.concat([pl.read_csv(path, columns=names).select(names) for path in SAMPLE]).with_row_index("label")
    wanted = labels["file"].unique().sort()
    found = joined({name: (REPOSITORY / "seeds" / name).read_bytes() for name in wanted})
    pairs = labels.join(found, left_on="file", right_on="path", suffix="_found")
    matched = pairs.filter(pl.col("sentence").str.starts_with(pl.col("sentence_start")), _same_kind())
    done = pl.col("status").is_in(["happened", "planned"])
    key = pl.concat_str("event_key", pl.when(done).then(pl.lit("told")).otherwise("status"), separator="|")
    return {"events": figures(labels.with_columns(key=key), matched)}


def article_scores() -> dict[str, dict[str, float]]:
    """Return the figures of the labelled articles."""
    paths = articles()
    hashes = {path.name: sha256(path.read_bytes()).hexdigest()[:16] for path in paths}
    found = joined({path.name: path.read_bytes() for path in paths}).with_columns(article=pl.col("path").replace_strict(hashes))
    labels = pl.read_csv(ARTICLES).with_row_index("label").with_columns(key=pl.col("event_key").cast(pl.String))
    pairs = labels.join(found, on="article", suffix="_found")
    sides = [pl.col("char").is_between(f"{side}_start_char", f"{side}_end_char", closed="left") for side in ("actor", "recipient")]
    return {"events": figures(labels, pairs.filter(pl.any_horizontal(sides).fill_null(False), _same_kind()))}


def _same_kind() -> pl.Expr:
    """The same type; of what is done with each other the same mode too, as a visit and a meeting stand in one sentence."""
    mode, found = (pl.col(name).replace({"talks": "meet"}) for name in ("event_mode", "event_mode_found"))
    return (pl.col("event_type") == pl.col("event_type_found")) & ((pl.col("event_type") != "CONSULT") | (mode == found))


def figures(labels: pl.DataFrame, matched: pl.DataFrame) -> dict[str, float]:
    """Return how many of the joined pairs of labelled mentions are one event, and how many of those that are were joined.

    Args:
        labels: `label` and `key`, the same for mentions of one event.
        matched: `label` and the `event_id` of a mention found for it, of several the first.
    """
    found = matched.sort("event_mention_id").unique("label", keep="first", maintain_order=True).select("label", "event_id")
    rows = labels.select("label", "key").join(found, on="label", how="left")
    pairs = rows.join(rows, how="cross", suffix="_other").filter(pl.col("label") < pl.col("label_other"))
    one, told = pl.col("key") == pl.col("key_other"), pl.col("event_id").is_not_null() & pl.col("event_id_other").is_not_null()
    same = (pl.col("event_id") == pl.col("event_id_other")).fill_null(False)
    right, wrong, missed, untold = pairs.select(
        (one & same).sum(), (~one & same).sum().alias("wrong"), (one & ~same & told).sum().alias("missed"), (one & ~told).sum().alias("no")
    ).row(0)
    return {
        "pair_precision": right / max(right + wrong, 1),
        "pair_recall": right / max(right + missed, 1),
        "pair_recall_of_all_labelled": right / max(right + missed + untold, 1),
        "b_cubed_f1": b_cubed(rows.drop_nulls("event_id")),
    }


def b_cubed(rows: pl.DataFrame) -> float:
    """Return the harmonic mean of B-cubed precision and recall of mentions with their `key` and `event_id`."""
    both = pl.len().over("key", "event_id")
    precision, recall = rows.select((both / pl.len().over("event_id")).mean(), recall=(both / pl.len().over("key")).mean()).row(0)
    return 2 * precision * recall / (precision + recall)


@cache
def stories() -> pl.DataFrame:
    """Return the mentions found in the texts of the stories, with `path`, which begins with the story."""
    rows = [json.loads(line) for line in gzip.decompress(STORIES.read_bytes()).splitlines()]
    return joined({f"{row['story']}/{row['id']}": running(row["text"]).encode() for row in rows}, DAY.isoformat())


def story_scores() -> dict[str, dict[str, float]]:
    """Return the share of the pairs of articles that share an event which are of one story."""
    told = stories().select("event_id", "path", story=pl.col("path").str.extract("^([^/]+)/")).unique()
    pairs = told.join(told, on="event_id", suffix="_other").filter(pl.col("path") < pl.col("path_other"))
    return {"events": {"pair_of_one_story_share": pairs.select((pl.col("story") == pl.col("story_other")).mean()).item()}}


def running(text: str) -> str:
    """Return a text that was cut into words as it runs: marks beside their words, quotation marks as printed."""
    marked = text.replace("`` ", "“").replace(" ''", "”")
    return RE_WITHIN.sub("", RE_BEFORE.sub("", marked))
