"""Parties of events: who acts, and to or with whom, by their place in the clause around a trigger.

Belongs here: subjects, objects and prepositional slots as patterns over word-class letters; spans of tokens.
Does not belong here: which name or country a span means (`event_entities`), what triggers an event (`event_triggers`).
"""

import polars as pl

from pipelines.text.phrases import RE_BASE, RE_BRACKET, RE_CHAIN, RE_LIST, RE_PARTY, RE_SUBJECT, RE_TIME_PHRASE, groups

# Between a subject and its verb: adverbs, auxiliaries, times, control verbs with "to", an insertion between commas.
RE_VERB_GROUP = rf"(?:(?:[aABTq]|{RE_TIME_PHRASE}|[KVS]a*t|Bt|[AB]?K?t|,[^,;.]{{1,40}},|\([^()]*\))*)$"
RE_BARE_INFINITIVE = r"(?:[^KBVASt]|^)t[aq]*$"
RE_INTRODUCTION = r"^(?:[pinfwgmhGTab][^,;SB]*,)+"
RE_LOCAL = rf"^(?P<before>.*?)(?P<phrase>{RE_SUBJECT})[,q]?$"
RE_NO_SUBJECT = rf"(?:h|[NHE]t|V[aT]*y){RE_LIST}[,q]?$"  # "a visit to Paris was put off", "talks between Canada and France ended"
RE_RELATIVE = rf"^(?P<before>.*?)(?P<phrase>{RE_CHAIN}),?[rz]$"
RE_SPEAKER = rf"^(?P<before>.*?)(?P<phrase>{RE_SUBJECT})(?:[aATq]|{RE_TIME_PHRASE})*S(?:[aTq]|{RE_TIME_PHRASE})*z?[,q]?R$"
RE_MAIN = rf"^(?P<before>(?:.*[z;])?(?:[pinfwgmhGTab][^,;]*?,)?[aTzkc]*)(?P<phrase>{RE_SUBJECT})"
RE_FIRST = rf"^(?P<before>(?:.*;)?(?:[pinfwgmhGTab][^,;]*?,)?[aTzkc]*)(?P<phrase>{RE_SUBJECT})"
RE_POSSESSOR = rf"^(?P<before>.*?)(?P<phrase>[D#]*(?:[NHE#]|{RE_BRACKET})*[EH])s[NE#a]*$"
RE_BEFORE_OBJECT = r"[aTq]*(?:c[aA]*[VNSK]a*)?"  # "rejects and condemns the plan"
RE_OWNER = r"^(?P<before>.*?)(?P<phrase>[D#]*[NHE#]*[EH])s[NE#aG]*t[aq]*$"  # "Norway's plan to ban"
RE_THOSE = r"Dr$"  # "those who were arrested": nobody who is named before
RE_NOUN_SCOPE = r"^([^VBAKSrz]*)"
RE_ATTRIBUTE = r"^(?P<before>.*?)(?P<phrase>E+(?:cE+)?H?)N*$"
RE_GOVERNED = r"[VKSfpb][D#NEa]*$"
RE_OBJECT_SCOPE = r"^([^;.S]*?)(?:,[^,;.S]*S|[;.S]|$)"  # not the ", officials said" behind it
RE_WITH_OTHERS = r"^[aTyND#]*w[D#N]*[EHR]"  # "signed a treaty with Denmark"
RE_OTHER_OBJECT = r"^a*[D#N]*[EHR]"
RE_NAMED_OBJECT = r"^[aT]*[D#N]*E"  # "rejected an Australian call of students" is no deed against the students
RE_BETWEEN = r"^(?:[infgop][^,;hyVSBAKR]*)?h"  # "talks in Geneva between"
RE_NO_PARTY = r"s[^s]*N$|^[^E]*N$"  # headed by a thing: "the minister's plan", "the union rule"
RE_PAIR = rf"^(?P<before>{RE_CHAIN}(?:,{RE_CHAIN})*),?c(?P<phrase>{RE_CHAIN})"
NOUN_REACH = 6  # tokens between a noun and the party it is about: "talks on Sunday in Rome with Chad"
SLOT_LETTERS = {
    "to": "t", "with": "w", "by": "y", "in": "i", "from": "m", "for": "f", "on": "n", "against": "g", "between": "h", "of": "o",
    "over": "n", "about": "p", "into": "i", "at": "i", "as": "b", "outside": "i", "along": "p", "across": "i", "that": "z",
}  # fmt: skip
MOST_SLOTS = 5  # of a pattern, which are tried in their order
SLOTS = ("object", "direct", "whole", "infinitive", *SLOT_LETTERS)


def with_parties(found: pl.DataFrame, letters: pl.DataFrame) -> pl.DataFrame:
    """Find actor and recipient of each trigger.

    Args:
        found: as `pipelines.text.event_triggers.triggers` returns it.
        letters: as `pipelines.text.event_words.shapes` returns it.

    Returns:
        The triggers with `actor` and `recipient`, structs of `start` (token in the sentence) and `width` (tokens), null
        when the clause does not tell, and `mutual`: the words in which those are named who do it with each other. Triggers that nobody
        acts in, nor suffers, are left out. `letters` of a trigger in quotation marks are covered outside the marks.
    """
    around = found.join(letters, on=["doc", "sentence_index"]).with_columns(letters=_own_words()).with_columns(**_sides())
    placed = around.with_columns(**_left_side()).with_columns(subject=_subject()).with_columns(**_slots())
    filled = placed.with_columns(_filled(placed)).with_columns(**_right_side())
    told = filled.with_columns(**_roles()).with_columns(mutual=_mutual()).with_columns(**_pairs())
    parties = told.filter(_is_told()).drop(
        "left", "right", "core", "bare", "subject", "by_agent", "object", "filled", *_SUBJECTS, *(f"slot_{name}" for name in SLOTS)
    )
    spans = ("actor", "recipient", "mutual")
    return parties.with_columns(pl.when(pl.col(side).struct.field("start").is_not_null()).then(side).alias(side) for side in spans)


_SUBJECTS = ("local", "relative", "speaker", "main", "possessor", "attribute", "owner", "pronoun", "first")


def _own_words() -> pl.Expr:
    """The letters of the sentence; of a trigger in quotation marks those between the marks only, the others covered by semicolons."""
    before = pl.col("letters").str.slice(0, "at").str.extract("([^q]*)$").str.pad_start("at", ";")
    rest = pl.col("letters").str.slice("at")
    after = rest.str.extract("^([^q]*)").str.pad_end(rest.str.len_chars(), ";")
    return pl.when("quoted").then(before + after).otherwise("letters")


def _sides() -> dict[str, pl.Expr]:
    """The letters before the trigger, and those after it up to the end of its clause: a subject pronoun begins another one."""
    right = pl.col("letters").str.slice(pl.col("at") + 1).str.extract(RE_OBJECT_SCOPE)
    own = pl.col("marks").str.slice(pl.col("at") + 1).str.extract(r"^([^SP]*)").str.len_chars()
    content = pl.col("recipient_slots").str.contains("that", literal=True)
    verbal = pl.when(content).then(right).otherwise(right.str.slice(0, own))
    nominal = right.str.extract(RE_NOUN_SCOPE)
    return {
        "left": pl.col("letters").str.slice(0, "at"),
        "right": pl.when((pl.col("shape") == "noun") & ~content).then(nominal).otherwise(verbal),
    }


def _shifted(span: pl.Expr, by: pl.Expr) -> pl.Expr:
    return span.struct.with_fields(pl.field("start") + by)


def _known(span: str) -> pl.Expr:
    return pl.col(span).struct.field("start").is_not_null()


def _letters_of(span: str) -> pl.Expr:
    return pl.col("letters").str.slice(pl.col(span).struct.field("start"), pl.col(span).struct.field("width")).fill_null("")


def _is_party(span: str) -> pl.Expr:
    """A span that names or tells of people: a name, a noun for people or bodies, a pronoun."""
    return _letters_of(span).str.contains(r"[EHR]")


def _left_side() -> dict[str, pl.Expr]:
    """Candidates for the subject left of the trigger."""
    core = pl.when(pl.col("shape") != "noun").then(pl.col("left").str.replace(RE_VERB_GROUP, ""))  # a noun has no verb group before it
    skipped = core.str.extract(f"({RE_INTRODUCTION})").fill_null("").str.len_chars().cast(pl.Int32)
    skipped = pl.when(skipped < core.str.len_chars()).then(skipped).otherwise(0)
    return {
        "core": core,
        "bare": pl.col("left").str.contains(RE_BARE_INFINITIVE),
        "local": pl.when(~core.str.contains(RE_NO_SUBJECT)).then(_shifted(groups(core.str.slice(skipped), RE_LOCAL), skipped)),
        "relative": groups(core, RE_RELATIVE),
        "speaker": groups(core, RE_SPEAKER),
        "main": groups(pl.col("left"), RE_MAIN),
        "first": groups(pl.col("left"), RE_FIRST),
        "possessor": groups(pl.col("left"), RE_POSSESSOR),
        "attribute": groups(pl.col("left"), RE_ATTRIBUTE),
        "owner": groups(pl.col("left"), RE_OWNER),
        "pronoun": pl.when(_place_of("O").is_not_null()).then(pl.struct(start=_place_of("O"), width=pl.lit(1, pl.Int32))),
    }


def _subject() -> pl.Expr:
    """The subject: the phrase before the verb group, the antecedent of a relative clause, else the clause's first phrase."""
    participial = (pl.col("form_kind") == "ing") & ~pl.col("left").str.contains(r"B[aT]*$")
    away = pl.col("bare") | participial
    direct = pl.coalesce(
        pl.when(_known("speaker")).then("speaker"), pl.when(_known("local")).then("local"), pl.when(_known("relative")).then("relative")
    )
    main = pl.when(_known("main") & _is_party("main")).then("main").otherwise("first")
    owner = pl.when(pl.col("bare") & _known("owner")).then("owner").otherwise(main)
    those = pl.col("core").str.contains(RE_THOSE) & ~_known("relative")
    verbal = pl.when(~away & ~those).then(pl.coalesce(direct, main)).when(away).then(owner)
    mutual = pl.col("right").str.contains(RE_BETWEEN) & (pl.col("event_mode") != "mediate")  # "talks between": who holds them stands behind
    governed = pl.col("left").str.contains(RE_GOVERNED) & _known("main") & ~mutual
    nominal = pl.coalesce(
        pl.when(_known("possessor")).then("possessor"),
        pl.when(_known("pronoun")).then("pronoun"),
        pl.when(governed).then("main"),
        pl.when(_known("attribute") & ~mutual).then("attribute"),
    )
    return pl.when(pl.col("shape") == "noun").then(nominal).otherwise(verbal)


def _slot(right: pl.Expr, letter: str) -> pl.Expr:
    """The first party behind a preposition."""
    return groups(right, rf"^(?P<before>[^,]*?{letter})(?P<phrase>{RE_PARTY})")


def _slots() -> dict[str, pl.Expr]:
    """The party in each slot that the pattern asks for; the others are not looked for, which would take most of the time."""
    particles = pl.col("last") - pl.col("at")
    direct = rf"^(?P<before>{RE_BEFORE_OBJECT})(?P<phrase>{RE_PARTY})"
    behind = {"direct": direct, "whole": rf"{direct}(?:[^DNEHR#qsV]|$)", "infinitive": rf"{direct},?(?:[a,]|{RE_TIME_PHRASE})*t"}
    slots = {"object": groups(_asking("object"), rf"^(?P<before>[^,p]*?(?:tN+)?)(?P<phrase>{RE_PARTY})")}
    slots |= {name: _shifted(groups(_asking(name).str.slice(particles), pattern), particles) for name, pattern in behind.items()}
    slots |= {name: _slot(_asking(name), letter) for name, letter in SLOT_LETTERS.items()}
    return {f"slot_{name}": span for name, span in slots.items()}


def _asking(slot: str) -> pl.Expr:
    """The letters after the trigger, null where the pattern has no such slot."""
    return pl.when(_has_slot(slot)).then("right")


def _filled(placed: pl.DataFrame) -> pl.Series:
    """The first of the pattern's slots that is filled, as `filled`."""
    spans = pl.concat(placed[f"slot_{name}"] for name in SLOTS)
    rows = placed.select(row=pl.int_range(pl.len()), slot=pl.col("recipient_slots").str.split("|").list.head(MOST_SLOTS))
    asked = rows.explode("slot")
    number = asked["slot"].replace_strict(SLOTS, range(len(SLOTS)), default=None, return_dtype=pl.Int64)
    found = asked.with_columns(filled=spans.gather(number * placed.height + asked["row"])).filter(_known("filled"))
    first = found.unique("row", keep="first", maintain_order=True)
    return rows.join(first, on="row", how="left", maintain_order="left")["filled"]


def _right_side() -> dict[str, pl.Expr]:
    """The agent of a passive, and the recipient by the first of the pattern's slots that is filled."""
    offset, particles = pl.col("at") + 1, pl.col("last") - pl.col("at")
    named = pl.col("object_words").is_null() & _has_slot("object") & pl.col("right").str.contains(RE_NAMED_OBJECT)
    chosen = pl.when(named & _known("slot_object")).then("slot_object").otherwise("filled")
    beside = (pl.col("shape") != "noun") | (chosen.struct.field("start") <= NOUN_REACH + particles)
    return {"by_agent": _shifted(_slot(pl.col("right"), "y"), offset), "object": _shifted(pl.when(beside).then(chosen), offset)}


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


def _mutual() -> pl.Expr:
    """The words for those who do it with each other: subject of a reciprocal verb, what "between" joins, "US–China" before talks."""
    nothing = pl.struct(start=pl.lit(None, pl.Int32), width=pl.lit(None, pl.Int32))
    apart = pl.col("right").str.contains(RE_WITH_OTHERS) | (_has_slot("object") & pl.col("right").str.contains(RE_OTHER_OBJECT))
    together = (pl.col("shape") == "reciprocal") & ~pl.col("passive") & ~apart
    between = pl.col("right").str.contains(RE_BETWEEN) & ~_known("actor")
    joined = (pl.col("shape") == "noun") & _has_slot("between") & ~_known("recipient")
    return pl.when(together | joined).then("actor").when(between).then("recipient").otherwise(nothing)


def _has_slot(name: str) -> pl.Expr:
    return pl.col("recipient_slots").str.contains(rf"\b{name}\b")


def _pairs() -> dict[str, pl.Expr]:
    """Split "X and Y" where both do it with each other. Words for two who were named before ("they", "the two leaders") are both sides."""
    start, width = pl.col("mutual").struct.field("start"), pl.col("mutual").struct.field("width")
    pair = pl.col("letters").str.slice(start, width).str.extract_groups(RE_PAIR)
    before, phrase = (pair.struct.field(name).str.len_chars().cast(pl.Int32) for name in ("before", "phrase"))
    both = before.is_not_null() & pair.struct.field("before").str.contains("[EH]") & pair.struct.field("phrase").str.contains("[EH]")
    end = start + width
    behind = pl.col("letters").str.slice(start + before, 2)
    second = start + before + behind.str.extract("^(,?c)").str.len_chars().cast(pl.Int32)
    two = _are_two(start, width) & ~_known("recipient")
    theirs, own = _is_theirs(), pl.struct(start=_place_of("T"), width=pl.lit(1, pl.Int32))
    return {
        "actor": pl.when(both).then(pl.struct(start=start, width=before)).when(theirs).then(own).otherwise("actor"),
        "recipient": pl.when(both).then(pl.struct(start=second, width=pl.min_horizontal(phrase, end - second)))
        .when(two).then("mutual").when(theirs).then(own).otherwise("recipient"),
    }  # fmt: skip


def _are_two(start: pl.Expr, width: pl.Expr) -> pl.Expr:
    """Tell whether words stand for two who were named before: "they", "both sides", "the two leaders"."""
    marks, words = pl.col("marks").str.slice(start, width), pl.col("letters").str.slice(start, width)
    return (marks.str.contains("^[PB]") | marks.str.contains("^0Q")) & words.str.contains(r"^(?:R|[D#a]*[N#]{0,2}H)$")


def _place_of(mark: str) -> pl.Expr:
    """The token with a mark right before the trigger, or one word before: "their meeting", "his first visit"."""
    between = pl.col("marks").str.slice(0, "at").str.extract(f"{mark}(.?)$").str.len_chars()
    return pl.col("at") - 1 - between.cast(pl.Int32)


def _is_theirs() -> pl.Expr:
    """Tell whether a noun is what two do with each other and "their" stands before it."""
    held = (pl.col("shape") == "noun") & _has_slot("between") & (pl.col("event_type") == "CONSULT")
    return held & _place_of("T").is_not_null() & ~_known("recipient")


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
    own = (pl.col("shape") == "noun") & (pl.col("actor").struct.field("start") == _place_of("O")).fill_null(False)
    acting = _known("actor") & (_is_party("actor") | own) & ~head.str.contains(RE_NO_PARTY).fill_null(False)
    both = pl.col("actor").struct.field("start") == pl.col("recipient").struct.field("start")
    told = acting | (suffering & received)
    return both.fill_null(False) | told & (received | (pl.col("needs_recipient") == "no"))
