"""Objects of events: the party behind a trigger, in the slots that its pattern asks for.

Belongs here: objects and prepositional slots as patterns over word-class letters, which of several is meant.
Does not belong here: subjects, who of subject and object acts (`event_parties`), which name a span means (`event_entities`).
"""

import polars as pl

from pipelines.text.phrases import RE_ONE_PARTY, RE_PARTY, RE_TIME_PHRASE, groups

RE_BEFORE_OBJECT = r"[aTq]*(?:c[aA]*[VNSK]a*)?"  # "rejects and condemns the plan"
RE_NAMED_OBJECT = r"^[aT]*[D#N]*E"  # "rejected an Australian call of students" is no deed against the students
RE_MODAL = r"^(?:will|would|can|must|could|should)"
RE_BARE_VERB = r"^(a?N)"  # "will not accept refugees": the verb is no part of the party
RE_NAMED_BEHIND = r"^(?P<before>[^,;VSGrzbE]*?[tmgfinw])(?P<phrase>G?[DNH#]*E(?:[NHE#s])*)"
TOWARDS = ("AGREE", "REJECT", "THREATEN", "YIELD", "SANCTION", "AID")  # deeds of which somebody is often told behind the object
OF_GIVERS = ("SUPPORT", "AGREE", "AID")  # "won the endorsement of the union", but "faced accusations of fraud"
FROM_GIVERS = (*OF_GIVERS, "ACCUSE", "ASSAULT", "PROTEST", "REJECT", "REQUEST", "THREATEN")  # "aid from Norway", but "expulsion from"
RE_FROM = (  # "charges of fraud from", "a threat to Chad from the rebels", but not "support for the senator from Texas"
    rf"^(?P<before>(?:{RE_TIME_PHRASE}|a|[opf][D#N]*N)*m)(?P<phrase>{RE_PARTY})"
)
RE_GATHERED = rf"^(?P<before>o)(?P<phrase>{RE_ONE_PARTY})"
RE_FROM_BEHIND = rf"^(?P<before>[ngt]{RE_PARTY}m)(?P<phrase>D{RE_PARTY})"
# Not "while Chad met"; but deeds done "unless Chad gives in"
RE_OWN_OBJECT = rf"^(?P<before>tN+cN+|(?:^bDN*|^a*z|[^,pbrz])*?(?:tN+)?)(?P<phrase>{RE_PARTY})"
RE_ANY_OBJECT = rf"^(?P<before>tN+cN+|[^,p]*?(?:tN+)?)(?P<phrase>{RE_PARTY})"
RE_OWNER_BEHIND = r"^(?P<before>a*)(?P<phrase>D)[#V]*N+(?:[^NHEs]|$)"
PRAISING = ("applaud", "commend", "endorse", "hail", "laud", "praise", "salute", "welcome")  # but one defends one's own deeds
RE_PURPOSE = rf"^(?P<before>[^,;.b]*?t[VN]a*)(?P<phrase>{RE_PARTY})"  # "went on strike to protest the premier's plan"
CONDITIONAL = ("AGREE", "REJECT", "THREATEN")
RE_PLACE_INSERTED = r",[DE#T]{1,4},"  # "talks in the Saudi capital, Riyadh, with"
RE_LISTED = r"(?:,[D#NV]*N){1,4},?c"  # "flew rice, blankets and water to"
RE_COUNTED_KIND = r"#[VG]([NHE])"  # "40,000 displaced people", "300 starving refugees"
RE_KIND = r"^V([HE])"  # "freed jailed activists"
RE_ROLE = r"(?:b[NH]+(?:o[NEH]+)?)?"  # "talks as head of state with"
RE_CHARGE = r"^[^o]*[EH](oD?[#N]+)$"  # "convicted the mayor of fraud"
CHARGING = ("accuse", "acquit", "clear", "convict", "exonerate", "inform", "notify", "remind", "rob", "strip", "suspect")
RE_COUNTED = r"^(?P<before>[ai]*)(?P<phrase>D*#[D#]*)(?:[^NHED#so]|$)"  # "killed at least 20 in Paris"
VICTIMS = ("arrest", "injure", "kidnap", "kill")  # modes whose recipient can be a mere number
COUNTED = (*VICTIMS, "charge")  # "two were charged"
NOUN_REACH = 6  # tokens between a noun and the party it is about: "talks on Sunday in Rome with Chad"
SLOT_LETTERS = {
    "to": "t", "with": "w", "by": "y", "in": "i", "from": "m", "for": "f", "on": "n", "against": "g", "between": "h", "of": "o",
    "over": "n", "about": "p", "into": "i", "at": "i", "as": "b", "outside": "i", "along": "p", "across": "i", "that": "z",
}  # fmt: skip
SLOTS = ("object", "direct", "whole", "infinitive", *SLOT_LETTERS)


def with_objects(placed: pl.DataFrame) -> pl.DataFrame:
    """Add the party behind each trigger.

    Args:
        placed: triggers with the columns of their pattern, `right` (the letters behind the trigger in its clause) and `marks`.

    Returns:
        The triggers with `by_agent`, `from_agent`, `of_agent` (behind "by", "from", "of") and `object` (the recipient by the pattern's
        slots): spans of the sentence's tokens, structs of `start` and `width`.
    """
    slotted = placed.with_columns(right=_plain(pl.col("right"))).with_columns(**_slots())
    filled = slotted.with_columns(_filled(slotted)).with_columns(chosen=_chosen()).with_columns(named=_named_behind())
    return filled.with_columns(**_sides()).drop(
        "filled", "chosen", "named", *(f"slot_{name}" for name in (*SLOTS, "number", "owner", "purpose"))
    )


def _plain(right: pl.Expr) -> pl.Expr:
    """The letters with words that only describe people as parts of their noun phrase: "jailed activists", "a further 2,000 Haitians"."""
    direct = pl.when(~pl.col("passive") & (pl.col("at") == pl.col("last"))).then(right.str.replace(RE_KIND, "N$1")).otherwise(right)
    return direct.str.replace_all(RE_COUNTED_KIND, "#N$1").str.replace_all("Da#", "DD#", literal=True)


def shifted(span: pl.Expr, by: pl.Expr) -> pl.Expr:
    """Return a span moved by some tokens."""
    return span.struct.with_fields(pl.field("start") + by)


def known(span: str) -> pl.Expr:
    """Tell whether a span is there."""
    return pl.col(span).struct.field("start").is_not_null()


def has_slot(name: str) -> pl.Expr:
    """Tell whether a pattern has a slot."""
    return pl.col("recipient_slots").str.contains(rf"\b{name}\b")


def _slot(right: pl.Expr, letter: str) -> pl.Expr:
    """The first party behind a preposition; "act as mediator between" is one clause."""
    role = RE_ROLE if letter == SLOT_LETTERS["with"] else ""
    return groups(right, rf"^(?P<before>(?:[^,brz]|Tb|^bH|{RE_PLACE_INSERTED}|{RE_LISTED})*?{role}{letter})(?P<phrase>{RE_PARTY})")


def _slots() -> dict[str, pl.Expr]:
    """The party in each slot that the pattern asks for; the others are not looked for, which would take most of the time."""
    particles = pl.col("last") - pl.col("at")
    direct = rf"^(?P<before>{RE_BEFORE_OBJECT})(?P<phrase>{RE_PARTY})"
    behind = {"direct": direct, "whole": rf"{direct}(?:[^DNEHR#qsV]|$)", "infinitive": rf"{direct},?(?:[a,]|{RE_TIME_PHRASE})*t"}
    modal = pl.when(pl.col("trigger").str.contains(RE_MODAL)).then(_asking("object")).str.extract(RE_BARE_VERB)
    skipped = modal.str.len_chars().fill_null(0).cast(pl.Int32)
    clause_at = pl.col("right").str.find("b", literal=True)
    condition_at = pl.col("marks").str.slice(pl.col("at") + 1).str.find("I", literal=True)
    conditional = (pl.col("event_type").is_in(CONDITIONAL) & (clause_at == condition_at)).fill_null(False)
    own, beyond = (pl.when(asked).then(_asking("object")).str.slice(skipped) for asked in (~conditional, conditional))
    named = pl.when(conditional).then(groups(beyond, RE_ANY_OBJECT)).otherwise(groups(own, RE_OWN_OBJECT))
    slots = {"object": shifted(named, skipped)}
    slots |= {name: shifted(groups(_asking(name).str.slice(particles), pattern), particles) for name, pattern in behind.items()}
    victims = (pl.col("shape") == "verb") & ~pl.col("passive") & pl.col("event_mode").is_in(VICTIMS)
    number = pl.when(victims).then(pl.col("right").str.slice(particles))
    protest = pl.when((pl.col("event_type") == "PROTEST") & (pl.col("shape") != "noun")).then("right")
    slots["purpose"] = groups(protest, RE_PURPOSE)
    slots["owner"] = shifted(_owner(particles), particles)
    slots["number"] = shifted(groups(number, RE_COUNTED), particles)
    slots |= {name: _slot(_asking(name), letter) for name, letter in SLOT_LETTERS.items()}
    return {f"slot_{name}": span for name, span in slots.items()}


def _owner(particles: pl.Expr) -> pl.Expr:
    """The pronoun for somebody whose doings are condemned or praised: "slammed his proposal"."""
    judged = (pl.col("event_mode") == "condemn") | pl.col("trigger").is_in(PRAISING)
    asking = (has_slot("object") | has_slot("direct")) & (pl.col("shape") == "verb") & ~pl.col("passive")
    span = groups(pl.when(judged & asking).then("right").str.slice(particles), RE_OWNER_BEHIND)
    place = pl.col("at") + 1 + particles + span.struct.field("start")
    return pl.when(pl.col("marks").str.slice(place, 1).is_in(["O", "T"])).then(span)


def _asking(slot: str) -> pl.Expr:
    """The letters after the trigger, null where the pattern has no such slot."""
    return pl.when(has_slot(slot)).then("right")


def _filled(slotted: pl.DataFrame) -> pl.Series:
    """The first of the pattern's slots that is filled, as `filled`. By row: an expression would ask for each slot at each place."""
    spans = pl.concat(slotted[f"slot_{name}"] for name in SLOTS)
    rows = slotted.select(row=pl.int_range(pl.len()), slot=pl.col("recipient_slots").str.split("|"))
    asked = rows.explode("slot")
    number = asked["slot"].replace_strict(SLOTS, range(len(SLOTS)), default=None, return_dtype=pl.Int64)
    found = asked.with_columns(filled=spans.gather(number * slotted.height + asked["row"])).filter(known("filled"))
    first = found.unique("row", keep="first", maintain_order=True)
    return rows.join(first, on="row", how="left", maintain_order="left")["filled"]


def _chosen() -> pl.Expr:
    """The recipient: a number of victims or a named object before all others, else the first filled slot."""
    own_name = pl.col("object_words").is_null() & has_slot("object") & pl.col("right").str.contains(RE_NAMED_OBJECT)
    named = pl.when(own_name & known("slot_object")).then("slot_object").otherwise("filled")
    against = known("slot_purpose") & ~known("slot_against")
    return (
        pl.when(known("slot_number"))
        .then("slot_number")
        .when(known("slot_owner"))
        .then("slot_owner")
        .when(against)
        .then("slot_purpose")
        .otherwise(named)
    )


def _named_behind() -> pl.Expr:
    """The named party that somebody's own people, or a thing, come to or from: "refused to send its troops to Chad"."""
    start, width = pl.col("chosen").struct.field("start"), pl.col("chosen").struct.field("width")
    letters, end = pl.col("right").str.slice(start, width), start + width
    own = pl.col("marks").str.slice(pl.col("at") + 1 + start, 1).is_in(["O", "T"])
    sent = letters.str.contains(r"^#*H$") & pl.col("event_type").is_in(["AGREE", "REJECT", "THREATEN"])
    thing = letters.str.contains(r"^[^Es]*N$")
    unnamed = ~letters.str.contains("E", literal=True) & pl.col("event_type").is_in(TOWARDS) & has_slot("object")
    behind = pl.when(unnamed & (own | thing | sent)).then(pl.col("right").str.slice(end))
    return shifted(groups(behind, RE_NAMED_BEHIND), end)


def _sides() -> dict[str, pl.Expr]:
    """Who acts by a phrase behind the trigger, and the recipient."""
    offset, particles, right = pl.col("at") + 1, pl.col("last") - pl.col("at"), pl.col("right")
    beside = (pl.col("shape") != "noun") | (pl.col("chosen").struct.field("start") <= NOUN_REACH + particles)
    meant = pl.when(beside).then(pl.when(known("named")).then("named").otherwise("chosen"))
    words = right.str.slice(meant.struct.field("start"), meant.struct.field("width"))
    charge = pl.when(pl.col("trigger").is_in(CHARGING)).then(words.str.extract(RE_CHARGE).str.len_chars().cast(pl.Int32))
    giver = _slot(pl.when(_got()).then(right), "m")
    gathered = (pl.col("event_type") == "CONSULT") & pl.col("trigger").str.ends_with(" of")  # "a meeting of ministers"
    behind_of = pl.when("turned", pl.col("event_type").is_in(OF_GIVERS)).then(right)
    of_agent = pl.when(gathered).then(groups(right, RE_GATHERED)).otherwise(_slot(behind_of, "o"))
    return {
        "by_agent": shifted(pl.when(_got()).then(giver).otherwise(_by_agent(right)), offset),
        "from_agent": shifted(_behind_from(), offset),
        "of_agent": shifted(of_agent, offset),
        "object": shifted(meant.struct.with_fields(width=pl.field("width") - charge.fill_null(0)), offset),
    }


def _by_agent(right: pl.Expr) -> pl.Expr:
    """Who does it by a phrase with "by": behind another participle only a light verb's, as in "hurt in an attack staged by rebels"."""
    span = _slot(right, "y")
    before = pl.col("at") + span.struct.field("start") - 1
    other = (pl.col("letters").str.slice(before, 1) == "V") & (pl.col("marks").str.slice(before, 1) == "0")
    return pl.when(~other | (before <= pl.col("last"))).then(span)


def _got() -> pl.Expr:
    """Tell whether a verb is about help that its subject gets: "received food from Norway"."""
    return (pl.col("event_type") == "AID") & (pl.col("recipient_slots") == "subject")


def _behind_from() -> pl.Expr:
    """Who gives what a noun tells: "aid from Norway", "pressure on Chad from the rebels"."""
    given = pl.col("event_type").is_in(FROM_GIVERS) & (pl.col("turned") | ~has_slot("from"))
    called = (pl.col("event_type") == "CONSULT") & pl.col("turned")  # "got a call from"
    right = pl.when((pl.col("shape") == "noun") & (given | called)).then("right")
    near, far = groups(right, RE_FROM), groups(right, RE_FROM_BEHIND)
    return pl.when(near.struct.field("start").is_not_null()).then(near).otherwise(far)
