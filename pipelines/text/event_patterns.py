"""Event patterns: the lexicon that says which words tell an event, made ready for the search.

Belongs here: checking event patterns, putting word groups in, inflecting triggers.
Does not belong here: finding triggers in tokens (`pipelines.text.event_triggers`).
"""

from itertools import product

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
"""The event types, and the modes of each: how the deed is done."""
SLOTS = (
    "object", "direct", "whole", "infinitive", "subject", "that", "to", "with", "by", "in", "from", "for", "on", "against", "between",
    "of", "over", "about", "into", "at", "as", "outside", "along", "across",
)  # fmt: skip
WORD_COLUMNS = ("trigger", "object_words", "context_words", "excluded_words")
RE_DOUBLING = r"^[^aeiou]*[aeiou][bdgmnprt]$"


def checked(patterns: pl.DataFrame) -> pl.DataFrame:
    """Return event patterns as they are when every line is sound.

    Raises:
        ValueError: a column is missing or unknown, a rule id occurs twice, or a type, shape or slot is unknown, or a type
            has no such mode.
    """
    if tuple(patterns.columns) != COLUMNS:
        raise ValueError(f"event patterns have the columns {patterns.columns}, not {list(COLUMNS)}")
    known = {"event_type": tuple(MODES), "shape": SHAPES}
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
        The patterns with words only in the columns `WORD_COLUMNS`; object words with their plurals.

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
    lists = told.select(pl.col("object_words").drop_nulls().unique()).with_columns(plurals=_with_plurals())  # few, of many patterns
    return told.with_columns(pl.col("object_words").replace(*lists))


def _with_plurals() -> pl.Expr:
    """Words joined by `|`, and the plural of each that can be a noun."""
    each, word = pl.col("object_words").str.split("|"), pl.element()
    nouns = word.filter(word.str.contains(r"^\p{L}{4,}$") & ~word.str.contains(r"(?:s|ing|ed)$"))
    return each.list.concat(each.list.eval(_third_person(nouns))).list.unique(maintain_order=True).list.join("|")


def forms(patterns: pl.DataFrame) -> pl.DataFrame:
    """Inflect the triggers of event patterns; of words joined by `|`, or in a group, each makes a trigger of its own.

    Returns:
        One row per form: `rule_id`, `form_kind` (base, s, past, part, ing, noun, fixed), `head` (first word), `second` (the word after
        it; null for a single word), `words` (how many), `rest` (the words after the head, joined by one space).
    """
    patterns = _wordings(patterns)
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
    return every.with_columns(words=words.cast(pl.Int32), second=pl.col("rest").str.extract(r"^(\S+)"))


def _wordings(patterns: pl.DataFrame) -> pl.DataFrame:
    """One row per wording of a trigger: "lend|give @own support to" has several."""
    several = pl.col("trigger").str.contains("|", literal=True)
    choices = [product(*(word.split("|") for word in trigger.split(" "))) for trigger in patterns.filter(several)["trigger"]]
    worded = pl.Series("trigger", [[" ".join(words) for words in choice] for choice in choices], pl.List(pl.String))
    return pl.concat((patterns.filter(~several), patterns.filter(several).with_columns(worded).explode("trigger")))


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
