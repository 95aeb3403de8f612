"""Identities: who or what a name mention means, within its article.

Belongs here: joining short and long forms of a name, abstaining when two people fit.
Does not belong here: finding names (`pipelines.text.names`); people across articles (the resolved stage).
"""

import polars as pl

RE_SUFFIX = r",?\s+(?:Jr|Sr|Jnr|Snr|II|III|IV)\.?$"
RE_INITIALS = r"\b\p{Lu}\.\s*"


def resolve(mentions: pl.DataFrame, people: pl.DataFrame, given_names: pl.DataFrame) -> pl.DataFrame:
    """Give each mention its entity.

    A full name means itself: the lexicon's person if listed, else a person of this article. A lone name means the one
    person of the article who bears it; the title or the gender may decide between two; else it stays open. A lone name that was not
    known to be a name (null `rule_id`) is kept only when some person of the article bears it.

    Args:
        mentions: `doc`, `start_char`, `entity_kind`, `text`, `title`, `shape`, `rule_id`, and `entity_id`, `entity_name`, `country_code`,
            `gender` as far as a lexicon tells.
        people: lexicon of well-known people.
        given_names: lexicon of given names with `gender`.

    Returns:
        The mentions that are kept, in text order, with `entity_id`, `entity_name`, `country_code` and `gender` filled.
    """
    is_person = pl.col("entity_kind") == "person"
    others = _things(mentions.filter(~is_person))
    organisations = others.filter(pl.col("entity_kind") == "organisation")
    persons = _keyed(mentions.filter(is_person), given_names)
    full = _full(persons.filter("is_full"))
    lone = _lone(persons.filter(~pl.col("is_full")), full, people)
    organisations = others.filter(pl.col("entity_kind") == "organisation")
    short = _short(persons.filter(~pl.col("is_full") & pl.col("title").is_null()), full, organisations)
    lone = lone.join(short, on=["doc", "start_char"], how="anti")
    return pl.concat([others, full, lone, short], how="diagonal").sort("doc", "start_char")


def slug(name: pl.Expr) -> pl.Expr:
    """Return the id that a name makes: plain small letters and digits, hyphens between words."""
    plain = name.str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()
    return plain.str.replace_all(r"[^\p{L}\p{N}]+", "-").str.strip_chars("-")


def _things(mentions: pl.DataFrame) -> pl.DataFrame:
    """Let an organisation or place that no lexicon knows be identified by its name."""
    name = pl.col("text").str.replace(r"^[Tt]he\s+", "").str.replace_all(r"\s+", " ")
    return mentions.with_columns(entity_name=pl.coalesce("entity_name", name), entity_id=pl.coalesce("entity_id", slug(name)))


def _keyed(persons: pl.DataFrame, given_names: pl.DataFrame) -> pl.DataFrame:
    """Add the parts by which names are compared: `plain` (no suffix, no initials), `first`, `last`, `is_full`."""
    bare = pl.col("text").str.replace(RE_SUFFIX, "").str.replace_all(r"\s+", " ")
    plain = bare.str.replace_all(RE_INITIALS, "").str.strip_chars(" ,")
    gender = given_names.filter(pl.col("gender").is_in(["m", "f"])).select(first="name", given_gender="gender").unique("first")
    return (
        persons.with_columns(plain=plain)
        .with_columns(first=pl.col("plain").str.extract(r"^(\S+)"), last=pl.col("plain").str.extract(r"(\S+)$"))
        .with_columns(is_full=bare.str.contains(" ") & (pl.col("plain") != "") & pl.col("rule_id").is_not_null())
        .join(gender, on="first", how="left", maintain_order="left")
        .with_columns(gender=pl.coalesce("gender", pl.when("is_full").then("given_gender")))
        .drop("given_gender")
    )


def _full(full: pl.DataFrame) -> pl.DataFrame:
    """Identify the bearers of full names; one with and one without a middle name are the same."""
    same = ["doc", "first", "last"]
    known = (pl.col(name).drop_nulls().first().over(same) for name in ("entity_id", "entity_name", "country_code", "gender"))
    longest = pl.col("text").sort_by(pl.col("text").str.len_chars(), descending=True).first().over(same).str.replace_all(r"\s+", " ")
    shortest = pl.col("plain").sort_by(pl.col("plain").str.len_chars()).first().over(same)
    return full.with_columns(known).with_columns(
        entity_name=pl.coalesce("entity_name", longest), entity_id=pl.coalesce("entity_id", slug(shortest))
    )


def _lone(lone: pl.DataFrame, full: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Find the bearer of a lone name: by surname, then by given name, then in the lexicon by surname and title."""
    bearers = full.select("doc", "first", "last", "entity_id", "entity_name", "country_code", "gender", "title").unique(
        ["doc", "entity_id", "last", "title"], maintain_order=True
    )
    numbered = lone.with_row_index("lone").drop("entity_id", "entity_name", "country_code")
    by_last = _bearer(numbered, bearers, "last").with_columns(order=pl.lit(0))
    by_first = _bearer(numbered, bearers, "first").with_columns(order=pl.lit(1))
    by_title = _listed(numbered, people).with_columns(order=pl.lit(2))
    best = pl.concat([by_last, by_first, by_title], how="diagonal").sort("lone", "order").unique("lone", keep="first", maintain_order=True)
    joined = numbered.join(best, on="lone", how="left", maintain_order="left")
    joined = joined.with_columns(gender=pl.coalesce("gender", "bearer_gender"))
    borne = pl.col("borne").fill_null(False)
    kept = joined.filter(pl.col("rule_id").is_not_null() | borne)
    rule = pl.when(borne).then(pl.lit("name:person:part-of-name"))
    return kept.with_columns(rule_id=pl.coalesce("rule_id", rule)).drop("lone", "order", "bearer_gender", "borne")


def _bearer(lone: pl.DataFrame, bearers: pl.DataFrame, part: str) -> pl.DataFrame:
    """Join lone names with the article's people who bear them; two of them leave the entity open unless title or gender decides."""
    own = bearers.select("doc", part, "entity_id", "entity_name", "country_code", bearer_gender="gender", bearer_title="title")
    pairs = lone.select("lone", "doc", "title", "gender", text=pl.col("plain")).join(
        own.rename({part: "text"}), on=["doc", "text"], how="inner", maintain_order="left"
    )
    same_title = (pl.col("title").str.to_lowercase() == pl.col("bearer_title").str.to_lowercase()).fill_null(False)
    other_gender = (pl.col("gender") != pl.col("bearer_gender")).fill_null(False)
    fitting = pairs.filter(~other_gender).with_columns(by_title=same_title)
    fitting = fitting.filter(pl.col("by_title") | ~pl.col("by_title").any().over("lone"))
    alone = pl.col("entity_id").n_unique() == 1
    facts = ("entity_id", "entity_name", "country_code", "bearer_gender")
    return fitting.group_by("lone", maintain_order=True).agg(
        *(pl.when(alone).then(pl.col(name).first()) for name in facts), borne=pl.lit(True)
    )


def _short(lone: pl.DataFrame, full: pl.DataFrame, organisations: pl.DataFrame) -> pl.DataFrame:
    """Take a lone name that opens the name of the article's one such organisation, and is no person's name, for that organisation."""
    borne = pl.concat([full.select("doc", plain="last"), full.select("doc", plain="first")])
    named = organisations.with_columns(plain=pl.col("entity_name").str.extract(r"^(\S+) ")).drop_nulls("plain")
    single = named.unique(["doc", "plain", "entity_id"], maintain_order=True).filter(pl.len().over("doc", "plain") == 1)
    facts = single.select("doc", "plain", "entity_id", "entity_name", "country_code")
    unborne = lone.filter(pl.col("shape").is_in(["C", "A"])).join(borne, on=["doc", "plain"], how="anti")
    matched = unborne.drop("entity_id", "entity_name", "country_code").join(facts, on=["doc", "plain"], how="inner")
    return matched.with_columns(entity_kind=pl.lit("organisation"), rule_id=pl.lit("name:organisation:part-of-name"), gender=None)


def _listed(lone: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Join a surname with the one well-known person who bears it, when the title printed with it is an office of that person."""
    office = pl.col("titles").fill_null("").str.split("|")
    listed = people.select(
        "country_code", last=pl.col("name").str.extract(r"(\S+)$"), entity_id="person_id", entity_name="name",
        bearer_gender="gender", offices=office,
    )  # fmt: skip
    single = listed.filter(pl.len().over("last") == 1)
    pairs = lone.filter(pl.col("title").is_not_null()).select("lone", "title", last="plain").join(single, on="last", how="inner")
    agrees = pl.col("offices").list.contains(pl.col("title").str.to_lowercase())
    return pairs.filter(agrees).select("lone", "entity_id", "entity_name", "country_code", "bearer_gender")
