"""The table `places` of the raw stage: what the gazetteers know of each place.

Belongs here: cities, subdivisions, countries and own regions as rows of one table.
Does not belong here: how a text names them (`pipelines.text.place_forms`), how often (warehouse models).
"""

import polars as pl

from pipelines.text.place_forms import regions

COLUMNS = ("place_id", "name", "kind", "country_code", "subdivision_code", "latitude", "longitude", "population")
FIRST_NAME = (pl.col("source") == "own", pl.col("form").str.len_chars())


def places(lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the rows of `raw/places`, by id.

    Args:
        lexicons: the tables named in `pipelines.text.place_forms.LEXICONS`.
    """
    cities = lexicons["cities"].with_columns(place_id="geonames:" + pl.col("geonames_id"), kind=pl.lit("city"))
    known = lexicons["subdivisions"].with_columns(country_code=pl.col("code").str.head(2), subdivision_code="code")
    subdivisions = known.select("name", "country_code", "subdivision_code", place_id="iso:" + pl.col("code"), kind=pl.lit("subdivision"))
    named = lexicons["countries"].filter(pl.col("kind") == "name").sort(*FIRST_NAME, maintain_order=True)
    countries = named.unique("country_code", keep="first", maintain_order=True).select(
        "country_code", name="form", place_id="country:" + pl.col("country_code"), kind=pl.lit("country")
    )
    own = regions(lexicons).select("place_id", "country_code", name="place_name", kind="place_kind")
    rows = pl.concat([cities.select(COLUMNS), subdivisions, countries, own], how="diagonal_relaxed")
    return rows.unique("place_id", keep="first", maintain_order=True).sort("place_id").select(COLUMNS)
