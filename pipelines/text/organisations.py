"""Organisations: which short forms of an organisation's name mean it, within its article.

Belongs here: ids of organisations and places by their names, acronyms, first words that stand for the whole name.
Does not belong here: finding names (`pipelines.text.names`), people (`pipelines.text.identities`).
"""

import polars as pl

from pipelines.text.spellings import slug
from pipelines.text.words import spread

FACTS = ("entity_id", "entity_name", "country_code")


def things(mentions: pl.DataFrame) -> pl.DataFrame:
    """Let an organisation or place that no lexicon knows be identified by its name."""
    name = pl.col("text").str.replace(r"^[Tt]he\s+", "").str.replace_all(r"\s+", " ")
    unlisted = pl.Series(spread(mentions["text"], slug(name)))
    return mentions.with_columns(entity_name=pl.coalesce("entity_name", name), entity_id=pl.coalesce("entity_id", unlisted))


def acronyms(short: pl.DataFrame, organisations: pl.DataFrame) -> pl.DataFrame:
    """Take letters for the article's one organisation whose capitals they are: `NFB` for the National Farm Board."""
    capitals = pl.col("entity_name").str.extract_all(r"\b\p{Lu}").list.join("")
    named = organisations.with_columns(text=capitals).filter(pl.col("text").str.len_chars() > 2)
    return _taken(short.filter(pl.col("shape") == "A"), named, "name:organisation:acronym")


def shortened(short: pl.DataFrame, full: pl.DataFrame, organisations: pl.DataFrame) -> pl.DataFrame:
    """Take a word that opens the name of the article's one such organisation, and is no person's name, for that organisation."""
    borne = pl.concat([full.select("doc", plain=name) for name in ("last", "first")])
    named = organisations.with_columns(text=pl.col("entity_name").str.extract(r"^(\S+) ")).drop_nulls("text")
    unborne = short.filter(pl.col("shape").is_in(["C", "A"])).join(borne, on=["doc", "plain"], how="anti")
    return _taken(unborne, named, "name:organisation:part-of-name")


def _taken(short: pl.DataFrame, named: pl.DataFrame, rule_id: str) -> pl.DataFrame:
    """Give short forms the one organisation of their article that has their `text`."""
    each = named.select("doc", "text", *FACTS).unique(["doc", "text", "entity_id"], maintain_order=True)
    matched = short.drop(FACTS).join(each.filter(pl.len().over("doc", "text") == 1), on=["doc", "text"])
    return matched.with_columns(entity_kind=pl.lit("organisation"), rule_id=pl.lit(rule_id), gender=pl.lit(None, pl.String))
