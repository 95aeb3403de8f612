"""Place forms: the words that name cities, subdivisions, countries and regions, and what each could mean.

Belongs here: the gazetteers as one table of forms; what stands behind a place and a comma (Paris, Texas).
Does not belong here: which words of a text are a place (`pipelines.text.city_names`), which place is meant (`pipelines.text.places`).
"""

import polars as pl

from pipelines.text.gazetteer import pieces
from pipelines.text.spellings import slug

LEXICONS = ("cities", "countries", "places", "subdivision_forms", "subdivisions")
COLUMNS = ("key", "place_id", "place_name", "place_kind", "country_code", "subdivision_code", "population", "prior", "is_demonym")
SAINTS = {r"^Saint ": "St. ", r"^St\.? ": "Saint ", r"^Fort ": "Ft. ", r"^Mount ": "Mt. "}
"""Openings of names that are printed in two ways."""
READ_SUBDIVISIONS = ("AU", "BR", "CA", "DE", "IN", "MX", "NG", "PK", "US", "ZA")
"""Countries whose subdivisions have in ISO 3166-2 the names that English text gives them."""
COUNTRY, LISTED, OTHER = 3, 2, 1
"""How readily a bare form is read so: a country, or a place of the own list; a capital or city of the own list; any other."""
QUALIFIER_WORDS = 3


def key(form: pl.Expr) -> pl.Expr:
    """Return forms as they are compared: small letters, straight apostrophes, no commas, single spaces."""
    plain = form.str.replace_all("’", "'", literal=True).str.replace_all(",", "", literal=True)
    return plain.str.replace_all(r"\s+", " ").str.replace(r"^[Tt]he ", "").str.to_lowercase()


def city_forms(cities: pl.DataFrame) -> pl.DataFrame:
    """Return the forms of cities, a row for each city and form: `form` and the columns of `cities`."""
    others = cities.with_columns(form=pl.col("other_names").str.split("|")).explode("form").drop_nulls("form")
    forms = pl.concat([cities.with_columns(form="name"), others])
    twins = [
        forms.filter(pl.col("form").str.contains(old)).with_columns(pl.col("form").str.replace(old, new)) for old, new in SAINTS.items()
    ]
    return pl.concat([forms, *twins]).unique(["form", "geonames_id"], maintain_order=True)


def places(lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return what each form could mean.

    Args:
        lexicons: the tables named in `LEXICONS`.

    Returns:
        One row per form and place: `key` (see there), `place_id` (`geonames:`, `iso:` or `country:` and the code, else `place:` and a
        slug), `place_name`, `place_kind` (city, subdivision, country, region), `country_code`, `subdivision_code` (ISO 3166-2),
        `population`, `prior` (`COUNTRY`, `LISTED`, `OTHER`), `is_demonym`.
    """
    subdivisions, cities = _subdivisions(lexicons), _cities(lexicons)
    own = subdivisions.filter(pl.col("prior") > OTHER).select("key", "country_code", is_demonym=pl.lit(False))
    countries = _countries(lexicons["countries"]).join(own, on=own.columns, how="anti", maintain_order="left")  # England is no other name
    parts = (countries, subdivisions, cities, _regions(lexicons, pl.concat([
        frame.select("key", "country_code") for frame in (subdivisions, cities)
    ])))  # fmt: skip
    return pl.concat([part.select(COLUMNS) for part in parts]).unique(["key", "place_id", "is_demonym"], maintain_order=True)


def regions(lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the own places that neither library has: regions, seas, former and small towns; columns as of `places`."""
    return places(lexicons).filter(pl.col("place_id").str.starts_with("place:"))


def _countries(countries: pl.DataFrame) -> pl.DataFrame:
    named = countries.filter(pl.col("kind").is_in(["name", "abbreviation", "demonym"]))
    names = named.filter(pl.col("kind") == "name").sort(pl.col("source") == "own", pl.col("form").str.len_chars(), maintain_order=True)
    first = names.group_by("country_code", maintain_order=True).agg(place_name=pl.col("form").first())
    return named.join(first, on="country_code", how="left", maintain_order="left").with_columns(
        key=key(pl.col("form")), place_id="country:" + pl.col("country_code"), place_name=pl.coalesce("place_name", "form"),
        place_kind=pl.lit("country"), subdivision_code=pl.lit(None, pl.String), population=pl.lit(None, pl.Int64),
        prior=_prior(), is_demonym=pl.col("kind") == "demonym",
    )  # fmt: skip


def _prior() -> pl.Expr:
    """A form that the list calls ambiguous is not more readily a country than another place of the list."""
    return pl.when(pl.col("is_ambiguous") == "yes").then(LISTED).otherwise(COUNTRY)


def _subdivisions(lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Those of the own list, those of some countries by their names, and the abbreviations that stand behind a town."""
    known = lexicons["subdivisions"].select("code", "name", country_code=pl.col("code").str.head(2))
    own = lexicons["places"].filter(pl.col("kind").is_in(["state", "province", "country", "region"]))
    named = own.join(known, left_on=["form", "country_code"], right_on=["name", "country_code"], how="left", maintain_order="left")
    coded = named.select("form", code=pl.coalesce("subdivision_code", "code"), prior=_prior()).drop_nulls("code")
    listed = known.filter(pl.col("country_code").is_in(READ_SUBDIVISIONS)).select("code", form="name", prior=pl.lit(OTHER))
    short = lexicons["subdivision_forms"].select("form", "code", prior=pl.lit(OTHER))
    forms = pl.concat([frame.select("form", "code", "prior") for frame in (coded, listed, short)])
    return forms.join(known, on="code", maintain_order="left").with_columns(
        key=key(pl.col("form")), place_id="iso:" + pl.col("code"), place_name="name", place_kind=pl.lit("subdivision"),
        subdivision_code="code", population=pl.lit(None, pl.Int64), is_demonym=pl.lit(False),
    )  # fmt: skip


def _cities(lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    own = lexicons["places"].filter(pl.col("kind") == "city").select("form", "country_code")
    capitals = lexicons["countries"].filter(pl.col("kind") == "capital").select("form", "country_code")
    listed = pl.concat([own, capitals]).select("country_code", key=key(pl.col("form")), is_listed=pl.lit(True)).unique()
    keyed = city_forms(lexicons["cities"]).with_columns(key=key(pl.col("form")))
    joined = keyed.join(listed, on=["key", "country_code"], how="left", maintain_order="left")
    largest = pl.col("population") == pl.col("population").max().over("key", "country_code")
    return joined.with_columns(
        place_id="geonames:" + pl.col("geonames_id"), place_name="name", place_kind=pl.lit("city"),
        prior=pl.when(pl.col("is_listed").fill_null(False) & largest).then(LISTED).otherwise(OTHER), is_demonym=pl.lit(False),
    )  # fmt: skip


def _regions(lexicons: dict[str, pl.DataFrame], forms: pl.DataFrame) -> pl.DataFrame:
    """Own places that are none of the cities and subdivisions: regions, seas, former and small towns."""
    capitals = lexicons["countries"].filter(pl.col("kind") == "capital").select("form", "country_code", kind=pl.lit("city"))
    own = pl.concat([lexicons["places"].select("form", "country_code", "kind"), capitals]).with_columns(key=key(pl.col("form")))
    return own.join(forms, on=["key", "country_code"], how="anti", nulls_equal=True, maintain_order="left").with_columns(
        place_id="place:" + slug(pl.col("form")), place_name="form",
        place_kind=pl.when(pl.col("kind") == "city").then(pl.lit("city")).otherwise(pl.lit("region")),
        subdivision_code=pl.lit(None, pl.String), population=pl.lit(None, pl.Int64), prior=pl.lit(LISTED), is_demonym=pl.lit(False),
    )  # fmt: skip


def qualifiers(lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the words that tell where a town lies, behind it and a comma: `words` (tokens joined by spaces), `country`, `code`."""
    forms = pl.concat([
        lexicons["subdivisions"].filter(pl.col("code").str.head(2).is_in([*READ_SUBDIVISIONS, "GB"])).select(
            form="name", country=pl.col("code").str.head(2), code="code"
        ),
        lexicons["subdivision_forms"].select("form", country=pl.col("code").str.head(2), code="code"),
        lexicons["countries"].filter(pl.col("kind").is_in(["name", "abbreviation"])).select(
            "form", country="country_code", code=pl.lit(None, pl.String)
        ),
        lexicons["places"].filter(pl.col("kind").is_in(["country", "province", "state"]), pl.col("subdivision_code").is_not_null()).select(
            "form", country="country_code", code="subdivision_code"
        ),
    ])  # fmt: skip
    cut = forms.with_columns(words=pieces(pl.col("form").str.replace_all("’", "'", literal=True)))
    cut = cut.with_columns(words=pl.col("words").list.join(" "), width=pl.col("words").list.len())
    return cut.filter(pl.col("width").is_between(1, QUALIFIER_WORDS)).unique(["words", "country", "code"], maintain_order=True)


def behind(tokens: pl.DataFrame, ends: pl.Series, forms: pl.DataFrame) -> pl.DataFrame:
    """Find what tells behind a comma where places lie.

    Args:
        tokens: as made by `pipelines.text.tokens.tokens`.
        ends: the rows of `tokens` right behind the places.
        forms: as `qualifiers` returns them.

    Returns:
        `at` (position in `ends`), `country`, `code`, `width` (tokens of the qualifier), a row for each reading of the longest words.
    """
    last = max(tokens.height - 1, 0)
    comma = pl.DataFrame({"at": pl.int_range(len(ends), eager=True), "row": ends.cast(pl.Int64)}).filter(
        pl.Series(tokens["token"].gather(ends.cast(pl.Int64).clip(0, last)) == ",") & (pl.col("row") < last)
    )
    words, found = pl.lit(""), []
    for width in range(1, QUALIFIER_WORDS + 1):
        word = tokens["token"].gather((comma["row"] + width).clip(0, last)).str.replace_all("’", "'", literal=True)
        words = pl.concat_str([words, pl.Series(word)], separator=" ") if width > 1 else pl.Series(word)
        read = comma.select("at", words=words) if width > 1 else comma.select("at").with_columns(words=words)
        found.append(read.join(forms.filter(pl.col("width") == width), on="words"))
        words = read["words"]
    every = pl.concat(found)
    return every.filter(pl.col("width") == pl.col("width").max().over("at")).select("at", "country", "code", "width")
