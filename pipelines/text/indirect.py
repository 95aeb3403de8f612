"""Indirect speech: which words a frame reports, when they are told and not only quoted.

Belongs here: begin and end of the reported clause of each frame.
Does not belong here: words in marks (`pipelines.text.quotes`), who is meant by the subject (`pipelines.text.speakers`).
"""

import polars as pl

from pipelines.text.clauses import HEAD

LEAD = rf"(?:[aW]|i+{HEAD}q?|i*W|o|,)*"
ADDRESSEE = r"(?:o|p|d?n{0,3}[nm]|[NR]+|[dN]?[nNR]+cN*[nmR])"
RE_THAT = rf"^((?:{ADDRESSEE})?{LEAD}t)[^.,;:_gxysbeS]"
RE_WHETHER = rf"^((?:{ADDRESSEE})?{LEAD})u[^.]"
RE_ZERO = r"^((?:[aW]|i*W)*)[dmnNRpafu#(tqQ]"
RE_ZERO_ADDRESSEE = rf"^({ADDRESSEE}(?:[aW]|i*W)*)[dmnNRp#tqQ]"
RE_ANY = r"^((?:[aW])*)"
RE_ZERO_PHRASE = rf"^((?:[aW]|i*W)*)i+{HEAD}(?:i+{HEAD})*,?[dmnNRpto]"
RE_BARE = rf"^(?:[aWo]|i+{HEAD}|i*W|,)*[.)~]*$"
RE_TRAILER = r"^(.{4,}?),[w][^,]*$"
RE_TURN = r"^(.*?)(?:[:(.~-]+Q,?[dnNRps]|[(.~]Q)|^(.*?Q)[dnNRp]"
"""A quotation with a frame of its own begins, or a new clause behind a quotation."""
RE_PARENTHESIS = rf"^(?:[aWo]|i+{HEAD}|i*W)*,"
RE_BARE_ADDRESSEE = rf"^(?:{ADDRESSEE})?(?:[aWo]|i+{HEAD}|i*W|,)*[.)~]*$"
RE_OPENING = r"^[ckua]*,?"
RE_SUBORDINATE = r"^[ck]*[iufe][^,]*,?$"
"""As the polls closed, / In an interview, / To save money: no clause of its own."""
RE_FINITE = r"[xyesbQq]|[po]S|[NRp]a*m"
"""A clause has a verb; a noun phrase (announced a deal) has none."""
SAY = ("say", "says", "said", "saying")  # a bare noun phrase does not follow these


def clauses(frames: pl.DataFrame, sentences: pl.DataFrame, cues: pl.DataFrame) -> pl.DataFrame:
    """Find the clause that each frame reports.

    Args:
        frames: as made by `pipelines.text.clauses.frames`, with `frame_id` and `cue` (the verb as a lexicon has it).
        sentences: `passage`, `letters`.
        cues: lexicon of reporting verbs: `form`, `frame`, `addressee`.

    Returns:
        The frames that report a clause, with `clause_begin`, `clause_end` (positions in the sentence) and `rule` (that, zero, before,
        source-before, source-after, words).
    """
    known = frames.join(sentences, on="passage").join(
        cues.unique("form").select(cue="form", verb="frame", addressee="addressee"), on="cue", how="left"
    )
    around = known.with_columns(
        after=pl.col("letters").str.slice(pl.col("end")), before=pl.col("letters").str.head(pl.col("begin")),
        cut=_next_frame(known),
    )  # fmt: skip
    judged = around.with_columns(rule=_rule()).with_columns(lead=_lead())
    backward = pl.col("rule").is_in(["before", "source-after"])
    start = pl.when(backward).then(_start()).otherwise(pl.col("end") + pl.col("lead"))
    comma = pl.col("before").str.extract("([,-]*)$").str.len_bytes().cast(pl.Int64)
    stop = pl.when(backward).then(pl.col("begin") - comma)
    body = pl.col("letters").str.extract(r"^(.*?)[.~)]*$").str.len_bytes().cast(pl.Int64)
    inner = pl.col("letters").str.slice(start)
    turned = pl.coalesce(inner.str.extract(RE_TURN, 1), inner.str.extract(RE_TURN, 2))
    turn = start + turned.str.len_bytes().cast(pl.Int64)
    aside = start + inner.str.extract(RE_TRAILER).str.len_bytes().cast(pl.Int64)
    stop = stop.otherwise(pl.min_horizontal(pl.col("cut"), body, turn, aside))
    spans = judged.filter(pl.col("rule").is_not_null()).with_columns(clause_begin=start, clause_end=stop)
    spans = spans.filter(pl.col("clause_end") > pl.col("clause_begin"))
    folded = pl.col("letters").str.slice(pl.col("clause_begin"), 1).is_in(["Q", "q"])
    width = pl.col("clause_end") - pl.col("clause_begin")
    inner = pl.col("letters").str.slice(pl.col("clause_begin"), width)
    bare = pl.col("rule").is_in(["zero", "after-comma"]) & ~pl.col("cue").is_in(SAY)
    told = spans.filter(~bare | inner.str.contains(RE_FINITE))
    long = told.filter((width >= 2) | (folded & (width == 1)))
    return _outermost(long).select(*frames.columns, "clause_begin", "clause_end", "rule")


def _rule() -> pl.Expr:
    """Tell how the frame reports: what stands behind its verb, or before the frame when nothing does."""
    after, before, form = pl.col("after"), pl.col("before"), pl.col("form")
    closing = before.str.contains(",$") | pl.col("shape").str.contains("^,")
    told = (pl.col("addressee") == "yes").fill_null(False)
    reporting = pl.col("verb") == "free"
    bare = after.str.contains(RE_BARE) | after.str.contains(RE_PARENTHESIS) | (told & after.str.contains(RE_BARE_ADDRESSEE))
    quoted = before.str.contains("[Qq],?$") | pl.col("shape").str.contains("^[Qq]")
    stated = before.str.contains("^[^QA]{3}") & before.str.contains(RE_FINITE) & ~before.str.contains(RE_SUBORDINATE)
    reporting &= ~quoted
    return (
        pl.when((form == "source") & closing).then(pl.lit("source-after"))
        .when((form == "source") & after.str.contains("^,")).then(pl.lit("source-before"))
        .when(form == "source").then(None)
        .when(closing & bare & form.is_in(["normal", "inverted"]) & stated).then(pl.lit("before"))
        .when(form == "inverted").then(None)
        .when(~quoted & after.str.contains(RE_THAT)).then(pl.lit("that"))
        .when(told & ~quoted & after.str.contains(RE_ZERO_ADDRESSEE)).then(pl.lit("zero"))
        .when(~told & reporting & after.str.contains(RE_ZERO)).then(pl.lit("zero"))
        .when(~told & (pl.col("verb") == "free") & ~quoted & after.str.contains("^,[dnNRp]")).then(pl.lit("after-comma"))
        .when(~told & (pl.col("verb") == "free") & ~quoted & after.str.contains(RE_ZERO_PHRASE)).then(pl.lit("zero"))
        .when(reporting & after.str.contains(RE_WHETHER)).then(pl.lit("zero"))
        .when(~quoted & after.str.contains(r"^[^;.:Q]*[qQ]")).then(pl.lit("words"))
    )  # fmt: skip


def _lead() -> pl.Expr:
    """Count the tokens between the verb and the clause: on Monday, in a statement, reporters, that."""
    told = (pl.col("addressee") == "yes").fill_null(False)
    after = pl.col("after")
    zero = (
        pl.when(told)
        .then(after.str.extract(RE_ZERO_ADDRESSEE))
        .otherwise(pl.coalesce(after.str.extract(RE_ZERO), after.str.extract(RE_ZERO_PHRASE), after.str.extract(RE_WHETHER)))
    )
    text = (
        pl.when(pl.col("rule") == "that").then(after.str.extract(RE_THAT))
        .when(pl.col("rule") == "zero").then(zero)
        .when(pl.col("rule").is_in(["source-before", "after-comma"])).then(pl.lit(","))
        .otherwise(after.str.extract(RE_ANY))
    )  # fmt: skip
    return text.str.len_bytes().cast(pl.Int64).fill_null(0)


def _next_frame(frames: pl.DataFrame) -> pl.Series:
    """Return where the next frame of the sentence sets the clause off with a comma; past every end when none does."""
    marked = frames.select(
        "passage", begin="begin",
        gap=pl.col("letters").str.head(pl.col("begin")).str.extract("([,;-][cku]*|[ck])$").str.len_bytes().cast(pl.Int64),
        own=pl.col("shape").str.contains("^[,Ack]") & (pl.col("form") != "normal"),
    )  # fmt: skip
    limit = marked.filter(pl.col("gap").is_not_null() | pl.col("own")).select(
        "passage", after="begin", cut=pl.col("begin") - pl.col("gap").fill_null(0)
    )
    numbered = frames.select("passage", "end").with_row_index("frame")
    pairs = numbered.join(limit, on="passage").filter(pl.col("after") >= pl.col("end"))
    first = pairs.group_by("frame").agg(pl.col("cut").min())
    return numbered.join(first, on="frame", how="left", maintain_order="left")["cut"].fill_null(1_000_000)


def _start() -> pl.Expr:
    """Return where a clause before its frame begins: at the begin of the sentence, without but, and, while."""
    return pl.col("before").str.extract(f"({RE_OPENING})").str.len_bytes().cast(pl.Int64)


def _outermost(spans: pl.DataFrame) -> pl.DataFrame:
    """Keep, of clauses within clauses, the outer one."""
    ordered = spans.sort("passage", "clause_begin", pl.col("clause_end").neg())
    reach = pl.col("clause_end").cum_max().shift().over("passage").fill_null(-1)
    return ordered.filter((pl.col("clause_begin") >= reach) | (pl.col("rule") == "words"))
