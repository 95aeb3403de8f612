"""Role nouns: what kind of source a noun phrase names, and what it asks for when it stands for somebody named elsewhere.

Belongs here: the head of a noun phrase, its kind, gender and number; the words that stand beside it.
Does not belong here: whom it stands for (`pipelines.text.references`).
"""

import polars as pl

PRONOUNS = {
    "he": ("person", "m"), "him": ("person", "m"), "she": ("person", "f"), "her": ("person", "f"), "it": ("organisation", None),
}  # fmt: skip
PERSONAL = ("i", "you", "he", "she", "him", "her", "one")
COLLECTIVE = ("they", "them", "we", "us")
RE_CORE = (
    r"^(.+?)(?:,| (?:of|for|in|at|from|to|who|whose|that|on|with|by|behind|near|under|than|across|among"
    r"|familiar|close|briefed|involved|interviewed|surveyed|polled|released|conducted|obtained|issued|taken|provided)\b|$)"
)
"""The mother of two; the coach at Porto; a source familiar with the talks; excerpts released by the office."""
RE_SHARE = r"^(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|some|many|most|several|few|both|all|half|none|each) of (?:the )?)"
RE_COUNTED = r"^(?:two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands|\d+|some|many|most|several|few|both|all|other)\b"
RE_AGE = r"^\d+-year-old$"


def nouns(lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the nouns that name a source: `noun`, `kind` (person, organisation, group, document), `gender`, `same_as`.

    Those of the lexicon, and the head words of all offices, ranks and roles, which mean a person.
    """
    own = lexicons["role_nouns"].select("noun", "kind", "gender", "same_as")
    titles = lexicons["titles"].filter(pl.col("kind") != "honorific")
    heads = titles.select(noun=_core(plain(pl.col("title"))).str.extract(r"(\S+)$"), kind=pl.lit("person"), gender=pl.lit(None, pl.String))
    return pl.concat([own, heads.drop_nulls("noun").with_columns(same_as=pl.lit(None, pl.String))]).unique(
        "noun", keep="first", maintain_order=True
    )


def plain(words: pl.Expr) -> pl.Expr:
    """Return a phrase in small letters, without full stops, with compounds such as "prime-minister" as one word."""
    small = words.str.to_lowercase().str.replace_all("’", "'").str.replace_all(r"\.", "")
    return small.str.replace_all(r"\b(prime|first|vice) (minister|lady|president|chair|chairman)\b", "${1}-${2}")


def described(phrases: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Tell what the head of each phrase means.

    Args:
        phrases: `word` (the phrase in small letters).
        lexicons: `role_nouns`, `titles`.

    Returns:
        The phrases with `head`, `noun_kind` (null: no known noun), `noun_gender`, `is_plural`.
    """
    core = _core(plain(pl.col("word")).str.replace(RE_SHARE, ""))
    headed = phrases.with_columns(head=core.str.extract(r"([\p{L}\p{N}'-]+)$").str.replace("'$", ""))
    known = nouns(lexicons).select(head="noun", noun_kind="kind", noun_gender="gender")
    exact = headed.join(known, on="head", how="left", maintain_order="left")
    single = exact.with_columns(one=_singular(pl.col("head"))).join(
        known.select(one="head", many_kind="noun_kind"), on="one", how="left", maintain_order="left"
    )
    many = pl.col("noun_kind").is_null() & pl.col("many_kind").is_not_null()
    counted = pl.col("word").str.contains(RE_COUNTED) & pl.col("noun_kind").is_in(["person", "organisation"])
    kind = pl.when(many & (pl.col("many_kind") == "document")).then(pl.lit("document")).when(many | counted).then(pl.lit("group"))
    aged = pl.when(pl.col("head").str.contains(RE_AGE)).then(pl.lit("person"))
    return single.with_columns(
        head=pl.when(many).then("one").otherwise("head"), noun_kind=pl.coalesce(kind, "noun_kind", aged), is_plural=many | counted
    ).drop("one", "many_kind")


def asked(subjects: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the subjects that stand for somebody named elsewhere.

    Args:
        subjects: `frame_id`, `doc`, `row`, `word` (in small letters), and the columns of `described`.
        lexicons: `role_nouns`, `titles`.

    Returns:
        `frame_id`, `doc`, `row`, `entity_kind` (person or organisation: what is asked for), `gender`, `head` (null for a pronoun),
        `heads` (the head and the nouns that can stand for it: inc for company), `words` (the others of the phrase).
    """
    facts = pl.DataFrame(
        [(word, kind, gender) for word, (kind, gender) in PRONOUNS.items()],
        schema={"word": pl.String, "asks": pl.String, "gender": pl.String}, orient="row",
    )  # fmt: skip
    pronouns = subjects.join(facts, on="word").select(
        "frame_id", "doc", "row", entity_kind="asks", gender="gender", head=pl.lit(None, pl.String),
        heads=pl.lit([], pl.List(pl.String)), words=pl.lit([], pl.List(pl.String)),
    )  # fmt: skip
    definite = subjects.filter(
        pl.col("word").str.starts_with("the ") & pl.col("noun_kind").is_in(["person", "organisation"]) & ~pl.col("is_plural")
    )
    beside = plain(pl.col("word")).str.extract_all(r"[\p{L}\p{N}'-]{3,}")
    phrases = definite.select(
        "frame_id", "doc", "row", "head", entity_kind="noun_kind", gender="noun_gender",
        words=beside.list.set_difference(pl.concat_list("head", pl.lit("the"), pl.lit("former"))),
    )  # fmt: skip
    same = lexicons["role_nouns"].select(also="noun", head=pl.col("same_as").str.split("|")).explode("head").drop_nulls()
    groups = same.group_by("head").agg("also")
    known = phrases.join(groups, on="head", how="left").with_columns(heads=pl.concat_list("head", pl.col("also").fill_null([])))
    return pl.concat([pronouns, known.select(pronouns.columns)])


def _core(words: pl.Expr) -> pl.Expr:
    return words.str.extract(RE_CORE)


def _singular(noun: pl.Expr) -> pl.Expr:
    """Return the singular that a regular plural, or one in -men, would have."""
    return (
        pl.when(noun.str.contains("men$")).then(noun.str.replace("men$", "man"))
        .when(noun.str.contains("ies$")).then(noun.str.replace("ies$", "y"))
        .when(noun.str.contains("(?:ss|sh|ch|x)es$")).then(noun.str.replace("es$", ""))
        .when(noun.str.contains("[^s]s$")).then(noun.str.replace("s$", ""))
    )  # fmt: skip
