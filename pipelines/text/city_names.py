"""City names: which runs of tokens that spell a city's name are meant as the place.

Most names of cities are also words, given names or surnames (Reading, Charlotte, Houston). Such a run is a place only where something
says so: a preposition of place before it, its region or country behind a comma, "the city of"; the same article elsewhere, when the name
is nothing else. A large city whose name is nothing else needs no evidence, unless somebody of the article bears it.

Belongs here: evidence that a run of tokens names a city.
Does not belong here: which city of that name (`pipelines.text.places`), other names (`pipelines.text.name_kinds`).
"""

import polars as pl
import polars.selectors as cs

from pipelines.text import gazetteer
from pipelines.text.place_forms import behind, city_forms, qualifiers

LOCATIVE = ("in", "near", "outside", "inside", "within", "throughout", "around", "across", "downtown")
HEADS = ("city", "town", "suburb", "village", "port", "capital", "mayor", "outskirts", "streets", "north", "south", "east", "west")
"""What stands before "of" and a place: the streets of Homs."""
LARGE, LARGE_SEVERAL = 1_000_000, 100_000
"""People from which on a name that is nothing else counts without evidence: of one word, of several."""
KNOWN = 75_000
"""People from which on a name that is a word of the language (Reading) counts behind a preposition alone."""
DETERMINERS = ("the", "a", "an", "this", "that")
CALENDAR = ("March", "April", "May", "June", "July", "August", "Sunday")
"""Names of towns that behind "in" and "on" are a time."""
NAME_LETTERS = list("CcGgAEHKkZOPILlDvVJnmTt")
RE_TAKEN = "^-|[POTWBH]"
"""Kinds of listed phrases that a city within them must not break up."""
RE_START = r"^(\p{L}+)"
WORDS = 3
"""How many words of a name are looked at."""


def marked(tokens: pl.DataFrame, letter: pl.Series, begins: pl.Series, lexicons: dict[str, pl.DataFrame]) -> pl.Series:
    """Mark cities among the kinds of tokens.

    Args:
        tokens: with `sentence_index`.
        letter: kinds of tokens, see `pipelines.text.name_kinds`.
        begins: whether a sentence begins at the token.
        lexicons: those of `pipelines.text.place_forms.LEXICONS`, and `people`.

    Returns:
        `letter` with `L` where a city's name begins and `-` for its further tokens; a listed town that is somebody's surname in the
        article is a word like others (`C`).
    """
    starts = tokens["word"].unique().cast(pl.String).str.extract(RE_START).unique()
    every = city_forms(lexicons["cities"]).filter(
        pl.col("form").str.extract(RE_START).is_in(starts.implode())
    )  # spares the rest the search
    forms = every.filter(pl.col("form").str.contains(r"^\p{Lu}\S"))
    wide = forms.group_by("form").agg(pl.col("population").max())
    found = _told(_around(gazetteer.find(tokens, wide), tokens, letter, begins), tokens, forms, lexicons)
    surnames = lexicons["people"]["name"].str.extract(r"(\S+)$").unique().implode()
    named = (pl.col("width") == 1) & pl.col("before").is_in(list("GgEIT")) & ~pl.col("given").is_in(surnames)
    borne = found.filter(named).select("doc", "form").unique().with_columns(is_borne=pl.lit(True))
    judged = found.join(borne, on=["doc", "form"], how="left", maintain_order="left").with_columns(pl.col("is_borne").fill_null(False))
    listed = pl.col("first").is_in(["L", "l"])
    surname = (pl.col("is_borne") | pl.col("form").is_in(surnames)) & ~listed
    small = (pl.col("width") == 1) & (pl.col("first") == "c") & (pl.col("population") < KNOWN)
    told = pl.col("qualified") | (pl.col("located") & ~surname & ~small & ~pl.col("form").is_in(CALENDAR))
    again = pl.concat_str("doc", "form").is_in(judged.filter(told).select(pl.concat_str("doc", "form")).to_series().implode())
    bare = _bare(again) & ~surname
    meant = gazetteer.longest(judged.filter(told | bare, ~pl.col("is_taken")))
    bearing = pl.col("is_borne") & listed & (pl.col("width") == 1) & ~told
    people = judged.filter(bearing, ~pl.col("form").is_in(_larger(lexicons)))
    each = meant.select(pl.col("row") + pl.int_ranges(1, pl.col("width").cast(pl.Int64))).explode("row").drop_nulls()["row"]
    return letter.scatter(people["row"], "C").scatter(each, "-").scatter(meant["row"], "L")


def _larger(lexicons: dict[str, pl.DataFrame]) -> pl.Series:
    """Forms of countries and subdivisions, which stay places whoever bears them."""
    countries = lexicons["countries"].filter(pl.col("kind").is_in(["name", "abbreviation"]))["form"]
    return pl.concat([countries, lexicons["places"].filter(pl.col("kind") != "city")["form"]]).implode()


def _around(found: pl.DataFrame, tokens: pl.DataFrame, letter: pl.Series, begins: pl.Series) -> pl.DataFrame:
    """Add the kinds of the run's first words and what stands around it within its sentence."""
    last = max(tokens.height - 1, 0)
    row, end = found["row"].cast(pl.Int64), found["row"].cast(pl.Int64) + found["width"]
    around = found.with_columns(
        doc=tokens["doc"].gather(row),
        end=end,
        given=tokens["token"].gather((row - 1).clip(0)),
        head=tokens["token"].gather((row - 2).clip(0)),
        before=letter.gather((row - 1).clip(0)),
        behind=letter.gather(end.clip(0, last)),
        opens=begins.gather(row),
        closes=begins.gather(end.clip(0, last)) | (end > last),
        **{f"kind_{offset}": letter.gather((row + offset).clip(0, last)) for offset in range(WORDS)},
    )
    kinds = [pl.when(pl.col("width") > offset).then(f"kind_{offset}").otherwise(pl.lit("")) for offset in range(WORDS)]
    inside = pl.concat_str(kinds)
    cut = (pl.col("behind") == "-") & ~pl.col("closes")  # a listed phrase goes on
    return around.with_columns(
        first=pl.col("kind_0"), inside=inside, is_taken=inside.str.contains(RE_TAKEN) | cut,
        before=pl.when(~pl.col("opens")).then("before"), behind=pl.when(~pl.col("closes")).then("behind"),
        word_before=pl.when(~pl.col("opens")).then(pl.col("given").str.to_lowercase()),
    ).drop(cs.starts_with("kind_"))  # fmt: skip


def _told(found: pl.DataFrame, tokens: pl.DataFrame, forms: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Add what says that a place is meant: `located` by a preposition, `qualified` by what stands behind a comma."""
    asked = found.with_row_index("at").with_columns(pl.col("at").cast(pl.Int64))
    told = behind(tokens, asked["end"], qualifiers(lexicons)).join(asked.select("at", "form"), on="at")
    lies = (pl.col("country") == pl.col("country_code")) & (pl.col("code") == pl.coalesce("subdivision_code", "code")).fill_null(True)
    fitting = told.join(forms, on="form").filter(lies)["at"].unique()
    alone = ~pl.col("behind").is_in(NAME_LETTERS).fill_null(False) & (pl.col("behind").ne_missing("s"))
    located = pl.col("word_before").is_in(LOCATIVE) | ((pl.col("word_before") == "of") & pl.col("head").is_in(HEADS))
    named_on = pl.col("before").is_in(NAME_LETTERS).fill_null(False) & ~pl.col("word_before").is_in(LOCATIVE)
    return asked.with_columns(
        located=(located & alone).fill_null(False), qualified=pl.col("at").is_in(fitting.implode()) & ~named_on.fill_null(False)
    ).drop("at")


def _bare(again: pl.Expr) -> pl.Expr:
    """A name that is nothing else, with no name beside it, of a large city or of one that the article tells elsewhere (`again`)."""
    single = (pl.col("width") == 1) & (pl.col("first") == "C") & (again | (pl.col("population") >= LARGE))
    several = (pl.col("width") > 1) & pl.col("inside").str.contains("[CkKLl]") & (again | (pl.col("population") >= LARGE_SEVERAL))
    beside = pl.any_horizontal(pl.col("before", "behind").is_in(NAME_LETTERS).fill_null(False))
    thing = pl.col("inside").str.contains("[^CkKLl-]") & pl.col("word_before").is_in(DETERMINERS).fill_null(False)  # closed the Old Bridge
    return (single | several) & ~beside & ~thing
