"""Words for deeds that tell none: another sense of the words, sport, polls, mishaps, private life.

Belongs here: what of an event's own words, its parties or its sentence shows that nobody does a deed of its type.
Does not belong here: words beside one trigger (`event_patterns.csv`), which of several deeds counts (`pipelines.text.event_choice`).
"""

import re

import polars as pl

Forms = dict[str, tuple[str, ...]]

RE_ORDERED_TO = r"^[^.;zb]*t"  # "was told by the judge to go", not "was told that he had to"
RE_OBJECT = r"^a*[D#N]*N"  # "demonstrated a lack of care", "rallied support"; nobody protests such an object
RE_ADDED_VERB = r"^[aTq]*(?:[AB]|[KV]a*[^NEH#s])"  # "the charges that had been dropped"
RE_STATE = r"[rz]a*$"  # letters before a simple present: "the board, which funds schools", "people who support him"
RE_NAMED_SO = r"[#T]$|GN*$"  # letters before an -ing form that is a noun: "the 2012 shooting at", "policing funding"
RE_NO_OBJECT = r"^(?:[oimn.,;fypBAV]|$)"
RE_REPORTING = r"^q.*q$"  # letters before a verb that reports a quotation: "'Leave now,' recalled Anna Berg"
RE_ATTRIBUTE = r"t[aq]*N$"  # letters before a participle of the object: "to treat wounded soldiers"
RE_CARE = r"^event:aid:(?:rescue|treat|evacuate|rush|airlift)"
RE_WITH = r"^\s*with\b"
RE_ANY_WITH = r"\bwith\b"
RE_TO_OR_WITH = r"\b(?:to|with)\b"
RE_THING = r"['’]s\s+\p{Ll}[\p{L}-]+$|^the\s+[\p{Ll}-]+\s+of\b"  # "threatens the party's lead"
RE_NOBODY = r"(?i)^(?:(?:him|her|it|them)sel(?:f|ves)|no[- ]?one|nobody|none)$"
RE_COUNTED = r"(?i)^(?:[\d,.]+\s.*|they)$"
RE_IT = r"(?i)^(?:it|this|that|these)$"
RE_PRICE = (  # behind "charged": what is paid, unlike "charged with stealing fees"
    r"(?i)^(?:[^,;]*\s)?(?:fees?|rents?|tolls?|tuition|interest|premiums?|postage|prices?|extra|(?:a|per)\s+(?:day|week|month|year|head))\b|[$£€]"
)
RE_TALKING = r"^event:consult:(?:speak|talk|tell|discuss|chat)"
OF_YEAR, OF_WHOM, NAMED = r"(?:\s+of\s+\d{4})?$", r"(?:\s+of\s.*)?$", r"\s+\p{L}+(?:\s+\p{L}+)?$"  # what may follow a word at a party's end
SPORTING = ("AGREE", "CONSULT", "COOPERATE", "YIELD", "REJECT", "SUPPORT", "MOBILIZE", "THREATEN", "REQUEST", "AID")
HARMED = ("kill", "injure", "destroy", "attack")
WRITTEN = ("REQUEST", "ACCUSE", "REJECT", "SANCTION")
GIVING = ("AID", "SUPPORT", "YIELD", "COOPERATE")


def sound() -> pl.Expr:
    """Tell whether the letters around a trigger leave it the sense of its pattern.

    Who is told or wanted is asked to do something only before "to"; who demonstrates something shows it; what follows "that" must be a
    clause of its own; a simple present in a relative clause tells a lasting state ("who supports him"); an -ing form behind a noun or
    number, without an object, is a noun; a verb right behind a quotation reports it; a participle behind "to" and a verb goes with the
    noun behind it.

    The expression needs `letters`, `at`, `last`, `form_kind`, `passive`, `quoted`, `trigger`, `event_type` and `recipient_slots`.
    """
    before, after = pl.col("letters").str.slice(0, "at"), pl.col("letters").str.slice(pl.col("last") + 1)
    to_act = (pl.col("recipient_slots") == "infinitive") | pl.col("trigger").is_in(["encourage", "call on", "call upon"])
    asked = (pl.col("event_type") == "REQUEST") & to_act & pl.col("passive")
    shown = pl.col("trigger").is_in(["demonstrate", "rally"]) & ~pl.col("passive") & after.str.contains(RE_OBJECT)
    attribute = pl.col("trigger").str.ends_with(" that") & after.str.contains(RE_ADDED_VERB)
    state = pl.col("form_kind").is_in(["base", "s"]) & before.str.contains(RE_STATE)
    noun = (pl.col("form_kind") == "ing") & before.str.contains(RE_NAMED_SO) & after.str.contains(RE_NO_OBJECT)
    participle = pl.col("form_kind").is_in(["past", "part"])
    reporting = (participle | (pl.col("form_kind") == "s")) & before.str.contains(RE_REPORTING) & ~pl.col("quoted")
    of_object = participle & ~pl.col("passive") & before.str.contains(RE_ATTRIBUTE)
    return ~(asked & ~after.str.contains(RE_ORDERED_TO)) & ~pl.any_horizontal(attribute, shown, state, noun, reporting, of_object)


def deed(senses: pl.DataFrame) -> pl.Expr:
    """Tell whether the sentence and the parties of an event leave it a deed: no sport, poll, law, mishap, care or speech.

    The expression needs `text` (the sentence), `right` (the words behind the trigger), `event_type`, `event_mode`, `rule_id`, `form_kind`,
    `actor_id`, `actor_text` and `recipient_text`.

    Args:
        senses: the lexicon `event_senses`.
    """
    forms = {sense: tuple(group["form"]) for (sense,), group in senses.group_by("sense")}
    reasons = (_sport, _poll, _paper, _mishap, _nobody, _care, _speech, _other_object)
    return ~pl.any_horizontal(reason(forms).fill_null(False) for reason in reasons)


def _says(column: str, pattern: str) -> pl.Expr:
    return pl.col(column).str.contains(pattern)


def _has(column: str, forms: tuple[str, ...], ending: str = "") -> pl.Expr:
    """Tell whether a text has one of some words or signs; with an `ending`, only before it."""
    words = "|".join(re.escape(form) for form in forms if form[0].isalpha())
    signs = [re.escape(form) for form in forms if not form[0].isalpha()]
    return _says(column, "|".join([rf"(?i)(?-u:\b)(?:{words})(?-u:\b){ending}", *signs]))


def _sport(forms: Forms) -> pl.Expr:
    """What players and clubs do with each other; arrests and killings count in sport as well."""
    sporting, violent = pl.col("event_type").is_in(SPORTING), pl.col("event_type") == "ASSAULT"
    played = _has("text", forms["sport"])
    return (sporting | violent) & played & (sporting | ~_has("text", forms["crime"]))


def _poll(forms: Forms) -> pl.Expr:
    """Whom the voters like, as a poll or a count tells it."""
    stance = pl.col("event_type").is_in(["SUPPORT", "REJECT"]) & pl.col("actor_id").is_null()
    voters = _says("actor_text", RE_COUNTED) | _has("actor_text", forms["electorate"])
    return stance & voters & _has("text", forms["poll"])


def _paper(forms: Forms) -> pl.Expr:
    """What a law or a plan does, though it may ask, accuse or impose sanctions: "The Trade Act exempts them", "It provides funds"."""
    described = pl.col("event_type").is_in(GIVING) & (pl.col("form_kind") == "s") & _says("actor_text", RE_IT)
    return described | ~pl.col("event_type").is_in(WRITTEN) & _has("actor_text", forms["paper"], OF_YEAR)


def _mishap(forms: Forms) -> pl.Expr:
    """What nature and accidents do; "threatened by floods", unlike "threatened with death"."""
    no_actor = pl.col("actor_text").is_null()
    harmed = (pl.col("event_type") == "ASSAULT") & pl.col("event_mode").is_in(HARMED) & pl.col("actor_id").is_null()
    put_at_risk = no_actor & ~_says("right", RE_WITH) | _says("recipient_text", RE_THING) & ~_says("right", RE_TO_OR_WITH)
    endangered = (pl.col("rule_id") == "event:threaten:threaten") & put_at_risk
    warned = (pl.col("event_type") == "THREATEN") & no_actor  # "flood warnings were issued"
    return ((harmed | warned) & _has("text", forms["mishap"]) & ~_has("text", forms["violence"])) | endangered


def _nobody(forms: Forms) -> pl.Expr:
    """Violence against oneself, or against nobody."""
    return (pl.col("event_type") == "ASSAULT") & _says("recipient_text", RE_NOBODY)


def _care(forms: Forms) -> pl.Expr:
    """What ambulances, doctors and fire crews do for anybody."""
    return _says("rule_id", RE_CARE) & (pl.col("actor_text").is_null() | _has("actor_text", forms["crew"]))


def _speech(forms: Forms) -> pl.Expr:
    """Words to an audience or with the press, and appeal to voters."""
    heard = [
        _has(f"{side}_text", forms["audience"], OF_WHOM) | _has(f"{side}_text", forms["interviewer"], NAMED)
        | _has(f"{side}_text", forms["medium"], "$")
        for side in ("actor", "recipient")
    ]  # fmt: skip
    public = pl.any_horizontal(each.fill_null(False) for each in heard)
    charm = _says("rule_id", "^event:request:appeal") & _has("recipient_text", forms["charmed"])
    return (_says("rule_id", RE_TALKING) & public) | charm.fill_null(False)


def _other_object(forms: Forms) -> pl.Expr:
    """Things that are released or hosted as nobody is: a poll, a show; customers who are charged a fee."""
    priced = (pl.col("rule_id") == "event:accuse:charge") & _says("right", RE_PRICE) & ~_says("right", RE_ANY_WITH)
    published = (pl.col("rule_id") == "event:yield:release") & _has("recipient_text", forms["published"], "$")
    return published | priced | (pl.col("rule_id") == "event:consult:host") & _has("recipient_text", forms["show"])
