"""Reference mentions: who could be meant by a pronoun or a role noun, and what the article tells of them.

Belongs here: named people and organisations with their place in the sentence, unnamed speakers, genders and descriptions that the
article itself gives.
Does not belong here: the choice among them (`pipelines.text.references`).
"""

import polars as pl

from pipelines.text.role_nouns import plain

FACTS = ("doc", "key", "entity_id", "entity_name", "entity_kind", "gender", "lead", "row", "width", "title")
PLACE = ("passage", "block_index", "quoted", "subject", "possessive", "behind_preposition", "speaks")
AHEAD, BEHIND = 4, 9  # words before and behind a name in which a description stands: Florida senator Jane Doe, a lawyer and mother of two
INTRODUCED = 2  # mentions: who somebody is stands where he is named first
ENDS = tuple("sbgxye.;:QqtwA")  # letters of clause kinds at which the description of a name ends: verbs, points, quotations


def named(mentions: pl.DataFrame, tokens: pl.DataFrame, outer: pl.DataFrame, speaking: pl.Series, role_nouns: pl.DataFrame) -> pl.DataFrame:
    """Return the mentions of people and organisations with their place.

    Args:
        mentions: as made by `pipelines.text.names.names`.
        tokens: with `sentence_index`.
        outer: as made by `pipelines.text.clause_kinds.fold`.
        speaking: rows of the names that are the subject of a verb of saying.
        role_nouns: the lexicon.

    Returns:
        One row per mention in text order: `FACTS` and `PLACE`; `key` tells who (of a name that nobody bears alone: the name itself),
        `entity_id` is null there.
    """
    beside = pl.col("title_row") + pl.col("title_width") == pl.col("row")
    own = mentions.filter(pl.col("entity_kind") != "place").select(
        "doc", "entity_id", "entity_name", "entity_kind", "gender", pl.col("row", "width").cast(pl.Int64),
        "title", lead=pl.when(beside).then("title_row").otherwise("row").cast(pl.Int64),
        key=pl.coalesce("entity_id", pl.lit("?") + pl.col("text")),
    )  # fmt: skip
    placed = place(own, tokens, outer).with_columns(speaks=pl.col("row").is_in(speaking.implode()))
    told = pl.concat([_called(placed, tokens, outer), _kin(placed, tokens, role_nouns)])
    single = told.group_by("doc", "key").agg(told=pl.col("told").first(), ways=pl.col("told").n_unique()).filter(pl.col("ways") == 1)
    joined = placed.join(single, on=["doc", "key"], how="left", maintain_order="left")
    return joined.with_columns(gender=pl.coalesce("gender", "told")).select(*FACTS, *PLACE)


def unnamed(subjects: pl.DataFrame, tokens: pl.DataFrame, outer: pl.DataFrame) -> pl.DataFrame:
    """Return subjects that name nobody as mentions of their own, so that a pronoun behind them can mean them.

    Args:
        subjects: `doc`, `row`, `width`, `head`, `noun_kind` (null: a name that no list knows, taken for a person), `noun_gender`, and
            `entity_id`, `entity_name` of whom they stand for (null: unknown).
        tokens: with `sentence_index`.
        outer: as made by `pipelines.text.clause_kinds.fold`.

    Returns:
        `FACTS` and `PLACE`.
    """
    facts = subjects.select(
        "doc", "entity_id", "entity_name", "row", "width", lead="row", entity_kind=pl.col("noun_kind").fill_null("person"),
        gender="noun_gender",
        title=pl.col("head"), key=pl.coalesce("entity_id", pl.lit("?") + pl.col("head")),
    )  # fmt: skip
    return place(facts, tokens, outer).with_columns(subject=pl.lit(True), speaks=pl.lit(True)).select(*FACTS, *PLACE)


def place(spans: pl.DataFrame, tokens: pl.DataFrame, outer: pl.DataFrame) -> pl.DataFrame:
    """Add where spans stand (`row`, `width`; `lead`: row where the title before a name begins): `PLACE` without `speaks`."""
    rows, letters, last = outer["row"], outer["letter"], outer.height - 1
    at = rows.search_sorted(spans["row"], side="left").cast(pl.Int64).clip(0, max(last, 0))
    quoted = rows.gather(at) != spans["row"]
    inside = pl.select(pl.when(quoted).then((at - 1).clip(0)).otherwise(at)).to_series()
    after = (at + spans["width"]).clip(0, max(last, 0))
    before = (at - (spans["row"] - spans["lead"]) - 1).clip(0)
    block = tokens["block_index"].gather(spans["row"])
    return spans.with_columns(
        passage=outer["passage"].gather(inside), quoted=quoted, block_index=block,
        subject=letters.gather(after).is_in(["s", "x", "y", "e", "b"]) & ~quoted,
        possessive=(letters.gather(after) == "S") & ~quoted,
        behind_preposition=(letters.gather(before) == "i") & ~quoted,
    )  # fmt: skip


def _called(placed: pl.DataFrame, tokens: pl.DataFrame, outer: pl.DataFrame) -> pl.DataFrame:
    """Find whom the article calls he or she in a sentence that names nobody else (Jane Doe said she was tired): `doc`, `key`, `told`."""
    people = placed.filter((pl.col("entity_kind") == "person") & ~pl.col("quoted"))
    open_ones = people.filter(pl.col("gender").is_null()).select("doc", "key", "passage", name_row="row")
    beside = people.filter(pl.col("passage").is_in(open_ones["passage"].unique().implode()))
    alone = beside.group_by("passage").agg(people=pl.col("key").n_unique()).filter(pl.col("people") == 1)
    pronouns = outer.filter((pl.col("letter") == "p") & pl.col("passage").is_in(alone["passage"].implode())).select("row", "passage")
    word = tokens["token"].gather(pronouns["row"]).str.to_lowercase()
    calls = pronouns.with_columns(told=word.replace_strict({"he": "m", "she": "f"}, default=None)).drop_nulls("told")
    return open_ones.join(calls, on="passage").filter(pl.col("row") > pl.col("name_row")).select("doc", "key", "told")


def _kin(placed: pl.DataFrame, tokens: pl.DataFrame, role_nouns: pl.DataFrame) -> pl.DataFrame:
    """Find names behind a noun that has a gender (his wife Jane; his wife, Jane): `doc`, `key`, `told`."""
    open_ones = placed.filter((pl.col("entity_kind") == "person") & pl.col("gender").is_null()).select("doc", "key", "lead")
    near, far = (tokens["token"].gather((open_ones["lead"] - back).clip(0)).str.to_lowercase() for back in (1, 2))
    noun = pl.select(pl.when(near == ",").then(far).otherwise(near)).to_series()
    genders = role_nouns.drop_nulls("gender").select(noun="noun", told="gender")
    return open_ones.with_columns(noun=noun).join(genders, on="noun").select("doc", "key", "told")


def told(
    bearers: pl.DataFrame, roles: pl.DataFrame, tokens: pl.DataFrame, outer: pl.DataFrame, lexicons: dict[str, pl.DataFrame]
) -> pl.DataFrame:
    """Return the words that tell what a person or organisation is: `doc`, `key`, `told`, `by` (title, name, description).

    By title: the title printed with a name, the offices of a well-known person. By name: the words of an organisation's name. By
    description: the words right before a name and behind it, up to a verb or the next name.

    Args:
        bearers: as made by `named` and `unnamed`.
        roles: `doc`, `entity_kind`: articles in which role nouns ask for people or organisations; others are not looked into.
        tokens: with `sentence_index`.
        outer: as made by `pipelines.text.clause_kinds.fold`.
        lexicons: `people`, `organisations`.
    """
    own = bearers.join(roles, on=["doc", "entity_kind"], how="semi", maintain_order="left")
    titles = own.drop_nulls("title").select("doc", "key", phrase="title", by=pl.lit("title"))
    listed = lexicons["people"].select(key="person_id", phrase=pl.col("titles").str.replace_all(r"\|", " "), by=pl.lit("title"))
    offices = own.select("doc", "key").unique(maintain_order=True).join(listed.drop_nulls("phrase"), on="key")
    bodies = own.filter(pl.col("entity_kind") == "organisation")
    names = bodies.select("doc", "key", phrase="entity_name", by=pl.lit("name"))
    kinds = lexicons["organisations"].select(key="organisation_id", phrase=pl.col("kind").str.replace("_", " "), by=pl.lit("name"))
    known = bodies.select("doc", "key").unique(maintain_order=True).join(kinds.unique(), on="key")
    phrases = pl.concat([titles, offices.select(titles.columns), names, known.select(titles.columns)]).unique(maintain_order=True)
    words = phrases.with_columns(told=plain(pl.col("phrase")).str.extract_all(r"[\p{L}\p{N}'-]+")).explode("told", empty_as_null=False)
    return pl.concat([words.select("doc", "key", "told", "by"), _descriptions(own, tokens, outer)])


def _descriptions(bearers: pl.DataFrame, tokens: pl.DataFrame, outer: pl.DataFrame) -> pl.DataFrame:
    """Gather the words around the first mentions of each candidate, up to a verb or another name on either side."""
    outside = bearers.filter(~pl.col("quoted"))
    spans = outside.filter(pl.int_range(pl.len()).over("doc", "key") < INTRODUCED).select("doc", "key", "passage", "lead", "row", "width")
    at = outer["row"].search_sorted(spans["row"]).cast(pl.Int64)
    letters = outer["letter"]
    lead = at - (spans["row"] - spans["lead"])
    led = letters.gather((lead - 1).clip(0)).is_in(list("nNmRe#~"))
    followed = letters.gather((at + spans["width"]).clip(0, outer.height - 1)).is_in(list(",(-iy"))
    placed = spans.with_columns(at=at, lead=lead).with_row_index("span")
    sides = [
        _windows(placed.filter(led), True, pl.col("lead") - 1 - pl.col("step"), AHEAD),
        _windows(placed.filter(followed), False, pl.col("at") + pl.col("width") + pl.col("step"), BEHIND),
    ]
    each = pl.concat(sides).filter(pl.col("at").is_between(0, outer.height - 1))
    found = each.with_columns(letter=letters.gather(each["at"]), here=outer["passage"].gather(each["at"]))
    letter, first = pl.col("letter"), ~pl.col("before") & (pl.col("step") == 0)
    ends = (
        (letter.is_in(ENDS) & ~(first & (letter == "y")))
        | (pl.col("before") & letter.is_in([",", "i", "c", "S"]))
        | (pl.col("here") != pl.col("passage"))
    )
    kept = found.filter(ends.cast(pl.Int32).cum_sum().over("span", "before") == 0)
    at = outer["row"].gather(kept["at"])
    words = kept.select("doc", "key", told=tokens["token"].gather(at), lead=tokens["token"].gather((at.cast(pl.Int64) - 1).clip(0)))
    word, lead = pl.col("told").str.to_lowercase(), pl.col("lead").str.to_lowercase()
    compound = lead.is_in(["prime", "vice"]) & word.is_in(["minister", "president", "chair", "chairman"])
    plainly = pl.when(compound).then(lead + pl.lit("-") + word).otherwise(word)
    return words.select("doc", "key", told=plainly, by=pl.lit("description")).filter(pl.col("told").str.len_bytes() > 2)


def _windows(spans: pl.DataFrame, before: bool, at: pl.Expr, width: int) -> pl.DataFrame:
    """Give each word beside a name, on one side of it, a row: `at` (its place), `step` (how many words lie between)."""
    steps = pl.DataFrame({"step": range(width)}, schema={"step": pl.Int64})
    return spans.join(steps, how="cross", maintain_order="left_right").with_columns(at=at, before=pl.lit(before))
