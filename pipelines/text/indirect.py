"""Indirect speech: which words a frame reports, when they are told and not only quoted.

Belongs here: begin and end of the reported clause of each frame.
Does not belong here: words in marks (`pipelines.text.quotes`), who is meant by the subject (`pipelines.text.speakers`).
"""

import polars as pl

from pipelines.text.clauses import HEAD

LEAD = rf"(?:[aW]|a+n|Wn|i+{HEAD}q?|i*W|o|,)*"
ADDRESSEE = r"(?:o|p|d?n{0,3}[nm]|[NR]+|[dN]?[nNR]+cN*[nmR])"
CROWD = r"(?:d[ea]+|[^tQq.:;xyesbg]){1,25}"
"""Those who are told, before a clause whose begin is plain: a packed hall in the old harbour that …"""
RE_THAT = rf"^((?:{ADDRESSEE})?{LEAD}t)[^.,;:_gxysbeS]"
RE_THAT_CROWD = rf"^({CROWD}t)[^.,;:_gxysbeS]"
RE_WHETHER = rf"^((?:{ADDRESSEE})?{LEAD})h[^.]"
RE_ZERO = r"^((?:[aW]|i*W)*)[dmnNRpaf#(tqQ]"
RE_ZERO_ADDRESSEE = rf"^((?:{ADDRESSEE}|{HEAD})(?:[aW]|i*W)*)[dmnNRp#tqQ]"
RE_ANY = r"^((?:[aW])*)"
RE_ZERO_PHRASE = rf"^((?:[aW]|i*W)*)i+{HEAD}(?:i+{HEAD})*(?:,[dmnNRpto#]|[dpto])"
RE_PHRASES = rf"^(?:[aWo]|d?m?W|i+{HEAD}|i*W|,)*$"
"""Nothing but phrases of place and time (said in an interview on Monday) is no clause."""
RE_NOUN_PHRASE = r"^([^,;:-]+)"
"""Called for an end to the night shifts, which …"""
RE_TO_COMMA = r"^([^,]+),[^dnNRp#]"
"""Jane Doe, who said the road was closed, left."""
RE_BARE = rf"^(?:[aWo]|i+{HEAD}|i*W|,)*[.)~]*$"
RE_TRAILER = r"^(.{4,}?),[w][^,]*$"
RE_TURN = r"^(.*?)(?:[:(.~-]+Q,?[dnNRps]|[(.~]Q)|^(.*?Q)(?:[dnNRpfg]|c[dNRp])"
"""A quotation with a frame of its own begins, or a new clause behind a quotation."""
RE_TOPIC = r"^[ckuha]*(?:i|[en][aW]*[iu])[^,xyesbQq]*[Qq],?$"
"""On the “first fleet,” Jane Doe said; known as “the Bear,” he said: words in marks in an introduction are not what is said."""
RE_QUOTED_START = r"^[ckuha]*Q[iuhwcdnx][^Qq:]{2,},$"
"""“…” in a time of need, said Jane Doe."""
RE_TAKEN_OUT = "^[xyesba]"
"""Which the club said was late: the subject of the clause stands before the frame."""
RE_PARENTHESIS = rf"^(?:[aWo]|i+{HEAD}|i*W)*,"
RE_BARE_ADDRESSEE = rf"^(?:{ADDRESSEE})?(?:[aWo]|i+{HEAD}|i*W|,)*[.)~]*$"
RE_OPENING = r"^[ckuha]*,?"
RE_SUBORDINATE = r"^[ck]*(?:[iuhfge][^,]*,)?a*[iuhfge][^,]*,?$"
"""As the polls closed, / In an interview, / To save money: no clause of its own."""
RE_SOON = r"^[uh]?[^uhw,;:(-]*(?:[xyesbQq]|[po]S|[NRp]a*m|pa*n)"
"""The verb stands in the clause itself, not in a clause behind a comma, when or who."""
RE_FINITE = r"[xyesbQq]|[po]S|[NRp]a*m"
"""A clause has a verb; a noun phrase (announced a deal) has none."""
RE_SPEAKER_BEHIND = r"^d?[#n]*N[NR]*(?:[,w]|$)|^d[n#]*N*n+w"
"""Said Jane Doe, director of …; said an official who …: perhaps the speaker, behind the verb."""
SAY = ("say", "says", "said", "saying")  # a bare noun phrase does not follow these


def clauses(frames: pl.DataFrame, sentences: pl.DataFrame, cues: pl.DataFrame) -> pl.DataFrame:
    """Find the clause that each frame reports.

    Args:
        frames: as made by `pipelines.text.clauses.frames`, with `frame_id` and `cue` (the verb as a lexicon has it).
        sentences: `passage`, `letters`.
        cues: lexicon of reporting verbs: `form`, `frame`, `addressee`, `complement`.

    Returns:
        The frames that report a clause, with `clause_begin`, `clause_end` (positions in the sentence) and `rule` (that, zero, before,
        after-comma, source-before, source-after, question, noun, words).
    """
    known = frames.join(sentences, on="passage").join(
        cues.unique("form").select("addressee", "complement", cue="form", verb="frame"), on="cue", how="left"
    )
    around = known.with_columns(
        after=pl.col("letters").str.slice(pl.col("end")), before=pl.col("letters").str.head(pl.col("begin")),
        cut=_next_frame(known),
    )  # fmt: skip
    first = around.with_columns(rule=_rule())
    judged = pl.concat([first, first.filter(_goes_on()).with_columns(rule=pl.lit("after-comma"))]).with_columns(lead=_lead())
    backward = pl.col("rule").is_in(["before", "source-after"])
    start = pl.when(backward).then(_start()).otherwise(pl.col("end") + pl.col("lead"))
    comma = pl.col("before").str.extract("([,-]*)$").str.len_bytes().cast(pl.Int64)
    stop = pl.when(backward).then(pl.col("begin") - comma)
    body = pl.col("letters").str.extract(r"^(.*?)[.~)]*$").str.len_bytes().cast(pl.Int64)
    inner = pl.col("letters").str.slice(start)
    turned = pl.coalesce(inner.str.extract(RE_TURN, 1), inner.str.extract(RE_TURN, 2))
    turn = start + turned.str.len_bytes().cast(pl.Int64)
    aside = start + inner.str.extract(RE_TRAILER).str.len_bytes().cast(pl.Int64)
    phrase = pl.when(pl.col("rule") == "noun").then(start + inner.str.extract(RE_NOUN_PHRASE).str.len_bytes().cast(pl.Int64))
    inserted = pl.col("shape").str.starts_with("w") & pl.col("before").str.ends_with(",")
    relative = pl.when(inserted).then(start + inner.str.extract(RE_TO_COMMA).str.len_bytes().cast(pl.Int64))
    stop = stop.otherwise(pl.min_horizontal(pl.col("cut"), body, turn, aside, phrase, relative))
    spans = judged.filter(pl.col("rule").is_not_null()).with_columns(clause_begin=start, clause_end=stop)
    spans = spans.filter(pl.col("clause_end") > pl.col("clause_begin"))
    folded = pl.col("letters").str.slice(pl.col("clause_begin"), 1).is_in(["Q", "q"])
    width = pl.col("clause_end") - pl.col("clause_begin")
    inner = pl.col("letters").str.slice(pl.col("clause_begin"), width)
    bare = pl.col("rule").is_in(["zero", "after-comma"]) & (~pl.col("cue").is_in(SAY) | inner.str.contains(RE_SPEAKER_BEHIND))
    told = spans.filter((~bare | inner.str.contains(RE_SOON)) & ~inner.str.contains(RE_PHRASES))
    long = told.filter((width >= 2) | (folded & (width == 1)))
    return _outermost(long).select(*frames.columns, "clause_begin", "clause_end", "rule")


def _rule() -> pl.Expr:
    """Tell how the frame reports: what stands behind its verb, or before the frame when nothing does."""
    after, before, form, complement = (pl.col(name) for name in ("after", "before", "form", "complement"))
    closing = before.str.contains(",$") | pl.col("shape").str.contains("^,")
    told = (pl.col("addressee") == "yes").fill_null(False)
    reporting, clausal = pl.col("verb") == "free", pl.col("verb") != "quote"
    named = ~pl.col("shape").str.contains("^[wt]")
    inserted = closing & after.str.contains("^,[^Qqt.)~]") & named & (form == "normal") & _speaks()
    half = before.str.contains("^[^QA]{3}") & (pl.col("cue").is_in(SAY) | _stated())
    bare = after.str.contains(RE_BARE) | after.str.contains(RE_PARENTHESIS) | (told & after.str.contains(RE_BARE_ADDRESSEE))
    linked = pl.col("shape").str.contains("^[ckg]")
    quoted = (before.str.contains("[Qq],?$") & ~before.str.contains(RE_TOPIC) & ~linked) | pl.col("shape").str.contains("^[Qq]")
    reporting &= ~quoted
    free = ~told & (pl.col("verb") == "free") & ~quoted
    subject = named & ~before.str.contains("[iuh]$") & (form != "participle")
    return (
        pl.when((form == "source") & closing).then(pl.lit("source-after"))
        .when((form == "source") & after.str.contains("^,")).then(pl.lit("source-before"))
        .when(form == "source").then(None)
        .when(closing & bare & named & _speaks() & _stated()).then(pl.lit("before"))
        .when(inserted & ~quoted & half).then(pl.lit("before"))
        .when(form == "inverted").then(None)
        .when(~quoted & (complement == "noun") & after.str.contains("^[dnNRm#o]")).then(pl.lit("noun"))
        .when(~quoted & clausal & (after.str.contains(RE_THAT) | (told & after.str.contains(RE_THAT_CROWD)))).then(pl.lit("that"))
        .when(told & clausal & ~quoted & after.str.contains(RE_ZERO_ADDRESSEE)).then(pl.lit("zero"))
        .when(~told & reporting & after.str.contains(RE_ZERO)).then(pl.lit("zero"))
        .when(free & after.str.contains("^,[dnmNRp#]") & subject).then(pl.lit("after-comma"))
        .when(free & after.str.contains(RE_ZERO_PHRASE)).then(pl.lit("zero"))
        .when(reporting & after.str.contains(RE_WHETHER)).then(pl.lit("zero"))
        .when(reporting & before.str.contains("[wth]$") & after.str.contains(RE_TAKEN_OUT)).then(pl.lit("zero"))
        .when(~quoted & (complement == "question") & after.str.contains(RE_WHETHER)).then(pl.lit("question"))
        .when(~quoted & after.str.contains(r"^[^;.:Q]*[qQ]")).then(pl.lit("words"))
    )  # fmt: skip


def _stated() -> pl.Expr:
    """Tell whether what stands before the frame is a clause of its own: it has a verb, or all but the verb "say" of the frame is there."""
    before = pl.col("before")
    long = pl.col("cue").is_in(SAY) & before.str.contains("^[^QqA]{6}")
    whole = before.str.contains("^[^QA]{3}") & (before.str.contains(RE_FINITE) | long)
    return (before.str.contains(RE_QUOTED_START) | whole) & ~before.str.contains(RE_SUBORDINATE)


def _speaks() -> pl.Expr:
    """Tell whether the frame can close a clause: the club said, said the club; but not a lone noun (angry whispers) or ", called so"."""
    inverted = (pl.col("form") == "inverted") & pl.col("cue").is_in(SAY)
    return ~pl.col("shape").str.contains("^n[sb]_*$") & ((pl.col("form") == "normal") | inverted)


def _goes_on() -> pl.Expr:
    """Tell whether the clause goes on behind a frame that stands in its midst: the harbour, he said, would close."""
    inserted = pl.col("rule").is_in(["before", "source-after"]) & pl.col("after").str.contains("^,[^Qqtw.)~]")
    return inserted & pl.col("form").is_in(["normal", "source"]) & ~pl.col("shape").str.contains("^,?[wt]")


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
        pl.when(pl.col("rule") == "that").then(pl.coalesce(after.str.extract(RE_THAT), after.str.extract(RE_THAT_CROWD)))
        .when(pl.col("rule") == "zero").then(zero)
        .when(pl.col("rule") == "question").then(after.str.extract(RE_WHETHER))
        .when(pl.col("rule").is_in(["source-before", "after-comma"])).then(pl.lit(","))
        .otherwise(after.str.extract(RE_ANY))
    )  # fmt: skip
    return text.str.len_bytes().cast(pl.Int64).fill_null(0)


def _next_frame(frames: pl.DataFrame) -> pl.Series:
    """Return where the next frame of the sentence sets the clause off with a comma; past every end when none does."""
    marked = frames.select(
        "passage", begin="begin",
        gap=pl.col("letters").str.head(pl.col("begin")).str.extract("([,;-][ckuh]*|[ck])$").str.len_bytes().cast(pl.Int64),
        quoted=pl.col("letters").str.head(pl.col("begin")).str.contains("Q$") & pl.col("shape").str.contains("^g"),
        own=pl.col("shape").str.contains("^[,Ack]") & (pl.col("form") != "normal"),
    )  # fmt: skip
    limit = marked.filter(pl.col("gap").is_not_null() | pl.col("own") | pl.col("quoted")).select(
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
