"""Name kinds: one letter per token that tells its part in a name.

Belongs here: what single words and listed phrases can be in a name.
Does not belong here: how the parts make a name (`pipelines.text.names`).

| letter | token | letter | token |
| --- | --- | --- | --- |
| `C` | capitalised, not a word | `H` `K` `k` `Z` | head of an organisation, of a place, word before a place, head of a thing (Act) |
| `c` | capitalised word of the language | `v` `J` `j` | particle (de, von), suffix (Jr., III) |
| `G` `g` | given name, given name that is a word too | `I` `N` `i` | initial and its full stop, several initials, a letter alone |
| `A` `E` `e` | capitals only: unknown, given name, word | `W` `B` | calendar word, group (Democrats) |
| `n` `m` | `c` in a headline behind a name, behind a title | `V` | title that is a surname too, behind a given name (King) |
| `P` `O` `L` `l` `D` | person, organisation, place, place that is a person's name too, demonym | `T` `t` | title, capitalised or not |
| `-` | further token of a listed phrase | `o` `a` `x` `s` | of/for, and/&, the, 's |
| `,` `(` `)` | themselves | `w` `y` `.` | small word of content, A or I, anything else |
"""

import polars as pl

from pipelines.text import city_names, gazetteer
from pipelines.text.place_forms import LEXICONS as PLACE_LEXICONS
from pipelines.text.spellings import slug
from pipelines.text.tokens import begins
from pipelines.text.words import spread

LEXICONS = ("cue_verbs", "given_names", "name_words", "ordinary_words", "organisations", "people", "titles", *PLACE_LEXICONS)
FUNCTION_WORDS = {"of": "o", "for": "o", "and": "a", "&": "a", "the": "x", "The": "x", "'s": "s", "’s": "s", ",": ",", "(": "(", ")": ")"}
NAME_WORDS = {
    "organisation_head": "H", "place_head": "K", "place_lead": "k", "particle": "v", "suffix": "J", "calendar": "W", "group": "B",
    "thing_head": "Z", "function_word": ".",
}  # fmt: skip
RE_CONTENT = r"^\p{Ll}{4,}$"  # a word of which headlines in capitals have none, but for prepositions
RE_COMPOUND = r"-(?:born|based|led|style|era|backed|educated|trained|owned|made|run|wide|like|only)$"  # Korean-born, said of somebody
SMALL_WORDS = (
    "with", "from", "over", "into", "than", "that", "amid", "after", "against", "about", "before", "between", "under", "without",
)  # fmt: skip
OPENING_PARTICLES = (
    "De", "Du", "Van", "Von", "Di", "Da", "Del", "Della", "Le", "La", "El", "Bin", "Ibn",
)  # fmt: skip
"""These open a sentence as they open a surname."""
OPENERS = ('"', "“", "‘", "«", "„", ":", "—", "–", "•", "``")  # what follows one may be capitalised without being a name


def kinds(tokens: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Tell each token's kind.

    Args:
        tokens: with `sentence_index`, as made by `pipelines.text.sentences.with_sentences`.
        lexicons: the tables named in `LEXICONS`.

    Returns:
        One row per token: `kind` (a letter), `begins` (whether a sentence begins here) and `phrase`, the row in the second table
        of the listed phrase that begins here, if one does. The second table: `entity_id`, `entity_name`, `country_code`, `gender`.
    """
    opening = begins(tokens, ["doc", "sentence_index"])
    behind = tokens["token"].shift().is_in(OPENERS).fill_null(False)
    kind = _initials(tokens["token"], spread(tokens["word"], _kind(lexicons)), opening)
    shaped = tokens.select("token", begins=opening, opened=opening | behind, kind=kind)
    shaped = shaped.with_columns(kind=_opened(shaped))
    listed = _listed(tokens, lexicons, shaped["opened"])
    each = listed.select(pl.col("row") + pl.int_ranges(1, pl.col("width").cast(pl.Int64))).explode("row").drop_nulls()["row"]
    letter = shaped["kind"].clone().scatter(each, "-").scatter(listed["row"], listed["letter"])
    letter = city_names.marked(tokens, letter, shaped["begins"], lexicons)
    letter = _surnames(_headlines(letter, shaped["begins"]), tokens["token"], lexicons["name_words"])
    phrase = pl.repeat(None, tokens.height, dtype=pl.UInt32, eager=True)
    phrase = phrase.scatter(listed["row"], pl.int_range(listed.height, dtype=pl.UInt32, eager=True))
    facts = listed.select("entity_id", "entity_name", "country_code", "gender")
    return pl.DataFrame({"kind": letter, "begins": shaped["begins"], "phrase": phrase}), facts


def _initials(token: pl.Series, kind: pl.Series, opening: pl.Series) -> pl.Series:
    """Mark initials and the full stops behind them."""
    stops = ((token == ".") & ~opening).arg_true()
    before = kind.gather((stops.cast(pl.Int64) - 1).clip(0))
    initials = (stops - 1).filter(before.is_in(["i", "y"]))
    return kind.clone().scatter(stops.filter(before.is_in(["i", "y", "J"])), "I").scatter(initials, "I")


def _opened(shaped: pl.DataFrame) -> pl.Series:
    """Tell anew what stands where a sentence or quotation opens: a capital proves nothing there, but particles open surnames."""
    kind, rows = shaped["kind"], shaped["opened"].arg_true()
    behind = kind.gather((rows + 1).clip(0, max(len(kind) - 1, 0)))
    first = pl.DataFrame({"token": shaped["token"].gather(rows), "kind": kind.gather(rows), "behind": behind})
    particle = pl.col("token").is_in(OPENING_PARTICLES) & pl.col("behind").is_in(["C", "v"])
    letter = pl.when(particle).then(pl.lit("v")).otherwise(pl.col("kind").replace({"c": ".", "k": "."}))
    return kind.clone().scatter(rows, first.select(letter).to_series())


def _headlines(letter: pl.Series, begins: pl.Series) -> pl.Series:
    """In sentences that are capitalised throughout, mark the words of the language that stand behind a name."""
    ordinary = (letter == "c").arg_true()
    ordinary = ordinary.filter(ordinary > 0)
    behind = ordinary.filter(letter.gather(ordinary - 1).is_in(["C", "c", "-", "T", "t"]))
    sentence = begins.cum_sum().gather(behind).cast(pl.Int64) - 1
    first = pl.concat([begins.arg_true(), pl.Series([len(begins)], dtype=pl.UInt32)])
    content = pl.concat([pl.Series([0], dtype=pl.UInt32), (letter == "w").cum_sum().cast(pl.UInt32)])
    told = content.gather(first.gather(sentence + 1)) > content.gather(first.gather(sentence))
    found = behind.filter(~told)
    titled = letter.gather(found - 1).is_in(["T", "t"])
    return letter.scatter(found.filter(~titled), "n").scatter(found.filter(titled), "m")


def _surnames(letter: pl.Series, words: pl.Series, name_words: pl.DataFrame) -> pl.Series:
    """Mark the titles that are a surname, behind a given name or an abbreviated title (Steve King, Mr. King), and Sr as a suffix."""
    surnames = name_words.filter(pl.col("kind") == "title_surname")["word"]
    rows = (letter == "T").arg_true()
    rows = rows.filter(rows > 0)
    behind = letter.gather((rows + 1).clip(0, max(len(letter) - 1, 0)))
    titles = pl.DataFrame({"row": rows, "word": words.gather(rows), "before": letter.gather(rows - 1), "behind": behind}).with_columns(
        abbreviated=(pl.col("before") == "-") & pl.Series(words.gather(rows - 1) == ".")
    )
    senior = titles.filter(pl.col("word") == "Sr", pl.col("before").is_in(list("GgCcI")))
    named = titles.filter(
        pl.col("word").is_in(surnames.implode()),
        pl.col("before").is_in(["G", "I"]) | pl.col("abbreviated"),
        ~pl.col("behind").is_in(list("GgCcIP-")),
    )
    return letter.scatter(named["row"], "V").scatter(senior["row"], "J")


def _kind(lexicons: dict[str, pl.DataFrame]) -> pl.Expr:
    text, given, own = pl.col("text"), lexicons["given_names"], lexicons["name_words"]
    own = own.filter(pl.col("kind").is_in(list(NAME_WORDS)))
    special = dict(zip(own["word"].to_list(), own["kind"].replace_strict(NAME_WORDS).to_list(), strict=True)) | FUNCTION_WORDS
    words = pl.concat([lexicons["ordinary_words"]["word"], lexicons["cue_verbs"]["form"]])
    ordinary = text.str.to_lowercase().is_in(words.implode())
    return (
        pl.when(text.str.contains(RE_COMPOUND))
        .then(pl.lit("."))
        .when(text.str.contains(r"^I[IV]I?$"))
        .then(pl.lit("j"))
        .when(text.is_in(list(special)))
        .then(text.replace(special))
        .when(text.is_in(given.filter(pl.col("is_word") == "no")["name"].implode()))
        .then(pl.lit("G"))
        .when(text.is_in(given["name"].implode()))
        .then(pl.lit("g"))
        .when(text.str.contains(r"^(?:\p{Lu}\.){2,3}$"))
        .then(pl.lit("N"))
        .when(text.str.contains(r"^\p{Lu}{3,}$") & text.str.to_titlecase().is_in(given.filter(pl.col("is_word") == "no")["name"].implode()))
        .then(pl.lit("E"))
        .when(text.is_in(["A", "I"]))
        .then(pl.lit("y"))
        .when(text.str.contains(r"^\p{Lu}$"))
        .then(pl.lit("i"))
        .when(text.str.contains(r"^\p{Lu}[\p{Lu}\p{N}&.-]+$"))
        .then(pl.when(ordinary).then(pl.lit("e")).otherwise(pl.lit("A")))
        .when(text.str.contains(r"^(?:[dl]['’])?\p{Lu}") & ordinary)
        .then(pl.lit("c"))
        .when(text.str.contains(r"^(?:[dl]['’]|al-|el-)?\p{Lu}"))
        .then(pl.lit("C"))
        .when(text.str.contains(RE_CONTENT) & ~text.is_in(SMALL_WORDS))
        .then(pl.lit("w"))
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
