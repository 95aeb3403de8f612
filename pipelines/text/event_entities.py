"""Parties as entities: which person, organisation or country a party's words mean.

Belongs here: choosing among the names and countries within a party's words; pronouns with one possible antecedent.
Does not belong here: finding names (`pipelines.text.names`), finding parties (`pipelines.text.event_parties`).
"""

import polars as pl

from pipelines.text.phrases import RE_BASE

GOVERNING = ("government", "authorities", "officials", "administration", "regime", "cabinet", "diplomats", "negotiators")
NO_OFFICE = (  # of Canada, but not Canada's
    "critic", "critics", "opponent", "opponents", "supporter", "supporters", "enemy", "enemies", "victim", "victims", "ally", "allies",
    "friend", "friends", "neighbour", "neighbours", "neighbor", "neighbors", "rival", "rivals", "rest", "invasion", "citizens",
)  # fmt: skip
RE_OF_COUNTRY = r"^[D#N]*[NE]*H+oD?E+$"
RE_THING_OF = r"^D?[N#]+oD?[NH]*E+$"  # "the election of Ann Lee" is hers
RE_HEAD = rf"^((?:{RE_BASE}))"
PRONOUN_GENDERS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
SPEAKS_FOR_COUNTRY = ("name", "abbreviation", "capital", "government")


def entities(parties: pl.DataFrame, tokens: pl.DataFrame, names: pl.DataFrame, countries: pl.DataFrame) -> pl.DataFrame:
    """Tell who or what parties mean.

    Args:
        parties: `party` (its number), `doc`, `sentence_index`, `row` (first token), `width` (tokens), `letters` (of its words), `last_row`
            (last token of the enumeration that it stands in),
            `is_place` (a party that one goes to: a capital means the town there, not its government).
        tokens: the tokens that `row` counts in: `token`, `lower`, `start_char`, `end_char`.
        names: name mentions with `entity_kind`, `entity_id`, `country_code`, `gender`.
        countries: lexicon with `country_code`, `form`, `kind`, `is_ambiguous`.

    Returns:
        One row per party: `party`, `entity_id` (a name's entity, or `country:` and its code), `country_code`; null when not told.
        The entity is that of the name at the end of the party's first phrase; an enumeration has none.
    """
    headed = _with_head(parties, tokens)
    named = _named(headed, names)
    countried = _country(headed, tokens, countries)
    pronouns = _pronouns(headed, names)
    joined = headed.join(named, on="party", how="left").join(countried, on="party", how="left").join(pronouns, on="party", how="left")
    several = pl.col("letters").str.contains(r"[EHN][,]?c") & ~pl.col("letters").str.contains(r"^[D#N]*[EH]+$")
    country = pl.coalesce("name_country", "near_country")
    whole_country = pl.col("name_text").is_in(countries.filter(pl.col("kind") == "name")["form"].implode())  # "Bosnia and Herzegovina"
    speaks = (pl.col("own_country") == "yes") | whole_country.fill_null(False)
    shared_noun = pl.col("letters").str.contains("^D?E+$") & pl.col("end_word").is_in(
        GOVERNING
    )  # "Norwegian" of "Norwegian and Danish officials"
    governs = speaks & ~pl.col("is_place") | pl.col("last_word").is_in(GOVERNING) | shared_noun
    means_country = governs & country.is_not_null() & (pl.col("entity_kind").fill_null("place") == "place")
    entity = pl.when(means_country).then(pl.lit("country:") + country).otherwise(pl.coalesce("entity_id", "antecedent_id"))
    return joined.select(
        "party",
        entity_id=pl.when(~several).then(entity),
        country_code=pl.when(~several).then(pl.coalesce(country, "antecedent_country")),
    )


def _with_head(parties: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Add the end of the first phrase (of a thing: of the name that it is "of") without a bracket behind it, and its last word."""
    whole = pl.when(pl.col("letters").str.contains(RE_THING_OF)).then("letters")
    head = pl.coalesce(whole, pl.col("letters").str.extract(RE_HEAD)).str.replace(r"\([^()]*\)$", "")
    width = pl.when(pl.col("letters") == "R").then(1).otherwise(head.str.len_chars()).fill_null(1).clip(1).cast(pl.Int64)
    sized = parties.with_columns(head_width=width)
    first, last = sized["row"], sized["row"] + sized["head_width"] - 1
    return sized.with_columns(
        head_row=last,
        first_char=tokens["start_char"].gather(first),
        head_end=tokens["end_char"].gather(last),
        last_word=tokens["lower"].gather(last),
        end_word=tokens["lower"].gather(sized["last_row"]),
    )


def _named(headed: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """The name that ends a party's first phrase; else, for a possessive, the last name in it."""
    inside = headed.join(names, on=["doc", "sentence_index"]).filter(
        pl.col("start_char") >= pl.col("first_char") - 40,
        pl.col("end_char") > pl.col("first_char"),
        pl.col("end_char") <= pl.col("head_end"),
    )
    ends = pl.col("end_char") == pl.col("head_end")
    possessor = (
        pl.col("letters").str.contains("s") & ~pl.col("letters").str.contains(r"s[NE#]*H") & (pl.col("start_char") >= pl.col("first_char"))
    )
    chosen = inside.filter(ends | possessor).sort("party", ends, "end_char", "start_char", descending=[False, True, True, False])
    return chosen.unique("party", keep="first", maintain_order=True).select(
        "party", "entity_kind", "entity_id", name_country="country_code", name_text="text"
    )


def _country(headed: pl.DataFrame, tokens: pl.DataFrame, countries: pl.DataFrame) -> pl.DataFrame:
    """The first country or demonym in a party's first phrase, and whether it is the phrase's last word and speaks for the country."""
    end = pl.when(pl.col("letters").str.contains(RE_OF_COUNTRY) & ~pl.col("last_word").is_in(NO_OFFICE)).then(
        pl.col("row") + pl.col("width")
    )
    each = headed.select("party", "head_row", row=pl.int_ranges("row", pl.coalesce(end, pl.col("head_row") + 1))).explode("row")
    word = tokens["token"].gather(each["row"])
    following = tokens["token"].gather((each["row"] + 1).clip(0, max(tokens.height - 1, 0)))
    named = each.with_columns(
        word=word, pair=word + " " + following, last=pl.col("row") == pl.col("head_row"), closing=pl.col("row") + 1 == pl.col("head_row")
    )
    known = countries.filter(pl.col("is_ambiguous") != "yes", pl.col("form").str.count_matches(" ") < 2)
    capital = countries.filter(pl.col("kind") == "capital", pl.col("form").str.count_matches(" ") < 2)
    forms = pl.concat((known, capital)).unique("form", keep="first", maintain_order=True).select("form", "country_code", "kind")
    single = named.join(forms, left_on="word", right_on="form").with_columns(at_end=pl.col("last"))
    double = named.join(forms, left_on="pair", right_on="form").with_columns(at_end=pl.col("closing"))
    found = pl.concat((double, single)).sort("party", "row", maintain_order=True)
    speaks = pl.col("at_end") & pl.col("kind").is_in(SPEAKS_FOR_COUNTRY)
    return found.group_by("party", maintain_order=True).agg(
        near_country=pl.col("country_code").first(), own_country=pl.when(speaks.any()).then(pl.lit("yes")).otherwise(pl.lit("no"))
    )


def _pronouns(headed: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """The one person of fitting gender in the sentence before a pronoun, else in the sentence before that."""
    gender = pl.col("last_word").replace_strict(PRONOUN_GENDERS, default=None)
    pronouns = headed.with_columns(wanted=gender).filter(pl.col("letters").is_in(["R", "D"]), pl.col("wanted").is_not_null())
    people = names.filter(pl.col("entity_kind") == "person", pl.col("entity_id").is_not_null()).select(
        "doc", "entity_id", "country_code", "gender", name_sentence="sentence_index", name_end="end_char"
    )
    pairs = pronouns.join(people, on="doc").with_columns(away=pl.col("sentence_index") - pl.col("name_sentence"))
    fitting = pairs.filter(
        pl.col("away").is_in([0, 1]),
        pl.col("name_end") <= pl.col("first_char"),
        pl.col("gender").is_null() | (pl.col("gender") == pl.col("wanted")),
    )
    nearest = fitting.filter(pl.col("away") == pl.col("away").min().over("party"))
    counted = nearest.group_by("party").agg(
        people=pl.col("entity_id").n_unique(), antecedent_id=pl.col("entity_id").min(), antecedent_country=pl.col("country_code").min()
    )
    return counted.filter(pl.col("people") == 1).drop("people")
