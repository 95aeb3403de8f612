import polars as pl

from pipelines.schemas.resolved import People
from pipelines.tables.people import gender_by_title, people

PEOPLE = pl.DataFrame({"person_id": ["ann-lee"], "gender": ["f"], "wikidata_id": ["Q1"]})
TITLES = pl.DataFrame({"title": ["Mr", "Mrs", "Dr"], "gender": ["m", "f", None]})
LEXICONS = {"people": PEOPLE, "titles": TITLES}


def named(*rows: tuple[str, str | None, str | None]) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema={"text": pl.String, "title": pl.String, "entity_id": pl.String}, orient="row")
    return frame.with_columns(entity_kind=pl.lit("person"), version_id=pl.lit("a"), entity_name="text")


def gathered(mentions: pl.DataFrame, **joined: str) -> pl.DataFrame:
    """People of mentions; `joined` maps ids, written with underscores, to the person they mean."""
    ids = mentions.select("entity_id").drop_nulls().unique().sort("entity_id")
    other = {entity.replace("_", "-"): person for entity, person in joined.items()}
    return people(mentions, ids.with_columns(person_id=pl.col("entity_id").replace(other)), LEXICONS)


def test_people_gather_spellings_and_titles():
    rows = gathered(named(("Lee", "Dr", "ann-lee"), ("Ann Lee", None, "ann-lee"), ("Anne Lee", None, "ann-lee"), ("Lee", "Mrs", "ann-lee")))
    People.validate(rows)
    assert rows.row(0) == ("ann-lee", "Ann Lee", ["Anne Lee", "Lee"], ["Dr", "Mrs"], "f", "Q1")


def test_people_are_gathered_across_articles():
    rows = gathered(named(("Ann Lee", None, "ann-lee"), ("Annie Lee", "Dr", "annie-lee")), annie_lee="ann-lee")
    assert rows.rows() == [("ann-lee", "Ann Lee", ["Annie Lee"], ["Dr"], "f", "Q1")]


def test_people_gender_is_told_by_title_only_where_titles_agree():
    rows = gathered(named(("Roe", "Mr", "roe"), ("Doe", "Mr", "doe"), ("Doe", "Mrs", "doe"), ("Poe", None, "poe")))
    assert dict(rows.select("person_id", "gender").rows()) == {"roe": "m", "doe": None, "poe": None}


def test_people_do_not_depend_on_the_order_of_mentions():
    mentions = named(("Lee", "Dr", "ann-lee"), ("Anne Lee", None, "ann-lee"), ("Ann Lee", None, "ann-lee"))
    assert gathered(mentions).equals(gathered(mentions.reverse()))


def test_organisations_and_unresolved_names_are_no_people():
    others = pl.concat((named(("UN", None, "un")).with_columns(entity_kind=pl.lit("organisation")), named(("Lee", None, None))))
    assert gathered(others).is_empty()


def test_a_title_of_two_genders_tells_none():
    titles = pl.DataFrame({"title": ["Sir", "sir"], "gender": ["m", "f"]})
    assert gender_by_title(named(("Lee", "Sir", "lee")), "entity_id", titles).is_empty()
