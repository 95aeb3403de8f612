"""The table `people`: what is told of each person, across articles.

Belongs here: names, titles and gender of a person.
Does not belong here: who is one person (`pipelines.tables.identities`), counts over people (warehouse models).
"""

import polars as pl


def people(mentions: pl.DataFrame, identities: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Gather the person mentions of all days into people.

    Args:
        mentions: rows of `extracted/mentions`.
        identities: their rows of `resolved/identities`.
        lexicons: `people`, `titles`.

    Returns:
        The rows of `resolved/people`, by id. The name is the most frequent of the spellings with the most words, of equally
        frequent ones the first in the alphabet. A title tells the gender where all titles that do agree.
    """
    told = told_of_people(mentions).join(identities, on="entity_id").select("text", "title", "person_id")
    spelled = (
        told.with_columns(words=pl.col("text").str.count_matches(r"\S+"))
        .group_by("person_id", "text")
        .agg(pl.len(), pl.col("words").first())
    )
    names = spelled.sort("person_id", "words", "len", "text", descending=[False, True, True, False]).group_by(
        "person_id", maintain_order=True
    )
    named = names.agg(name=pl.col("text").first(), aliases=pl.col("text").unique().sort())
    titled = told.group_by("person_id").agg(titles=pl.col("title").drop_nulls().unique().sort())
    gendered = gender_by_title(told, "person_id", lexicons["titles"])
    known = lexicons["people"].select("person_id", "gender", "wikidata_id")
    joined = named.join(titled, on="person_id").join(known, on="person_id", how="left").join(gendered, on="person_id", how="left")
    return joined.sort("person_id").select(
        "person_id",
        "name",
        aliases=pl.col("aliases").list.set_difference(pl.concat_list("name")).list.sort(),
        titles="titles",
        gender=pl.coalesce("gender", "title_gender"),
        wikidata_id="wikidata_id",
    )


def told_of_people(mentions: pl.DataFrame) -> pl.DataFrame:
    """Return the person mentions whose person is known: `version_id`, `entity_id`, `entity_name`, `text`, `title`."""
    return mentions.filter(pl.col("entity_kind") == "person", pl.col("entity_id").is_not_null()).select(
        "version_id", "entity_id", "entity_name", "text", "title"
    )


def gender_by_title(told: pl.DataFrame, by: str, titles: pl.DataFrame) -> pl.DataFrame:
    """Return the gender that the titles printed with a name tell, where all that tell one agree.

    Args:
        told: `title` and the column `by`.
        by: name of the column that says of whom.
        titles: lexicon with `title`, `gender`.

    Returns:
        The column `by` and `title_gender`.
    """
    gendered = (
        titles.drop_nulls("gender").select(title=pl.col("title").str.to_lowercase(), title_gender="gender").unique("title", keep="none")
    )
    found = told.drop_nulls("title").with_columns(pl.col("title").str.to_lowercase()).join(gendered, on="title")
    agreed = found.group_by(by).agg(pl.col("title_gender").min(), genders=pl.col("title_gender").n_unique())
    return agreed.filter(pl.col("genders") == 1).drop("genders")
