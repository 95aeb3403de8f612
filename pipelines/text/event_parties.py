"""Parties of events: who acts, and to or with whom, by their place in the clause around a trigger.

Belongs here: subjects, objects and prepositional slots as patterns over word-class letters; spans of tokens.
Does not belong here: which name or country a span means (`event_entities`), what triggers an event (`event_triggers`).
"""

import polars as pl

from pipelines.text.phrases import RE_BASE, RE_BRACKET, RE_CHAIN, RE_PARTY, RE_SUBJECT, RE_TIME_PHRASE, groups

# Between a subject and its verb: adverbs, auxiliaries, times, control verbs with "to", an insertion between commas.
RE_VERB_GROUP = rf"(?:(?:[aABTq]|{RE_TIME_PHRASE}|[KVS]a*t|Bt|[AB]?K?t|,[^,;.]{{1,40}},|\([^()]*\))*)$"
RE_BARE_INFINITIVE = r"(?:[^KBVASt]|^)t[aq]*$"
RE_INTRODUCTION = r"^(?:[pinfwgmhGTab][^,;SB]*,)+"
RE_LOCAL = rf"^(?P<before>.*?)(?P<phrase>{RE_SUBJECT})[,q]?$"
RE_RELATIVE = rf"^(?P<before>.*?)(?P<phrase>{RE_CHAIN}),?[rz]$"
RE_SPEAKER = rf"^(?P<before>.*?)(?P<phrase>{RE_SUBJECT})(?:[aATq]|{RE_TIME_PHRASE})*S(?:[aTq]|{RE_TIME_PHRASE})*z?[,q]?R$"
RE_MAIN = rf"^(?P<before>(?:.*[z;])?(?:[pinfwgmhGTab][^,;]*?,)?[aTzkc]*)(?P<phrase>{RE_SUBJECT})"
RE_FIRST = rf"^(?P<before>(?:.*;)?(?:[pinfwgmhGTab][^,;]*?,)?[aTzkc]*)(?P<phrase>{RE_SUBJECT})"
RE_POSSESSOR = rf"^(?P<before>.*?)(?P<phrase>[D#]*(?:[NHE#]|{RE_BRACKET})*[EH])s[NE#a]*$"
RE_ATTRIBUTE = r"^(?P<before>.*?)(?P<phrase>E+H?)N*$"
RE_GOVERNED = r"[VKS][D#NEa]*$"
RE_BEFORE_OBJECT = r"[aTq]*(?:c[aA]*[VNSK]a*)?"  # "rejects and condemns the plan"
RE_OBJECT_SCOPE = r"^([^;.S]*?)(?:,[^,;.S]*S|[;.S]|$)"  # not the ", officials said" behind it
RE_NO_PARTY = r"s[^s]*N$|^[^E]*N$"  # headed by a thing: "the minister's plan", "the union rule"
RE_PAIR = rf"^(?P<before>{RE_CHAIN}(?:,{RE_CHAIN})*),?c(?P<phrase>{RE_CHAIN})"
NOUN_REACH = 6  # tokens between a noun and the party it is about: "talks on Sunday in Rome with Chad"
SLOT_LETTERS = {
    "to": "t", "with": "w", "by": "y", "in": "i", "from": "m", "for": "f", "on": "n", "against": "g", "between": "h", "of": "o",
    "over": "n", "about": "p", "into": "i", "at": "i", "as": "b", "outside": "i", "along": "p", "across": "i", "that": "z",
}  # fmt: skip


def with_parties(found: pl.DataFrame, letters: pl.DataFrame) -> pl.DataFrame:
    """Find actor and recipient of each trigger.

    Args:
        found: as `pipelines.text.event_triggers.triggers` returns it.
        letters: as `pipelines.text.phrases.letters` returns it.

    Returns:
        The triggers with `actor` and `recipient`, structs of `start` (token in the sentence) and `width` (tokens), null
        when the clause does not tell; triggers that nobody acts in, nor suffers, are left out.
    """
    around = found.join(letters, on=["doc", "sentence_index"]).with_columns(
        left=pl.col("letters").str.slice(0, "at"), right=pl.col("letters").str.slice(pl.col("at") + 1).str.extract(RE_OBJECT_SCOPE)
    )
    placed = around.with_columns(**_left_side()).with_columns(subject=_subject()).with_columns(**_right_side())
    told = placed.with_columns(**_roles()).with_columns(**_pairs())
    parties = told.filter(_is_told()).drop("left", "right", "core", "bare", "subject", "by_agent", "object", *_SUBJECTS)
    return parties.with_columns(
        pl.when(pl.col(side).struct.field("start").is_not_null()).then(side).alias(side) for side in ("actor", "recipient")
    )


_SUBJECTS = ("local", "relative", "speaker", "main", "possessor", "attribute", "first")


def _shifted(span: pl.Expr, by: pl.Expr) -> pl.Expr:
    return pl.struct(start=span.struct.field("start") + by, width=span.struct.field("width"))


def _known(span: str) -> pl.Expr:
    return pl.col(span).struct.field("start").is_not_null()


def _letters_of(span: str) -> pl.Expr:
    return pl.col("letters").str.slice(pl.col(span).struct.field("start"), pl.col(span).struct.field("width")).fill_null("")


def _is_party(span: str) -> pl.Expr:
    """A span that names or tells of people: a name, a noun for people or bodies, a pronoun."""
    return _letters_of(span).str.contains(r"[EHR]")


def _left_side() -> dict[str, pl.Expr]:
    """Candidates for the subject left of the trigger."""
    core = pl.col("left").str.replace(RE_VERB_GROUP, "")
    skipped = core.str.extract(f"({RE_INTRODUCTION})").fill_null("").str.len_chars().cast(pl.Int32)
    skipped = pl.when(skipped < core.str.len_chars()).then(skipped).otherwise(0)
    return {
        "core": core,
        "bare": pl.col("left").str.contains(RE_BARE_INFINITIVE),
        "local": _shifted(groups(core.str.slice(skipped), RE_LOCAL), skipped),
        "relative": groups(core, RE_RELATIVE),
        "speaker": groups(core, RE_SPEAKER),
        "main": groups(pl.col("left"), RE_MAIN),
        "first": groups(pl.col("left"), RE_FIRST),
        "possessor": groups(pl.col("left"), RE_POSSESSOR),
        "attribute": groups(pl.col("left"), RE_ATTRIBUTE),
    }


def _subject() -> pl.Expr:
    """The subject: the phrase before the verb group, the antecedent of a relative clause, else the clause's first phrase."""
    participial = (pl.col("form_kind") == "ing") & ~pl.col("left").str.contains(r"B[aT]*$")
    away = pl.col("bare") | participial
    direct = pl.coalesce(
        pl.when(_known("speaker")).then("speaker"), pl.when(_known("local")).then("local"), pl.when(_known("relative")).then("relative")
    )
    main = pl.when(_known("main") & _is_party("main")).then("main").otherwise("first")
    verbal = pl.when(~away).then(pl.coalesce(direct, main)).otherwise(main)
    mutual = pl.col("right").str.contains("^h") & (pl.col("event_mode") != "mediate")  # "talks between": who holds them stands behind
    governed = pl.col("left").str.contains(RE_GOVERNED) & _known("main") & ~mutual
    nominal = pl.coalesce(
        pl.when(_known("possessor")).then("possessor"), pl.when(governed).then("main"), pl.when(_known("attribute")).then("attribute")
    )
    return pl.when(pl.col("shape") == "noun").then(nominal).otherwise(verbal)


def _slot(letter: str) -> pl.Expr:
    """The first party behind a preposition."""
    return groups(pl.col("right"), rf"^(?P<before>.*?{letter})(?P<phrase>{RE_PARTY})")


def _right_side() -> dict[str, pl.Expr]:
    """The agent of a passive, and the recipient by the first of the pattern's slots that is filled."""
    offset = pl.col("at") + 1
    slots = {"object": groups(pl.col("right"), rf"^(?P<before>.*?(?:tN+)?)(?P<phrase>{RE_PARTY})")}
    particles = pl.col("last") - pl.col("at")
    behind = pl.col("right").str.slice(particles)
    direct = rf"^(?P<before>{RE_BEFORE_OBJECT})(?P<phrase>{RE_PARTY})"
    slots["direct"] = _shifted(groups(behind, direct), particles)
    slots["whole"] = _shifted(groups(behind, rf"{direct}(?:[^DNEHR#qsV]|$)"), particles)
    slots["infinitive"] = _shifted(groups(behind, rf"{direct},?(?:[a,]|{RE_TIME_PHRASE})*t"), particles)
    slots |= {name: _slot(letter) for name, letter in SLOT_LETTERS.items()}
    choices = []
    for position in range(5):
        wanted = pl.col("recipient_slots").str.split("|").list.get(position, null_on_oob=True)
        choices += [pl.when((wanted == name) & span.struct.field("start").is_not_null()).then(span) for name, span in slots.items()]
    chosen = pl.coalesce(choices)
    beside = (pl.col("shape") != "noun") | (chosen.struct.field("start") <= NOUN_REACH + particles)
    return {"by_agent": _shifted(_slot("y"), offset), "object": _shifted(pl.when(beside).then(chosen), offset)}


def _roles() -> dict[str, pl.Expr]:
    """Who acts and who receives: a passive turns them round; a duty is laid on its subject by who says so."""
    nothing = pl.struct(start=pl.lit(None, pl.Int32), width=pl.lit(None, pl.Int32))
    duty = pl.col("recipient_slots").str.contains("subject", literal=True)
    agent = pl.when(_known("by_agent")).then("by_agent").otherwise(nothing)
    agent_of_noun = pl.when((pl.col("shape") == "noun") & _known("by_agent")).then("by_agent").otherwise(nothing)
    sayer = pl.when(pl.col("left").str.contains("S")).then("first").otherwise(nothing)
    actor = (
        pl.when("passive").then(agent).when(duty).then(sayer).otherwise(pl.when(_known("subject")).then("subject").otherwise(agent_of_noun))
    )
    # "sanctions were imposed on Chad": the subject is the pattern's own object
    own_object = pl.col("passive") & pl.col("object_words").is_not_null() & ~_is_party("subject")
    return {"actor": actor, "recipient": pl.when((pl.col("passive") & ~own_object) | duty).then("subject").otherwise("object")}


def _pairs() -> dict[str, pl.Expr]:
    """Split "X and Y" where both do it with each other: the subject of a reciprocal verb, or what "between" joins."""
    together = (pl.col("shape") == "reciprocal") & ~pl.col("passive") & ~pl.col("right").str.contains(r"^[aTyN]*w")
    between = pl.col("right").str.contains("^h") & ~_known("actor")
    side = pl.when(together).then(pl.struct("actor")).when(between).then(pl.struct(actor="recipient")).struct.field("actor")
    start = side.struct.field("start")
    pair = pl.col("letters").str.slice(start, side.struct.field("width")).str.extract_groups(RE_PAIR)
    before, phrase = (pair.struct.field(name).str.len_chars().cast(pl.Int32) for name in ("before", "phrase"))
    both = before.is_not_null() & pair.struct.field("before").str.contains("[EH]") & pair.struct.field("phrase").str.contains("[EH]")
    end = start + side.struct.field("width")
    behind = pl.col("letters").str.slice(start + before, 2)
    second = start + before + behind.str.extract("^(,?c)").str.len_chars().cast(pl.Int32)
    return {
        "actor": pl.when(both).then(pl.struct(start=start, width=before)).otherwise("actor"),
        "recipient": pl.when(both).then(pl.struct(start=second, width=pl.min_horizontal(phrase, end - second))).otherwise("recipient"),
    }


def _is_told() -> pl.Expr:
    """An event needs a party that acts; a passive or a killing one that suffers."""
    suffering = pl.col("passive") | (
        (pl.col("event_type") == "ASSAULT") & (pl.col("right").str.contains(rf"^a*{RE_PARTY}") | (pl.col("shape") == "noun"))
    )
    thing = _letters_of("recipient").str.contains(r"s[^s]*N$|HN+$|[EH]NN+$|^[D#]*N+o") & (
        (pl.col("event_type") == "CONSULT") | (pl.col("event_mode") == "release")
    )
    received = _known("recipient") & _is_party("recipient") & ~thing
    head = _letters_of("actor").str.extract(f"^({RE_BASE})").str.replace(r"\([^()]*\)$", "")
    acting = _known("actor") & _is_party("actor") & ~head.str.contains(RE_NO_PARTY).fill_null(False)
    told = acting | (suffering & received)
    return told & (received | (pl.col("needs_recipient") == "no"))
