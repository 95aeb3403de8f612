"""Parties of events: who acts, and to or with whom, by their place in the clause around a trigger.

Belongs here: who of subject and object acts, who does it with each other, whether the parties make an event; spans of tokens.
Does not belong here: subjects (`event_subjects`), objects and prepositional slots (`event_objects`), which name or country a span means
(`event_entities`), what triggers an event (`event_triggers`).
"""

import polars as pl

from pipelines.text.event_light_verbs import with_light_verbs
from pipelines.text.event_objects import COUNTED, RE_COUNTED, has_slot, known, with_objects
from pipelines.text.event_subjects import RE_BETWEEN, is_party, letters_of, place_of, with_subjects
from pipelines.text.phrases import RE_BASE, RE_CHAIN, RE_PARTY

RE_NOUN_SCOPE = r"^[^VBAKSrz]*"
RE_TO_SCOPE = r"^[at]*V?[^VBAKSrz]*"  # "refusal to condemn Chad"
RE_OBJECT_SCOPE = r"^[^;.S]*S?"
RE_SAID_BEHIND = r"(?:,[^,]*)?S$"  # ", officials said"
RE_VERB_SCOPE = r"^[^SP]*"
RE_REASON = r"^(.*?)iN[tf]"  # "in response to", "in return for"; but "in aid to" is no reason
RE_INTEREST = r"^(.*?)iD?No"  # "lifted the ban in recognition of"
RE_WITH_OTHERS = r"^[aTyND#]*w[D#N]*[EHR]"  # "signed a treaty with Denmark"
RE_OTHER_OBJECT = r"^a*[D#N]*[EHR]"
RE_THING_OF = r"^([D#]*N+o)[D#N]*[EH]+$"
RE_THING = r"^[^E]*N$"
RE_NO_PARTY = r"s[^s]*N$|^[^E]*N$"  # headed by a thing: "the minister's plan", "the union rule"
RE_PAIR = rf"^(?P<before>{RE_CHAIN}(?:,{RE_CHAIN})*),?c(?P<phrase>{RE_CHAIN})"
NAMED_GIVERS = ("ACCUSE", "SUPPORT", "REJECT", "COERCE", "SANCTION", "ASSAULT")  # "faces UN sanctions", but "receives LIHEAP assistance"
REASONED = ("ACCUSE", "ASSAULT", "COERCE", "CONSULT", "MOBILIZE", "PROTEST", "THREATEN")
RE_NO_OBJECT = r"^a*(?:$|[.;,]|b|T|[nifb]?[D#]*T)"  # "will visit on 5 April", "has not visited since"
DONE = (  # modes of deeds done to things whoever did them
    "arrest", "attack", "bomb", "break", "ceasefire", "charge", "destroy", "investigate", "lift", "release", "restrict", "sanction",
    "seize", "suspend",
)  # fmt: skip
UNDERGONE = ("ACCUSE", "ASSAULT", "COERCE", "SANCTION")  # types of deeds done to whom "of" names: "led to the arrest of"
STEPS = (
    "caused", "left", "right", "near", "verb_at", "is_light", "turned", "exposed", "indirect", "by_agent", "from_agent", "of_agent",
    "object", "subject", "first", "possessor", "attribute", "doer", "sufferer",
)  # fmt: skip
"""Columns that only serve to find actor and recipient."""


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
    around = found.join(letters, on=["doc", "sentence_index"]).with_columns(letters=_own_words()).with_columns(right=_right_side())
    placed = with_subjects(with_objects(with_light_verbs(around)))
    told = placed.with_columns(**_roles()).with_columns(mutual=_mutual()).with_columns(**_pairs())
    parties = told.with_columns(doer=letters_of("actor"), sufferer=letters_of("recipient")).filter(_is_told())
    parties = parties.with_columns(actor=pl.when(~_is_thing()).then("actor")).drop(STEPS)
    spans = ("actor", "recipient", "mutual")
    return parties.with_columns(pl.when(pl.col(side).struct.field("start").is_not_null()).then(side).alias(side) for side in spans)


def _own_words() -> pl.Expr:
    """The letters of the sentence; of a trigger in quotation marks those between the marks only, the others covered by semicolons."""
    before = pl.col("letters").str.slice(0, "at").str.extract("([^q]*)$").str.pad_start("at", ";")
    rest = pl.col("letters").str.slice("at")
    after = rest.str.extract("^([^q]*)").str.pad_end(rest.str.len_chars(), ";")
    return pl.when("quoted").then(before + after).otherwise("letters")


def _right_side() -> pl.Expr:
    """The letters after the trigger up to the end of its clause: a subject pronoun begins another one."""
    whole = pl.col("letters").str.slice(pl.col("at") + 1).str.extract(RE_OBJECT_SCOPE, 0).str.replace(RE_SAID_BEHIND, "")
    reasoned = pl.when(pl.col("event_type").is_in(REASONED)).then(whole).str.extract(RE_REASON)
    granted = pl.when(pl.col("event_type") == "YIELD").then(whole).str.extract(RE_INTEREST)
    right = pl.coalesce(reasoned, granted, whole)
    own = pl.col("marks").str.slice(pl.col("at") + 1).str.extract(RE_VERB_SCOPE, 0).str.len_chars()
    content = pl.col("recipient_slots").str.contains("that", literal=True)
    verbal = pl.when(content).then(right).otherwise(right.str.slice(0, own))
    leads_to = pl.col("trigger").str.ends_with(" to")
    nominal = pl.when(leads_to).then(right.str.extract(RE_TO_SCOPE, 0)).otherwise(right.str.extract(RE_NOUN_SCOPE, 0))
    return pl.when((pl.col("shape") == "noun") & ~content).then(nominal).otherwise(verbal)


def _roles() -> dict[str, pl.Expr]:
    """Who acts and who receives: a passive turns them round, as "drew" does; a duty is laid on its subject by who says so."""
    nothing = pl.struct(start=pl.lit(None, pl.Int32), width=pl.lit(None, pl.Int32))
    duty = pl.col("recipient_slots").str.contains("subject", literal=True)
    agent = pl.when(known("by_agent")).then("by_agent").otherwise(nothing)
    sayer = pl.when(pl.col("left").str.contains("S")).then("first").otherwise(nothing)
    agents = [pl.when(known(name)).then(name) for name in ("possessor", "by_agent", "from_agent", "of_agent")]
    named = known("attribute") & pl.col("event_type").is_in(NAMED_GIVERS)
    giver = pl.coalesce(*agents, pl.when(named).then("attribute"))
    subject = pl.when(known("subject")).then("subject").otherwise(nothing)
    actor = pl.when("turned").then(giver).when("passive").then(agent).when(duty).then(sayer).otherwise(subject)
    # "sanctions were imposed on Chad": the subject is the pattern's own object
    own_object = pl.col("passive") & pl.col("object_words").is_not_null() & ~is_party("subject")
    suffers = (pl.col("passive") & ~own_object) | duty | pl.col("turned")
    inside = pl.col("object").struct.field("start") - actor.struct.field("start")
    width = actor.struct.field("width")
    actor = pl.when(~suffers & (inside > 1) & (inside < width)).then(actor.struct.with_fields(width=inside - 1)).otherwise(actor)
    given = pl.when(known("object")).then("object").when(known("indirect")).then("indirect").otherwise("object")
    return {"actor": actor, "recipient": pl.when(suffers).then(_undergoer()).otherwise(given)}


def _undergoer() -> pl.Expr:
    """The subject; of a participle the people who stand right before it: "the deaths of two men accused of theft"."""
    thing = pl.when(~pl.col("left").str.contains(r"[BA][aT]*$")).then(letters_of("subject").str.extract(RE_THING_OF))
    skipped = thing.str.len_chars().fill_null(0).cast(pl.Int32)
    start, width = pl.col("subject").struct.field("start"), pl.col("subject").struct.field("width")
    return pl.struct(start=start + skipped, width=width - skipped)


def _mutual() -> pl.Expr:
    """The words for those who do it with each other: subject of a reciprocal verb, what "between" joins, "US–China" before talks."""
    nothing = pl.struct(start=pl.lit(None, pl.Int32), width=pl.lit(None, pl.Int32))
    apart = pl.col("right").str.contains(RE_WITH_OTHERS) | (has_slot("object") & pl.col("right").str.contains(RE_OTHER_OBJECT))
    together = (pl.col("shape") == "reciprocal") & ~pl.col("passive") & ~apart
    between = pl.col("right").str.contains(RE_BETWEEN) & ~known("actor")
    joined = (pl.col("shape") == "noun") & has_slot("between") & ~known("recipient")
    return pl.when(together | joined).then("actor").when(between).then("recipient").otherwise(nothing)


def _pairs() -> dict[str, pl.Expr]:
    """Split "X and Y" where both do it with each other. Words for two who were named before ("they", "the two leaders") are both sides."""
    start, width = pl.col("mutual").struct.field("start"), pl.col("mutual").struct.field("width")
    pair = pl.col("letters").str.slice(start, width).str.extract_groups(RE_PAIR)
    before, phrase = (pair.struct.field(name).str.len_chars().cast(pl.Int32) for name in ("before", "phrase"))
    both = before.is_not_null() & pair.struct.field("before").str.contains("[EH]") & pair.struct.field("phrase").str.contains("[EH]")
    end = start + width
    behind = pl.col("letters").str.slice(start + before, 2)
    second = start + before + behind.str.extract("^(,?c)").str.len_chars().cast(pl.Int32)
    held = (pl.col("shape") == "noun") & (pl.col("event_type") == "CONSULT") & pl.col("right").str.contains(RE_BETWEEN)
    among = held & ~known("actor") & pl.col("letters").str.slice(start, width).str.contains("H")  # "talks among the parties"
    two = (_are_two(start, width) & ~known("recipient")) | among
    theirs, own = _is_theirs(), pl.struct(start=place_of("T"), width=pl.lit(1, pl.Int32))
    first = pl.struct(start=start, width=before)
    return {
        "actor": pl.when(both).then(first).when(among).then("mutual").when(theirs).then(own).otherwise("actor"),
        "recipient": pl.when(both).then(pl.struct(start=second, width=pl.min_horizontal(phrase, end - second)))
        .when(two).then("mutual").when(theirs).then(own).otherwise("recipient"),
    }  # fmt: skip


def _are_two(start: pl.Expr, width: pl.Expr) -> pl.Expr:
    """Tell whether words stand for two who were named before: "they", "both sides", "the two leaders"."""
    marks, words = pl.col("marks").str.slice(start, width), pl.col("letters").str.slice(start, width)
    return (marks.str.contains("^[PB]") | marks.str.contains("^0Q")) & words.str.contains(r"^(?:R|[D#a]*[N#]{0,2}H)$")


def _is_theirs() -> pl.Expr:
    """Tell whether a noun is what two do with each other and "their" stands before it."""
    held = (pl.col("shape") == "noun") & has_slot("between") & (pl.col("event_type") == "CONSULT")
    return held & place_of("T").is_not_null() & ~known("recipient")


def _is_told() -> pl.Expr:
    """An event needs a party that acts; a passive or a killing one that suffers."""
    victim = rf"^a*{RE_PARTY}|{RE_COUNTED.replace('?P<before>', '?:').replace('?P<phrase>', '?:')}"
    undergone = pl.col("caused") & (pl.col("event_type").is_in(UNDERGONE) | (pl.col("event_mode") == "release"))
    suffering = (pl.col("passive") | undergone) | (
        (pl.col("event_type") == "ASSAULT")
        & (~pl.col("turned") | pl.col("exposed"))
        & (pl.col("right").str.contains(victim) | (pl.col("shape") == "noun"))
    )
    thing = pl.col("sufferer").str.contains(r"s[^s]*N$|HN+$|[EH]NN+$|^[D#]*N+o") & (
        (pl.col("event_type") == "CONSULT") | (pl.col("event_mode") == "release")
    )
    counted = pl.col("event_mode").is_in(COUNTED) & pl.col("sufferer").str.contains("^[D#]+$")
    anybody = (pl.col("event_mode") == "trade") & ~pl.col("sufferer").str.contains("E", literal=True)  # "invested in companies"
    head, got = (pl.col(side).str.extract(f"^({RE_BASE})").str.replace(r"\([^()]*\)$", "") for side in ("doer", "sufferer"))
    deed = (
        pl.when(pl.col("event_type").is_in(["ACCUSE", "ASSAULT"])).then(got.str.contains(RE_THING)).otherwise(got.str.contains(RE_NO_PARTY))
    )
    somebody = pl.col("sufferer").str.contains("[EHR]") | counted | (pl.col("sufferer") == "D")
    received = known("recipient") & somebody & ~thing & ~anybody & ~(pl.col("turned") & deed).fill_null(False)
    own = (pl.col("shape") == "noun") & (pl.col("actor").struct.field("start") == place_of("O")).fill_null(False)
    crowd = (pl.col("event_type") == "PROTEST") & pl.col("doer").str.contains("^[D#]+$")  # "hundreds protested"
    acting = known("actor") & (pl.col("doer").str.contains("[EHR]") | own | crowd) & ~head.str.contains(RE_NO_PARTY).fill_null(False)
    both = pl.col("actor").struct.field("start") == pl.col("recipient").struct.field("start")
    suffering &= known("actor") | (pl.col("event_mode") != "cooperate")
    told = acting | (suffering & received) | _is_done()
    simple = (pl.col("form_kind") != "noun") & ~pl.col("trigger").str.contains(" ", literal=True)
    visiting = (pl.col("event_mode") == "visit") & simple & ~pl.col("passive") & pl.col("right").str.contains(RE_NO_OBJECT)
    return both.fill_null(False) | told & (received | visiting | (pl.col("needs_recipient") == "no"))


def _is_thing() -> pl.Expr:
    """Tell whether what acts is a thing, which hides who does: "a bombing near Oslo killed two"."""
    head = pl.col("doer").str.extract(f"^({RE_BASE})").str.replace(r"\([^()]*\)$", "")
    of_people = pl.col("doer").str.contains(r"^[D#N]*o[D#N]*[EHR]")  # "a third of voters"
    return (head.str.contains(r"^[^EHR]*N$") & (pl.col("shape") == "verb") & ~of_people).fill_null(False)


def _is_done() -> pl.Expr:
    """Tell whether a passive is about the pattern's own object: "the charges were dropped", "bail was denied"."""
    own_object = pl.col("passive") & pl.col("object_words").is_not_null() & known("subject") & ~is_party("subject")
    meant = pl.col("event_mode").is_in(DONE) & ~pl.col("trigger").is_in(["release", "restore"])  # "access was restored"
    return own_object & meant & pl.col("left").str.contains(r"B[aT]*$")
