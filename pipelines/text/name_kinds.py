"""Name kinds: one letter per token that tells its part in a name.

Belongs here: what single words and listed phrases can be in a name.
Does not belong here: how the parts make a name (`pipelines.text.names`).

| letter | token | letter | token |
| --- | --- | --- | --- |
| `C` | capitalised, not a word | `H` `K` `k` | head of an organisation, head of a place, word before a place |
| `c` | capitalised word of the language | `v` `J` | particle (de, von), suffix (Jr.) |
| `G` `g` | given name, given name that is a word too | `I` | initial and its full stop |
| `A` | capitals only | `W` `B` | calendar word, group (Democrats) |
| `P` `O` `L` `l` `D` | person, organisation, place, place that is a person's name too, demonym | `T` `t` | title, capitalised or not |
| `-` | further token of a listed phrase | `o` `a` `x` `s` | of/for, and/&, the, 's |
| `,` `(` `)` | themselves | `.` | anything else |
"""

import polars as pl

from pipelines.text import gazetteer
from pipelines.text.identities import slug
from pipelines.text.words import spread

LEXICONS = ("countries", "given_names", "name_words", "ordinary_words", "organisations", "people", "places", "titles")
FUNCTION_WORDS = {"of": "o", "for": "o", "and": "a", "&": "a", "the": "x", "'s": "s", "’s": "s", ",": ",", "(": "(", ")": ")"}
NAME_WORDS = {
    "organisation_head": "H", "place_head": "K", "place_lead": "k", "particle": "v", "suffix": "J", "calendar": "W", "group": "B",
}  # fmt: skip
OPENERS = ('"', "“", "‘", "«", "„", ":", "—", "–", "•", "``")  # what follows one may be capitalised without being a name


def kinds(tokens: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Tell each token's kind.

    Args:
        tokens: with `sentence_index`, as made by `pipelines.text.sentences.with_sentences`.
        lexicons: the tables named in `LEXICONS`.

    Returns:
        One row per token: `kind` (a letter), `begins` (whether a sentence begins here), `entity_id`, `entity_name`,
        `country_code` and `gender` from the listed phrase that begins here, if one does.
    """
    begins = pl.col("sentence_index").ne_missing(pl.col("sentence_index").shift()) | pl.col("doc").ne_missing(pl.col("doc").shift())
    opened = begins | pl.col("token").shift().is_in(OPENERS)
    shaped = tokens.select("token", begins=begins, opened=opened).with_columns(kind=_single(tokens["token"], lexicons))
    initial = (pl.col("token") == ".") & pl.col("token").shift().str.contains(r"^\p{Lu}$") & ~pl.col("begins")
    at_start = pl.col("kind").replace({"c": ".", "k": "."})
    letters = pl.when(initial | (initial.shift(-1) & pl.col("kind").is_in(["C", "c", "A"]))).then(pl.lit("I"))
    shaped = shaped.with_columns(kind=letters.when("opened").then(at_start).otherwise("kind"))
    listed = _listed(tokens, lexicons, shaped["opened"])
    each = listed.select(pl.col("row") + pl.int_ranges(0, pl.col("width").cast(pl.Int64))).explode("row", empty_as_null=False)["row"]
    letter = shaped["kind"].clone().scatter(each, pl.repeat("-", each.len(), eager=True)).scatter(listed["row"], listed["letter"])
    fact = pl.repeat(None, tokens.height, dtype=pl.UInt32, eager=True)
    fact = fact.scatter(listed["row"], pl.int_range(listed.height, dtype=pl.UInt32, eager=True))
    facts = {name: listed[name].gather(fact) for name in ("entity_id", "entity_name", "country_code", "gender")}
    return pl.DataFrame({"kind": letter, "begins": shaped["begins"], **facts})


def _single(words: pl.Series, lexicons: dict[str, pl.DataFrame]) -> pl.Series:
    """Classify words one by one: the work is done once for each distinct word."""
    return spread(words, _kind(lexicons))


def _kind(lexicons: dict[str, pl.DataFrame]) -> pl.Expr:
    text, given, own = pl.col("text"), lexicons["given_names"], lexicons["name_words"]
    special = dict(zip(own["word"].to_list(), own["kind"].replace_strict(NAME_WORDS).to_list(), strict=True)) | FUNCTION_WORDS
    ordinary = text.str.to_lowercase().is_in(lexicons["ordinary_words"]["word"].implode())
    return (
        pl.when(text.is_in(list(special)))
        .then(text.replace(special))
        .when(text.is_in(given.filter(pl.col("is_word") == "no")["name"].implode()))
        .then(pl.lit("G"))
        .when(text.is_in(given["name"].implode()))
        .then(pl.lit("g"))
        .when(text.str.contains(r"^\p{Lu}[\p{Lu}\p{N}&.-]+$"))
        .then(pl.lit("A"))
        .when(text.str.contains(r"^(?:[dl]['’])?\p{Lu}") & ordinary)
        .then(pl.lit("c"))
        .when(text.str.contains(r"^(?:[dl]['’]|al-|el-)?\p{Lu}"))
        .then(pl.lit("C"))
        .otherwise(pl.lit("."))
    )


def _listed(tokens: pl.DataFrame, lexicons: dict[str, pl.DataFrame], opened: pl.Series) -> pl.DataFrame:
    """Find the listed phrases: `row`, `width`, `letter` and what the lexicon knows of them."""
    titles = lexicons["titles"].select(form="title", gender="gender", case="case")
    exact = gazetteer.find(tokens, pl.concat([_entities(lexicons), _titles(titles.filter(pl.col("case") == "capital"))], how="diagonal"))
    folded = gazetteer.find(tokens, _titles(titles.filter(pl.col("case") == "any")), ignore_case=True)
    found = pl.concat([exact, folded], how="diagonal")
    upper = tokens["token"].gather(found["row"]).str.contains(r"^\p{Lu}") & ~(opened.gather(found["row"]) & (found["width"] == 1))
    letter = pl.when((pl.col("letter") == "T") & ~pl.Series(upper)).then(pl.lit("t")).otherwise("letter")
    return gazetteer.longest(found.with_columns(letter=letter))


def _titles(titles: pl.DataFrame) -> pl.DataFrame:
    return titles.select("form", "gender", letter=pl.lit("T"))


def _entities(lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Gather people, organisations and places with the letter of each."""
    people, countries = lexicons["people"], lexicons["countries"]
    names = pl.concat_list(pl.concat_list("name"), pl.col("aliases").fill_null("").str.split("|"))
    person = people.select(form=names, entity_id="person_id", entity_name="name", country_code="country_code", gender="gender")
    person = person.explode("form").filter(pl.col("form").str.contains(" ")).with_columns(letter=pl.lit("P"))
    organisation = lexicons["organisations"].select(
        "form", "country_code", entity_id="organisation_id", entity_name="name", letter=pl.lit("O")
    )
    named = countries.filter(pl.col("kind") == "name").sort(pl.col("source") == "own", pl.col("form").str.len_chars(), maintain_order=True)
    first = named.group_by("country_code", maintain_order=True).agg(entity_name=pl.col("form").first())
    own = pl.col("kind").is_in(["name", "abbreviation"])
    country = countries.join(first, on="country_code", how="left").select(
        "form",
        "country_code",
        entity_name=pl.when(own).then("entity_name").otherwise("form"),
        letter=pl.col("kind").replace_strict({"demonym": "D", "government": "O"}, default="L"),
        is_ambiguous="is_ambiguous",
    )
    place = lexicons["places"].select("form", "country_code", "is_ambiguous", entity_name="form", letter=pl.lit("L"))
    placed = pl.concat([place, country], how="diagonal").with_columns(entity_id=slug(pl.col("entity_name")))
    given = lexicons["given_names"]["name"].implode()
    human = (pl.col("letter") == "L") & (pl.col("form").is_in(given) | (pl.col("is_ambiguous") == "yes"))
    placed = placed.with_columns(letter=pl.when(human).then(pl.lit("l")).otherwise("letter")).drop("is_ambiguous")
    return pl.concat([person, organisation, placed], how="diagonal").unique(["form", "letter"], maintain_order=True)
