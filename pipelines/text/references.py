"""References: whom a pronoun, an office or a kind of body stands for, within its article.

Belongs here: he and she, the prime minister, the union, the prime minister's office.
Does not belong here: names (`pipelines.text.identities`), which words are the speaker (`pipelines.text.speakers`).
"""

import polars as pl

GENDERS = {"he": "m", "him": "m", "she": "f", "her": "f"}
REACH = 400  # tokens back to which a pronoun may look: some four paragraphs


def resolve(subjects: pl.DataFrame, mentions: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Tell who is meant by subjects that name nobody.

    Args:
        subjects: of frames: `frame_id`, `doc`, `first_row`, `speaker_first`, `word` (the subject in small letters), `subject` (its letters)
            and `named_id` (null: no name).
        mentions: as made by `pipelines.text.names.names`.
        lexicons: `titles`, `organisations`.

    Returns:
        One row for each frame whose subject is resolved: `frame_id`, `person_id`, `person_name`.
    """
    people = mentions.filter((pl.col("entity_kind") == "person") & pl.col("entity_id").is_not_null()).select(
        "doc",
        "sentence_index",
        "title",
        person_row=pl.col("row").cast(pl.Int64),
        person_id="entity_id",
        person_name="entity_name",
        person_gender="gender",
    )
    bodies = mentions.filter(pl.col("entity_kind") == "organisation").select("doc", "entity_id", "entity_name").unique(maintain_order=True)
    found = [
        _by_pronoun(subjects, people, lexicons["titles"]),
        _by_office(subjects, people, lexicons["titles"]),
        _by_form(subjects, lexicons["organisations"]),
        _by_kind(subjects, bodies),
    ]
    return pl.concat(found).unique("frame_id", keep="first", maintain_order=True)


def _by_pronoun(subjects: pl.DataFrame, people: pl.DataFrame, titles: pl.DataFrame) -> pl.DataFrame:
    """Resolve he and she to the person of that gender who spoke last, or was named last where none of them spoke.

    Where somebody unnamed spoke last (a senior official), he stays unnamed.
    """
    gender = pl.col("word").replace_strict(GENDERS, default=None)
    asked = subjects.select("frame_id", "doc", "first_row", gender=gender).drop_nulls()
    speaking = people.join(subjects.select(person_row="speaker_first"), on="person_row", how="semi")
    role = pl.col("word").str.extract(r"(\p{L}+)$").is_in(titles["title"].str.extract(r"(\p{L}+)$").str.to_lowercase().unique().implode())
    nobody = pl.lit(None, pl.String)
    unnamed = subjects.filter(pl.col("named_id").is_null() & role & pl.col("subject").str.contains(r"n$")).select(
        "doc", person_row="speaker_first", person_id=nobody, person_name=nobody, person_gender=nobody
    )
    turns = pl.concat([speaking.select(unnamed.columns), unnamed]).sort("person_row")
    rivals = pl.col("person_id").n_unique().over("doc", "sentence_index", "gender") > 1  # two who fit are named at once: nobody is meant
    single = _fitting(people).with_columns(person_id=pl.when(~rivals).then("person_id"))
    spoke, named = _last(asked, _fitting(turns)), _last(asked, single)
    return pl.concat([spoke, named]).unique("frame_id", keep="first", maintain_order=True).drop_nulls("person_id")


def _by_office(subjects: pl.DataFrame, people: pl.DataFrame, titles: pl.DataFrame) -> pl.DataFrame:
    """Resolve "the prime minister" to the one person of the article who is named with that title."""
    office = pl.col("word").str.extract(r"^the (.+)$")
    listed = titles["title"].str.to_lowercase().implode()
    asked = subjects.select("frame_id", "doc", office=office).drop_nulls().filter(pl.col("office").is_in(listed))
    bearers = people.select("doc", "person_id", "person_name", office=pl.col("title").str.to_lowercase()).unique()
    found = (
        asked.join(bearers, on=["doc", "office"]).group_by("frame_id").agg(pl.col("person_id", "person_name").unique(maintain_order=True))
    )
    single = found.filter(pl.col("person_id").list.len() == 1)
    return single.select("frame_id", pl.col("person_id", "person_name").list.first())


def _by_form(subjects: pl.DataFrame, organisations: pl.DataFrame) -> pl.DataFrame:
    """Resolve an organisation of the lexicon that is printed in small letters (the prime minister's office)."""
    forms = organisations.select(
        form=pl.col("form").str.to_lowercase().str.replace_all("’", "'"), person_id="organisation_id", person_name="name"
    )
    asked = (
        subjects.filter(pl.col("named_id").is_null())
        .select("frame_id", form=pl.col("word").str.extract(r"^the ([\p{L}' ]{9,})$"))
        .drop_nulls()
    )
    return asked.join(forms.unique("form", keep="none"), on="form").select("frame_id", "person_id", "person_name")


def _by_kind(subjects: pl.DataFrame, bodies: pl.DataFrame) -> pl.DataFrame:
    """Resolve "the union", "the flood authority" to the one organisation of the article in whose name the words stand."""
    kind = pl.col("word").str.replace_all("’", "'").str.extract(r"^the ([\p{L}' -]{4,})$")
    asked = subjects.filter(pl.col("named_id").is_null()).select("frame_id", "doc", kind=kind).drop_nulls()
    name = (pl.lit(" ") + pl.col("entity_name").str.to_lowercase() + pl.lit(" ")).alias("name")
    pairs = asked.join(bodies.with_columns(name), on="doc").filter(
        pl.col("name").str.contains(pl.lit(" ") + pl.col("kind") + pl.lit(" "), literal=True)
    )
    found = pairs.group_by("frame_id").agg(
        person_id=pl.col("entity_id").unique(maintain_order=True), person_name=pl.col("entity_name").unique(maintain_order=True)
    )
    single = found.filter(pl.col("person_id").list.len() == 1)
    return single.select("frame_id", pl.col("person_id", "person_name").list.first())


def _fitting(people: pl.DataFrame) -> pl.DataFrame:
    """List each person under every `gender` that is his, or could be."""
    genders = pl.DataFrame({"gender": ["m", "f"]})
    return people.join(genders, how="cross").filter(pl.col("person_gender").is_null() | (pl.col("person_gender") == pl.col("gender")))


def _last(asked: pl.DataFrame, fitting: pl.DataFrame) -> pl.DataFrame:
    """Find the last person before each pronoun whose gender does not speak against it."""
    found = asked.sort("first_row").join_asof(
        fitting.sort("person_row"), left_on="first_row", right_on="person_row", by=["doc", "gender"], check_sortedness=False,
        allow_exact_matches=False,
    )  # fmt: skip
    near = found.filter(pl.col("first_row") - pl.col("person_row") < REACH)
    return near.select("frame_id", "person_id", "person_name")
