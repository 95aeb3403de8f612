"""Event triggers: the words that tell an event, found by the event patterns.

Belongs here: finding the triggers of event patterns in tokens, whether a form can stand where it stands, active or passive.
Does not belong here: the patterns (`event_patterns`), which of several triggers counts (`event_choice`), who acts (`event_parties`).
"""

import polars as pl

from pipelines.text.event_patterns import forms

SENTENCE = ["doc", "sentence_index"]
FORM = ("head", "rest", "form_kind")  # the same for all patterns of one verb, so it is looked at once
VERBAL = ("base", "s", "past", "part", "ing")
MODALS = ("could", "may", "might", "must", "should", "will", "would")
SPOKEN = ("ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN")  # what a letter or a speech can do for its author
CLOSE = 2  # tokens after a trigger among which none of its excluded words may stand
REACH = 12  # tokens after a trigger (before it, in the passive) among which one of its object words must stand
BEFORE = 12  # tokens before a trigger whose letters tell how its form stands
RE_PASSED = r"^(n?D?T{1,2}|aT|Ta?|a{1,2})"  # between a verb and its particle: "pledged on Tuesday to", "called again on"
NEVER_PASSED = ("not", "never", "back", "home", "just")  # "vowed not to", "shot back at"
RE_IS = r"[Rr]s[aT]*$"  # letters of "he's", which can be "he has" too
RE_BEFORE_INVERTED = r"[\^,;](?:a|hR)$"  # "Also arrested were two men", "Among those killed was"
SUFFERED = (
    "abduct", "accuse", "ambush", "arraign", "arrest", "assassinate", "assault", "ban", "banish", "bar", "behead", "bludgeon", "book",
    "charge", "confiscate", "convict", "deport", "detain", "disqualify", "evict", "execute", "expel", "extradite", "find dead", "fine",
    "handcuff", "hijack", "hold captive", "hold hostage", "impound", "imprison", "incarcerate", "indict", "injure", "interrogate",
    "jail", "kidnap", "kill", "lock", "lynch", "maim", "massacre", "molest", "mug", "murder", "pardon", "ransack", "rape", "remand",
    "sentence", "shackle", "shoot dead", "stab", "strangle", "suspect", "torch", "torture", "wound",
)  # fmt: skip
"""Verbs that hardly ever go without an object, so that their participle without one is a passive: "five killed in a blast"."""


def triggers(tokens: pl.DataFrame, patterns: pl.DataFrame) -> pl.DataFrame:
    """Find the triggers of event patterns.

    Args:
        tokens: with `lower`, `at`, `letter` as made by `pipelines.text.phrases.with_letters`, and `quoted`.
        patterns: event patterns, as `checked` returns them.

    Returns:
        One row per trigger and pattern: `doc`, `sentence_index`, `at`, `last` (first and last token), `form_kind`, `passive`,
        `quoted` and the columns of the pattern. A trigger without its object words is none.
    """
    rules = _numbered(patterns)
    inflected = forms(patterns).with_columns(form=pl.struct(FORM).rank("dense")).join(rules.select("rule_id", "rule"), on="rule_id")
    ends = pl.col("letter").is_in([";", ".", "z"]).cast(pl.Int32).cum_sum() - (pl.col("letter") == "z")  # "that" is the last word before
    words = tokens.select(*SENTENCE, "at", "lower", "letter", _coded(), clause=ends.cast(pl.Int32))
    heads = tokens["lower"].is_in(inflected["head"].unique().implode())
    context = words.with_columns(tokens["quoted"], tokens["token"]).with_row_index("row").filter(heads).filter(_is_lower())
    near = _around(context.with_columns(passed=pl.lit(0)), words)
    passed = pl.when(~pl.col("following").is_in(NEVER_PASSED)).then("after").str.extract(RE_PASSED).str.len_chars().cast(pl.Int32)
    parted = inflected.filter(pl.col("second").is_not_null())["head"].unique().implode()
    passing = near.filter(pl.col("lower").is_in(parted)).with_columns(passed=passed).drop_nulls("passed")
    far = _around(passing.select(*context.columns, "passed"), words)
    begun = _begun(near, far, inflected.drop("rule_id", "rule").unique()).filter(_phrase_fits())
    fitting = begun.filter(_form_fits()).with_columns(
        last=pl.col("at") + pl.col("passed") + pl.col("words") - 1,
        passive=_passive(),
        bare=_without_object() | _goes_on(),
        told_by=(pl.col("form_kind") == "ing") & (pl.col("previous") == "N"),
        clause=pl.col("clause") + pl.col("rest").str.ends_with("that"),  # the clause that it opens
    )
    places = fitting.with_row_index("place").select(
        "place", *SENTENCE, "at", "last", "form_kind", "passive", "bare", "told_by", "quoted", "form", "clause"
    )
    told = places.select("place", "form").join(inflected.select("form", "rule"), on="form").drop("form")
    chosen = _in_context(_with_object_words(told, places, words, rules), places, words, rules)
    whole = chosen.join(places.drop("form", "clause"), on="place").join(rules, on="rule")
    passive = pl.col("passive") | (pl.col("bare") & pl.col("suffers")) | pl.col("undergoes")
    said = whole.filter(~pl.col("told_by") | pl.col("event_type").is_in(SPOKEN))
    return said.with_columns(passive=passive).drop("place", "bare", "told_by", "rule", "wording", "suffers", "undergoes")


def _numbered(patterns: pl.DataFrame) -> pl.DataFrame:
    """Number patterns and triggers (`rule`, `wording`), and tell whose subject is the one to whom it is done.

    Either where no object follows (`suffers`), or always (`undergoes`): "received a sentence", "faces charges".
    """
    return patterns.with_row_index("rule").with_columns(
        wording=pl.col("trigger").rank("dense"),
        suffers=pl.col("trigger").str.extract(r"^(\S+)").is_in(SUFFERED) | pl.col("trigger").is_in(SUFFERED),
        undergoes=(pl.col("shape") == "verb") & (pl.col("recipient_slots") == "subject"),
    )


def _around(heads: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Add the words `previous_word`, `following`, `upcoming`, and the letters `previous`, `before`, `after` beside some tokens (`row`).

    Those behind them are counted from `passed` tokens on.
    """
    rows, behind = heads["row"].cast(pl.Int64), heads["row"].cast(pl.Int64) + heads["passed"]

    def beside(name: str, step: int) -> pl.Series:
        return words[name].gather((behind if step > 0 else rows) + step, null_on_oob=True).alias(f"{name}{step}")

    near = heads.with_columns(
        *(beside("letter", step) for step in (*range(-BEFORE, 0), *range(1, 4))),
        *(beside("lower", step) for step in (-1, *range(1, 6))),
        *(beside("at", step) for step in range(1, 6)),
    )
    at, ahead = pl.col("at"), {step: (pl.col(f"at{step}") > pl.col("at")).fill_null(False) for step in range(1, 6)}
    return near.with_columns(
        previous_word=pl.when(at >= 1).then("lower-1"),
        following=pl.when(ahead[1]).then("lower1"),
        previous=pl.when(at >= 1).then("letter-1"),
        before=pl.concat_str([pl.when(at >= step).then(f"letter-{step}").otherwise(pl.lit("^")) for step in range(BEFORE, 0, -1)]),
        after=pl.concat_str([pl.when(ahead[step]).then(f"letter{step}").otherwise(pl.lit(".")) for step in (1, 2, 3)]),
        upcoming=pl.concat_str([pl.when(ahead[step]).then(f"lower{step}").otherwise(pl.lit("")) for step in range(1, 6)], separator=" "),
    ).select(*heads.columns, "previous_word", "following", "previous", "before", "after", "upcoming")


def _is_lower() -> pl.Expr:
    """A capitalised word within a sentence belongs to a name or a headline."""
    return (pl.col("at") == 0) | pl.col("token").str.contains(r"^\p{Ll}")


def _begun(near: pl.DataFrame, far: pl.DataFrame, inflected: pl.DataFrame) -> pl.DataFrame:
    """Join forms to the tokens with their first word and, where they have one, the second, which few tokens have.

    The second word of a verb may stand behind a word of manner or time (`far`), that of a noun may not.
    """
    single, longer = (inflected.filter(pl.col("second").is_null() == is_single) for is_single in (True, False))
    both = {"left_on": ["lower", "following"], "right_on": ["head", "second"]}
    verbal = pl.col("form_kind").is_in(VERBAL) | pl.col("head").is_in(MODALS)
    parted = far.join(longer.filter(verbal), **both)
    return pl.concat((near.join(single.drop("second"), left_on="lower", right_on="head"), near.join(longer, **both), parted))


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
    of_several = pl.col("before").str.contains(r"[HE]s?oD?[D#NHE]*N$") & pl.col("previous_word").str.ends_with("s")
    of_several |= pl.col("before").str.contains(r"\^[NE]*HoD?[NHE]+$")  # "Ministers of the union meet in"
    plural = ((previous != "N") & plural) | of_several  # "leaders of six nations meet"
    opening = plural & pl.col("before").str.contains(r"\^(?:[D#]+o)?[D#NEa]*H(?:oD?[D#NHE]*)?$")  # "Thousands of farmers protest in Lima"
    noun_after &= ~opening | pl.col("after").str.contains("^[ot]")
    coordinate = single & (previous == "c") & pl.col("after").str.starts_with("o")  # "the kidnapping and rape of"
    late = pl.col("before").str.contains(r"[At](?:[aT]|[ni][D#]*T)+$")  # "will on Friday urge"
    base = (
        (previous.is_in(list("tAaRrck")) & ~coordinate)
        | late
        | (previous.is_in(["H", "E"]) & plural & ~noun_after & ~pl.col("before").str.contains(r"s[NEHa#]*$"))
    )
    third = previous.is_in(list("EHNRarc),q")) & ~coordinate & ~(previous.is_in(["E", "H", "N", "a"]) & noun_after)
    given_to = pl.col("rest").str.ends_with("to") & pl.col("before").str.contains(r"B[aT]*$")  # "was promised to a developer"
    # "when (heavily) armed rebels fled"
    attributive = previous.is_in(list("^DsoinfgmhGVb")) | pl.col("before").str.contains(r"[SKV]z$|[\^Dsoinfgmh]a$|[^AB]ba$")
    inverted = pl.col("after").str.starts_with("B") & pl.col("before").str.contains(RE_BEFORE_INVERTED)
    of_those = pl.col("after").str.starts_with("B") & (previous == "R")  # "those killed were" tells no deed of theirs
    participle = (~attributive | inverted | pl.col("before").str.contains(RE_IS)) & ~given_to & (inverted | ~of_those)
    named_so = single & previous.is_in(list("ET#")) & pl.col("after").str.contains(r"^[oi,.]")  # "the school shooting in May"
    governs = single & (previous == "N") & pl.col("after").str.contains(r"^[aT]*[DER]")  # "a letter urging the premier"
    ing = (~previous.is_in(list("DsoinfgmhN")) | governs) & ~named_so
    noun = ~previous.is_in(list("tARa")) & ~(single & pl.col("after").str.contains(r"^[NHE]"))  # not as the first part of a longer one
    auxiliary = (pl.col("letter") == "A") & (kind != "fixed") & pl.col("after").str.contains(r"^a*(?:V|B[^i])")  # "had halted the talks"
    return (
        pl.when(auxiliary).then(False)
        .when(kind == "base").then(base)
        .when(kind == "s").then(third)
        .when(kind.is_in(["past", "part"])).then(participle)
        .when(kind == "ing").then(ing)
        .when(kind == "noun").then(noun)
        .otherwise(pl.col("previous_word").ne_missing("as"))  # not "as opposed to"
    )  # fmt: skip


def _passive() -> pl.Expr:
    """A participle after a form of be, or after another such participle where no object follows it, or before its "by"."""
    participle = pl.col("form_kind").is_in(["past", "part"])
    joined = pl.col("before").str.contains(r"B[aT]*[VK][,VaT]*(?:,|,?c)a*$") & ~pl.col("after").str.contains(r"^[aT]*[DNEHR#]")
    agent = pl.col("after").str.contains(r"^(?:[aT]|nT)?y(?:[^N]|N[^wn])")  # not "spoke by telephone with"
    inverted = pl.col("before").str.contains(RE_BEFORE_INVERTED) & pl.col("after").str.contains(r"^B[aT]*[D#E]")
    return participle & (inverted | pl.col("before").str.contains(r"B[aT]*(?:S[aT]*)?$") | joined | (pl.col("rest") == "") & agent)


def _without_object() -> pl.Expr:
    """A participle behind a noun that nothing follows which could be its object: "two men arrested over the theft"."""
    after = pl.col("after").str.slice(pl.col("words") - 1)
    ends = after.str.contains(r"^[aT]*(?:[.,;infgpwbmo]|D?T)") & ~after.str.contains("#", literal=True)
    return pl.col("form_kind").is_in(["past", "part"]) & pl.col("before").str.contains(r"[NHE#,)]a*$") & ends


def _goes_on() -> pl.Expr:
    """A participle without an object behind "he's", or that goes on with a passive: "was convicted of fraud and sentenced to death"."""
    participle = pl.col("form_kind").is_in(["past", "part"])
    passive = pl.col("before").str.contains(r"B[aT]*[VK][^BAVSKRrzhk;.]*,?ca*$") | pl.col("before").str.contains(RE_IS)
    return participle & passive & ~pl.col("after").str.contains(r"^(?:a*#|[aT]*[DNEHR])")


def _coded() -> pl.Expr:
    """A word as a number, `code`, by which it is found and joined faster."""
    return pl.col("lower").cast(pl.Categorical).to_physical().alias("code")


def _with_object_words(told: pl.DataFrame, places: pl.DataFrame, words: pl.DataFrame, rules: pl.DataFrame) -> pl.DataFrame:
    """Drop triggers whose pattern names object words none of which stands within reach; add the `distance` of the nearest one.

    The object words of a passive stand before it.
    """
    asking = rules.filter(pl.col("object_words").is_not_null())
    hits = _words_near(told, places, words, asking, "object_words").join(rules.select("rule", "suffers", "undergoes"), on="rule")
    turned = (pl.col("passive") | (pl.col("bare") & pl.col("suffers"))) & ~pl.col("undergoes")
    first = pl.when(turned).then(pl.col("at") - REACH).otherwise(pl.col("last") + 1)
    reached = hits.filter(pl.col("word_at") >= first, pl.col("word_at") < first + REACH)
    nearest = reached.group_by("place", "rule").agg(distance=(pl.col("word_at") - pl.col("at")).abs().min().cast(pl.Int32))
    free = told.join(asking, on="rule", how="anti").with_columns(distance=pl.lit(REACH + 1, pl.Int32))
    return pl.concat((free, nearest.select(free.columns)))


def _in_context(told: pl.DataFrame, places: pl.DataFrame, words: pl.DataFrame, rules: pl.DataFrame) -> pl.DataFrame:
    """Drop triggers without a context word on either side, and those with an excluded word close behind."""
    asking, excluding = (rules.filter(pl.col(name).is_not_null()) for name in ("context_words", "excluded_words"))
    around = _words_near(told, places, words, asking, "context_words")
    fitting = told.join(around, on=["place", "rule"], how="semi").with_columns(pl.col("distance").clip(upper_bound=REACH))
    kept = pl.concat((told.join(asking, on="rule", how="anti"), fitting))
    close = _words_near(kept, places, words, excluding, "excluded_words").filter(
        pl.col("word_at") > pl.col("last"), pl.col("word_at") <= pl.col("last") + CLOSE
    )
    return kept.join(close, on=["place", "rule"], how="anti")


def _words_near(told: pl.DataFrame, places: pl.DataFrame, words: pl.DataFrame, rules: pl.DataFrame, column: str) -> pl.DataFrame:
    """The listed words that stand within reach of each trigger: in its clause, when they come behind it.

    What stands near is looked up once for all patterns of a trigger: ordinary verbs have dozens.
    """
    asked = told.join(rules.select("rule", "wording"), on="rule")
    listing = rules.filter(pl.col("rule").is_in(asked["rule"].unique().implode()))
    listed = listing.select("wording", "rule", lower=pl.col(column).str.split("|")).explode("lower").with_columns(_coded()).drop("lower")
    month = (pl.col("letter") == "T") & (pl.col("lower") == "march")
    known = words.filter(pl.col("code").is_in(listed["code"].unique().implode())).filter(~month)
    spots = asked.select("place", "wording").unique().join(places, on="place")
    pairs = spots.join(known.select(*SENTENCE, "code", word_at="at", word_clause="clause"), on=SENTENCE)
    reached = pairs.filter(
        pl.col("word_at") >= pl.col("at") - REACH, pl.col("word_at") <= pl.col("last") + REACH,
        (pl.col("word_at") < pl.col("at")) | (pl.col("clause") == pl.col("word_clause")),
    )  # fmt: skip
    hits = reached.join(listed, on=["wording", "code"])
    return hits.join(asked.select("place", "rule"), on=["place", "rule"], how="semi")
