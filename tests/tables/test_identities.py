import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.lexicons import load
from pipelines.schemas.resolved import Identities
from pipelines.tables.identities import identities, of_people
from pipelines.tables.people import people
from pipelines.text.spellings import slug

LISTS = {name: load(name) for name in ("nicknames", "given_names", "titles", "name_words")}
KNOWN = pl.DataFrame(
    {
        "person_id": ["olga-brandt", "pavel-novy"], "name": ["Olga Brandt", "Pavel Nový"], "aliases": ["Olenka Brandt|O. M. Brandt", None],
        "gender": ["f", "m"], "titles": ["prime minister", "president"], "wikidata_id": ["Q1", None],
    }
)  # fmt: skip
LEXICONS = LISTS | {"people": KNOWN}
Row = tuple[str, str] | tuple[str, str, str]


def told(*rows: Row) -> pl.DataFrame:
    """Mentions of full names: article, name, title."""
    cells = [(version, name, (title or [None])[0]) for version, name, *title in rows]
    frame = pl.DataFrame(cells, schema={"version_id": pl.String, "entity_name": pl.String, "title": pl.String}, orient="row")
    return frame.with_columns(text=pl.col("entity_name"), entity_kind=pl.lit("person"), entity_id=slug(pl.col("entity_name")))


def joined(*rows: Row) -> list[int]:
    """The number of each row's person, in order of first occurrence."""
    mentions = told(*rows)
    found = identities(mentions, LEXICONS)
    Identities.validate(found)
    persons = of_people(mentions, found, ("entity_id",))["entity_id"].to_list()
    return [persons.index(each) for each in persons]


ONE, TWO = [0, 0], [0, 1]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param((("a", "Olenka Brandt"), ("b", "Olga Brandt")), ONE, id="alias"),
        pytest.param((("a", "OLENKA BRANDT"), ("b", "Olga Brandt")), ONE, id="alias-in-capitals"),
        pytest.param((("a", "Pavel Novy"), ("b", "Pavel Nový")), ONE, id="diacritics"),
        pytest.param((("a", "Søren Kjær"), ("b", "Soren Kjaer")), ONE, id="letters"),
        pytest.param((("a", "Olena Brandt"), ("b", "Olga Brandt")), TWO, id="no-alias"),
        pytest.param((("a", "Taras Zelinsky"), ("b", "Taras Zelinskyy")), ONE, id="transliteration"),
        pytest.param((("a", "Tara Zelinsky"), ("b", "Taras Zelinskyy")), TWO, id="another-given-name"),
        pytest.param((("a", "Mohamed bin Rashad"), ("b", "Muhammad Bin Rashad")), ONE, id="mohamed"),
        pytest.param((("a", "Mohamed bin Rashad"), ("b", "Ahmed bin Rashad")), TWO, id="brothers"),
        pytest.param((("a", "William Roe"), ("b", "Bill Roe")), ONE, id="nickname"),
        pytest.param((("a", "William Roe"), ("b", "Bob Roe")), TWO, id="other-nickname"),
        pytest.param((("a", "William Roe"), ("b", "Bill Doe")), TWO, id="nickname-of-another-surname"),
        pytest.param((("a", "Robert Roe"), ("b", "Roberta Roe")), TWO, id="gender"),
        pytest.param((("a", "John F. Roe"), ("b", "John Roe")), ONE, id="initial"),
        pytest.param((("a", "John F. Roe"), ("b", "John Fitch Roe")), ONE, id="initial-of-middle-name"),
        pytest.param((("a", "John F. Roe"), ("b", "John G. Roe")), TWO, id="other-initial"),
        pytest.param((("a", "F. John Roe"), ("b", "John Roe")), ONE, id="leading-initial"),
        pytest.param((("a", "John Fitch Roe"), ("b", "John Roe")), TWO, id="middle-name-alone-is-no-proof"),
        pytest.param((("a", "John Fitch Roe", "Senator"), ("b", "John Roe", "Sen.")), ONE, id="middle-name-and-office"),
        pytest.param((("a", "John Roe Jr."), ("b", "John Roe")), TWO, id="son"),
        pytest.param((("a", "John Roe Jr."), ("b", "John Roe Sr.")), TWO, id="father-and-son"),
        pytest.param((("a", "John Roe, Jr."), ("b", "John Roe Jr")), ONE, id="suffix-spelled"),
        pytest.param((("a", "John Roe", "Mr."), ("b", "Jon Roe", "Mr.")), ONE, id="only-bearers"),
        pytest.param((("a", "Ann Roe"), ("b", "Mary Roe")), TWO, id="family"),
    ],
)
def test_two_names_are_one_person_or_two(rows, expected):
    assert joined(*rows) == expected


RIVALS = (("c", "Ann Roe"), ("d", "Mary Roe"), ("e", "Paul Roe"))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param((("a", "William Roe"), ("b", "Bill Roe")), TWO, id="alone"),
        pytest.param((("a", "William Roe", "Senator"), ("b", "Bill Roe", "Sen.")), ONE, id="office"),
        pytest.param((("a", "William Roe", "former senator"), ("b", "Bill Roe", "Senator")), ONE, id="former-office"),
        pytest.param((("a", "William Roe", "Senator"), ("b", "Bill Roe", "Coach")), TWO, id="other-office"),
        pytest.param((("a", "William Roe", "Mr."), ("b", "Bill Roe", "Mr.")), TWO, id="honorific"),
        pytest.param((("a", "William Roe"), ("a", "Bill Roe")), ONE, id="article"),
    ],
)
def test_nicknames_of_a_common_surname_need_a_shared_office_or_article(rows, expected):
    assert joined(*rows, *RIVALS)[:2] == expected


def test_an_office_beside_a_surname_alone_is_no_proof():
    mentions = told(("a", "John Fitch Roe", "Senator"), ("b", "John Roe", "Senator"))
    assert identities(mentions, LEXICONS)["person_id"].n_unique() == 1
    assert identities(mentions.with_columns(text=pl.lit("Roe")), LEXICONS)["person_id"].n_unique() == 2


def test_a_rival_keeps_names_apart():
    assert joined(("a", "John Roe"), ("b", "John F. Roe"), ("c", "John G. Roe")) == [0, 1, 2]
    assert joined(("a", "Al Roe"), ("b", "Albert Roe"), ("c", "Alan Roe")) == [0, 1, 2]


def test_well_known_people_are_no_nicknames_of_others():
    known = KNOWN.with_columns(name=pl.when(pl.col("person_id") == "pavel-novy").then(pl.lit("Mike Roe")).otherwise("name"))
    lexicons = LEXICONS | {"people": known.with_columns(person_id=slug(pl.col("name")))}
    found = identities(told(("a", "Mike Roe"), ("b", "Michael Roe")), lexicons)
    assert found["person_id"].to_list() == ["michael-roe", "mike-roe"]


def test_rules_and_ids():
    found = identities(
        told(("a", "Olenka Brandt"), ("a", "Bob Roe"), ("b", "Robert Roe"), ("c", "Robert Roe"), ("a", "Ann Lee"), ("b", "Olga Brandt")),
        LEXICONS,
    )
    assert found.rows() == [
        ("ann-lee", "ann-lee", "person:own-name"),
        ("bob-roe", "robert-roe", "person:nickname"),
        ("olenka-brandt", "olga-brandt", "person:lexicon"),
        ("olga-brandt", "olga-brandt", "person:lexicon"),
        ("robert-roe", "robert-roe", "person:own-name"),
    ]


def test_only_known_persons_have_an_identity():
    mentions = told(("a", "Ann Lee")).with_columns(entity_kind=pl.lit("organisation"))
    unknown = told(("a", "Ann Lee")).with_columns(entity_id=pl.lit(None, pl.String))
    assert identities(pl.concat([mentions, unknown]), LEXICONS).is_empty()


def test_people_of_events_are_replaced_and_others_stay():
    rows = pl.DataFrame({"actor_id": ["bob-roe", "country:CA", None]})
    replaced = of_people(rows, pl.DataFrame({"entity_id": ["bob-roe"], "person_id": ["robert-roe"]}), ("actor_id",))
    assert replaced["actor_id"].to_list() == ["robert-roe", "country:CA", None]


NAMES = [
    "William Roe", "Bill Roe", "Will Roe", "William F. Roe", "William G. Roe", "Billy Roe Jr.", "Wiliam Roe", "Robert Roe", "Bob Roe",
    "Roberta Roe", "Mohamed al-Roe", "Muhammad Roe", "Olga Brandt", "Olenka Brandt", "O. M. Brandt",
]  # fmt: skip
cells = st.tuples(st.sampled_from("abcd"), st.sampled_from(NAMES), st.sampled_from(["Senator", "Sen.", "Mr.", "Mrs.", "coach"]))


@settings(deadline=None, max_examples=40)  # the first run fills caches
@given(st.lists(cells, min_size=1, max_size=12), st.randoms())
def test_neither_order_nor_copies_of_rows_decide(rows, random):
    mentions = told(*rows)
    order = list(range(mentions.height))
    random.shuffle(order)
    cut = random.randrange(len(order) + 1)
    days = pl.concat([mentions[order[cut:]], mentions[order[:cut]]])
    found = identities(mentions, LEXICONS)
    assert found.equals(identities(days, LEXICONS))
    assert people(mentions, found, LEXICONS).equals(people(days, found, LEXICONS))


@settings(deadline=None, max_examples=40)
@given(st.lists(cells, min_size=1, max_size=12))
def test_nobody_is_joined_with_a_contradiction(rows):
    found = identities(told(*rows), LEXICONS)
    assert found["entity_id"].is_unique().all()
    groups = found.group_by("person_id").agg("entity_id")["entity_id"].to_list()
    for group in groups:
        assert not {"william-f-roe", "william-g-roe"} <= set(group)
        assert not {"robert-roe", "roberta-roe"} <= set(group)
        assert not ("billy-roe-jr" in group and len(group) > 1)
