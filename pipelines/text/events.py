"""Events as told in sentences: triggers, parties, status, date and place put together.

Belongs here: the order of the steps, spans of tokens as spans of characters.
Does not belong here: each step's rules (`event_triggers`, `event_choice`, `event_parties`, `event_entities`, `event_status`,
`event_dates`), columns of the table (`pipelines.tables.event_mentions`).
"""

import polars as pl

from pipelines.text import event_status
from pipelines.text.event_choice import closest, foreground, independent
from pipelines.text.event_dates import NO_EXPRESSIONS, event_dates
from pipelines.text.event_entities import entities
from pipelines.text.event_parties import with_parties
from pipelines.text.event_triggers import forms, triggers, with_word_groups
from pipelines.text.phrases import letters, with_letters

LEXICONS = ("event_patterns", "word_groups", "word_classes", "ordinary_words", "countries")
OPENING, CLOSING, STRAIGHT = ("“", "‘", "``", "«"), ("”", "’", "''", "»"), '"'
RE_SCOPE_BEFORE = r"^(.*(?:[;S]z?|b[^,]*,))"  # clauses before the trigger's own
RE_SCOPE_AFTER = r"^((?:[^;.Sbc]|c[^V])*)"
RE_CONTENT = r"^(.*?t)a*[NV]"  # what was agreed, asked or threatened has its own date
SIDES = ("actor", "recipient")
KEY = ["doc", "sentence_index"]


def events(
    tokens: pl.DataFrame,
    sentences: pl.DataFrame,
    names: pl.DataFrame,
    articles: pl.DataFrame,
    lexicons: dict[str, pl.DataFrame],
    dates: pl.DataFrame = NO_EXPRESSIONS,
) -> pl.DataFrame:
    """Find the events told in body sentences.

    Args:
        tokens: with `sentence_index` and `role` of the block.
        sentences: `doc`, `sentence_index`, `start_char`, `text`.
        names: name mentions, as `pipelines.text.names.names` returns them.
        articles: `doc`, `published_date`, `published_precision`.
        lexicons: the tables named in `LEXICONS`.
        dates: time expressions with what they mean: the columns of `pipelines.text.event_dates.EXPRESSIONS`. Without them no event has
            a date.

    Returns:
        One row per trigger, actor and recipient: `doc`, `sentence_index`, the pattern's `rule_id`, `event_type`, `event_mode`,
        `cameo_root`, `start_char`, `end_char`, `text` (the sentence), `trigger`, `trigger_start_char`, and for actor and
        recipient `_text`, `_start_char`, `_end_char`, `_id`, `_country`; `event_date`, `event_date_precision`,
        `event_date_text`, `place`, `status`.
    """
    patterns = with_word_groups(lexicons["event_patterns"], lexicons["word_groups"], lexicons["countries"])
    worded = _promising(_quoted(tokens.filter(pl.col("role") == "body")), patterns).with_row_index("row")
    lettered = with_letters(_named(worded, names), lexicons["word_classes"], lexicons["ordinary_words"])
    shapes = letters(lettered).join(worded.group_by(KEY).agg(first_row=pl.col("row").min().cast(pl.Int64)), on=KEY, maintain_order="left")
    told = closest(with_parties(independent(triggers(lettered, patterns), shapes), shapes)).with_row_index("event")
    placed = _with_characters(told, lettered).join(sentences.select(*KEY, sentence_start="start_char", text="text"), on=KEY)
    timed = _with_time(foreground(_with_clause(placed, lettered)), lettered, sentences, articles, dates)
    meant = _with_entities(timed, lettered, names, lexicons["countries"])
    return _with_place(meant, names).sort("doc", "trigger_start_char", "rule_id", "actor_start_char", "recipient_start_char")


def _quoted(tokens: pl.DataFrame) -> pl.DataFrame:
    """Mark tokens between quotation marks, block by block."""
    block = ["doc", "block_index"]
    opened = pl.col("token").is_in(OPENING).cast(pl.Int32).cum_sum().over(block)
    lone = pl.col("token").is_in(CLOSING) & ~(
        (pl.col("token") == "’") & pl.col("token").shift().str.ends_with("s") & ~pl.col("space_before")
    )
    closed = lone.cast(pl.Int32).cum_sum().over(block)
    straight = (pl.col("token") == STRAIGHT).cast(pl.Int32).cum_sum().over(block)
    return tokens.with_columns(quoted=(opened > closed) | (straight % 2 == 1))


def _promising(tokens: pl.DataFrame, patterns: pl.DataFrame) -> pl.DataFrame:
    """Keep the sentences with the first word of a trigger and, if all its patterns want one, some object or context word.

    All other steps are spared the rest.
    """
    wanted = pl.concat_str("object_words", "context_words", separator="|", ignore_nulls=True).replace("", None)
    heads = forms(patterns).select("rule_id", "head").join(patterns.select("rule_id", wanted=wanted), on="rule_id")
    lists = {
        "free": heads.filter(pl.col("wanted").is_null())["head"],
        "head": heads["head"],
        "word": heads["wanted"].drop_nulls().str.split("|").explode(),
    }
    lower = pl.col("token").str.to_lowercase()
    seen = tokens.filter(~pl.col("quoted")).select(*KEY, **{name: lower.is_in(words.unique().implode()) for name, words in lists.items()})
    told = seen.filter(pl.any_horizontal(*lists)).group_by(KEY).agg(pl.col(*lists).any())
    promising = told.filter(pl.col("free") | (pl.col("head") & pl.col("word"))).select(KEY)
    return tokens.join(promising, on=KEY, how="semi", maintain_order="left")


def _named(tokens: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Mark the tokens at which a name begins, and those at which that of a person or place ends."""
    starts = names.select("doc", "start_char", named=pl.lit(True)).unique(["doc", "start_char"])
    spelled = names.filter(pl.col("entity_kind") != "organisation", ~pl.col("text").str.contains(r"\p{Lu}\p{Lu}|\."))
    ends = spelled.select("doc", "end_char", name_ends=pl.lit(True)).unique(["doc", "end_char"])
    marked = tokens.join(starts, on=["doc", "start_char"], how="left", maintain_order="left").join(
        ends, on=["doc", "end_char"], how="left", maintain_order="left"
    )
    return marked.with_columns(pl.col("named", "name_ends").fill_null(False))


def _with_characters(told: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Turn token positions into rows of the token table and characters of the text."""
    frame = told.with_columns(
        trigger_row=pl.col("first_row") + pl.col("at"), trigger_last_row=pl.col("first_row") + pl.col("last"),
        **{f"{side}_row": pl.col("first_row") + pl.col(side).struct.field("start") for side in SIDES},
        **{f"{side}_width": pl.col(side).struct.field("width").cast(pl.Int64) for side in SIDES},
    )  # fmt: skip
    start, end = tokens["start_char"], tokens["end_char"]
    chars = {"trigger_start_char": start.gather(frame["trigger_row"]), "trigger_end_char": end.gather(frame["trigger_last_row"])}
    for side in SIDES:
        chars[f"{side}_start_char"] = start.gather(frame[f"{side}_row"])
        chars[f"{side}_end_char"] = end.gather(frame[f"{side}_row"] + frame[f"{side}_width"] - 1)
    return frame.with_columns(**chars)


def _slice(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    """The sentence's text between two characters of the document."""
    return pl.col("text").str.slice(start - pl.col("sentence_start"), pl.max_horizontal(end - start, pl.lit(0)))


def _with_clause(placed: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Add the words of the trigger's clause before and after it, and whether the clause is what somebody said."""
    before = pl.col("letters").str.slice(0, pl.col("at")).str.extract(RE_SCOPE_BEFORE).fill_null("")
    after = pl.col("letters").str.slice(pl.col("last") + 1).str.extract(RE_SCOPE_AFTER)
    directive = pl.col("event_type").is_in(["AGREE", "REQUEST", "THREATEN", "REJECT"])
    after = pl.when(directive).then(pl.coalesce(after.str.extract(RE_CONTENT), after)).otherwise(after)
    after = pl.when(directive & pl.col("trigger").str.ends_with(" to")).then(pl.lit("")).otherwise(after)
    scoped = placed.with_columns(
        clause_at=before.str.len_chars().cast(pl.Int64), clause_last=pl.col("last").cast(pl.Int64) + after.str.len_chars()
    )
    opening = tokens["start_char"].gather(scoped["first_row"] + scoped["clause_at"])
    ending = tokens["end_char"].gather(scoped["first_row"] + scoped["clause_last"])
    return scoped.with_columns(clause_start=opening, clause_end=ending).with_columns(
        left=_slice(pl.col("clause_start"), pl.col("trigger_start_char")),
        right=_slice(pl.col("trigger_end_char"), pl.col("clause_end")),
        trigger=_slice(pl.col("trigger_start_char"), pl.col("trigger_end_char")),
        reported=pl.col("letters").str.slice(0, pl.col("at")).str.contains("S"),
        **{f"{side}_text": _slice(pl.col(f"{side}_start_char"), pl.col(f"{side}_end_char")) for side in SIDES},
        start_char=pl.col("sentence_start"),
        end_char=pl.col("sentence_start") + pl.col("text").str.len_chars(),
    )


def _with_time(
    clauses: pl.DataFrame, tokens: pl.DataFrame, sentences: pl.DataFrame, articles: pl.DataFrame, dates: pl.DataFrame
) -> pl.DataFrame:
    """Add status and date."""
    left, right, nominal = pl.col("left"), pl.col("right"), pl.col("shape") == "noun"
    exact = pl.col("published_precision").is_in(["day", "time"])
    days = articles.select("doc", published=pl.when(exact).then("published_date"))
    judged = clauses.join(days, on="doc", how="left", maintain_order="left").with_columns(
        status=event_status.status(left, right, nominal=nominal, reported=pl.col("reported"))
    )
    return judged.join(event_dates(judged, tokens, sentences, dates), on="event", how="left", maintain_order="left")


def _with_entities(told: pl.DataFrame, tokens: pl.DataFrame, names: pl.DataFrame, countries: pl.DataFrame) -> pl.DataFrame:
    """Add who is meant by actor and recipient."""
    count = told.height
    sides = []
    for number, side in enumerate(SIDES):
        start, width = pl.col(side).struct.field("start"), pl.col(side).struct.field("width")
        sides.append(
            told.filter(start.is_not_null()).select(
                *KEY, party=pl.col("event").cast(pl.Int64) + number * count, row=f"{side}_row", width=f"{side}_width",
                letters=pl.col("letters").str.slice(start, width), is_place=pl.lit(side == "recipient") & (pl.col("event_mode") == "visit"),
            )
        )  # fmt: skip
    meant = entities(pl.concat(sides), tokens, names, countries)
    for number, side in enumerate(SIDES):
        own = meant.select(
            event=(pl.col("party") - number * count).cast(pl.UInt32, strict=False),
            **{f"{side}_id": "entity_id", f"{side}_country": "country_code"},
        )
        span = (meant["party"] >= number * count) & (meant["party"] < (number + 1) * count)
        told = told.join(own.filter(span), on="event", how="left", maintain_order="left")
    return told


def _with_place(told: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Add the first place after "in" or "at" in the clause, behind the trigger if there is one."""
    places = names.filter(pl.col("entity_kind") == "place").select(*KEY, "start_char", "end_char", place="text")
    spans = told.select(
        "event", *KEY, "clause_start", "clause_end", "trigger_start_char", "text", "sentence_start", own=pl.col("recipient_start_char")
    )
    inside = spans.join(places, on=KEY).filter(pl.col("start_char") >= pl.col("clause_start"), pl.col("end_char") <= pl.col("clause_end"))
    before = pl.col("text").str.slice(0, pl.col("start_char") - pl.col("sentence_start"))
    stands_in = inside.filter(before.str.contains(r"(?i)\b(?:in|at)\s+(?:the\s+)?$"))
    order = [pl.col("event"), pl.col("start_char") < pl.col("trigger_start_char"), pl.col("start_char")]
    first = stands_in.sort(order).unique("event", keep="first", maintain_order=True).select("event", "place")
    return told.join(first, on="event", how="left", maintain_order="left")
