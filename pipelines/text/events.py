"""Events as told in sentences: triggers, parties, status, date and place put together.

Belongs here: the order of the steps, spans of tokens as spans of characters.
Does not belong here: each step's rules (`event_triggers`, `event_choice`, `event_parties`, `event_entities`, `event_status`,
`event_dates`, `event_places`), columns of the table (`pipelines.tables.event_mentions`).
"""

import polars as pl

from pipelines.text import event_status
from pipelines.text.event_choice import closest, foreground, independent, newsworthy
from pipelines.text.event_claims import NO_QUOTES, credible, with_claims
from pipelines.text.event_dates import NO_EXPRESSIONS, event_dates
from pipelines.text.event_entities import entities
from pipelines.text.event_members import members
from pipelines.text.event_pairs import with_pairs
from pipelines.text.event_parties import with_parties
from pipelines.text.event_patterns import checked, with_word_groups
from pipelines.text.event_places import event_places
from pipelines.text.event_repeats import without_repeats
from pipelines.text.event_triggers import triggers
from pipelines.text.event_words import event_words, shapes
from pipelines.text.place_datelines import NO_DATELINES
from pipelines.text.tokens import begins

LEXICONS = ("event_patterns", "word_groups", "word_classes", "ordinary_words", "countries", "light_verbs", "event_senses")
RE_SCOPE_BEFORE = r"^(.*(?:[;S]z?|b[^,]*,))"  # clauses before the trigger's own
RE_SCOPE_AFTER = r"^((?:[^;.Sbc]|c[^V])*)"
RE_CONTENT = r"^(.*?t)a*[NV]"  # what was agreed, asked or threatened has its own date
RE_HAD = r"['’]d((?:\s+\p{Latin}+ly|\s+also|\s+already|\s+just)?\s*)$"  # "who'd accused": no "would" before a past form
SIDES = ("actor", "recipient")
KEY = ["doc", "sentence_index"]


def events(
    tokens: pl.DataFrame,
    sentences: pl.DataFrame,
    names: pl.DataFrame,
    articles: pl.DataFrame,
    lexicons: dict[str, pl.DataFrame],
    dates: pl.DataFrame = NO_EXPRESSIONS,
    datelines: pl.DataFrame = NO_DATELINES,
    quotes: pl.DataFrame = NO_QUOTES,
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
        datelines: places of datelines, as `pipelines.text.place_datelines.datelines` returns them.
        quotes: quotations with their speakers: the columns of `pipelines.text.event_claims.QUOTES`. Without them no event is somebody's
            claim, and none is told between quotation marks.

    Returns:
        One row per trigger, actor and recipient: `doc`, `sentence_index`, the pattern's `rule_id`, `event_type`, `event_mode`,
        `cameo_root`, `start_char`, `end_char`, `text` (the sentence), `trigger`, `trigger_start_char`, and for actor and
        recipient `_text`, `_start_char`, `_end_char`, `_id`, `_country`; `event_date`, `event_date_precision`,
        `event_date_text`, `status`; `place`, `place_start_char`, `place_end_char`, `place_id`, `place_country`, `place_rule`;
        `quote_id`, `claimed_by_text`, `claimed_by_id` of the quotation that tells it.

    Raises:
        ValueError: an event pattern is not sound.
    """
    patterns = with_word_groups(checked(lexicons["event_patterns"]), lexicons["word_groups"], lexicons["countries"])
    lettered = event_words(tokens, names, {**lexicons, "event_patterns": patterns})
    spelled = shapes(lettered)
    found = triggers(lettered, patterns)
    told = closest(independent(with_parties(found, spelled), found, spelled)).with_row_index("event")
    placed = _with_triggers(told, lettered).join(sentences.select(*KEY, sentence_start="start_char", text="text"), on=KEY)
    claimed = with_claims(foreground(_with_clause(placed, lettered)), quotes)
    timed = _with_time(claimed, lettered, sentences, articles, dates)
    single = _with_parties(members(timed).drop("event").with_row_index("event"), lettered)
    meant = credible(with_pairs(_with_entities(single, lettered, names, lexicons["countries"]), names), names)
    meant = without_repeats(newsworthy(meant, lexicons["event_senses"]))
    where = event_places(meant, names, _opening(tokens), datelines)
    return meant.join(where, on="event", how="left", maintain_order="left").sort(
        "doc", "trigger_start_char", "rule_id", "actor_start_char", "recipient_start_char"
    )


def _opening(tokens: pl.DataFrame) -> pl.DataFrame:
    """The sentences of the first paragraph of each body."""
    body = tokens.filter(begins(tokens, KEY)).filter(pl.col("role") == "body").select(*KEY, "block_index").unique()
    return body.filter(pl.col("block_index") == pl.col("block_index").min().over("doc")).select(KEY)


def _with_triggers(told: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Add the triggers' characters of the text."""
    first, last = (pl.Series(told["first_row"] + told[name]) for name in ("at", "last"))
    return told.with_columns(trigger_start_char=tokens["start_char"].gather(first), trigger_end_char=tokens["end_char"].gather(last))


def _with_parties(told: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Add the parties' rows of the token table, characters and words of the text."""
    frame = told.with_columns(
        **{f"{side}_row": pl.col("first_row") + pl.col(side).struct.field("start") for side in SIDES},
        **{f"{side}_width": pl.col(side).struct.field("width").cast(pl.Int64) for side in SIDES},
    )
    chars = {}
    for side in SIDES:
        chars[f"{side}_start_char"] = tokens["start_char"].gather(frame[f"{side}_row"])
        chars[f"{side}_end_char"] = tokens["end_char"].gather(frame[f"{side}_row"] + frame[f"{side}_width"] - 1)
    words = {f"{side}_text": _slice(pl.col(f"{side}_start_char"), pl.col(f"{side}_end_char")) for side in SIDES}
    return frame.with_columns(**chars).with_columns(**words)


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
        start_char=pl.col("sentence_start"),
        end_char=pl.col("sentence_start") + pl.col("text").str.len_chars(),
    )


def _with_time(
    clauses: pl.DataFrame, tokens: pl.DataFrame, sentences: pl.DataFrame, articles: pl.DataFrame, dates: pl.DataFrame
) -> pl.DataFrame:
    """Add status and date, and the CAMEO root that goes with the status."""
    left, right, nominal = pl.col("left"), pl.col("right"), pl.col("shape") == "noun"
    had = pl.when(pl.col("form_kind").is_in(["past", "part"])).then(left.str.replace(RE_HAD, " had$1")).otherwise(left)
    exact = pl.col("published_precision").is_in(["day", "time"])
    days = articles.select("doc", published=pl.when(exact).then("published_date"))
    judged = clauses.join(days, on="doc", how="left", maintain_order="left").with_columns(
        status=event_status.status(had, right, nominal=nominal, reported=pl.col("reported"))
    )
    present = (pl.col("status") == "happened") & event_status.is_present(left, pl.col("form_kind"))
    tensed = judged.with_columns(status=pl.when(present).then(pl.lit("present")).otherwise("status"))
    timed = tensed.join(event_dates(tensed, tokens, sentences, dates), on="event", how="left", maintain_order="left")
    ahead = event_status.is_ahead(pl.col("event_date"), pl.col("event_date_text"), pl.col("published"))
    scheduled = pl.when(ahead).then(pl.lit("planned")).otherwise(pl.lit("happened"))
    told = timed.with_columns(status=pl.when(pl.col("status") == "present").then(scheduled).otherwise("status"))
    return told.with_columns(cameo_root=event_status.filed_root(pl.col("event_type"), pl.col("cameo_root"), pl.col("status")))


def _with_entities(told: pl.DataFrame, tokens: pl.DataFrame, names: pl.DataFrame, countries: pl.DataFrame) -> pl.DataFrame:
    """Add who is meant by actor and recipient."""
    count = told.height
    sides = []
    for number, side in enumerate(SIDES):
        start, width = pl.col(side).struct.field("start"), pl.col(side).struct.field("width")
        whole_end = pl.sum_horizontal(pl.col(f"{side}_whole").struct.field("start", "width")) - 1
        sides.append(
            told.filter(start.is_not_null()).select(
                *KEY, party=pl.col("event").cast(pl.Int64) + number * count, row=f"{side}_row", width=f"{side}_width",
                letters=pl.col("letters").str.slice(start, width), last_row=pl.col("first_row") + whole_end,
                is_place=pl.lit(side == "recipient") & (pl.col("event_mode") == "visit"),
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
