"""The taxonomy and the terms agree with themselves, with each other and with the published vocabulary."""

import gzip
import json
from pathlib import Path

import polars as pl
import pytest

from pipelines.lexicons import load

PUBLISHED = Path(__file__).parents[2].parent / "shared" / "eval" / "topics" / "iptc_media_topics.jsonl.gz"
KINDS = {"noun", "verb", "fixed", "exact"}


def test_top_levels_are_seventeen_and_only_they_have_no_broader_theme():
    tops = load("topics").filter(pl.col("level") == 0)
    assert tops.height == 17
    assert tops["topic_code"].to_list() == load("topics").filter(pl.col("broader_code").is_null())["topic_code"].to_list()


def test_every_theme_continues_the_path_of_its_broader_theme():
    topics = load("topics")
    broader = topics.select(broader_code="topic_code", above="path", level_above="level")
    below = topics.filter(pl.col("level") > 0).join(broader, on="broader_code")
    assert below.height == topics.height - 17
    assert below.filter(pl.col("path") != pl.col("above") + " > " + pl.col("label")).is_empty()
    assert below.filter(pl.col("level") != pl.col("level_above") + 1).is_empty()
    assert topics.filter(pl.col("level") == 0, pl.col("path") != pl.col("label")).is_empty()


def test_codes_are_unique_and_items_are_those_of_wikidata():
    topics = load("topics")
    assert topics["topic_code"].is_unique().all()
    assert topics.drop_nulls("wikidata_id")["wikidata_id"].str.contains(r"^Q\d+$").all()


def test_taxonomy_is_the_published_one():
    if not PUBLISHED.exists():
        pytest.skip(f"no published vocabulary at {PUBLISHED}")
    rows = [json.loads(line) for line in gzip.decompress(PUBLISHED.read_bytes()).splitlines()]
    last = {name: lambda uri: uri and uri.rsplit("/", 1)[-1] for name in ("broader", "wikidata")}
    wanted = {
        row["code"]: (
            row["label"] or "media and entertainment industry",  # the release leaves this one empty
            f"medtop:{last['broader'](row['broader']).removeprefix('medtop:')}" if row["broader"] else None,
            next(map(last["wikidata"], row["wikidata"]), None),
        )
        for row in rows
        if not row["retired"]
    }
    found = {code: rest for code, *rest in load("topics").select("topic_code", "label", "broader_code", "wikidata_id").rows()}
    assert {code: tuple(rest) for code, rest in found.items()} == wanted


def test_terms_are_of_the_taxonomy_and_unique():
    terms = load("topic_terms")
    assert terms["rule_id"].is_unique().all()
    assert terms.join(load("topics"), on="topic_code", how="anti").is_empty()
    assert set(terms["kind"]) == KINDS
    assert terms.filter(pl.col("weight") <= 0).is_empty()
    assert terms.filter(pl.col("term") != pl.col("term").str.strip_chars()).is_empty()


def test_weights_stay_near_those_given_by_hand():
    factor = load("topic_terms").select(factor=pl.col("weight") / pl.col("prior"))["factor"]
    assert factor.is_between(0.48, 2.02).all()  # half and double, but for rounding


def test_every_top_level_has_terms_and_many_themes_have_their_own():
    coded = load("topic_terms").join(load("topics"), on="topic_code")
    assert coded["path"].str.split(" > ").list.first().n_unique() == 17
    assert coded["topic_code"].n_unique() >= 150
