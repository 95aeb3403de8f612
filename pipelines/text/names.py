"""Names: mentions of people, organisations and places.

Belongs here: the shapes of names and what their surroundings tell; titles that stand with a name.
Does not belong here: who is meant (`pipelines.text.identities`), kinds of words (`pipelines.text.name_kinds`).
"""

import polars as pl

from pipelines.text import identities, shapes
from pipelines.text.name_kinds import LEXICONS as LEXICONS
from pipelines.text.name_kinds import kinds
from pipelines.text.tokens import text

COLUMNS = (
    "doc", "block_index", "sentence_index", "start_char", "end_char", "entity_kind", "text", "title",
    "entity_id", "entity_name", "country_code", "rule_id",
)  # fmt: skip

PART = r"[CGgcmnABEeKkLlDPvZ]-*"
INITIALS = r"(?:II|i|N)"
RE_BODY = r"H(?:H|A)*(?:ox?(?:[CGgcABHKkLlDPO]-*)+(?:a(?:[cH]-*)+)?)*"
RE_ORGANISATION = rf"(?:{PART}|II|T-*s)*(?:{RE_BODY}|Z+)"  # with Z (Clean Water Act) it is nobody, and nothing that is told here
RE_PLACE = r"(?:[GgCck]+K+|k+[GgCK]+K*)"
RE_MORE = rf"(?:{INITIALS}{{0,2}}v{{0,3}}[GgCckV])*"
RE_GIVEN = rf"(?:Gl|[GgClcmAV]-*|{INITIALS}|v{{1,3}}[CG]){RE_MORE}"
RE_PERSON = rf"(?:[Tt]-*,?)*(?:P-*|E{INITIALS}?A|[GgC]{INITIALS}[LlO]|{RE_GIVEN})(?:,?(?:J[I-]?|j))?"
RE_NAME = rf"{RE_ORGANISATION}|O-*|{RE_PLACE}|{RE_PERSON}|[LD]-*"
RE_SHORT = r"^(?:[GgCcmAEV]|v+[CG]|[CcGg]v*[CcGg])$"  # may be a part of a full name of the article
RE_WIDE_GAP = r"^[ \t\u00A0]{2,}$"  # stands where a comma or a full stop was lost, or between columns
GROUPS = ("family", "families", "brothers", "sisters", "siblings", "twins", "clan", "dynasty", "household")
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
    found = _judge(_candidates(tokens, lexicons))
    titles = found.select(row="title_row", width="title_width")
    place = ("doc", "block_index", "sentence_index", "start_char")
    spanned = found.with_columns(
        *(tokens[name].gather(found["row"]) for name in place),
        end_char=tokens["end_char"].gather(found["row"] + found["width"] - 1),
        text=_text(tokens, found),
        title=_text(tokens, titles),
    )
    named = identities.resolve(spanned, lexicons)
    return named.select(*COLUMNS, "row", "width", "title_row", "title_width", "gender")


def _text(tokens: pl.DataFrame, spans: pl.DataFrame) -> pl.Series:
    """Return the text of runs of tokens; most are of one token, for which there is nothing to join."""
    several = spans["width"] > 1
    return tokens["token"].gather(spans["row"]).scatter(several.arg_true(), text(tokens, spans.filter(several)))


def _candidates(tokens: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Find the runs of tokens that could be names, cut off their titles, and look at what stands around them."""
    kind, facts = kinds(tokens, lexicons)
    matched = shapes.match(kind["kind"], kind["begins"] | _torn(tokens, kind["kind"]), RE_NAME).filter(~pl.col("shape").str.contains("Z$"))
    is_person = ~pl.col("shape").str.contains("[HKk]|^[OLD]")
    title_width = pl.when(is_person).then(pl.col("shape").str.extract(RE_TITLED).str.len_bytes()).otherwise(0)
    cut = matched.with_columns(title_row=pl.col("row"), title_width=title_width).with_columns(
        row=pl.col("row") + pl.col("title_width"),
        width=pl.col("width") - pl.col("title_width"),
        shape=pl.col("shape").str.slice(pl.col("title_width")),
        comma=pl.col("shape").str.head(pl.col("title_width")).str.ends_with(","),
    )
    cues = lexicons["cue_verbs"].filter(pl.col("tense").is_in(["past", "present"]))["form"].implode()
    ahead, behind = (cut["row"].cast(pl.Int64) - 1).clip(0), (cut["row"] + cut["width"]).clip(0, max(tokens.height - 1, 0))
    around = cut.with_columns(
        before=kind["kind"].gather(cut["row"].cast(pl.Int64) - 1, null_on_oob=True),
        opened=kind["begins"].gather(cut["row"]),
        said_before=tokens["token"].gather(ahead),
        said_after=tokens["token"].gather(behind),
        last_word=tokens["token"].gather(cut["row"] + cut["width"] - 1),
    ).with_columns(pl.col("said_before", "said_after").is_in(cues), is_group=pl.col("said_after").is_in(GROUPS))
    known = ("entity_id", "entity_name", "country_code", "gender")
    whole = pl.col("shape").str.contains("^[POLlD]-*$")  # Jordan Doe is no country, and the son of a well-known man another man
    place = pl.col("shape").str.contains("H")  # but Canada Post is of Canada
    title_gender = facts["gender"].gather(kind["phrase"].gather(cut["title_row"]))
    told = around.with_columns(facts[name].gather(kind["phrase"].gather(cut["row"])) for name in known)
    return told.with_columns(
        pl.when(whole | (place if name == "country_code" else False)).then(pl.col(name)).alias(name) for name in known
    ).with_columns(gender=pl.coalesce("gender", pl.when(pl.col("title_width") > 0).then(pl.Series(title_gender))))


def _torn(tokens: pl.DataFrame, kind: pl.Series) -> pl.Series:
    """Tell before which tokens of names a wide gap ends whatever came before; an initial may have lost its full stop there."""
    gaps = pl.DataFrame({"gap": tokens["gap"], "kind": kind, "before": kind.shift()})
    wide = pl.col("gap").str.len_bytes() > 1
    ends = pl.col("kind").is_in(list("GgCcAiIl")) & pl.col("before").is_in(list("GgCcA-"))
    rows = gaps.with_row_index("row").filter(wide).filter(ends, pl.col("gap").str.contains(RE_WIDE_GAP))
    return pl.repeat(False, tokens.height, eager=True).scatter(rows["row"], True)


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
        .then(pl.when(pl.col("last_word").str.ends_with("s") & (pl.col("before") != "-")).then(pl.lit("place:demonym-group")))
        .when(shape.str.contains("[Kk]"))
        .then(pl.lit("place:shape"))
        .when(shape.str.starts_with("P"))
        .then(pl.lit("person:lexicon"))
        .when(titled & shape.str.contains(r"^[GgClcIvV]") & (shape != "A") & ~(several & shape.str.contains("^c")))
        .then(pl.lit("person:title"))
        .when(several & shape.str.contains(r"^(?:E|G|l-*v*C|g(?:[CGVv]|II|N)|gc+)") & ~(pl.col("opened") & shape.str.contains("^gc")))
        .then(pl.lit("person:given-name"))
        .when(several & shape.str.contains(r"^(?:(?:II)+|[CGg](?:II|N|i)).*[CGcLlO]|^Nv*[CG]"))
        .then(pl.lit("person:initial"))
        .when(shape.str.contains(r"^Cv*Cv*C?(?:,?(?:J[I-]?|j))?$") & (pl.col("before") != "x"))
        .then(pl.lit("person:shape"))
        .when(shape.str.contains(r"^v*[CG]$") & spoken & (pl.col("before") != "x").fill_null(True))
        .then(pl.lit("person:cue"))
    )
    lone = shape.str.contains(RE_SHORT)
    kept = found.with_columns(rule_id="name:" + rule).filter(pl.col("rule_id").is_not_null() | lone)
    return kept.with_columns(
        entity_kind=pl.col("rule_id").str.extract("^name:([a-z]+)").fill_null("person"),
        title_row=pl.when(titled & ~(pl.col("comma") & shape.is_in(["C", "G", "g", "c"]))).then("title_row"),
        title_width=pl.col("title_width") - pl.col("comma"),
    )
