"""Reference candidates: a table of who could be meant by each subject that names nobody, one feature a column.

Belongs here: the features. Each is a small whole number that can be read in the text.
Does not belong here: their weights (`pipelines/lexicons/reference_weights.csv`), the choice (`pipelines.text.references`).
"""

import polars as pl

from pipelines.text.reference_mentions import PLACE

REACH = 400  # tokens back to which a pronoun may look: some four paragraphs
FAR = 1 << 40  # puts what stands in quotation marks behind everything that stands outside of them

PLACES = {
    "sentences_back": (pl.col("here") - pl.col("passage")).clip(0, 8),
    "same_sentence": pl.col("here") == pl.col("passage"),
    "previous_sentence": pl.col("here") - pl.col("passage") == 1,
    "same_paragraph": pl.col("block_here") == pl.col("block_index"),
    "subject": pl.col("subject"),
    "subject_of_own_sentence": pl.col("subject") & (pl.col("here") == pl.col("passage")),
    "behind_preposition": pl.col("behind_preposition"),
    "only_quoted": pl.col("quoted"),
    "often_named": pl.col("count").clip(0, 8),
    "speaks": pl.col("spoke_row").is_not_null(),
}
"""Where a candidate was named last, and how often."""
GENDERS = {
    "gender_agrees": (pl.col("gender") == pl.col("asked_gender")).fill_null(False),
}
RIVALS = {
    "spoke_last": (pl.col("spoke_row") == pl.col("spoke_row").max().over("frame_id")).fill_null(False),
    "named_last": pl.col("n") == pl.col("n").filter(~pl.col("quoted")).max().over("frame_id"),
    "first_of_sentence": (pl.col("row") == pl.col("row").filter(~pl.col("possessive")).min().over("frame_id", "passage")).fill_null(False),
    "alone": pl.len().over("frame_id") == 1,
    "rival_beside": pl.len().over("frame_id", "passage") > 1,
}
"""What the other candidates tell of one."""
ROLES = {
    "title_tells": pl.col("by_title"),
    "name_tells": pl.col("by_name"),
    "description_tells": pl.col("by_description") & ~pl.col("by_title") & ~pl.col("by_name"),
    "nothing_tells": pl.col("head").is_not_null() & ~pl.col("by_title") & ~pl.col("by_name") & ~pl.col("by_description"),
    "words_told": pl.col("head").is_not_null() & (pl.col("words_told") > 0),
    "words_untold": pl.col("head").is_not_null() & (pl.col("words") > 0) & (pl.col("words_told") == 0),
}
"""What the article tells of a candidate, for a role noun: Senator Jane Doe of Ohio for “the Ohio senator”."""
TOLD = (pl.col("title_tells") | pl.col("name_tells")) * (1 + pl.col("words_told"))
SHARED_ROLE = {"rival_with_role": (TOLD > 0) & (TOLD.rank("max", descending=True).over("frame_id") > 1)}
"""Two of whom as much is told."""
FEATURES = (*PLACES, *GENDERS, *RIVALS, *ROLES, *SHARED_ROLE)
KEYS = ("frame_id", "key", "entity_id", "entity_name")


def candidates(asked: pl.DataFrame, bearers: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """List who could be meant, with the features of each.

    A candidate is named before the subject: near it for a pronoun, anywhere in the article for a role noun; his gender is not another
    than that of the pronoun or noun. Of somebody who is named outside of quotation marks, mentions within them count only in
    `often_named`.

    Args:
        asked: as made by `pipelines.text.role_nouns.asked`, with its place: `passage`, `block_index`.
        bearers: as made by `pipelines.text.reference_mentions`.
        told: as made by `pipelines.text.reference_mentions.told`.

    Returns:
        One row per subject and candidate: `KEYS` (`entity_id` null: somebody unnamed, or of unknown identity) and `FEATURES`.
    """
    own = bearers.join(asked, on=["doc", "entity_kind"], how="semi").sort("row").with_row_index("n")
    numbered = own.with_columns(pl.col("n").cast(pl.Int64), who=pl.col("key").cast(pl.Categorical).to_physical())
    numbered = numbered.with_columns(count=pl.len().over("doc", "who"))
    pairs = _before(asked, numbered)
    near = pl.when("quoted").then(pl.col("n") - FAR).otherwise("n")
    spoke = pl.when("speaks").then("row")
    each = pairs.with_columns(near=near, spoke_row=spoke).group_by("frame_id", "who").agg(pl.col("near", "spoke_row").max())
    each = each.select("frame_id", "spoke_row", n=pl.when(pl.col("near") < 0).then(pl.col("near") + FAR).otherwise("near"))
    facts = numbered.select(*KEYS[1:], *(name for name in PLACE if name != "speaks"), "row", "gender", "count")[each["n"]]
    here = asked.select(
        "frame_id", "doc", "head", here="passage", block_here="block_index", asked_gender="gender", words=pl.col("words").list.len()
    )
    rows = (
        pl.concat([each, facts], how="horizontal").join(here, on="frame_id").join(_telling(asked, told), on=["frame_id", "key"], how="left")
    )
    rows = rows.with_columns(pl.col("by_title", "by_name", "by_description").fill_null(False), pl.col("words_told").fill_null(0))
    return _numbers(rows.sort("frame_id", "n"))


def _before(asked: pl.DataFrame, numbered: pl.DataFrame) -> pl.DataFrame:
    """Pair each subject with the mentions of its kind before it, found by their places alone, since both are in text order."""
    starts = numbered.group_by("doc").agg(start=pl.col("n").min())
    subjects = asked.join(starts, on="doc")
    near = numbered["row"].search_sorted((subjects["row"] - REACH).clip(0)).cast(pl.Int64)
    first = pl.when(pl.col("head").is_null()).then(pl.max_horizontal("start", near)).otherwise("start")
    end = numbered["row"].search_sorted(subjects["row"]).cast(pl.Int64)
    ranges = subjects.select("frame_id", "entity_kind", asked_gender="gender", n=pl.int_ranges(first, end)).explode(
        "n", empty_as_null=False
    )
    columns = {name: numbered[name].gather(ranges["n"]) for name in ("who", "row", "quoted", "speaks")}
    fits = (ranges["asked_gender"] == numbered["gender"].gather(ranges["n"])).fill_null(True)
    return ranges.with_columns(**columns).filter((pl.col("entity_kind") == numbered["entity_kind"].gather(ranges["n"])) & fits)


def _numbers(rows: pl.DataFrame) -> pl.DataFrame:
    """Write each feature as a whole number."""
    for features in (PLACES | GENDERS | RIVALS | ROLES, SHARED_ROLE):
        rows = rows.with_columns(feature.cast(pl.Int64).alias(name) for name, feature in features.items())
    return rows.select(*KEYS, *FEATURES)


def _telling(asked: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Tell by what the article says that a candidate has the role, and how many other words of the phrase it says of him."""
    roles = asked.drop_nulls("head")
    heads = roles.select("frame_id", "doc", told="heads").explode("told", empty_as_null=False).join(told, on=["doc", "told"])
    by = [(pl.col("by") == name).any().alias(f"by_{name}") for name in ("title", "name", "description")]
    headed = heads.group_by("frame_id", "key").agg(*by)
    words = roles.select("frame_id", "doc", told="words").explode("told", empty_as_null=False).join(told, on=["doc", "told"])
    beside = words.group_by("frame_id", "key").agg(words_told=pl.col("told").n_unique().cast(pl.Int64))
    return headed.join(beside, on=["frame_id", "key"], how="full", coalesce=True)
