"""Identities: who or what a name mention means, within its article.

Belongs here: joining short and long forms of a name, abstaining when two people fit.
Does not belong here: finding names (`pipelines.text.names`); parts and keys of names (`pipelines.text.spellings`); people across
articles (`pipelines.tables.identities`).
"""

import polars as pl

from pipelines.text.organisations import FACTS, acronyms, shortened, things
from pipelines.text.spellings import fold, parts, slug
from pipelines.text.words import spread

RE_CAPITALS = r"^[^\p{Ll}]+$"
RE_ARTICLE = r"^(?:al|el)-"  # as in al-Assad, who is Assad too
RE_TIME = r"^(?:former|ex-|then-)[\s-]*"  # an office counts after its time too


def resolve(mentions: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Give each mention its entity.

    A full name means itself: the lexicon's person if listed, else a person of this article. A short name means the one
    person of the article who bears it; the title, the gender, what was told before or the paragraph may decide between two; else
    it stays open. A short name that was not known to be a name (null `rule_id`) is kept only when somebody of the article bears it.

    Args:
        mentions: `doc`, `block_index`, `start_char`, `entity_kind`, `text`, `title`, `shape`, `is_group` (a word such as "family" follows),
            `rule_id`, and `entity_id`, `entity_name`, `country_code`, `gender` as far as a lexicon tells.
        lexicons: `people`, `titles`, `given_names`, `name_words`.

    Returns:
        The mentions that are kept, in text order, with `entity_id`, `entity_name`, `country_code` and `gender` filled.
    """
    is_person = pl.col("entity_kind") == "person"
    others = things(mentions.filter(~is_person))
    organisations = others.filter(pl.col("entity_kind") == "organisation")
    persons = _keyed(mentions.filter(is_person), lexicons)
    full = _full(persons.filter("is_full"))
    single = persons.filter(~pl.col("is_full"))
    lone = _lone(single.filter(~pl.col("is_group") | pl.col("title").is_not_null()), full, _offices(lexicons))
    untitled = single.filter(pl.col("title").is_null())
    named = [acronyms(untitled, organisations), shortened(untitled, full, organisations)]
    short = pl.concat(named, how="diagonal").unique(["doc", "start_char"], keep="first", maintain_order=True)
    lone = lone.join(short, on=["doc", "start_char"], how="anti")
    return pl.concat([others, full, lone, short], how="diagonal").sort("doc", "start_char")


def _keyed(persons: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Add the parts by which names are compared, folded: `plain`, `first`, `middle`, `last`, `suffix`; and `is_full`."""
    particles = lexicons["name_words"].filter(pl.col("kind") == "particle")["word"].str.to_lowercase().unique().sort().to_list()
    plain = fold(pl.col("text")).str.replace(RE_ARTICLE, "")
    cut = pl.struct(plain.alias("plain"), *(part.alias(name) for name, part in parts(pl.col("text"), particles).items()))
    named = persons.with_columns(parts=spread(persons["text"], cut)).unnest("parts")
    gender = lexicons["given_names"].filter(pl.col("gender").is_in(["m", "f"])).select(first=fold(pl.col("name")), given_gender="gender")
    is_full = pl.col("last").is_not_null() & pl.col("rule_id").is_not_null() & ~pl.col("shape").str.contains("^v")
    return (
        named.with_columns(is_full=is_full)
        .join(gender.unique().unique("first", keep="none"), on="first", how="left", maintain_order="left")
        .with_columns(gender=pl.coalesce("gender", pl.when("is_full").then("given_gender")))
        .drop("given_gender")
    )


def _full(full: pl.DataFrame) -> pl.DataFrame:
    """Identify the bearers of full names; one with and one without a middle name are the same, unless middle names differ."""
    bearers = ["doc", "first", "last", "suffix"]
    initial = pl.col("middle").str.head(1)
    rivals = pl.when(initial != "").then(initial).drop_nulls().n_unique().over(bearers) > 1
    marked = full.with_columns(rival=pl.when(rivals).then(initial).otherwise(pl.lit("")))
    same = [*bearers, "rival"]
    known = (pl.col(name).drop_nulls().first().over(same) for name in (*FACTS, "gender"))
    rank = [pl.col("text").str.contains(RE_CAPITALS), -pl.col("text").str.len_chars().cast(pl.Int64)]
    fullest = pl.col("text").sort_by(rank).first().over(same).str.replace_all(r"\s+", " ")
    named = marked.with_columns(known).with_columns(fullest=fullest)
    unlisted = spread(named["fullest"], slug(pl.col("text")))
    named = named.with_columns(entity_name=pl.coalesce("entity_name", "fullest"), entity_id=pl.coalesce("entity_id", pl.Series(unlisted)))
    return _tailed(named.drop("rival", "fullest"))


def _tailed(full: pl.DataFrame) -> pl.DataFrame:
    """Let a name of several words that ends the full name of one other person of the article mean that person (double surnames)."""
    tail = full.select("doc", *FACTS, "gender", plain=pl.col("plain").str.extract(r"^\S+ (.+ .+)$")).drop_nulls("plain")
    single = tail.unique(["doc", "plain", "entity_id"], maintain_order=True).filter(pl.len().over("doc", "plain") == 1)
    joined = full.join(single, on=["doc", "plain"], how="left", maintain_order="left", suffix="_longer")
    longer = pl.col("entity_id_longer").is_not_null()
    return joined.select(
        pl.when(longer).then(f"{name}_longer").otherwise(name).alias(name) if name in FACTS else pl.col(name) for name in full.columns
    )


def _lone(lone: pl.DataFrame, full: pl.DataFrame, offices: pl.DataFrame) -> pl.DataFrame:
    """Find the bearer of a short name: by surname, then by given name, then in the lexicon by surname and office."""
    numbered, told = lone.with_row_index("lone").drop(FACTS), _told(full)
    by_last = _bearer(numbered, full, told, _surnames(full))
    first = full.select("doc", "entity_id", key="first").filter(pl.col("key").str.len_chars() > 1).unique()
    by_first = _bearer(numbered.filter(pl.col("shape") != "A").join(by_last, on="lone", how="anti"), full, told, first)
    found = pl.concat([by_last, by_first])
    by_office = _listed(numbered.join(found.drop_nulls("entity_id"), on="lone", how="anti"), offices)
    found = pl.concat([found.join(by_office, on="lone", how="anti"), by_office])
    again = _again(numbered, found, by_office)
    best = pl.concat([found.join(again, on="lone", how="anti"), again])
    joined = numbered.join(best, on="lone", how="left", maintain_order="left")
    joined = joined.with_columns(gender=pl.coalesce("gender", "bearer_gender"))
    borne = pl.col("borne").fill_null(False)
    kept = joined.filter(pl.col("rule_id").is_not_null() | borne)
    rule = pl.when(borne).then(pl.lit("name:person:part-of-name"))
    return kept.with_columns(rule_id=pl.coalesce("rule_id", rule)).drop("lone", "bearer_gender", "borne")


def _surnames(full: pl.DataFrame) -> pl.DataFrame:
    """The forms by which a surname is called: with and without its particles, and all that stands behind the given name."""
    bare = pl.col("last").str.extract(r"(\S+)$").str.replace(RE_ARTICLE, "")
    tail = pl.col("plain").str.extract(r"^\S+ (.+ .+)$")
    forms = pl.concat_list("last", bare, tail).list.drop_nulls()
    return full.select("doc", "entity_id", key=forms).explode("key").unique()


def _told(full: pl.DataFrame) -> pl.DataFrame:
    """What is told of each person whom the article names in full."""
    return full.group_by("doc", "entity_id", maintain_order=True).agg(
        pl.col("entity_name", "country_code").first(), bearer_gender=pl.col("gender").first(), introduced=pl.col("start_char").min(),
        titles=pl.col("title").str.to_lowercase().drop_nulls().unique(),
    )  # fmt: skip


def _bearer(lone: pl.DataFrame, full: pl.DataFrame, told: pl.DataFrame, forms: pl.DataFrame) -> pl.DataFrame:
    """Join short names with the article's people who bear them: `lone`, facts, `bearer_gender`, `borne`.

    Where several do, the title or the gender decides, else who alone was introduced before, else who alone was named before in
    the paragraph; else the entity is null.
    """
    asked = lone.select("lone", "doc", "block_index", "start_char", "title", "gender", key="plain")
    pairs = asked.join(forms, on=["doc", "key"], maintain_order="left").join(told, on=["doc", "entity_id"], maintain_order="left")
    fitting = pairs.filter((pl.col("gender") == pl.col("bearer_gender")).fill_null(True)).with_columns(
        by_title=pl.col("titles").list.contains(pl.col("title").str.to_lowercase()).fill_null(False),
        before=pl.col("introduced") < pl.col("start_char"),
    )
    for mark in ("by_title", "before"):
        fitting = fitting.filter(pl.col(mark) | ~pl.col(mark).any().over("lone"))
    decided = _in_paragraph(fitting, full)
    alone = pl.col("entity_id").n_unique() == 1
    facts = (pl.when(alone).then(pl.col(name).first()) for name in (*FACTS, "bearer_gender"))
    return decided.group_by("lone", maintain_order=True).agg(*facts, borne=pl.lit(True))


def _in_paragraph(fitting: pl.DataFrame, full: pl.DataFrame) -> pl.DataFrame:
    """Where several people fit, keep the one that alone was named in the paragraph before, if there is one."""
    several = pl.col("entity_id").n_unique().over("lone") > 1
    places = full.select("doc", "block_index", "entity_id", named="start_char")
    near = fitting.filter(several).join(places, on=["doc", "block_index", "entity_id"]).filter(pl.col("named") < pl.col("start_char"))
    single = near.select("lone", "entity_id").unique().filter(pl.len().over("lone") == 1)
    left = fitting.join(single, on="lone", how="anti", maintain_order="left")
    return pl.concat([left, fitting.join(single, on=["lone", "entity_id"], how="semi", maintain_order="left")])


def _offices(lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Well-known people by surname and office, as far as only one person at a time holds it: `plain`, `office` and facts."""
    unique = lexicons["titles"].filter(pl.col("is_unique_office") == "yes")["title"].str.to_lowercase()
    listed = lexicons["people"].select(
        "country_code", plain=fold(pl.col("name")).str.extract(r"(\S+)$"), entity_id="person_id", entity_name="name",
        bearer_gender="gender", office=pl.col("titles").str.split("|"),
    )  # fmt: skip
    each = listed.explode("office").with_columns(pl.col("office").str.replace(RE_TIME, "")).unique()
    return each.filter(pl.col("office").is_in(unique.implode()))


def _listed(lone: pl.DataFrame, offices: pl.DataFrame) -> pl.DataFrame:
    """Join a surname with the one well-known person who bears it and holds or held the office printed with it."""
    office = pl.col("title").str.to_lowercase().str.replace(RE_TIME, "")
    titled = lone.drop_nulls("title").select("lone", "plain", office=office)
    pairs = titled.join(offices, on=["plain", "office"]).unique(["lone", "entity_id"])
    single = pairs.filter(pl.len().over("lone") == 1)
    return single.select("lone", *FACTS, "bearer_gender", borne=pl.lit(True))


def _again(lone: pl.DataFrame, found: pl.DataFrame, by_office: pl.DataFrame) -> pl.DataFrame:
    """Let a surname that nobody of the article is known to bear mean whom it meant with an office (President Doe; Mr. Doe)."""
    known = by_office.join(lone.select("lone", "doc", "plain"), on="lone").unique(["doc", "plain", "entity_id"], maintain_order=True)
    single = known.filter(pl.len().over("doc", "plain") == 1).drop("lone")
    pairs = lone.join(found, on="lone", how="anti").select("lone", "doc", "plain", "gender").join(single, on=["doc", "plain"])
    fitting = pairs.filter((pl.col("gender") == pl.col("bearer_gender")).fill_null(True))
    return fitting.select("lone", *FACTS, "bearer_gender", "borne")
