"""Places: which place in the world a mention means, by evidence of its article.

What decides, the first that does:

| rule | evidence |
| --- | --- |
| `qualified` | region or country behind a comma: Paris, Texas |
| `qualifies` | a town of it stands before it and a comma: Atlanta, Georgia |
| `same-name` | the same name is told so elsewhere in the article |
| `only` | there is one place of that name |
| `country`, `subdivision`, `region`, `city` | a country, state or region of the own list, or a city of millions, is read first |
| `article` | one of them lies in a region or country that the article names, or its dateline |
| `dominant` | it has ten times the people of the next one |
| `listed` | the own list has one of them |
| `small` | a town too small for the gazetteer, by its region behind a comma: its country, no entity |
| `ambiguous` | nothing decides: no entity, and no country unless all of them lie in one |

Belongs here: choosing among the places of one name; demonyms as adjectives.
Does not belong here: what is a place's name (`pipelines.text.names`), forms of places (`pipelines.text.place_forms`).
"""

import polars as pl

from pipelines.text import gazetteer
from pipelines.text.place_forms import COUNTRY, LISTED, OTHER, behind, key, qualifiers
from pipelines.text.place_forms import places as readings
from pipelines.text.tokens import text as printed

DOMINANT = 10
"""How many times the people of the next place of the name make one the place meant."""
METROPOLIS = 1_000_000
"""People from which on a city is meant rather than the region around it that has its name (New York), whatever region is told of."""
SMALL = 500_000
"""People below which a town that no list has is not meant where the article tells only of other countries: a smaller namesake may be."""
PREFIX = "name:place:"
PARTS = ("western", "upstate", "northern", "southern", "eastern", "central", "rural")
"""Before a name that a city and its region share, these tell that the region is meant."""
LANGUAGE_BEFORE = ("in", "speak", "speaks", "spoke", "spoken", "speaking", "into", "learn", "learns", "learning", "teach", "fluent")
LANGUAGE_BEHIND = ("language", "speaker", "speakers", "speaking", "translation", "lessons", "subtitles")
"""Words beside a demonym that make it a language."""


def with_places(
    names: pl.DataFrame, tokens: pl.DataFrame, lexicons: dict[str, pl.DataFrame], datelines: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Tell which place each mention of one means.

    Args:
        names: as `pipelines.text.names.names` returns them.
        tokens: those that `names` were found in.
        lexicons: the tables named in `pipelines.text.place_forms.LEXICONS`.
        datelines: `doc`, `country`, `code` (ISO 3166-2) of the articles' datelines, where known.

    Returns:
        The rows of `names` in their order; those of places with `entity_id` (`geonames:2988507`, `iso:CA-ON`, `country:CA`, `place:` and
        a slug for others), `entity_name`, `country_code` and a `rule_id` that names the evidence.
    """
    given = names.with_row_index("mention")
    pairs = _pairs(_asked(given, tokens, lexicons), readings(lexicons))
    kept = _narrowed(pairs, datelines)
    return _put(given, _chosen(_weighed(kept, _named(kept, datelines))))


def demonyms(names: pl.DataFrame, tokens: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Find the adjectives that tell of a country ("Canadian" tells of Canada), outside names and not as languages.

    Args:
        names: as `pipelines.text.names.names` returns them.
        tokens: those that `names` were found in.
        lexicons: the tables named in `pipelines.text.place_forms.LEXICONS`.

    Returns:
        Rows like those of `names`, before `with_places`.
    """
    forms = lexicons["countries"].filter(pl.col("kind") == "demonym", pl.col("form").str.contains(r"^\p{Lu}")).select("form").unique()
    found = gazetteer.longest(gazetteer.find(tokens, forms))
    inside = names.select(row=pl.int_ranges("row", pl.col("row") + pl.col("width"))).explode("row")["row"].cast(pl.UInt32)
    last = max(tokens.height - 1, 0)
    near = found.with_columns(
        before=tokens["token"].gather((found["row"].cast(pl.Int64) - 1).clip(0)).str.to_lowercase(),
        behind=tokens["token"].gather((found["row"] + found["width"]).clip(0, last)),
    )
    language = (pl.col("before").is_in(LANGUAGE_BEFORE) & pl.col("behind").str.contains(r"^\W")) | pl.col("behind").is_in(LANGUAGE_BEHIND)
    kept = near.filter(~pl.col("row").is_in(inside.implode()), ~language, ~pl.col("behind").str.contains(r"^\p{Lu}"))
    place = ("doc", "block_index", "sentence_index", "start_char")
    return kept.select(
        *(tokens[name].gather(kept["row"]) for name in place), pl.lit(None, pl.String).alias("title"),
        end_char=tokens["end_char"].gather(kept["row"] + kept["width"] - 1),
        entity_kind=pl.lit("place"), text=printed(tokens, kept), rule_id=pl.lit(PREFIX + "demonym"), row="row", width="width",
    )  # fmt: skip


def _asked(given: pl.DataFrame, tokens: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Take the mentions of places with their `key` and what stands around: `told`, readings of the words behind a comma."""
    mentions = given.filter(pl.col("entity_kind") == "place").select(
        "mention", "doc", row=pl.col("row").cast(pl.Int64), end=pl.col("row").cast(pl.Int64) + pl.col("width"),
        key=key(pl.col("text")), is_demonym=pl.col("rule_id").str.contains(":demonym"),
        is_shaped=pl.col("rule_id") == PREFIX + "shape",
    )  # fmt: skip
    last = max(tokens.height - 1, 0)
    told = behind(tokens, mentions["end"], qualifiers(lexicons)).group_by("at").agg(told=pl.struct("country", "code"))
    numbered = mentions.with_columns(
        at=pl.int_range(pl.len(), dtype=pl.Int64),
        listed_before=tokens["token"].gather((mentions["row"] - 1).clip(0)) == ",",
        is_state=(tokens["token"].gather(mentions["end"].clip(0, last)).str.to_lowercase() == "state")
        | tokens["token"].gather((mentions["row"] - 1).clip(0)).str.to_lowercase().is_in(PARTS),
    )
    joined = numbered.join(told, on="at", how="left", maintain_order="left").drop("at")
    return joined.with_columns(told=pl.when(~pl.col("listed_before")).then("told")).drop("listed_before")


def _pairs(asked: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Pair each mention with the places it could mean; a city of millions goes before the region that has its name."""
    pairs = asked.join(listed, on=["key", "is_demonym"], maintain_order="left")
    large = (pl.col("place_kind") == "city") & (pl.col("population") >= METROPOLIS)
    around = pl.when(large).then("subdivision_code").drop_nulls().first().over("mention")
    outer = (pl.col("place_kind") == "subdivision") & (pl.col("subdivision_code") == around).fill_null(False)
    return pairs.with_columns(prior=pl.when(outer).then(0).when(large & outer.any().over("mention")).then(COUNTRY).otherwise("prior"))


def _narrowed(pairs: pl.DataFrame, datelines: pl.DataFrame | None) -> pl.DataFrame:
    """Keep, where something beside the mention or the same name elsewhere tells, the places that it fits; adds `rule`."""
    beside = pairs.join(_qualified(pairs), on=["mention", "place_id"], how="left", maintain_order="left")
    beside = beside.join(_qualifying(pairs), on=["mention", "place_id"], how="left", maintain_order="left")
    state = pl.col("is_state") & (pl.col("place_kind") == "subdivision")
    beside = beside.with_columns(rule=pl.coalesce(pl.when(state).then(pl.lit("qualified")), "qualified", "qualifies"))
    kept = beside.filter(pl.col("rule").is_not_null() | pl.col("rule").is_null().all().over("mention"))
    same = kept.filter(pl.col("rule") == "qualified", pl.col("place_kind") == "city").select("doc", "key", "place_id")
    if datelines is not None:
        same = pl.concat([same, datelines.select(pl.col("doc").cast(same["doc"].dtype), "key", "place_id").drop_nulls()])
    single = same.unique().filter(pl.len().over("doc", "key") == 1).with_columns(same=pl.lit("same-name"))
    joined = kept.join(single, on=["doc", "key", "place_id"], how="left", maintain_order="left")
    told = joined.with_columns(rule=pl.coalesce("rule", "same"))
    told = told.join(_elsewhere(told), on=["doc", "key"], how="left", maintain_order="left")
    known = pl.col("rule").is_not_null()
    thing = pl.col("is_shaped") & (pl.col("place_kind") == "city") & (pl.col("prior") == OTHER)  # a bridge, whatever town is called so
    return told.filter(known | (~known.any().over("mention") & ~thing)).drop("qualified", "qualifies", "same")


def _qualified(pairs: pl.DataFrame) -> pl.DataFrame:
    """Towns that lie where the words behind their comma say."""
    told = pairs.filter(pl.col("place_kind") == "city").explode("told").drop_nulls("told").unnest("told")
    inside = (pl.col("country") == pl.col("country_code")) & (pl.col("code") == pl.coalesce("subdivision_code", "code")).fill_null(True)
    return told.filter(inside).select("mention", "place_id", qualified=pl.lit("qualified")).unique()


def _elsewhere(pairs: pl.DataFrame) -> pl.DataFrame:
    """Towns of no list that the article sets where the gazetteer has none of that name: `doc`, `key`, `elsewhere` (the country)."""
    towns = ((pl.col("place_kind") == "city") & (pl.col("prior") == OTHER)).all().over("mention") & pl.col("rule").is_null()
    told = pairs.filter(towns).explode("told").drop_nulls("told").unnest("told").drop_nulls("code")
    return told.group_by("doc", "key").agg(elsewhere=pl.col("country").first())


def _qualifying(pairs: pl.DataFrame) -> pl.DataFrame:
    """Regions and countries behind a town of theirs and a comma."""
    towns = pairs.filter(pl.col("place_kind") == "city").explode("told").drop_nulls("told")
    lies = towns.select(row=pl.col("end") + 1, town_country="country_code", town_code="subdivision_code").unique()
    larger = pairs.filter(pl.col("place_kind").is_in(["country", "subdivision"])).join(lies, on="row")
    country = (pl.col("place_kind") == "country") & (pl.col("town_country") == pl.col("country_code"))
    fitting = larger.filter(country | (pl.col("town_code") == pl.col("subdivision_code")).fill_null(False))
    return fitting.select("mention", "place_id", qualifies=pl.lit("qualifies")).unique()


def _alone() -> pl.Expr:
    """The one place that a bare name is most readily read as, when it is larger than a town, or there is no other."""
    top = pl.col("prior") == pl.col("prior").max().over("mention")
    larger = top & (top.sum().over("mention") == 1) & ((pl.col("place_kind") != "city") | (pl.col("prior") == COUNTRY))
    return (pl.len().over("mention") == 1) | larger


def _named(kept: pl.DataFrame, datelines: pl.DataFrame | None) -> pl.DataFrame:
    """Gather what each article names beyond doubt: `doc`, `country`, `code`, `is_country` (only by a country's name)."""
    small = (pl.col("place_kind") == "city") & (pl.col("prior") == OTHER) & (pl.col("population") < SMALL) & pl.col("rule").is_null()
    sure = kept.filter(_alone(), ~(pl.col("is_demonym") & (pl.col("prior") < COUNTRY)), ~small.fill_null(False))
    parts = [sure.select("doc", country="country_code", code="subdivision_code", is_country=pl.col("place_kind") == "country")]
    told = kept.filter(pl.col("rule") == "qualified").explode("told").drop_nulls("told")
    parts.append(told.select("doc", pl.col("told").struct.unnest(), is_country=pl.lit(False)))
    if datelines is not None:
        lines = datelines.select(pl.col("doc").cast(kept["doc"].dtype), "country", "code", is_country=pl.lit(False))
        parts.append(lines)
    return pl.concat(parts).unique(maintain_order=True)


def _weighed(kept: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """Add the evidence of the article.

    `near`: the article names its region (2) or country (1); `much`: it is much the largest; `far`: a small town in no country told of.
    """
    codes = named.drop_nulls("code").select("doc", subdivision_code="code", by_code=pl.lit(True)).unique()
    towns = named.filter(~pl.col("is_country")).drop_nulls("country").select("doc", country_code="country", by_town=pl.lit(True)).unique()
    countries = named.drop_nulls("country").select("doc", country_code="country", by_country=pl.lit(True)).unique()
    joined = kept
    for frame, on in ((codes, "subdivision_code"), (towns, "country_code"), (countries, "country_code")):
        joined = joined.join(frame, on=["doc", on], how="left", maintain_order="left")
    mixed = ((pl.col("place_kind") == "country") & ~pl.col("is_demonym")).any().over("mention")
    by_country = pl.when(mixed).then("by_town").otherwise("by_country").fill_null(False)
    near = pl.when(pl.col("by_code").fill_null(False)).then(2).when(by_country).then(1).otherwise(0)
    people = pl.col("population").fill_null(0)
    next_people = people.sort(descending=True).get(1, null_on_oob=True).over("mention").fill_null(0)
    much = (people == people.max().over("mention")) & (people >= DOMINANT * next_people) & (people > 0)
    told_of = named.drop_nulls("country").select("doc", tells=pl.lit(True)).unique()
    joined = joined.join(told_of, on="doc", how="left", maintain_order="left").with_columns(near=near)
    outshone = (people < METROPOLIS) & (pl.col("prior") == OTHER) & (pl.col("near").max().over("mention") == 2) & (pl.col("near") < 2)
    far = (pl.col("place_kind") == "city") & (pl.col("prior") == OTHER) & (people < SMALL) & (pl.col("near") == 0)
    return joined.with_columns(much=much & ~outshone, far=far & pl.col("tells").fill_null(False) & pl.col("rule").is_null())


def _chosen(weighed: pl.DataFrame) -> pl.DataFrame:
    """Choose one place, or none, for each mention: `mention`, facts and `chosen_rule`."""
    top = pl.col("prior") == pl.col("prior").max().over("mention")
    doubted = pl.col("is_demonym") & (pl.col("prior") < COUNTRY)
    cities = ((pl.col("place_kind") == "city") | ~top).all().over("mention")
    nearest = (pl.col("near") > 0) & (pl.col("near") == pl.col("near").max().over("mention"))
    one = {
        0: pl.col("elsewhere").is_not_null() & pl.col("rule").is_null(),
        1: (pl.len().over("mention") == 1) & ~doubted & ~pl.col("far"),
        2: _alone() & ~doubted & ~pl.col("far"),
        3: pl.col("much") & cities & ~pl.col("far"),
        4: nearest & (nearest.sum().over("mention") == 1),
        5: (pl.col("prior") == LISTED) & top & (top.sum().over("mention") == 1) & ~doubted,
    }
    level = pl.coalesce(*(pl.when(is_it).then(number) for number, is_it in one.items()))
    ranked = weighed.with_columns(level=level).sort("mention", "level", nulls_last=True, maintain_order=True)
    names = {1: "only", 3: "dominant", 4: "article", 5: "listed"}
    rule = pl.when("is_demonym").then(pl.lit("demonym")).otherwise(
        pl.coalesce("rule", pl.when(pl.col("level") == 2).then("place_kind"), pl.col("level").replace_strict(names, default=None))
    )  # fmt: skip
    known = pl.col("level") > 0
    agreed = (pl.col("country_code").n_unique().over("mention") == 1) & ~pl.col("far").any().over("mention")
    country = pl.when(pl.col("level") == 0).then("elsewhere").when(known | agreed).then("country_code")
    first = ranked.with_columns(
        chosen_country=country,
        chosen_rule=pl.when(known).then(rule).when(pl.col("level") == 0).then(pl.lit("small")).otherwise(pl.lit("ambiguous")),
    ).unique("mention", keep="first", maintain_order=True)
    return first.select("mention", "chosen_country", "chosen_rule", **{
        name: pl.when(known).then(name) for name in ("place_id", "place_name")
    })  # fmt: skip


def _put(given: pl.DataFrame, chosen: pl.DataFrame) -> pl.DataFrame:
    """Write what was chosen into the mentions; places that the gazetteers do not know keep their name as id."""
    joined = given.join(chosen, on="mention", how="left", maintain_order="left")
    is_place, known = pl.col("entity_kind") == "place", pl.col("chosen_rule").is_not_null()
    unknown = pl.when(is_place & ~known).then("place:" + pl.col("entity_id")).otherwise("entity_id")
    return (
        joined.with_columns(
            entity_id=pl.when(known).then("place_id").otherwise(unknown),
            entity_name=pl.when(known).then(pl.coalesce("place_name", "entity_name")).otherwise("entity_name"),
            country_code=pl.when(known).then("chosen_country").otherwise("country_code"),
            rule_id=pl.when(known).then(PREFIX + pl.col("chosen_rule")).otherwise("rule_id"),
        )
        .select(given.columns)
        .drop("mention")
    )
