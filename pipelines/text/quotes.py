"""Quotes: which words in marks are a quotation, of what kind, and which frame says whose.

Belongs here: telling quotations from scare quotes, titles and nicknames; tying them to frames; all quotations of a text.
Does not belong here: pairing of marks (`pipelines.text.marks`), clauses without marks (`pipelines.text.indirect`), who is
meant (`pipelines.text.speakers`).
"""

import polars as pl

from pipelines.text import clauses, indirect, marks, references, speakers, transcripts, verbless
from pipelines.text.clause_kinds import fold
from pipelines.text.tokens import text

LEXICONS = ("clause_words", "cue_verbs", "quote_rules", "subject_weights", "turn_weights", *references.LEXICONS)
COLUMNS = (
    "doc", "block_index", "sentence_index", "start_char", "end_char", "kind", "quote_text", "speaker_text", "speaker_start_char",
    "speaker_end_char", "speaker_id", "speaker_name", "speaker_kind", "cue", "rule_id",
)  # fmt: skip
RE_LINK = r"^(?:[aWopdnNmR#Sicxft_]|\(|\)){0,14}[,:]$|^[^Qqsbguh.;]{0,14}:$|^,[^Qq.:;]{1,40},$|^[aWo]*,?$"
"""Between a frame and words in marks that are its whole speech: said, / told reporters on Monday: / said in a statement,"""
RE_PHRASES_BETWEEN = r"^[^xyesbpQq.;:]*,$"
"""Nothing but phrases and a comma: said in a long letter to the members of the club,"""
RE_SPLIT = r"^[^Qq.:;]{0,40},$"
"""Between the frame of the first half of a quotation and its second half: said two days later,"""
RE_START = r"^[ckuha]*,?$"
RE_ALONE = r"^[ckuha]*,?$|^[ckuha]*[^Q]{1,25}:$"
RE_CLAUSE = r"^(?:I|you|he|she|it|we|they|there|this|that)\b"
"""As for the old pier, “it will have to wait,” she said: words in marks with a subject of their own."""
RE_WORK = (
    r"^\p{Lu}[\p{L}\p{N}'’.-]*(?:[\s:,&]+(?:\p{Lu}[\p{L}\p{N}'’.-]*|\d+|of|the|a|an|and|in|on|to|for|with|at|by|from|vs\.?|or))*[,.]?$"
)
"""Every word capitalised: the name of a work, a programme or a product."""
LEAST_WORDS = 4  # shorter words in marks without a frame are names of works, nicknames or scare quotes far more often than speech
MANY_WORDS = 10  # so many words in marks are somebody's words even where no frame is known: a page lists it as “…”


def quotes(tokens: pl.DataFrame, mentions: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Find the quotations.

    Args:
        tokens: of body blocks, with `sentence_index`.
        mentions: as made by `pipelines.text.names.names` from the same tokens.
        lexicons: the tables named in `LEXICONS`.

    Returns:
        One row per quotation in text order: `COLUMNS`, and `clause_start_char`, `clause_end_char`, the whole reported clause a
        mixed or indirect quotation belongs to (of a direct one: with its marks).
    """
    pairs = transcripts.with_turns(marks.pair(tokens), tokens)
    outer = fold(tokens, pairs, mentions, lexicons)
    sentences = clauses.sentences(outer)
    frames = _frames(outer, tokens)
    reported = indirect.clauses(frames, sentences, lexicons["cue_verbs"])
    folded = _folded(outer, pairs, tokens, sentences)
    attributed = _attribute(folded, frames, reported)
    attributed, made = verbless.frames(attributed, sentences, outer, tokens, frames.height)
    frames = pl.concat([frames, made], how="diagonal").sort("passage", "begin")
    told = reported.filter(~pl.col("frame_id").is_in(attributed["frame_id"].drop_nulls().implode()) & (pl.col("rule") != "words"))
    spans = pl.concat([_quoted(attributed, outer, tokens), _told(told, outer, tokens)], how="diagonal")
    said = speakers.attach(spans.sort("open_row", "close_row"), frames, outer, tokens, mentions, lexicons)
    return said.select(*COLUMNS, "clause_start_char", "clause_end_char", runs_on=pl.col("state").eq_missing("continued"))


def _frames(outer: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Number the frames and add the verb as printed in small letters: `frame_id`, `cue`, `cue_row`."""
    found = clauses.frames(outer).with_row_index("frame_id").with_columns(pl.col("frame_id").cast(pl.Int64))
    at = clauses.rows(outer, found, "cue_begin")
    width = (found["cue_end"] - found["cue_begin"]).alias("width")
    spoken = text(tokens, pl.DataFrame({"row": at, "width": width}))
    return found.with_columns(cue=spoken.str.to_lowercase(), cue_row=at)


def _folded(outer: pl.DataFrame, pairs: pl.DataFrame, tokens: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Gather what tells words in marks apart: place in the sentence, words, capital, points."""
    placed = outer.select("passage", "at", "letter", open_row="row", previous=pl.col("letter").shift(), previous_row=pl.col("row").shift())
    joined = pairs.join(placed, on="open_row").join(sentences.select("passage", "letters"), on="passage")
    word = tokens["token"].gather(joined["open_row"] + 1)
    last = tokens["token"].gather(joined["close_row"] - 1)
    return joined.with_columns(
        before=pl.col("letters").str.head(pl.col("at")),
        after=pl.col("letters").str.slice(pl.col("at") + 1),
        words=pl.col("close_row") - pl.col("open_row") - 1,
        capital=pl.Series(word.str.contains(r"^[\p{Lu}\p{N}\[….'‘’“\"]")),
        previous=pl.when(pl.Series(tokens["doc"].gather(joined["previous_row"]) == tokens["doc"].gather(joined["open_row"]))).then(
            "previous"
        ),
        comma=pl.Series(last == ","),
        ends=pl.Series(last.str.contains(r"^(?:[.?!…]|\.\.\.)$")),
        doc=tokens["doc"].gather(joined["open_row"]),
        block_index=tokens["block_index"].gather(joined["open_row"]),
        inner=text(tokens, joined.select(row=pl.col("open_row") + 1, width=(pl.col("close_row") - pl.col("open_row") - 1).clip(1, 20))),
    ).with_columns(work=pl.col("inner").str.contains(RE_WORK) & (pl.col("words") <= 18) & ~(pl.col("ends") & (pl.col("words") <= 2)))


def _attribute(folded: pl.DataFrame, frames: pl.DataFrame, reported: pl.DataFrame) -> pl.DataFrame:
    """Tie words in marks to their frame: behind, before, around, or none (`frame_id`, `rule`); others are dropped."""
    behind = _behind(folded, frames)
    before = _before(folded, frames)
    around = _around(folded, reported)
    key = ["open_row"]
    joined = folded
    for part in (behind, before, around):
        joined = joined.join(part, on=key, how="left", maintain_order="left")
    ruled = joined.with_columns(rule=_rule()).filter(pl.col("rule").is_not_null() & (~pl.col("work") | _titled_speech()))
    chosen = (
        pl.when(pl.col("rule").is_in(["behind", "within-behind"])).then("behind")
        .when(pl.col("rule") == "ahead").then("ahead")
        .when(pl.col("rule") == "within").then("around")
    )  # fmt: skip
    return ruled.with_columns(frame_id=chosen)


def _rule() -> pl.Expr:
    """Tell by which rule words in marks are a quotation; null: they are none."""
    before, after = pl.col("before"), pl.col("after")
    pointed = pl.col("letter") == "Q"
    behind, ahead = pl.col("behind").is_not_null(), pl.col("ahead").is_not_null()
    whole_speech = pl.col("capital") | pl.col("link").str.contains("[,:]$") | (pl.col("words") > LEAST_WORDS)
    goes_on = (pl.col("split") & pl.col("link").str.contains(RE_SPLIT)).fill_null(False)
    linked = (pl.col("link").str.contains(RE_LINK) & whole_speech) | goes_on
    clause = pl.col("inner").str.contains(RE_CLAUSE)
    phrases = pl.col("link").str.contains(RE_PHRASES_BETWEEN)
    led = ~before.str.contains(r"^[ckuha]*,?$|[:(-]$")
    ended = pl.col("ends") | (pl.col("state") != "closed") | after.str.contains("^[.]?$")
    complete = ended | (pointed & pl.col("capital") & after.str.contains("^,?w"))  # “…,” which is late
    opens = ((pl.col("words") >= LEAST_WORDS) & pl.col("comma")) | (pl.col("words") >= MANY_WORDS)
    topic = pl.concat_str(before, pl.lit("Q")).str.contains(indirect.RE_TOPIC)
    introduced = before.str.ends_with(":") | ((before == "") & (pl.col("previous") == ":"))
    alone = pl.when(introduced).then(pl.lit("introduced")).otherwise(pl.lit("alone"))
    return (
        pl.when(pl.col("state") == "turn").then(pl.lit("turn"))
        .when(behind & pointed & ~led).then(pl.lit("behind"))
        .when(ahead & linked & (pointed | pl.col("capital"))).then(pl.lit("ahead"))
        .when(ahead & pointed & pl.col("capital") & phrases).then(pl.lit("ahead"))
        .when(pl.col("around").is_not_null()).then(pl.lit("within"))
        .when(behind & pointed & before.str.ends_with(",") & clause).then(pl.lit("behind"))
        .when(behind & pointed & ~topic).then(pl.lit("within-behind"))
        .when(behind & ~led).then(pl.lit("behind"))
        .when(before.str.contains(RE_ALONE) & (pl.col("words") >= LEAST_WORDS) & complete).then(alone)
        .when(before.str.contains(RE_START) & pl.col("capital") & opens).then(pl.lit("opening"))
        .when((pl.col("words") >= MANY_WORDS) & pointed & after.str.contains(r"^\.?$")).then(pl.lit("unframed"))
    )  # fmt: skip


def _titled_speech() -> pl.Expr:
    """Tell whether words in marks are speech although each has a capital: “Harbour or Home,” he said."""
    behind = (pl.col("rule") == "behind") & pl.col("before").str.contains(r"^[ckuha]*,?$")
    ahead = (pl.col("rule") == "ahead") & pl.col("link").str.contains("^[,:]$")
    return (pl.col("rule") == "turn") | ((behind | ahead) & (pl.col("letter") == "Q"))


def _behind(folded: pl.DataFrame, frames: pl.DataFrame) -> pl.DataFrame:
    """Find the frame right behind words in marks: "…," he said; "…," said he; "…", according to him."""
    usable = frames.filter(pl.col("form").is_in(["normal", "inverted", "source", "unlisted"])).select(
        "passage", "begin", "form", behind="frame_id", frame_shape="shape"
    )
    keyed = folded.select("open_row", "passage", "after", near="at")
    inverted = keyed.join(
        usable.filter(pl.col("frame_shape").str.contains("^[Qq]")), left_on=["passage", "near"], right_on=["passage", "begin"]
    )
    comma = keyed.with_columns(near=pl.col("near") + 1 + pl.col("after").str.starts_with(",").cast(pl.Int64))
    plain = comma.join(
        usable.filter(~pl.col("frame_shape").str.contains("^[Qq,]")), left_on=["passage", "near"], right_on=["passage", "begin"]
    )
    return pl.concat([inverted, plain], how="diagonal").select("open_row", "behind").unique("open_row", keep="first", maintain_order=True)


def _before(folded: pl.DataFrame, frames: pl.DataFrame) -> pl.DataFrame:
    """Find the last frame of the sentence before words in marks, with the letters between: `ahead`, `link`."""
    split = pl.col("shape").str.contains("^[Qq]")
    ends = frames.select("passage", "end", "begin", ahead="frame_id", split=split).sort("end")
    keyed = folded.select("open_row", "passage", "at", "before").sort("at")
    found = keyed.join_asof(ends, left_on="at", right_on="end", by="passage", check_sortedness=False).filter(pl.col("ahead").is_not_null())
    quoted = pl.col("split") | pl.col("before").str.head(pl.col("begin")).str.contains("[Qq],?$")
    return found.select("open_row", "ahead", link=pl.col("before").str.slice(pl.col("end")), split=quoted)


def _around(folded: pl.DataFrame, reported: pl.DataFrame) -> pl.DataFrame:
    """Find the innermost reported clause that words in marks stand in: `around`, `clause_begin`, `clause_end`."""
    spans = reported.select("passage", "clause_begin", "clause_end", around="frame_id", clause_rule="rule")
    pairs = folded.select("open_row", "passage", "at").join(spans, on="passage")
    inside = pairs.filter((pl.col("at") >= pl.col("clause_begin")) & (pl.col("at") < pl.col("clause_end")))
    inner = inside.sort("open_row", pl.col("clause_begin").neg()).unique("open_row", keep="first", maintain_order=True)
    return inner.drop("passage", "at")


def _quoted(attributed: pl.DataFrame, outer: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Make rows of the quotations in marks."""
    mixed = pl.col("rule").is_in(["within", "within-behind", "unframed"])
    opening = pl.col("before").str.extract(r"^([ckuha]*,?)").str.len_bytes().cast(pl.Int64)
    rows = attributed.with_columns(
        clause_begin=pl.when(pl.col("rule") == "within").then("clause_begin").when(pl.col("rule") == "within-behind").then(opening),
        clause_end=pl.when(pl.col("rule") == "within").then("clause_end").when(pl.col("rule") == "within-behind").then(pl.col("at") + 1),
    )
    kind = pl.when(mixed).then(pl.lit("mixed")).otherwise(pl.lit("direct"))
    rule = pl.when(mixed).then(pl.lit("quote:mixed:") + pl.col("rule")).otherwise(pl.lit("quote:direct:") + pl.col("rule"))
    ruled = rows.with_columns(kind=kind, rule_id=rule)
    first = clauses.rows(outer, ruled, "clause_begin")
    last = clauses.last_rows(outer, ruled, "clause_end", tokens)
    closed, turn = pl.col("state") == "closed", pl.col("state") == "turn"
    return (
        ruled.with_columns(clause_open=pl.coalesce(first, pl.col("open_row") + turn), clause_close=pl.coalesce(last, "close_row"))
        .with_columns(open_row=pl.col("open_row") + 1, close_row=pl.when(closed).then(pl.col("close_row") - 1).otherwise("close_row"))
        .select(
            "doc",
            "block_index",
            "passage",
            "open_row",
            "close_row",
            "clause_open",
            "clause_close",
            "kind",
            "rule_id",
            "frame_id",
            "state",
            "before",
        )
    )


def _told(told: pl.DataFrame, outer: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Make rows of the clauses told without marks."""
    rows = told.with_columns(
        open_row=clauses.rows(outer, told, "clause_begin"), close_row=clauses.last_rows(outer, told, "clause_end", tokens)
    )
    rows = rows.filter(pl.col("close_row") >= pl.col("open_row"))
    return rows.select(
        "passage", "open_row", "close_row", "frame_id", kind=pl.lit("indirect"), rule_id=pl.lit("quote:indirect:") + pl.col("rule"),
        clause_open="open_row", clause_close="close_row", doc=tokens["doc"].gather(rows["open_row"]),
        block_index=tokens["block_index"].gather(rows["open_row"]),
    )  # fmt: skip
