"""The table `identities`: which persons of single articles are one person across all articles.

Belongs here: joining the persons that articles name, one rule after another.
Does not belong here: joining names within an article (`pipelines.text.identities`); what is told of a person (`pipelines.tables.people`).

A person that an article names is known by `entity_id`, a slug of the full name. Two of them are joined when a rule finds them alike and
nothing speaks against it: another gender, suffix (Jr., Sr.), middle name, or row of the lexicon. A false merge is worse than a split, so a
group in which two members contradict each other falls apart. Namesakes with one printed full name cannot be told apart here and stay one.
"""

import polars as pl

from pipelines.tables.people import gender_by_title, told_of_people
from pipelines.text.spellings import fold, key, parts

RULES = ("person:lexicon", "person:same-name", "person:transliteration", "person:middle-name", "person:nickname")
"""The rules by which persons are joined, the surest first; the first two stand even where a group falls apart."""
OWN_NAME = "person:own-name"
FEW = 3  # a surname borne under more given names than this is a common one: alike names need a shared article or office
RE_TIME = r"^(?:former|ex-|then-|late|acting|incoming|outgoing)[\s-]*"
OFFICES = {
    "sen.": "senator", "sens.": "senator", "sen": "senator", "rep.": "representative", "reps.": "representative", "rep": "representative",
    "congressman": "representative", "congresswoman": "representative", "gov.": "governor", "govs.": "governor", "gov": "governor",
    "gen.": "general", "gen": "general", "lt. gen.": "general", "maj. gen.": "general", "col.": "colonel", "adm.": "admiral",
    "amb.": "ambassador", "prof.": "professor", "justice": "judge", "supreme court justice": "judge", "ceo": "chief executive",
    "pm": "prime minister",
}  # fmt: skip
"""One office under several names."""
PAIR = ("a", "b", "rule_id")


def identities(mentions: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Tell for each person that articles name who it is across articles.

    Args:
        mentions: rows of `extracted/mentions`.
        lexicons: `people`, `nicknames`, `given_names`, `titles`, `name_words`.

    Returns:
        The rows of `resolved/identities`, by `entity_id`, whatever the order of `mentions`. The id of a person is that of the lexicon,
        else the entity id that most articles have, of those the first in the alphabet.
    """
    told = told_of_people(mentions)
    bearers = _bearers(told, lexicons)
    edges = _edges(bearers, _evidence(told, lexicons), lexicons["nicknames"])
    sure = pl.col("rule_id").is_in(RULES[:2])
    torn = _torn(bearers.join(_components(bearers, edges), on="entity_id"))
    kept = edges.filter(sure | ~pl.col("a").is_in(torn.implode()))
    grouped = bearers.join(_components(bearers, kept), on="entity_id")
    chosen = grouped.sort("group", "listed", "articles", "entity_id", descending=[False, True, True, False])
    named = chosen.with_columns(person_id=pl.col("entity_id").first().over("group")).filter("named")
    sides = pl.concat([kept.select("rule_id", entity_id=side) for side in ("a", "b")])
    reason = sides.cast({"rule_id": pl.Enum(RULES)}).group_by("entity_id").agg(pl.col("rule_id").min().cast(pl.String))
    joined = named.join(reason, on="entity_id", how="left").sort("entity_id")
    own = (pl.col("entity_id") == pl.col("person_id")) & ~pl.col("listed")
    rule = pl.when(own).then(pl.lit(OWN_NAME)).when("listed").then(pl.lit(RULES[0])).otherwise("rule_id")
    return joined.select("entity_id", "person_id", rule_id=rule)


def of_people(rows: pl.DataFrame, identities: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
    """Return rows with the ids of persons of single articles replaced by those across articles; other ids stay."""
    ids, persons = identities["entity_id"], identities["person_id"]
    return rows.with_columns(pl.col(column).replace(ids, persons) for column in columns)


def _bearers(told: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """One row per person of the articles or the lexicon, with the parts of its name; `named` tells whether an article names it."""
    counted = told.group_by("entity_id", "entity_name").agg(pl.len())
    articles = told.group_by("entity_id").agg(articles=pl.col("version_id").n_unique())
    fullest = pl.col("entity_name").str.count_matches(r"\S+")
    ordered = counted.sort("entity_id", fullest, "len", "entity_name", descending=[False, True, True, False])
    spelled = ordered.unique("entity_id", keep="first", maintain_order=True).select("entity_id", "entity_name", named=pl.lit(True))
    known = lexicons["people"].select(entity_id="person_id", entity_name="name", told_gender="gender", listed=pl.lit(True))
    every = known.join(spelled.join(articles, on="entity_id"), on="entity_id", how="full", coalesce=True).with_columns(
        pl.col("named", "listed").fill_null(False), entity_name=pl.coalesce("entity_name", "entity_name_right")
    )
    particles = lexicons["name_words"].filter(pl.col("kind") == "particle")["word"].str.to_lowercase().unique().sort()
    cut = every.with_columns(**parts(pl.col("entity_name"), particles.to_list()), folded=fold(pl.col("entity_name")))
    gendered = gender_by_title(told, "entity_id", lexicons["titles"])
    given = lexicons["given_names"].select(first=fold(pl.col("name")), given_gender="gender").unique().unique("first", keep="none")
    given = given.filter(pl.col("given_gender").is_in(["m", "f"]))
    joined = (
        cut.join(gendered, on="entity_id", how="left").join(given, on="first", how="left").join(_aliases(lexicons), on="folded", how="left")
    )
    spelled = pl.col("middle").str.replace_all(r"\b\p{L}\b", "")  # initials are for the rule of middle names
    whole = key(pl.concat_str("first", spelled, "last", separator=" "))
    return joined.select(
        "entity_id", "named", "listed", "articles", "folded", "first", "middle", "last", "suffix",
        gender=pl.coalesce("told_gender", "title_gender", "given_gender"),
        person=pl.when("listed").then("entity_id").otherwise("person"),
        whole=whole, last_key=key(pl.col("last")), first_key=key(pl.col("first")),
    ).sort("entity_id")  # fmt: skip


def _aliases(lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """The folded forms of well-known people's names that mean one of them only."""
    forms = pl.concat_list(pl.concat_list("name"), pl.col("aliases").fill_null("").str.split("|"))
    each = lexicons["people"].select(folded=forms, person="person_id").explode("folded").with_columns(fold(pl.col("folded")))
    return each.filter(pl.col("folded").str.contains(" ")).unique().unique("folded", keep="none")


def _evidence(told: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """What two names can share: an article in which they stand, an office printed with the full name. Honorifics are shared by too many."""
    honorific = lexicons["titles"].filter(pl.col("kind") == "honorific")["title"].str.to_lowercase()
    full = told.drop_nulls("title").filter(pl.col("text").str.contains(r"\s"))  # a surname's title may be another bearer's
    office = full.select("entity_id", shared=_office(pl.col("title")))
    listed = lexicons["people"].select(entity_id="person_id", shared=pl.col("titles").str.split("|")).explode("shared").drop_nulls()
    offices = pl.concat([office, listed.with_columns(_office(pl.col("shared")))]).filter(~pl.col("shared").is_in(honorific.implode()))
    articles = told.select("entity_id", shared=pl.lit("article ") + pl.col("version_id"))
    return pl.concat([offices.with_columns(shared=pl.lit("office ") + pl.col("shared")), articles]).unique()


def _office(title: pl.Expr) -> pl.Expr:
    return title.str.to_lowercase().str.replace_all(r"\s+", " ").str.replace(RE_TIME, "").replace(OFFICES)


def _edges(bearers: pl.DataFrame, evidence: pl.DataFrame, nicknames: pl.DataFrame) -> pl.DataFrame:
    """Find the pairs that a rule joins: `a`, `b`, `rule_id`. A pair that `needs` support must share an article or an office."""
    listed = bearers.filter(pl.col("person") != pl.col("entity_id")).select(a="entity_id", b="person", rule_id=pl.lit(RULES[0]))
    full = bearers.drop_nulls("last").with_columns(givens=pl.col("first_key").n_unique().over("last_key"))
    spelled = pl.concat_str("first", "last") != pl.concat_str("first_b", "last_b")
    alike = _pairs(full, full, ["whole"]).filter(spelled)
    found = (
        _pairs(full, full, ["folded"]).with_columns(needs=pl.lit(False), rule_id=pl.lit(RULES[1])),
        alike.with_columns(needs=pl.col("givens") > FEW, rule_id=pl.lit(RULES[2])),
        _middle(full.filter("named")).with_columns(rule_id=pl.lit(RULES[3])),
        _nicknamed(full.filter("named"), nicknames).with_columns(rule_id=pl.lit(RULES[4])),
    )
    asked = pl.concat([pairs.filter(_agrees()).select(*PAIR, "needs") for pairs in found])
    shared = asked.filter("needs").join(evidence, left_on="a", right_on="entity_id")
    supported = shared.join(evidence, left_on=["b", "shared"], right_on=["entity_id", "shared"], how="semi")
    return pl.concat([listed, asked.filter(~pl.col("needs")).select(PAIR), supported.select(PAIR)]).unique()


def _pairs(left: pl.DataFrame, right: pl.DataFrame, on: list[str]) -> pl.DataFrame:
    """Pair those that are alike in some columns; each pair once, the columns of the second with `_b`."""
    joined = left.join(right, on=on, suffix="_b", coalesce=False).rename({"entity_id": "a", "entity_id_b": "b"})
    return joined.filter(pl.col("a") < pl.col("b"))


def _agrees() -> pl.Expr:
    """Whether nothing that is known of both speaks against their being one person."""
    known = [(pl.col(name) == pl.col(f"{name}_b")).fill_null(True) for name in ("gender", "person")]
    initial, other = (pl.col(name).str.head(1) for name in ("middle", "middle_b"))
    return pl.all_horizontal(*known, pl.col("suffix") == pl.col("suffix_b"), (initial == other) | (initial == "") | (other == ""))


def _middle(full: pl.DataFrame) -> pl.DataFrame:
    """Pair a name with and one without its middle name, or with its initial, where no other middle name makes them rivals."""
    same = ["first", "last", "suffix"]
    initial = pl.col("middle").str.head(1)
    spelled = pl.when(pl.col("middle").str.len_chars() > 1).then("middle")
    marked = full.with_columns(
        rivals=pl.when(initial != "").then(initial).n_unique().over(same) - (initial == "").any().over(same),
        words=spelled.drop_nulls().n_unique().over(*same, initial),
    )
    pairs = _pairs(marked, marked, same).filter(pl.col("middle") != pl.col("middle_b"))
    shorter, longer = (pl.col(side).str.len_chars() for side in ("middle", "middle_b"))
    without = pl.min_horizontal(shorter, longer) == 0
    abbreviated = (pl.min_horizontal(shorter, longer) == 1) & (pl.max_horizontal("words", "words_b") <= 1)
    wordy = without & (pl.max_horizontal(shorter, longer) > 1)
    return pairs.filter((without & (pl.col("rivals") == 1)) | abbreviated).with_columns(needs=wordy | (pl.col("givens") > FEW))


def _nicknamed(full: pl.DataFrame, nicknames: pl.DataFrame) -> pl.DataFrame:
    """Pair a short form with the only given name it can stand for among the bearers of the surname."""
    forms = nicknames.select(given=fold(pl.col("name")), first=fold(pl.col("short")))
    short = full.join(forms, on="first")
    paired = short.join(full, left_on=["given", "last"], right_on=["first", "last"], suffix="_b", coalesce=False)
    single = paired.filter(pl.col("given").n_unique().over("entity_id") == 1)
    known = pl.col("person").is_not_null() | pl.col("person_b").is_not_null()
    return single.rename({"entity_id": "a", "entity_id_b": "b"}).with_columns(needs=(pl.col("givens") > 2) | known)


def _torn(grouped: pl.DataFrame) -> pl.Series:
    """Return the members of groups in which two contradict each other."""
    several = [pl.col(name).drop_nulls().n_unique().over("group") > 1 for name in ("gender", "person")]
    suffixes = pl.when(pl.col("person").is_null()).then("suffix").drop_nulls().n_unique().over("group") > 1
    middles = pl.col("middle").str.head(1).replace("", None).drop_nulls().n_unique().over("group") > 1
    return grouped.filter(pl.any_horizontal(*several, suffixes, middles))["entity_id"]


def _components(bearers: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Give each person the first id of all to which pairs lead: `entity_id`, `group`; some rounds, as groups are small."""
    own = bearers.select(a="entity_id", b="entity_id")
    both = pl.concat([own, edges.select("a", "b"), edges.select(a="b", b="a")]).unique()
    group = own.rename({"b": "group"})
    while True:
        reached = both.join(group, left_on="b", right_on="a").group_by("a").agg(pl.col("group").min()).sort("a")
        if reached.equals(group.sort("a")):
            return reached.rename({"a": "entity_id"})
        group = reached
