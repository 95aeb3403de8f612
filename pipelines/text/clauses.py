"""Clauses: the frames of a sentence, that is who says something, with which verb, and where.

Belongs here: patterns of noun phrases and frames over the letters of `pipelines.text.clause_kinds`; places in sentences.
Does not belong here: what is reported (`pipelines.text.quotes`, `pipelines.text.indirect`), who is meant (`pipelines.text.speakers`).
"""

import polars as pl

from pipelines.text import shapes

HEAD = r"(?:[dmnNR#S]|WS|d[efa]+|[NR]~)*(?:[mnNR#]|df)"
SHARE = r"[dm#]i+[d#]"
"""One in five, six in 10, nine out of 10."""
SUBJECT = rf"(?:[pwt]|{HEAD}(?:[ef]?i+(?:{HEAD}|o))*(?:c{HEAD}(?:i+{HEAD})*)?|{SHARE})"
PLURAL = rf"(?:[pw]|(?:{HEAD}i+)?[dmnNR#S]*[mR#](?:[efn]?i+{HEAD})*|{SHARE}|{HEAD}c{HEAD})"
ASIDE = (
    r"(?:,[dnwifea#x][^,;.\nQ]{0,40}(?:,[dnNwifea#x][^,;.\nQ]{0,40}){0,3},|,[nNdi#SmRc~]{1,8},"
    r"|-+[^-;.:\nQq]{1,60}-+|\([^)\n]*\),?)"
)
NORMAL = rf"{SUBJECT}(?:[eo]|~?{ASIDE})?(?:[xaW]*s_*|[aW]*x[xaW]*b_*|[xaW]*y[aW]*g_*)|{PLURAL}(?:[eo]|{ASIDE})?[aW]*b_*"
INVERTED = rf"s_*[aW]*{HEAD}:|[Qq,],?[sb]_*[aWe]*{HEAD}(?:i{HEAD})*|[Qq],?[sb]_*[aW]*p"
NAMED = r"d?[n#]*[NR](?:[NRn#]|~)*"
UNLISTED = rf"Q,?(?:p|{HEAD}(?:i+{HEAD})*){ASIDE}?[xaW]*e|Q,?e[aW]*{NAMED}"
TRAILING = rf"Q,?[dmnNR#][dmnNRSfeai#~]{{0,13}}(?:,[NR]+)?{ASIDE}?[xaW]*s_*"
"""Behind a quotation whatever stands before the verb is the subject: “…,” walking tour organiser Jane Doe said."""
SOURCE = rf"A_*[aW]*{SUBJECT}(?:[ew][^,;:.\nQq]{{1,60}})?"
"""According to results; according to early results of polls conducted for two stations."""
INTRODUCED = rf"i{HEAD}(?:i{HEAD})*,s_*[aW]*(?:{HEAD}(?:i{HEAD})*|p)"
"""In the end, said Jane Doe: the frame is inverted and begins at the comma."""
RE_INNER = r"^([^,]*,)(w[xaW]*s_*)[^,]+,"
RE_FRAME = rf"(?:{INVERTED}|{TRAILING}|{NORMAL}|{UNLISTED}|{SOURCE}|{INTRODUCED}|i{HEAD}(?:i{HEAD})*,|[ck,wuh][xaW]*s_*|g_*)"


def sentences(outer: pl.DataFrame) -> pl.DataFrame:
    """Return one row per sentence of a folded text: `passage`, `letters` (one for each token)."""
    letters = shapes.strings(outer["letter"], outer["begins"])
    return pl.DataFrame({"passage": pl.int_range(letters.len(), eager=True), "letters": letters})


def rows(outer: pl.DataFrame, spans: pl.DataFrame, position: str) -> pl.Series:
    """Return the rows (in the tokens) of positions in sentences; null where the position is null."""
    starts = outer["begins"].arg_true().cast(pl.Int64)
    return outer["row"].gather(starts.gather(spans["passage"]) + spans[position])


def last_rows(outer: pl.DataFrame, spans: pl.DataFrame, position: str, tokens: pl.DataFrame) -> pl.Series:
    """Return the last rows of spans that end at positions in sentences: of a folded quotation that is its closing mark."""
    following = outer["row"].shift(-1, fill_value=tokens.height) - 1
    starts = outer["begins"].arg_true().cast(pl.Int64)
    return following.gather(starts.gather(spans["passage"]) + spans[position] - 1)


def frames(outer: pl.DataFrame) -> pl.DataFrame:
    """Find the frames: who says, with which verb, and where in the sentence.

    Args:
        outer: as made by `fold`.

    Returns:
        One row per frame in text order: `passage`, `begin`, `end` (positions in the sentence), `form` (normal: he said; inverted: said he;
        source: according to him; follow-on: and said; participle: saying), `subject_begin`, `subject_end` (null without a subject),
        `cue_begin`, `cue_end`, `subject_shape`.
    """
    matched = _with_inner(_from_comma(shapes.match(outer["letter"], outer["begins"], RE_FRAME)))
    shape = pl.col("shape")
    form = (
        pl.when(shape.str.contains("^A"))
        .then(pl.lit("source"))
        .when(shape.str.contains("^g"))
        .then(pl.lit("participle"))
        .when(shape.str.contains(rf"^(?:{INVERTED})$") & ~shape.str.contains(r"^[ck,wuh][xaW]*s_*$"))
        .then(pl.lit("inverted"))
        .when(shape.str.contains(r"^[ck,uh][xaW]*s_*$"))
        .then(pl.lit("follow-on"))
        .when(shape.str.contains(r"[sbg]_*$"))
        .then(pl.lit("normal"))
        .when(shape.str.contains(r"^Q.*e$|^Q,?e"))
        .then(pl.lit("unlisted"))
    )
    said = matched.with_columns(form=form).filter(pl.col("form").is_not_null())
    place = {name: outer[name].gather(said["row"]) for name in ("passage", "at")}
    return _parts(said.with_columns(**place).with_columns(begin=pl.col("at").cast(pl.Int64)))


def _from_comma(matched: pl.DataFrame) -> pl.DataFrame:
    """Cut off what stands before a frame: an introduction up to its comma, a quotation before its subject."""
    shape = pl.col("shape")
    lead = (
        pl.when(shape.str.contains("^i.*,s")).then(shape.str.extract("^([^,]*),").str.len_bytes())
        .when(shape.str.contains("^Q,?[dmnNR#].*s_*$")).then(shape.str.extract("^(Q,?)").str.len_bytes())
        .otherwise(0)
    )  # fmt: skip
    return matched.with_columns(row=pl.col("row") + lead, width=pl.col("width") - lead, shape=pl.col("shape").str.slice(lead))


def _with_inner(matched: pl.DataFrame) -> pl.DataFrame:
    """Add the frames that stand in the aside of another (Jane Doe, who says the pier is safe, said)."""
    inner = matched.with_columns(shape=pl.col("shape").str.extract(RE_INNER, 2), lead=pl.col("shape").str.extract(RE_INNER).str.len_bytes())
    found = inner.drop_nulls("shape").with_columns(row=pl.col("row") + pl.col("lead"), width=pl.col("shape").str.len_bytes().cast(pl.Int64))
    return pl.concat([matched, found.select(matched.columns)], how="vertical_relaxed").sort("row", maintain_order=True)


def _parts(said: pl.DataFrame) -> pl.DataFrame:
    """Find subject and verb in the shape of each frame."""
    shape, width = pl.col("shape"), pl.col("width").cast(pl.Int64)
    lead = shape.str.extract(r"^([Qq,]?,?)").str.len_bytes().cast(pl.Int64)
    verb = shape.str.extract(r"([sbge]_*)$").str.len_bytes().cast(pl.Int64)
    front = shape.str.extract(r"^[Qq,]?,?([sb]_*)").str.len_bytes().cast(pl.Int64)
    gap = shape.str.extract(r"^[Qq,]?,?[sb]_*([aWe]*)").str.len_bytes().cast(pl.Int64)
    listed = shape.str.extract("^(A_*)").str.len_bytes().cast(pl.Int64)
    source = shape.str.extract(r"^(A_*[aW]*)").str.len_bytes().cast(pl.Int64)
    named = shape.str.extract(rf"^A_*[aW]*({SUBJECT})").str.len_bytes().cast(pl.Int64)
    subject = shape.str.extract(rf"^({SUBJECT})").str.len_bytes().cast(pl.Int64)
    beamed = shape.str.extract("^Q,?(e[aW]*)").str.len_bytes().cast(pl.Int64)
    unlisted = shape.str.extract(rf"^Q,?({SUBJECT})").str.len_bytes().cast(pl.Int64)
    is_form = {name: pl.col("form") == name for name in ("normal", "inverted", "source", "unlisted")}
    return said.select(
        "passage",
        "begin",
        "form",
        "shape",
        end=pl.col("begin") + width,
        subject_begin=pl.when(is_form["normal"])
        .then(0)
        .when(is_form["inverted"])
        .then(lead + front + gap)
        .when(is_form["source"])
        .then(source)
        .when(is_form["unlisted"])
        .then(lead + beamed.fill_null(0)),
        subject_end=pl.when(is_form["normal"])
        .then(pl.coalesce(subject, width - verb))
        .when(is_form["inverted"])
        .then(width)
        .when(is_form["source"])
        .then(source + named)
        .when(is_form["unlisted"])
        .then(pl.when(beamed.is_null()).then(lead + unlisted).otherwise(width)),
        cue_begin=pl.when(is_form["inverted"] | beamed.is_not_null()).then(lead).when(is_form["source"]).then(0).otherwise(width - verb),
        cue_end=pl.when(is_form["inverted"])
        .then(lead + front)
        .when(beamed.is_not_null())
        .then(lead + 1)
        .when(is_form["source"])
        .then(listed)
        .otherwise(width),
    ).with_columns(pl.col("subject_begin", "subject_end", "cue_begin", "cue_end") + pl.col("begin"))
