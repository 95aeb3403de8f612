"""Names: mentions of people, organisations and places.

Belongs here: the shapes of names and what their surroundings tell; titles that stand with a name.
Does not belong here: who is meant (`pipelines.text.identities`), kinds of words (`pipelines.text.name_kinds`).
"""

import polars as pl

from pipelines.text import identities, shapes
from pipelines.text.name_kinds import LEXICONS as KIND_LEXICONS
from pipelines.text.name_kinds import kinds
from pipelines.text.tokens import text

LEXICONS = (*KIND_LEXICONS, "cue_verbs")
COLUMNS = (
    "doc", "block_index", "sentence_index", "start_char", "end_char", "entity_kind", "text", "title",
    "entity_id", "entity_name", "country_code", "rule_id",
)  # fmt: skip

PART = r"[CGgcABKkLlDPv]-*"
RE_ORGANISATION = rf"(?:{PART}|II|T-*s)*H(?:H|A)*(?:ox?(?:[CGgcABHKkLlDPO]-*)+(?:a(?:[cH]-*)+)?)*"
RE_PLACE = r"(?:[GgCck]+K+|k+[GgCK]+K*)"
RE_PERSON = r"(?:[Tt]-*,?)*(?:P-*|(?:[GgClcA]-*|II)(?:v{0,3}(?:[GgCck]|II))*)(?:,?JI?)?"
RE_NAME = rf"{RE_ORGANISATION}|O-*|{RE_PLACE}|{RE_PERSON}|[LD]-*"
RE_TITLED = r"^((?:[Tt]-*,?)*)"


def names(tokens: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Find the name mentions.

    Args:
        tokens: with `sentence_index`, as made by `pipelines.text.sentences.with_sentences`.
        lexicons: the tables named in `LEXICONS`.

    Returns:
        One row per mention in text order: `doc`, `block_index`, `sentence_index`, `start_char`, `end_char`, `entity_kind`
        (person, organisation, place), `text`, `title` (as printed), `entity_id`, `entity_name`, `country_code`, `rule_id`,
        and `row`, `width`, `title_row`, `title_width` (tokens of name and title) and
        `gender` (of a person, m or f, where known) for later steps.
    """
    kind = kinds(tokens, lexicons)
    found = _judge(_candidates(tokens, kind, lexicons))
    titles = found.select(row="title_row", width="title_width")
    place = ("doc", "block_index", "sentence_index", "start_char")
    spanned = found.with_columns(
        *(tokens[name].gather(found["row"]) for name in place),
        end_char=tokens["end_char"].gather(found["row"] + found["width"] - 1),
        text=text(tokens, found),
        title=text(tokens, titles),
    )
    named = identities.resolve(spanned, lexicons["people"], lexicons["given_names"])
    return named.select(*COLUMNS, "row", "width", "title_row", "title_width", "gender")


def _candidates(tokens: pl.DataFrame, kind: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Find the runs of tokens that could be names, cut off their titles, and look at what stands around them."""
    matched = shapes.match(kind["kind"], kind["begins"], RE_NAME)
    is_person = ~pl.col("shape").str.contains("[HOKk]") & ~pl.col("shape").str.contains("^[LD]")
    title_width = pl.when(is_person).then(pl.col("shape").str.extract(RE_TITLED).str.len_bytes()).otherwise(0)
    cut = matched.with_columns(title_row=pl.col("row"), title_width=title_width).with_columns(
        row=pl.col("row") + pl.col("title_width"),
        width=pl.col("width") - pl.col("title_width"),
        shape=pl.col("shape").str.slice(pl.col("title_width")),
        comma=pl.col("shape").str.head(pl.col("title_width")).str.ends_with(","),
    )
    cues = lexicons["cue_verbs"].filter(pl.col("tense").is_in(["past", "present"]))["form"].implode()
    spoken = pl.select(pl.Series(tokens["token"]).is_in(cues)).to_series()
    around = cut.with_columns(
        before=kind["kind"].gather(cut["row"].cast(pl.Int64) - 1, null_on_oob=True),
        opened=kind["begins"].gather(cut["row"]),
        said_before=spoken.gather((cut["row"].cast(pl.Int64) - 1).clip(0)),
        said_after=spoken.gather((cut["row"] + cut["width"]).clip(0, max(tokens.height - 1, 0))),
        last=tokens["token"].gather(cut["row"] + cut["width"] - 1),
        head=tokens["token"].gather(cut["row"]),
    )
    known = ("entity_id", "entity_name", "country_code", "gender")
    title_gender = kind["gender"].gather(cut["title_row"])
    return around.with_columns(kind[name].gather(cut["row"]) for name in known).with_columns(
        gender=pl.coalesce("gender", pl.when(pl.col("title_width") > 0).then(pl.Series(title_gender)))
    )


def _judge(found: pl.DataFrame) -> pl.DataFrame:
    """Decide what each candidate is and by which rule; a lone surname waits for `identities` with a null rule."""
    shape, titled = pl.col("shape"), pl.col("title_width") > 0
    several = shape.str.contains(r"^(?:[^,]*[A-Za-z][^,]*){2,}")
    spoken = pl.col("said_before") | pl.col("said_after")
    rule = (
        pl.when(shape.str.starts_with("O"))
        .then(pl.lit("organisation:lexicon"))
        .when(shape.str.contains("H"))
        .then(pl.when(pl.col("width") > 1).then(pl.lit("organisation:shape")))
        .when(shape.str.contains(r"^(?:L-*|l-*)$") & ~titled)
        .then(pl.lit("place:lexicon"))
        .when(shape.str.contains("^D"))
        .then(pl.when(pl.col("last").str.ends_with("s") & (pl.col("before") != "-")).then(pl.lit("place:demonym-group")))
        .when(shape.str.contains("[Kk]"))
        .then(pl.lit("place:shape"))
        .when(shape.str.starts_with("P"))
        .then(pl.lit("person:lexicon"))
        .when(titled & shape.str.contains(r"^[GgClcI]") & (shape != "A") & ~(several & shape.str.contains("^c")))
        .then(pl.lit("person:title"))
        .when(several & shape.str.contains(r"^(?:G|l-*v*C|g(?:[CGv]|II)|gc+)") & ~(pl.col("opened") & shape.str.contains("^gc")))
        .then(pl.lit("person:given-name"))
        .when(several & shape.str.contains(r"^(?:II|CII|GII|gII).*[CGc]"))
        .then(pl.lit("person:initial"))
        .when(shape.str.contains(r"^Cv*Cv*C?(?:,?JI?)?$") & (pl.col("before") != "x"))
        .then(pl.lit("person:shape"))
        .when(shape.is_in(["C", "G"]) & spoken)
        .then(pl.lit("person:cue"))
    )
    lone = shape.is_in(["C", "G", "g", "c"])
    kept = found.with_columns(rule_id="name:" + rule).filter(pl.col("rule_id").is_not_null() | lone)
    return kept.with_columns(
        entity_kind=pl.col("rule_id").str.extract("^name:([a-z]+)").fill_null("person"),
        title_row=pl.when(titled & ~(pl.col("comma") & lone)).then("title_row"),
        title_width=pl.col("title_width") - pl.col("comma"),
    )
