"""Which triggers of a sentence count: one meaning for each word, no deed that is only the content of another, nothing in passing.

Belongs here: the choice among triggers by their places and kinds.
Does not belong here: finding triggers (`pipelines.text.event_triggers`).
"""

import polars as pl

from pipelines.text.event_senses import deed, sound

KEY = ["doc", "sentence_index"]
PLACE = [*KEY, "at", "form_kind", "shape", "event_type", "together"]
RE_TOGETHER = r"^(?:in|on|with) .*(?:with|of|from)$"  # with whom a deed was done: "raided the camp in concert with Chad"
RE_SAME_PHRASE = r"^[^;,.Szrbk]*$"
RE_CONDITION = (  # or an open question, or a comparison: "unsure how he will oppose it", "longer than it had asked for"
    r"(?i)\b(?:(?:if|unless|until|whether|lest|in\s+case)\b[^,;]*|(?:how|why)\b[^,;]*\b(?:will|would|could|can|might|"
    r"should)\b[^,;]*|than\s+(?:he|she|it|they|we|I|you)\b[^,;]*)$"
)
RE_BEING = r"(?i)(?:^|[^\s]\s+)being\s+(?:\w+ly\s+)?$"  # "a woman being held": which woman is meant
RE_IS_BEING = (
    r"(?i)(?:\b(?:is|are|was|were|after|before|since|for|from|of|by|without|despite|about|to|while)|['’]s|['’]re)\s+(?:\w+\s+)?being\s+"
    r"(?:\w+ly\s+)?$"
)
RE_SUBORDINATE = r"[brz][^,;]*$"  # letters before a trigger in a clause that another one holds
# Letters before a trigger that only says which person or thing is meant, or goes with another deed
RE_MENTIONS = {
    # "those who killed", "arms they took"
    "any": r"[NHET#)][rz](?:[aABTKtq]|S[aq]*t)*$|[NHET#)]i?r[DNEH#s]*[aABT]*$|^[^b]*[NH]R[aA]*$|[opbmfnw]Aa?$",
    "ing": r"[ypfomn][aA]*$|Ha?$",  # "of accusing", "spies supporting"
    "passive": r"[NHE#)s][aT]*$",  # "land seized by"
    "noun": r"[bpgfomy][D#NEHsa]*$",  # "despite the rebels' attack on"
}
RE_IDEA = r"[pofmn]a*$"  # letters before an -ing form: "comments about annexing", "accused of killing"
RE_IDEA_TO = r"(?i)\b(?:commitments?|committed|opposition|opposed|objections?|resistance|alternatives?|aversion|forward)\s+to\s+$"
RE_ONLY_THOUGHT = (  # before an infinitive that tells what could or should be, and who does it is anybody
    r"(?i)\b(?:bills?|laws?|legislation|programs?|programmes?|opportunit(?:y|ies)|capacity|authority|impossible|possible|important|"
    r"essential|necessary|imperative|critical|crucial|hard|harder|difficult|easy|easier|time|(?:be|been|is|are|was|were|typically|often)\s+used)"
    r"\s+(?:for\s+(?:\S+\s+){1,4})?to\s+(?:\w+ly\s+)?$|\b(?:that|which|who)\s+(?:would|could|can|may|might)\s+(?:be\s+)?(?:\w+ly\s+)?$"
    r"|\bmust\s+(?:also\s+|\w+ly\s+)?$"
)
RE_TAKEN = r"(?i)\b(?:took|taken|takes|had)\s+(?:the|an|this)\s+(?:\w+\s+)?(?:opportunity|time)\s+to\s+"
RE_PRESS = r"(?i)\b(?:reporters|journalists|newsmen|correspondents|(?:the|local|news|national)\s+(?:press|media))$"
DIRECTIVES = ("REQUEST", "THREATEN", "AGREE", "REJECT")


def independent(told: pl.DataFrame, found: pl.DataFrame, letters: pl.DataFrame) -> pl.DataFrame:
    """Choose the triggers that tell an event of their own.

    What somebody agreed, refused, threatened or was asked to do is the content of that event, and so is a noun that is the object of
    another trigger: "rejected calls for talks" tells a rejection only. A verb whose parties are not told has no content, a noun has.

    Args:
        told: triggers with their parties, as `pipelines.text.event_parties.with_parties` returns them.
        found: all triggers, as `pipelines.text.event_triggers.triggers` returns them.
        letters: as `pipelines.text.event_words.shapes` returns it.

    Returns:
        The rows of `told` that count; several patterns may be left at one word.
    """
    together = (pl.col("event_type") == "COOPERATE") & pl.col("trigger").str.contains(RE_TOGETHER)
    told = told.with_columns(together=together)
    places = told.select(*PLACE, "last").unique(maintain_order=True)
    nouns = found.filter(pl.col("shape") == "noun")
    governors = pl.concat((_governors(told), _governors(nouns))).unique(maintain_order=True)
    pairs = places.join(governors, on=KEY).filter(pl.col("at") != pl.col("governor_at")).join(letters, on=KEY)
    opening, closing = pl.min_horizontal("last", "governor_last") + 1, pl.max_horizontal("at", "governor_at")
    between = pl.col("letters").str.slice(opening, (closing - opening).clip(0))
    before = pl.col("at") < pl.col("governor_at")
    content = pairs.with_columns(between=between).filter((before & _is_subject()) | (~before & _is_content()))
    return told.join(content, on=PLACE, how="anti").drop("together")


def closest(told: pl.DataFrame) -> pl.DataFrame:
    """Choose one pattern for each word: that with the longest trigger, and of these the one with the nearest object word.

    Where two ask for the same object word, nobody forces what is his own: "the students halted their protest" is no COERCE, unlike
    "police halted a protest by students".

    Args:
        told: triggers with their parties, as `pipelines.text.event_parties.with_parties` returns them, so that a pattern whose
            parties are missing gives way to another.
    """
    order = [*KEY, "at", pl.col("form_kind") == "ing", pl.col("at") - pl.col("last"), "distance", _forces_own(), "rule_id"]
    return told.filter(sound()).sort(order).unique([*KEY, "at"], keep="first", maintain_order=True)


def _forces_own() -> pl.Expr:
    """Tell whether a deed of force has an object that "its", "their" or "his" stands before."""
    return (pl.col("event_type") == "COERCE") & pl.col("marks").str.slice(pl.col("last") + 1, 1).is_in(["O", "T"])


def foreground(told: pl.DataFrame) -> pl.DataFrame:
    """Drop what is told only as a condition, in passing or as a mention.

    In passing is an event with a party unknown, in a subordinate clause, a participle or a noun, of a sentence that tells another
    event in full: "Chad accused Sudan after people were killed" tells an accusation. A mention only says who or what is meant in the
    telling of another event: "Chad met rebels backed by Sudan" tells a meeting. A clause with its own subject is none. An -ing form behind
    a preposition such as "about" is an idea and no deed, whatever else the sentence tells, and so is what a law is to do, or what it is
    time or possible to do.

    Args:
        told: events with `left` (the words of the trigger's clause before it), `letters` of the sentence, `at`, `form_kind`, `shape`,
            `passive`, `actor` and `recipient`.
    """
    acting = pl.col("actor").struct.field("start").is_not_null()
    complete = acting & pl.col("recipient").struct.field("start").is_not_null()
    before = pl.col("letters").str.slice(0, pl.col("at"))
    aside = before.str.contains(RE_SUBORDINATE) | (pl.col("form_kind") == "ing") | (pl.col("shape") == "noun")
    being = pl.col("passive") & pl.col("left").str.contains(RE_BEING) & ~pl.col("left").str.contains(RE_IS_BEING)
    mentioned = _is_mention(before) | being
    in_passing = ~complete & aside & complete.any().over(KEY)
    mention = mentioned & (acting & ~mentioned & ~in_passing).any().over(KEY)
    described = pl.col("passive") & _is_description(before)
    idea = (pl.col("form_kind") == "ing") & (before.str.contains(RE_IDEA) | pl.col("left").str.contains(RE_IDEA_TO))
    beside = (pl.col("shape") == "noun") & before.str.contains(RE_MENTIONS["noun"]) & (pl.col("event_type") != "CONSULT")
    allusion = beside & (~beside).any().over(KEY)  # "after protests by students", where another deed is told
    left = pl.col("left").str
    thought = pl.col("form_kind").is_in(["base", "part", "past"]) & left.contains(RE_ONLY_THOUGHT) & ~left.contains(RE_TAKEN)
    return told.filter(~thought, ~in_passing, ~mention, ~allusion, ~described, ~idea, ~pl.col("left").str.contains(RE_CONDITION))


def newsworthy(told: pl.DataFrame, senses: pl.DataFrame) -> pl.DataFrame:
    """Drop words for deeds that tell none, talk with the press, and rows of one trigger that mean the same two parties as the row before.

    Args:
        told: one row per actor and recipient: `doc`, `trigger_start_char`, `rule_id`, `event_type`, and for actor and recipient `_id`,
            `_text`, `_start_char`; and what `event_senses.deed` needs.
        senses: the lexicon `event_senses`.
    """
    press = (pl.col("event_type") == "CONSULT") & pl.col("recipient_text").str.contains(RE_PRESS)
    who = (pl.coalesce(f"{side}_id", pl.col(f"{side}_start_char").cast(pl.String)).alias(side) for side in ("actor", "recipient"))
    repeated = pl.struct("doc", "trigger_start_char", "rule_id", *who)
    return told.filter(~press.fill_null(False), deed(senses), repeated.is_first_distinct())


def _is_description(before: pl.Expr) -> pl.Expr:
    """Tell whether a participle with "of" only says who is meant in a sentence that has another verb: "a man accused of theft fled"."""
    behind = pl.col("letters").str.slice(pl.col("last") + 1)
    finite = before.str.contains("[VSKBA]") | behind.str.contains("[VSKBA]")
    return before.str.contains(r"[NHE#),]a*$") & behind.str.starts_with("o") & finite


def _is_mention(before: pl.Expr) -> pl.Expr:
    """Tell whether the letters before a trigger make it part of a phrase that serves another deed."""
    kinds = {"ing": pl.col("form_kind") == "ing", "passive": pl.col("passive"), "noun": pl.col("shape") == "noun"}
    by_kind = [kind & before.str.contains(RE_MENTIONS[name]) for name, kind in kinds.items()]
    return pl.any_horizontal(~kinds["noun"] & before.str.contains(RE_MENTIONS["any"]), *by_kind)


def _governors(found: pl.DataFrame) -> pl.DataFrame:
    asking = pl.col("event_type").is_in(["REQUEST", "THREATEN"])  # "calls to resign"
    promising = (pl.col("event_type") == "AGREE") & pl.col("trigger").str.ends_with(" to")  # "its offer to withdraw"
    verbs = found.filter((pl.col("shape") != "noun") | asking | promising)
    return verbs.select(
        *KEY, governor_at="at", governor_last="last", governor_type="event_type", governor_kind="form_kind", passive="passive"
    ).unique(maintain_order=True)


def _is_subject() -> pl.Expr:
    """Tell whether a noun is what the passive behind it is about: "talks were held", but not "a pact between Chad and Mali was reached"."""
    other = pl.col("between").str.contains(r"^h|[EH]$")  # "the arrest of men suspected of theft"
    return (pl.col("shape") == "noun") & pl.col("passive") & pl.col("between").str.contains(RE_SAME_PHRASE) & ~other


def _takes_object() -> pl.Expr:
    """Tell whether a governing form is surely a verb, so that a participle right behind it belongs to its object."""
    base = (pl.col("governor_kind") == "base") & pl.col("governor_type").is_in(["REJECT", "ACCUSE", "SUPPORT"])  # not "forces", "shells"
    return base | pl.col("governor_kind").is_in(["past", "part", "ing"])


def _is_content() -> pl.Expr:
    """Tell whether a trigger is only the content of the governing trigger before it."""
    kind, between = pl.col("form_kind"), pl.col("between")
    inside = pl.col("at") <= pl.col("governor_last")
    near = between.str.contains(RE_SAME_PHRASE)
    directive = pl.col("governor_type").is_in(DIRECTIVES)
    infinitive = kind.is_in(["base", "past"]) & between.str.contains(r"^[^;.]*t[aq]*$") | (kind == "base") & between.str.contains(r"^a*$")
    whole = pl.col("letters").str.slice("governor_last", 1) + between
    also_to = (
        directive & (kind == "base") & whole.str.contains(r"^(?:t|.[^;.zSR]*t)[^;.zSR]*[N#EH)],?c[aq]*$")
    )  # "agreed to open its border and grant"
    to_be = kind.is_in(["past", "part"]) & between.str.contains(r"^(?:[^;.]*[^;.B])?t[aq]*B[aT]*$")  # "a call for troops to be sent"
    full_verb = _takes_object() & (pl.col("letters").str.slice("governor_last", 1) != "A")
    attribute = kind.is_in(["past", "part"]) & (between == "") & full_verb  # "condemned alleged crimes", "reject proposed changes"
    told_to = (kind == "base") & directive & between.str.contains(r"^[^;.]*z?[^;.]*[EHRN,]$")
    gerund = (kind == "ing") & between.str.contains(r"^[^;.]*[ofmngpw]a*(?:[VG][^;.,]*,?ca*)?$")
    apart = (pl.col("governor_kind") == "noun") & between.str.contains("[VBA]")  # "pressure led to the release"
    deed_of_both = pl.col("together") & ~pl.col("governor_type").is_in([*DIRECTIVES, "ACCUSE", "COOPERATE"])
    noun = (pl.col("shape") == "noun") & ((near & ~apart) | (pl.col("governor_type") == pl.col("event_type"))) & ~deed_of_both
    return inside | infinitive | also_to | to_be | attribute | told_to | gerund | noun
