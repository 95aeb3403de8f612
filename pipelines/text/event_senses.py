"""Words for deeds that tell none: another sense of the words, sport, polls, mishaps, private life.

Belongs here: what of an event's own words, its parties or its sentence shows that nobody does a deed of its type.
Does not belong here: words beside one trigger (`event_patterns.csv`), which of several deeds counts (`pipelines.text.event_choice`).
"""

import polars as pl

RE_ORDERED_TO = r"^[^.;zb]*t"  # "was told by the judge to go", not "was told that he had to"
RE_OBJECT = r"^a*[D#N]*N"  # "demonstrated a lack of care", "rallied support"; nobody protests such an object
RE_ADDED_VERB = r"^[aTq]*(?:[AB]|[KV]a*[^NEH#s])"  # "the charges that had been dropped"
RE_STATE = r"[rz]a*$"  # letters before a simple present: "the board, which funds schools", "people who support him"
RE_NAMED_SO = r"[#T]$|GN*$"  # letters before an -ing form that is a noun: "the 2012 shooting at", "policing funding"
RE_NO_OBJECT = r"^(?:[oimn.,;fypBAV]|$)"
RE_REPORTING = r"^q.*q$"  # letters before a verb that reports a quotation: "'Leave now,' recalled Anna Berg"
RE_ATTRIBUTE = r"t[aq]*N$"  # letters before a participle of the object: "to treat wounded soldiers"
RE_SPORT = (
    r"(?i)\b(?:baseman|basemen|baseball|basketball|quarterbacks?|linebackers?|touchdowns?|innings?|playoffs?|play-offs?|midfielders?|"
    r"goalkeepers?|shortstop|outfielders?|pitchers?|free\s+agents?|free\s+throws?|rebounds|dunk(?:s|ed)?|bullpen|halftime|half-time|"
    r"semi-?finals?|quarter-?finals?|touchline|offside|super\s+bowl|NFL|NBA|NHL|MLB|FIFA|UEFA|NCAA|heavyweight|undefeated|league\s+title|"
    r"off-?season|pre-?season|all-star|world\s+series|roster|home\s+runs?|grand\s+slam|wide\s+receivers?|cornerbacks?|fullbacks?|"
    r"head\s+coach|hat-trick|win-loss|batting|bowled|wicket|knockouts?|hamstring)\b"
)
RE_CRIME = r"(?i)\b(?:gun\w*|police|bomb\w*|kill\w*|murder\w*|stab\w*|assault\w*|rap(?:ed?|ing)|arrested|charged)\b"
SPORTING = ("AGREE", "CONSULT", "COOPERATE", "YIELD", "REJECT", "SUPPORT", "MOBILIZE", "THREATEN", "REQUEST", "AID")
RE_POLL = r"(?i)\b(?:polls?|polled|pollsters?|surveys?|surveyed|respondents|percent(?:age)?|per\s+cent|caucus(?:es)?|turned\s+out)\b|%"
RE_ELECTORATE = (
    r"(?i)^(?:[\d,.]+\s.*|they)$|\b(?:voters|electorate|respondents|caucus-?goers|per\s?cent|people|women|men|whites|blacks|"
    r"hispanics|latinos|millennials|evangelicals|residents|americans|majority|majorities|republicans|democrats|independents|supporters)\b|%"
)
RE_NATURE = (
    r"(?i)\b(?:(?:earth)?quakes?|tremors?|aftershocks?|tsunamis?|landslides?|mudslides?|avalanches?|"
    r"(?:snow|thunder|rain|tropical\s+|winter\s+|ice\s+)storms?|hurricanes?|typhoons?|"
    r"cyclones?|tornado(?:e?s)?|floods?|flooding|heat\s?waves?|droughts?|volcano(?:e?s)?|eruption|famine|epidemic|pandemic|outbreak|"
    r"virus|disease|cancer)\b"
)
RE_ACCIDENT = (
    r"(?i)\b(?:accidents?|crash(?:es|ed)?|collisions?|collided|derail(?:ed|ment)|stampede|capsized|overdose|drown(?:ed|ing)|"
    r"(?:house|residential|apartment)\s+fires?|in\s+(?:a|the)\s+(?:\w+\s+)?fire)\b"
)
RE_VIOLENCE = r"(?i)\b(?:bomb\w*|gun\w*|shoot\w*|shot|attack\w*|militants?|rebels?|soldiers?|troops|blast|explosives?|stabb\w*|murder\w*)\b"
HARMED = ("kill", "injure", "destroy", "attack")
RE_SELF = r"(?i)^(?:him|her|it|them)sel(?:f|ves)$"
RE_CREW = (
    r"(?i)\b(?:paramedics?|firefighters?|fire\s+(?:crews?|brigade)|crews?|rescuers?|medics?|doctors?|nurses?|lifeguards?|ambulances?)\b"
)
RE_CARE = r"^event:aid:(?:rescue|treat|evacuate|rush|airlift)"
RE_WITH = r"^\s*with\b"
RE_TO_OR_WITH = r"\b(?:to|with)\b"
RE_THING = r"['’]s\s+\p{Ll}[\p{L}-]+$|^the\s+[\p{Ll}-]+\s+of\b"  # "threatens the party's lead"
RE_NOBODY = r"(?i)^(?:no[- ]?one|nobody|none)$"
RE_PAPER = (  # a law or a plan does nothing, though it may ask, accuse or impose sanctions
    r"(?i)\b(?:act|bill|legislation|law|amendment|measure|budget|programs?|programmes?|plan|proposal|provisions?|initiative|section|agreement|"
    r"treaty|rules?|policy|policies|funds?|grants?|loans?|code|statute|awards?)(?:\s+of\s+\d{4})?$"
)
WRITTEN = ("REQUEST", "ACCUSE", "REJECT", "SANCTION")
RE_AUDIENCE = (
    r"(?i)\b(?:audiences?|crowds?|conference(?:\s+of\s.*)?|convention|rally|gathering|forum|viewers|fans|supporters|voters|listeners|"
    r"(?:reporters?|columnist|anchor|correspondent|journalist|interviewer)\s+\p{L}+(?:\s+\p{L}+)?)$|"
    r"\b(?-i:News|Times|Post|Journal|Tribune|Herald|Radio|Television|TV|Magazine|Gazette|Press)$"
)
RE_CHARMED = r"(?i)\b(?:voters|electorate|wing|base|women|men|americans|independents|moderates|conservatives|liberals|party|audiences?)\b"
RE_PUBLISHED = r"(?i)\b(?:polls?|reports?|statements?|surveys?|stud(?:y|ies)|videos?|books?|ads?|figures|data|e-?mails?|documents)$"
RE_SHOW = r"(?i)\b(?:awards?|games|cup|olympics|shows?|festival|ceremony|tournament|gala|fundraisers?|party)\b"
RE_IT = r"(?i)^(?:it|this|that|these)$"
GIVING = ("AID", "SUPPORT", "YIELD", "COOPERATE")
RE_TALKING = r"^event:consult:(?:speak|talk|tell|discuss|chat)"


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


def deed() -> pl.Expr:
    """Tell whether the sentence and the parties of an event leave it a deed: no sport, poll, law, mishap, care or speech.

    The expression needs `text` (the sentence), `right` (the words behind the trigger), `event_type`, `event_mode`, `rule_id`, `form_kind`,
    `actor_id`, `actor_text` and `recipient_text`.
    """
    reasons = (_sport(), _poll(), _paper(), _mishap(), _nobody(), _care(), _speech(), _other_object())
    return ~pl.any_horizontal(reason.fill_null(False) for reason in reasons)


def _says(column: str, pattern: str) -> pl.Expr:
    return pl.col(column).str.contains(pattern)


def _sport() -> pl.Expr:
    """What players and clubs do with each other; arrests and killings count in sport as well."""
    played = pl.col("event_type").is_in(SPORTING) | (pl.col("event_type") == "ASSAULT") & ~_says("text", RE_CRIME)
    return played & _says("text", RE_SPORT)


def _poll() -> pl.Expr:
    """Whom the voters like, as a poll or a count tells it."""
    stance = pl.col("event_type").is_in(["SUPPORT", "REJECT"]) & pl.col("actor_id").is_null()
    return stance & _says("actor_text", RE_ELECTORATE) & _says("text", RE_POLL)


def _paper() -> pl.Expr:
    """What a law or a plan does: "The Trade Act exempts them", "It provides funds"."""
    described = pl.col("event_type").is_in(GIVING) & (pl.col("form_kind") == "s") & _says("actor_text", RE_IT)
    return described | ~pl.col("event_type").is_in(WRITTEN) & _says("actor_text", RE_PAPER)


def _mishap() -> pl.Expr:
    """What nature and accidents do; "threatened by floods", unlike "threatened with death"."""
    no_actor = pl.col("actor_text").is_null()
    harmed = (pl.col("event_type") == "ASSAULT") & pl.col("event_mode").is_in(HARMED) & pl.col("actor_id").is_null()
    cause = _says("text", RE_NATURE) | (no_actor & _says("text", RE_ACCIDENT))
    put_at_risk = no_actor & ~_says("right", RE_WITH) | _says("recipient_text", RE_THING) & ~_says("right", RE_TO_OR_WITH)
    endangered = (pl.col("rule_id") == "event:threaten:threaten") & put_at_risk
    return (harmed & ~_says("text", RE_VIOLENCE) & cause) | endangered


def _nobody() -> pl.Expr:
    """Violence against oneself, or against nobody."""
    return (pl.col("event_type") == "ASSAULT") & _says("recipient_text", f"{RE_SELF}|{RE_NOBODY}")


def _care() -> pl.Expr:
    """What ambulances, doctors and fire crews do for anybody."""
    return _says("rule_id", RE_CARE) & (pl.col("actor_text").is_null() | _says("actor_text", RE_CREW))


def _speech() -> pl.Expr:
    """Words to an audience or with the press, and appeal to voters."""
    public = pl.any_horizontal(_says(f"{side}_text", RE_AUDIENCE).fill_null(False) for side in ("actor", "recipient"))
    charm = _says("rule_id", "^event:request:appeal") & _says("recipient_text", RE_CHARMED)
    return (_says("rule_id", RE_TALKING) & public) | charm.fill_null(False)


def _other_object() -> pl.Expr:
    """Things that are released or hosted as nobody is: a poll, a show."""
    published = (pl.col("rule_id") == "event:yield:release") & _says("recipient_text", RE_PUBLISHED)
    return published | (pl.col("rule_id") == "event:consult:host") & _says("recipient_text", RE_SHOW)
