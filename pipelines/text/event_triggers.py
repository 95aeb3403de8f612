"""Event triggers: the words that tell an event, found by the event patterns.

Belongs here: loading and inflecting event patterns, finding their triggers in tokens, which of several triggers counts.
Does not belong here: who acts (`event_parties`), whether it took place (`event_status`), when (`event_dates`).
"""

import polars as pl

COLUMNS = (
    "rule_id", "event_type", "event_mode", "cameo_root", "shape", "trigger", "forms", "object_words", "context_words",
    "excluded_words", "recipient_slots", "needs_recipient", "example", "near_miss", "source",
)  # fmt: skip
SHAPES = ("verb", "reciprocal", "noun", "fixed")
MODES = {
    "AGREE": ("agree", "offer", "promise", "ratify"),
    "CONSULT": ("meet", "call", "visit", "talks", "mediate"),
    "SUPPORT": ("support", "sign", "relations"),
    "COOPERATE": ("cooperate", "exercise", "extradite", "share", "trade"),
    "AID": ("aid", "asylum"),
    "YIELD": ("allow", "ceasefire", "ease", "exempt", "lift", "reform", "release", "resign", "return", "surrender", "suspend"),
    "REQUEST": ("appeal", "ask", "call", "deadline", "demand", "invite", "order", "press", "refuge"),
    "ACCUSE": ("accuse", "allege", "call", "charge", "complain", "condemn", "investigate", "sue"),
    "REJECT": ("defy", "fail", "postpone", "refuse", "reject", "veto"),
    "THREATEN": ("threaten", "ultimatum"),
    "PROTEST": ("block", "boycott", "demonstrate", "riot", "strike"),
    "MOBILIZE": ("deploy", "mobilize"),
    "SANCTION": ("break", "expel", "sanction", "tariff"),
    "COERCE": ("arrest", "cyber", "restrict", "sanction", "seize"),
    "ASSAULT": ("attack", "bomb", "destroy", "injure", "kidnap", "kill"),
}  # fmt: skip
"""The modes of each event type: how the deed is done."""
SLOTS = (
    "object", "direct", "whole", "infinitive", "subject", "that", "to", "with", "by", "in", "from", "for", "on", "against", "between",
    "of", "over", "about", "into", "at", "as", "outside", "along", "across",
)  # fmt: skip
SENTENCE = ["doc", "sentence_index"]
WORD_COLUMNS = ("object_words", "context_words", "excluded_words")
CLOSE = 2  # tokens after a trigger among which none of its excluded words may stand
REACH = 12  # tokens after a trigger (before it, in the passive) among which one of its object words must stand
RE_DOUBLING = r"^[^aeiou]*[aeiou][bdgmnprt]$"


def checked(patterns: pl.DataFrame, event_types: tuple[str, ...]) -> pl.DataFrame:
    """Return event patterns as they are when every line is sound.

    Raises:
        ValueError: a column is missing or unknown, a rule id occurs twice, or a type, shape or slot is unknown, or a type
            has no such mode.
    """
    if tuple(patterns.columns) != COLUMNS:
        raise ValueError(f"event patterns have the columns {patterns.columns}, not {list(COLUMNS)}")
    known = {"event_type": event_types, "shape": SHAPES}
    for column, values in known.items():
        unknown = sorted(set(patterns[column].to_list()) - set(values))
        if unknown:
            raise ValueError(f"unknown {column}: {unknown}")
    modes = {(event_type, mode) for event_type, names in MODES.items() for mode in names}
    strange = sorted(set(patterns.select("event_type", "event_mode").rows()) - modes)
    if strange:
        raise ValueError(f"unknown event_mode: {strange}")
    slots = sorted(set(patterns["recipient_slots"].str.split("|").explode().to_list()) - set(SLOTS))
    if slots:
        raise ValueError(f"unknown recipient_slots: {slots}")
    if patterns["rule_id"].is_duplicated().any():
        raise ValueError("a rule_id occurs twice")
    return patterns


def with_word_groups(patterns: pl.DataFrame, groups: pl.DataFrame, countries: pl.DataFrame) -> pl.DataFrame:
    """Put the words of a group in the place of its name, such as `@talks`.

    Args:
        patterns: event patterns, as `checked` returns them.
        groups: lexicon with `word_group` and `word`.
        countries: lexicon with `form`, `kind`, `is_ambiguous`; its names and demonyms of one word are the group `@country`.

    Returns:
        The patterns with words only in the columns `WORD_COLUMNS`.

    Raises:
        ValueError: a pattern names a group that is none.
    """
    plain = pl.col("kind").is_in(["name", "demonym", "abbreviation"]) & (pl.col("is_ambiguous") == "no")
    named = countries.filter(plain & ~pl.col("form").str.contains(r"[ -]"))
    words = pl.concat(
        (groups.select("word_group", "word"), named.select(word_group=pl.lit("country"), word=pl.col("form").str.to_lowercase()))
    )
    known = (
        words.group_by("word_group", maintain_order=True)
        .agg(pl.col("word").str.join("|"))
        .sort(pl.col("word_group").str.len_chars(), descending=True, maintain_order=True)
    )  # the longest first, so that no name is taken for the start of another
    marks, expanded = ("@" + known["word_group"]).to_list(), known["word"].to_list()
    told = patterns.with_columns(pl.col(WORD_COLUMNS).str.replace_many(marks, expanded, leftmost=True))
    unknown = told.select(pl.concat_str(WORD_COLUMNS, ignore_nulls=True).str.extract(r"(@\w*)").alias("mark")).drop_nulls()
    if unknown.height:
        raise ValueError(f"unknown word groups: {sorted(set(unknown['mark'].to_list()))}")
    return told


def forms(patterns: pl.DataFrame) -> pl.DataFrame:
    """Inflect the triggers of event patterns.

    Returns:
        One row per form: `rule_id`, `form_kind` (base, s, past, part, ing, noun, fixed), `head` (first word), `words` (how
        many), `rest` (the words after the head, joined by one space; empty for a single word).
    """
    head, rest = pl.col("trigger").str.extract(r"^(\S+)"), pl.col("trigger").str.replace(r"^\S+ ?", "")
    listed = pl.col("forms").str.split("|")
    verb = patterns.filter(pl.col("shape").is_in(["verb", "reciprocal"]), pl.col("forms").fill_null("") != "fixed")
    past, part, ing, past2, ing2 = (listed.list.get(position, null_on_oob=True) for position in range(5))
    kinds = {
        "past": pl.coalesce(past, _past(head)), "part": pl.coalesce(part, _past(head)), "base": head, "s": _third_person(head),
        "ing": pl.coalesce(ing, _ing(head)), "past2": past2, "ing2": ing2,
    }  # fmt: skip
    inflected = verb.select("rule_id", rest=rest, **kinds).unpivot(
        list(kinds), index=["rule_id", "rest"], variable_name="form_kind", value_name="head"
    )
    fixed = patterns.filter(pl.col("forms") == "fixed").select(
        "rule_id", rest=rest, form_kind=pl.when(pl.col("shape") == "noun").then(pl.lit("noun")).otherwise(pl.lit("fixed")), head=head
    )
    nouns = patterns.filter(pl.col("shape") == "noun").select("rule_id", phrase=pl.concat_list("trigger", listed)).explode("phrase")
    noun_forms = nouns.filter(pl.col("phrase") != "fixed").select(
        "rule_id", rest=pl.col("phrase").str.replace(r"^\S+ ?", ""), form_kind=pl.lit("noun"), head=pl.col("phrase").str.extract(r"^(\S+)")
    )
    every = pl.concat(
        (inflected.drop_nulls("head").select("rule_id", "rest", pl.col("form_kind").str.strip_suffix("2"), "head"), fixed, noun_forms)
    ).unique(["rule_id", "head", "rest"], keep="first", maintain_order=True)
    words = pl.when(pl.col("rest") == "").then(1).otherwise(pl.col("rest").str.count_matches(" ", literal=True) + 2)
    return every.with_columns(words=words.cast(pl.Int32))


def triggers(tokens: pl.DataFrame, patterns: pl.DataFrame) -> pl.DataFrame:
    """Find the triggers of event patterns.

    Args:
        tokens: with `lower`, `at`, `letter` as made by `pipelines.text.phrases.with_letters`, and `quoted`.
        patterns: event patterns, as `checked` returns them.

    Returns:
        One row per trigger and pattern: `doc`, `sentence_index`, `at`, `last` (first and last token), `form_kind`, `passive`,
        `quoted` and the columns of the pattern. A trigger without its object words is none.
    """
    inflected = forms(patterns)
    words = tokens.select(*SENTENCE, "at", "lower", "letter", clause=pl.col("letter").is_in([";", ".", "z"]).cast(pl.Int32).cum_sum())
    heads = tokens["lower"].is_in(inflected["head"].unique().implode())
    context = words.with_columns(tokens["quoted"], tokens["token"]).with_row_index("row").filter(heads).filter(_is_lower())
    found = _around(context, words).join(inflected, left_on="lower", right_on="head", maintain_order="left").filter(_phrase_fits())
    fitting = found.filter(_form_fits()).with_columns(
        last=pl.col("at") + pl.col("words") - 1, passive=_passive(), clause=pl.col("clause") + pl.col("rest").str.ends_with("that")
    )  # the clause that a "that" of the trigger opens
    kept = fitting.select(*SENTENCE, "at", "last", "form_kind", "passive", "quoted", "rule_id", "clause").join(patterns, on="rule_id")
    return _in_context(_with_object_words(kept, words), words).drop("clause")


def _third_person(word: pl.Expr) -> pl.Expr:
    return (
        pl.when(word.str.contains(r"[^aeiou]y$"))
        .then(word.str.replace(r"y$", "ies"))
        .when(word.str.contains(r"(?:s|x|z|ch|sh|o)$"))
        .then(word + "es")
        .otherwise(word + "s")
    )


def _stem(word: pl.Expr) -> pl.Expr:
    doubled = pl.when(word.str.contains(RE_DOUBLING)).then(word + word.str.slice(-1)).otherwise(word)
    return pl.when(word.str.ends_with("e")).then(word.str.head(-1)).otherwise(doubled)


def _past(word: pl.Expr) -> pl.Expr:
    return pl.when(word.str.contains(r"[^aeiou]y$")).then(word.str.head(-1) + "ied").otherwise(_stem(word) + "ed")


def _ing(word: pl.Expr) -> pl.Expr:
    return pl.when(word.str.contains(r"(?:ee|ye|oe)$")).then(word).otherwise(_stem(word)) + "ing"


def _around(heads: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Add `previous_word`, the words `upcoming`, and the letters `previous`, `before` and `after` beside some tokens (`row`)."""

    def beside(name: str, step: int) -> pl.Series:
        return words[name].gather(heads["row"].cast(pl.Int64) + step, null_on_oob=True).alias(f"{name}{step}")

    near = heads.with_columns(
        *(beside("letter", step) for step in (*range(-5, 0), *range(1, 4))),
        *(beside("lower", step) for step in (-1, *range(1, 6))),
        *(beside("at", step) for step in range(1, 6)),
    )
    at, ahead = pl.col("at"), {step: (pl.col(f"at{step}") > pl.col("at")).fill_null(False) for step in range(1, 6)}
    return near.with_columns(
        previous_word=pl.when(at >= 1).then("lower-1"),
        previous=pl.when(at >= 1).then("letter-1"),
        before=pl.concat_str([pl.when(at >= step).then(f"letter-{step}").otherwise(pl.lit("^")) for step in (5, 4, 3, 2, 1)]),
        after=pl.concat_str([pl.when(ahead[step]).then(f"letter{step}").otherwise(pl.lit(".")) for step in (1, 2, 3)]),
        upcoming=pl.concat_str([pl.when(ahead[step]).then(f"lower{step}").otherwise(pl.lit("")) for step in range(1, 6)], separator=" "),
    ).select(*heads.columns, "previous_word", "previous", "before", "after", "upcoming")


def _is_lower() -> pl.Expr:
    """A capitalised word within a sentence belongs to a name or a headline."""
    return (pl.col("at") == 0) | pl.col("token").str.contains(r"^\p{Ll}")


def _phrase_fits() -> pl.Expr:
    """Tell whether the words after the head are those of the form; particles must follow at once."""
    follows = (pl.col("upcoming") + " ").str.starts_with(pl.col("rest") + " ")
    return follows & ~pl.col("after").str.contains(r"^[no][D#a]*T") | (pl.col("rest") == "")


def _form_fits() -> pl.Expr:
    """Tell whether a form stands where its kind can stand: a base form not as a noun, a noun not as a verb."""
    kind, previous, single = pl.col("form_kind"), pl.col("previous").fill_null("^"), pl.col("rest") == ""
    noun_after = single & pl.col("after").str.contains(r"^(?:[ongh.,;imfcbyrBASK]|t[DEH#]|wD)")
    plural = pl.col("previous_word").str.contains(r"s$|^(?:police|people|men|women|children|both)$") | pl.col("before").str.contains(
        r"c[DN]*[EH]+$"
    )
    coordinate = single & (previous == "c") & pl.col("after").str.starts_with("o")  # "the kidnapping and rape of"
    base = (previous.is_in(list("tAaRrck")) & ~coordinate) | (
        previous.is_in(["H", "E"]) & plural & ~noun_after & ~pl.col("before").str.contains(r"s[NEHa#]*$")
    )
    third = previous.is_in(list("EHNRarc),q")) & ~coordinate & ~(previous.is_in(["E", "H", "N", "a"]) & noun_after)
    given_to = pl.col("rest").str.ends_with("to") & pl.col("before").str.contains(r"B[aT]*$")  # "was promised to a developer"
    # "when (heavily) armed rebels fled"
    attributive = previous.is_in(list("^DsoinfgmhGVb")) | pl.col("before").str.contains(r"[SKV]z$|[\^Dsoinfgmh]a$|[^AB]ba$")
    participle = ~attributive & ~given_to
    named_so = single & previous.is_in(list("ET#")) & pl.col("after").str.contains(r"^[oi,.]")  # "the school shooting in May"
    ing = ~previous.is_in(list("DsoinfgmhN")) & ~named_so
    noun = ~previous.is_in(list("tARa")) & ~(single & pl.col("after").str.contains(r"^[NHE]"))  # not as the first part of a longer one
    auxiliary = (pl.col("letter") == "A") & (kind != "fixed") & pl.col("after").str.contains(r"^a*(?:V|B[^i])")  # "had halted the talks"
    return (
        pl.when(auxiliary).then(False)
        .when(kind == "base").then(base)
        .when(kind == "s").then(third)
        .when(kind.is_in(["past", "part"])).then(participle)
        .when(kind == "ing").then(ing)
        .when(kind == "noun").then(noun)
        .otherwise(True)
    )  # fmt: skip


def _passive() -> pl.Expr:
    """A participle after a form of be, or after another such participle where no object follows it, or before its "by"."""
    participle = pl.col("form_kind").is_in(["past", "part"])
    joined = pl.col("before").str.contains(r"B[aT]*V[,VaT]*(?:,|,?c)a*$") & ~pl.col("after").str.contains(r"^[aT]*[DNEHR#]")
    agent = pl.col("after").str.contains(r"^(?:[aT]|nT)?y")
    return participle & (pl.col("before").str.contains(r"B[aT]*$") | (pl.col("rest") == "") & (joined | agent))


def _with_object_words(found: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Drop triggers whose pattern names object words none of which stands within reach; add the `distance` of the nearest one."""
    first = pl.when("passive").then(pl.col("at") - REACH).otherwise(pl.col("last") + 1)
    free, bound = _parted(found, "object_words")
    hits = _words_near(bound, words, "object_words", first, first + REACH)
    nearest = hits.group_by("trigger_row").agg(distance=(pl.col("word_at") - pl.col("at")).abs().min().cast(pl.Int32))
    unbound = free.with_columns(distance=pl.lit(REACH + 1, pl.Int32))
    return pl.concat((unbound, bound.join(nearest, on="trigger_row").drop("trigger_row")))


def _in_context(found: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Drop triggers without a context word on either side, and those with an excluded word close behind."""
    free, bound = _parted(found, "context_words")
    around = _words_near(bound, words, "context_words", pl.col("at") - REACH, pl.col("last") + 1 + REACH)
    fitting = bound.join(around, on="trigger_row", how="semi").with_columns(distance=pl.col("distance").clip(upper_bound=REACH))
    free, bound = _parted(pl.concat((free, fitting.drop("trigger_row"))), "excluded_words")
    against = _words_near(bound, words, "excluded_words", pl.col("last") + 1, pl.col("last") + 1 + CLOSE)
    return pl.concat((free, bound.join(against, on="trigger_row", how="anti").drop("trigger_row")))


def _parted(found: pl.DataFrame, column: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Part triggers by whether their pattern names such words; number those that do."""
    return found.filter(pl.col(column).is_null()), found.filter(pl.col(column).is_not_null()).with_row_index("trigger_row")


def _words_near(bound: pl.DataFrame, words: pl.DataFrame, column: str, first: pl.Expr, end: pl.Expr) -> pl.DataFrame:
    """The listed words of each trigger that stand between two tokens: in its clause, when they come behind it."""
    listed = bound.unique("rule_id").select("rule_id", lower=pl.col(column).str.split("|")).explode("lower")
    month = (pl.col("letter") == "T") & (pl.col("lower") == "march")
    known = words.filter(pl.col("lower").is_in(listed["lower"].unique().implode()), ~month)
    placed = bound.select("trigger_row", *SENTENCE, "rule_id", "at", "clause", first=first, end=end)
    pairs = placed.join(known.select(*SENTENCE, "lower", word_at="at", word_clause="clause"), on=SENTENCE)
    reached = pairs.filter(
        pl.col("word_at") >= pl.col("first"), pl.col("word_at") < pl.col("end"),
        (pl.col("word_at") < pl.col("at")) | (pl.col("clause") == pl.col("word_clause")),
    )  # fmt: skip
    return reached.join(listed, on=["rule_id", "lower"], how="semi")
