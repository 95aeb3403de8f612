"""References: whom a pronoun, an office or a kind of body stands for, within its article.

Belongs here: the choice among candidates by their score, and when to leave it open.
Does not belong here: who could be meant (`pipelines.text.reference_mentions`), the features (`pipelines.text.reference_candidates`),
names (`pipelines.text.identities`), which words are the speaker (`pipelines.text.speakers`).
"""

import polars as pl

from pipelines.text import reference_mentions, role_nouns
from pipelines.text.reference_candidates import FEATURES, candidates

LEXICONS = ("organisations", "people", "reference_weights", "role_nouns", "titles")
NEAR = 3  # sentences, each with the quotations in it, between two pronouns of which the second goes on with the first
FOUND = {"frame_id": pl.Int64, "person_id": pl.String, "person_name": pl.String}


def resolve(
    subjects: pl.DataFrame, mentions: pl.DataFrame, tokens: pl.DataFrame, outer: pl.DataFrame, lexicons: dict[str, pl.DataFrame]
) -> pl.DataFrame:
    """Tell who is meant by subjects that name nobody.

    Role nouns first; what they stand for, or the unnamed speaker that they are, can then be meant by a pronoun.

    Args:
        subjects: of frames: `frame_id`, `doc`, `speaker_first`, `speaker_last`, `word` (the subject in small letters), `subject` (its
            letters), `named_id` (null: no name) and the columns of `pipelines.text.role_nouns.described`.
        mentions: as made by `pipelines.text.names.names`.
        tokens: with `sentence_index`.
        outer: as made by `pipelines.text.clause_kinds.fold`.
        lexicons: the tables named in `LEXICONS`.

    Returns:
        One row for each frame whose subject is resolved: `frame_id`, `person_id`, `person_name`.
    """
    if not outer.height:
        return pl.DataFrame(schema=FOUND)
    spoken = subjects.drop_nulls("speaker_first").with_columns(
        row="speaker_first", width=pl.col("speaker_last") - pl.col("speaker_first") + 1
    )
    open_ones = spoken.filter(pl.col("named_id").is_null())
    asked = role_nouns.asked(open_ones, lexicons)
    wanted = mentions.join(asked, on=["doc", "entity_kind"], how="semi", maintain_order="left")
    bearers = reference_mentions.named(wanted, tokens, outer, spoken["row"], lexicons["role_nouns"])
    forms = _by_form(open_ones, lexicons["organisations"])
    roles = asked.filter(pl.col("head").is_not_null()).join(forms, on="frame_id", how="anti")
    last = (bearers["row"] + bearers["width"] - 1).implode()
    one = open_ones.filter(_is_one() & ~pl.col("speaker_last").is_in(last)).join(
        asked.filter(pl.col("head").is_null()), on="frame_id", how="anti"
    )
    nobody = one.with_columns(entity_id=pl.lit(None, pl.String), entity_name=pl.lit(None, pl.String))
    strangers = reference_mentions.unnamed(nobody.join(roles, on="frame_id", how="anti"), tokens, outer)
    by_role = find(roles, pl.concat([bearers, strangers]), tokens, outer, lexicons)
    known = one.join(by_role, on="frame_id", how="left", maintain_order="left").rename(
        {"person_id": "entity_id", "person_name": "entity_name"}
    )
    others = reference_mentions.unnamed(known, tokens, outer)
    by_pronoun = _by_pronoun(asked.filter(pl.col("head").is_null()), pl.concat([bearers, others]), tokens, outer, lexicons)
    return pl.concat([forms, by_role, by_pronoun]).unique("frame_id", keep="first", maintain_order=True)


def find(
    asked: pl.DataFrame, bearers: pl.DataFrame, tokens: pl.DataFrame, outer: pl.DataFrame, lexicons: dict[str, pl.DataFrame]
) -> pl.DataFrame:
    """Choose for each subject asked (as made by `pipelines.text.role_nouns.asked`) among `bearers`; what `choose` returns."""
    return choose(table(asked, bearers, tokens, outer, lexicons), lexicons["reference_weights"])


def table(
    asked: pl.DataFrame, bearers: pl.DataFrame, tokens: pl.DataFrame, outer: pl.DataFrame, lexicons: dict[str, pl.DataFrame]
) -> pl.DataFrame:
    """Return the candidates of each subject asked, as `pipelines.text.reference_candidates.candidates` makes them."""
    placed = reference_mentions.place(asked.with_columns(width=pl.lit(1, pl.Int64), lead="row"), tokens, outer)
    roles = asked.filter(pl.col("head").is_not_null())
    told = reference_mentions.told(bearers, roles, tokens, outer, lexicons)
    return candidates(placed, bearers, told)


def choose(rows: pl.DataFrame, weights: pl.DataFrame) -> pl.DataFrame:
    """Choose the candidate with the highest score.

    The score is the sum of features times weights. Nobody is chosen when the best score is below the `threshold`, or not ahead of the
    second best by the `margin`; both stand among the weights. An unnamed candidate can win: then nobody is known to be meant.

    Args:
        rows: as made by `pipelines.text.reference_candidates.candidates`.
        weights: `feature`, `weight`.

    Returns:
        `frame_id`, `person_id`, `person_name`; only subjects with an answer.
    """
    weight = dict(zip(weights["feature"].to_list(), weights["weight"].to_list(), strict=True))
    score = pl.sum_horizontal(pl.col(name) * weight[name] for name in FEATURES).round(6)  # 0.3 - 0.1 is no less than 0.2
    ranked = rows.select("frame_id", "entity_id", "entity_name", score=score).sort("frame_id", "score", descending=[False, True])
    best = ranked.group_by("frame_id", maintain_order=True).agg(
        person_id=pl.col("entity_id").first(), person_name=pl.col("entity_name").first(), top=pl.col("score").first(),
        second=pl.col("score").get(1, null_on_oob=True),
    )  # fmt: skip
    ahead = ((pl.col("top") - pl.col("second")).round(6) >= weight["margin"]).fill_null(True)
    sure = best.filter((pl.col("top") >= weight["threshold"]) & ahead & pl.col("person_id").is_not_null())
    return sure.select(pl.col("frame_id").cast(pl.Int64), "person_id", "person_name")


def _by_pronoun(
    asked: pl.DataFrame, bearers: pl.DataFrame, tokens: pl.DataFrame, outer: pl.DataFrame, lexicons: dict[str, pl.DataFrame]
) -> pl.DataFrame:
    """Resolve pronouns; one that goes on with another (he said … he added) means the same."""
    placed = reference_mentions.place(asked.with_columns(width=pl.lit(1, pl.Int64), lead="row"), tokens, outer).sort("row")
    linked = placed.with_columns(head_frame=pl.when(~_goes_on(placed, bearers)).then("frame_id").forward_fill())
    heads = asked.filter(pl.col("frame_id").is_in(linked["head_frame"].implode()))
    found = find(heads, bearers, tokens, outer, lexicons).rename({"frame_id": "head_frame"})
    return linked.select("frame_id", "head_frame").join(found, on="head_frame").select("frame_id", "person_id", "person_name")


def _goes_on(placed: pl.DataFrame, bearers: pl.DataFrame) -> pl.Series:
    """Tell whether a pronoun stands near the same pronoun before it, and nobody whom it fits was the subject of anything since."""
    before = {name: placed[name].shift() for name in ("doc", "gender", "passage", "row")}
    same = (placed["doc"] == before["doc"]) & (placed["gender"] == before["gender"]) & (placed["passage"] - before["passage"] <= NEAR)
    since = pl.repeat(0, placed.height, dtype=pl.Int64, eager=True)
    acting = bearers.filter((pl.col("entity_kind") == "person") & (pl.col("subject") | pl.col("speaks")))
    for gender in ("m", "f"):
        rows = acting.filter(pl.col("gender").fill_null(gender) == gender)["row"].sort()
        passed = rows.search_sorted(placed["row"]).cast(pl.Int64) - rows.search_sorted(before["row"].fill_null(0)).cast(pl.Int64)
        since = pl.select(pl.when(placed["gender"] == gender).then(passed).otherwise(since)).to_series()
    return same.fill_null(False) & (since == 0)


def _is_one() -> pl.Expr:
    """Tell whether a subject is one person or body: its noun says so, or it is a name that no list knows."""
    role = pl.col("noun_kind").is_in(["person", "organisation"]) & ~pl.col("is_plural")
    return role | (pl.col("noun_kind").is_null() & pl.col("subject").str.contains(r"^N+$"))


def _by_form(subjects: pl.DataFrame, organisations: pl.DataFrame) -> pl.DataFrame:
    """Resolve an organisation of the lexicon that is printed in small letters (the prime minister's office)."""
    forms = organisations.select(
        form=pl.col("form").str.to_lowercase().str.replace_all("’", "'"), person_id="organisation_id", person_name="name"
    )
    asked = subjects.select("frame_id", form=pl.col("word").str.extract(r"^the ([\p{L}' ]{9,})$")).drop_nulls()
    single = forms.unique(["form", "person_id"]).unique("form", keep="none")
    return asked.join(single, on="form").select("frame_id", "person_id", "person_name")
