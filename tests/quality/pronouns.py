"""Quality of references: whom a pronoun or a role noun that names a speaker stands for, and the pronouns of GAP.

Our labels, `pronoun_speakers.csv`, name no article and nobody: `article` is the begin of the SHA-256 of the id of an article labelled with
quotations, `start_char` the place of the pronoun or role noun, the others that of a mention of whom it means; empty where the
article names nobody who is meant. GAP is encyclopaedic and its pronouns are hardly ever speakers. The articles lie in a folder
`shared` beside the repository.

Belongs here: what the product answers, the measures.
Does not belong here: fitting the weights (`weights`), rules.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import polars as pl
import quotations

from pipelines.lexicons import load
from pipelines.text import marks, names, quotes, reference_mentions, references
from pipelines.text.clause_kinds import fold
from pipelines.text.sentences import with_sentences
from pipelines.text.tokens import tokens

LABELS = Path(__file__).with_name("pronoun_speakers.csv")
GAP = quotations.SHARED / "pronouns" / "gap.jsonl.gz"
GENDERS = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f", "hers": "f"}


def lines(path: Path) -> list[dict]:
    """Return the records of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def scores(half: str) -> dict[str, dict[str, float]]:
    """Return of pronouns and of role nouns how many that are named get an answer, and how many answers are right.

    Args:
        half: "fit" or "test", the half of the labels.
    """
    answers, _ = labelled()
    counted = figures(answers.filter(pl.col("set") == half))
    return {
        "quotes": {
            f"{subject}_{measure}": value
            for subject, *values in counted.select("subject", "answered", "precision").rows()
            for measure, value in zip(("answered", "accuracy"), values, strict=True)
        }
    }


def gap_scores() -> dict[str, dict[str, float]]:
    """Return the figures on GAP."""
    return {"quotes": {f"pronoun_{name}": value for name, value in gap().items()}}


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
    records = quotations.articles("tune")
    lexicons = {each: load(each) for each in {*names.LEXICONS, *quotes.LEXICONS, "abbreviations"}}
    cut = with_sentences(tokens(quotations.passages(records)), lexicons["abbreviations"])
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
    records = lines(GAP)
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
