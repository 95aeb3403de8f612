"""Speaker kinds: what kind of source the words that name a speaker stand for.

Belongs here: telling persons, organisations, places, groups and documents apart.
Does not belong here: who is meant (`pipelines.text.references`), which words are the speaker (`pipelines.text.speakers`).
"""

import polars as pl

from pipelines.text.role_nouns import COLLECTIVE, PERSONAL


def with_kinds(subjects: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """Add what kind of source each subject is.

    A name is of its own kind; a people (the Saudis), several names, a plural and a share of people are a group; any other phrase is what
    its head noun says. A pronoun or a role is a person also where nobody knows which.

    Args:
        subjects: `speaker_first`, `speaker_last`, `head_row`, `last_row`, `word` (in small letters), `subject` (its letters), `named_id`,
            `person_id` (null: not resolved) and the columns of `pipelines.text.role_nouns.described`.
        mentions: as made by `pipelines.text.names.names`.

    Returns:
        The subjects with `speaker_kind`: person, organisation, place, group, document, or null where it cannot be told.
    """
    people = pl.col("rule_id").str.ends_with("demonym-group").fill_null(False)
    names = mentions.select(
        name_last=(pl.col("row") + pl.col("width") - 1).cast(pl.Int64), name_first=pl.col("row").cast(pl.Int64),
        name_kind=pl.when(people).then(pl.lit("group")).otherwise("entity_kind"),
    ).unique("name_last", keep="first", maintain_order=True)  # fmt: skip
    head = pl.when(pl.col("speaker_first") > pl.col("last_row")).then("speaker_last").otherwise("head_row")
    joined = subjects.with_columns(name_last=head).join(names, on="name_last", how="left", maintain_order="left")
    lead = pl.col("name_first") - pl.col("speaker_first")
    whole = (lead == 0) | ((lead == 1) & pl.col("subject").str.starts_with("d"))  # “the minister from Porto” is no place
    own = pl.when((lead >= 0) & ((pl.col("name_kind") != "place") | whole)).then("name_kind")
    several = pl.col("word").is_in(COLLECTIVE) | pl.col("subject").str.contains(r"^[^i]*c[dNRmp#]")
    kind = (
        pl.when(several).then(pl.lit("group"))
        .when(own.is_not_null()).then(own)
        .when(pl.col("word").is_in(PERSONAL)).then(pl.lit("person"))
        .when((pl.col("word") == "who") & pl.col("named_id").is_not_null()).then(pl.lit("person"))
        .when((pl.col("word") == "it") & pl.col("person_id").is_not_null()).then(pl.lit("organisation"))
        .otherwise("noun_kind")
    )  # fmt: skip
    return joined.with_columns(speaker_kind=kind).drop("name_last", "name_first", "name_kind")
