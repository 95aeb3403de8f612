"""Subjects of triggers: the phrase that stands before a verb, or whose deed a noun tells.

Belongs here: subjects as patterns over word-class letters; which of several phrases is the subject.
Does not belong here: who of subject and object acts (`event_parties`), objects (`event_objects`), light verbs (`event_light_verbs`).
"""

import polars as pl

from pipelines.text.event_objects import COUNTED, known
from pipelines.text.phrases import RE_BRACKET, RE_CHAIN, RE_LIST, RE_SUBJECT, RE_TIME_PHRASE, groups

# ", 35, of New Bedford, Massachusetts,", ", 66, of Leeds (was)"
RE_AGE = r",#,(?:(?:[oifm][^,;.VSB]{1,25},)*(?:E+,)?(?:[DN][^,;.VSB]{1,25},)?|[oifm]E+)"
# Between a subject and its verb: adverbs, auxiliaries, times, control verbs with "to", an insertion between commas.
RE_VERB_GROUP = rf"(?:(?:[aABTq]|{RE_TIME_PHRASE}(?:i[D]?E+)?|[KVS]a*t|Bt|[AB]?K?t|{RE_AGE}|,[^,;.]{{1,40}},|\([^()]*\))*)$"
RE_BARE_INFINITIVE = r"(?:[^KBVASt]|^)t[aq]*$"
RE_INTRODUCTION = r"^(?:[pinfwgmhGTab][^,;SB]*,)+"
RE_OPENING = r"(?:[pinfwgmhGTab][^,;]*?,(?:E+,[pinfwgmhGT][^,;]*?,)?)?"  # "At a rally in Rome, Italy, on Sunday,"
RE_LOCAL = rf"{RE_SUBJECT}[,q]?$"
RE_VERB_TO = r"[VK][aT]*[infgt]$"
RE_LAST_END = r"^(.*c)[^c]*H[^c]*$"
RE_CLAUSE_END = r"^([^,]*,c)[^,]*$"  # a comma before "and" without another one lists nothing
# "a visit to Paris was put off", "talks between Canada and France ended"
RE_NO_SUBJECT = rf"(?:h|[NHE]t|V[aT]*y){RE_LIST}(?:[infwgm]{RE_CHAIN})*[,q]?$"
RE_RELATIVE = rf"^(?P<before>.*?)(?P<phrase>(?:[D#NHE]*H[im]E+|{RE_CHAIN})),?[rz]$"  # "a couple from Leeds who"
RE_MORE = r"c[D#NHEin]|cV[tnfwi]|ca*G|b[D#]+[NT]"  # within a participial or relative clause: "and opposed to", "since a stabbing"
RE_NOUNS = rf"(?:[D#]+oR|{RE_LIST}(?:[infwgm]{RE_LIST})*)"
RE_MODIFIED = (  # "students demanding lower fees (blocked)", "a man wanted for theft (attacked)", "troops loyal to the king"
    rf"^(?P<before>(?:.*[z;b])?(?:[pinfwgmhGTab][^,;]*?,)?[aTzkc]*)(?P<phrase>{RE_NOUNS})"
    rf"[aT]*(?:G|[VK][yipwnfmg]|Vt|VoN|V[wo]G|pw?)(?:[^,;VScrzbkRGA]|{RE_MORE})*[NHE#T)]$"
)
RE_PREDICATE = r"[VK](?:t[aT]*[VK]|[^;.VSKBAbrz])*"
RE_COORDINATE = rf"(?:{RE_PREDICATE},)*{RE_PREDICATE},?c[aAT]*$"  # "(students) kicked the guard and"
RE_BEFORE_INVERTED = r"(?:^|[;c]|,c?)(?:a+|hR)?$"  # "Also (arrested were)", "Among those (killed was)"
RE_INVERTED = rf"^(?P<before>B[aT]*)(?P<phrase>{RE_SUBJECT})"
RE_CARRIED = r"[KV][aT]*$"  # "began (accusing)"
RE_RELATED = (  # "the man who was arrested (attacked)", "leaders who have been trying to end the war (met)"
    rf"^(?P<before>(?:.*[z;b])?{RE_OPENING}[aTzkc]*)(?P<phrase>{RE_SUBJECT}(?:oD)?)(?:,?r|z)[aABT]*(?:[VGKin]|S[nipw]|[VKG]t[aT]*V)(?:[^,;VScrzbkRGAB]|{RE_MORE})*,?$"
)
RE_SPEAKER = (
    rf"^(?P<before>.*?)(?P<phrase>{RE_SUBJECT})(?:,[^,;.]{{1,60}},)?(?:[aATq]|{RE_TIME_PHRASE})*S(?:[aTq]|{RE_TIME_PHRASE})*z?[,q]?R$"
)
RE_OTHERS = r"^[N#]*H$|s[^s]*N$"  # "police say he", "his autopsy showed he"
RE_MAIN = rf"^(?P<before>(?:.*[z;])?{RE_OPENING}[aTzkc]*)(?P<phrase>{RE_SUBJECT})"
RE_LATER = (  # "when rebels opened fire, (killing)"
    rf"^(?P<before>.*[NHETV)]b)(?P<phrase>{RE_SUBJECT})(?:G[^,;VSKA]*|[aABTq]|{RE_TIME_PHRASE})*[VKS]"
)
RE_PARTED = r",(?:[aT]|c)*$|,G[^,;VS]*,?c[aT]*$"  # ", (killing)", ", injuring two and (killing)"
RE_ATTACHED = r"^(?P<before>.*[wgtofV])(?P<phrase>#?N*H)$"  # "a reply to insurgents (threatening)"
RE_FIRST = rf"^(?P<before>(?:.*;)?{RE_OPENING}[aTzkc]*)(?P<phrase>{RE_SUBJECT})"
RE_POSSESSOR = rf"^(?P<before>.*?)(?P<phrase>[D#]*(?:[NHE#]|{RE_BRACKET})*[EH])s[NE#a]*$"
RE_OWNER = r"^(?P<before>.*?)(?P<phrase>[D#]*[NHE#]*[EH])s[NE#aG]*t[aq]*$"  # "Norway's plan to ban"
RE_THOSE = r"Dr$"  # "those who were arrested": nobody who is named before
RE_ATTRIBUTE = r"^(?P<before>.*?)(?P<phrase>E+(?:cE+)?H?)N*$"
RE_IN_TALKS = r"B[aT]*i[D#NEa]*$"  # "is in settlement (talks)"
RE_GOVERNED = r"[VKSfpb](?:[D#NEa]|To)*$"  # "for two days of talks"
RE_BETWEEN = r"^(?:[infgop][^,;hyVSBAKR]*)?h"  # "talks in Geneva between"
RE_COUNTED_SUBJECT = (
    r"^(?P<before>(?:.*(?:[^NHED#so,]|[^E],))?)(?P<phrase>[D#]+)(?:[im][^,;.VSBAKRrzb]+)?$"  # "two were killed", "hundreds from"
)
SUBJECTS = (
    "local", "relative", "speaker", "modified", "related", "counted", "main", "possessor", "attribute", "owner", "pronoun", "first",
    "later", "attached", "inverted",
)  # fmt: skip


def with_subjects(around: pl.DataFrame) -> pl.DataFrame:
    """Add the subject of each trigger, or whose deed a noun tells.

    Args:
        around: triggers with their letters, light verbs and objects, as `pipelines.text.event_parties` puts them together.

    Returns:
        The triggers with `subject` (a span of the sentence's tokens, a struct of `start` and `width`), `first` (the first phrase of the
        sentence), `possessor` and `attribute` (before a noun: "Norway's visit", "US sanctions") and `left` (the letters before the verb).
    """
    left = around.with_columns(left=pl.col("letters").str.slice(0, "verb_at")).with_columns(own=_without_verb_group())
    core = left.with_columns(first_verb=pl.col("own").str.extract(rf"^(.*?){RE_COORDINATE}").str.replace(RE_VERB_GROUP, ""))
    before = core.with_columns(core=pl.coalesce("first_verb", "own")).with_columns(**_candidates()).with_columns(local=_of_own_clause())
    kept = ("first", "possessor", "attribute")
    return before.with_columns(subject=_subject()).drop(
        "own", "first_verb", "core", "bare", *(name for name in SUBJECTS if name not in kept)
    )


def letters_of(span: str) -> pl.Expr:
    """Return the letters of a span, empty where there is none."""
    return pl.col("letters").str.slice(pl.col(span).struct.field("start"), pl.col(span).struct.field("width")).fill_null("")


def is_party(span: str) -> pl.Expr:
    """Tell whether a span names or tells of people: a name, a noun for people or bodies, a pronoun."""
    return letters_of(span).str.contains(r"[EHR]")


def place_of(mark: str) -> pl.Expr:
    """Return the token with a mark right before the trigger, or one word before: "their meeting", "his first visit"."""
    between = pl.col("marks").str.slice(0, "at").str.extract(f"{mark}(.?)$").str.len_chars()
    return pl.col("at") - 1 - between.cast(pl.Int32)


def _of_numbers() -> pl.Expr:
    """Tell whether the subject can be a mere number: "two were charged", "hundreds protested"."""
    return (pl.col("passive") & pl.col("event_mode").is_in(COUNTED)) | (~pl.col("passive") & (pl.col("event_type") == "PROTEST"))


def _without_verb_group() -> pl.Expr:
    """The letters left of a verb up to the end of its subject; another noun than one with a light verb has no verb group before it."""
    carried = pl.when(pl.col("form_kind") == "ing").then(pl.col("left").str.replace(RE_CARRIED, "")).otherwise("left")
    return pl.when((pl.col("shape") != "noun") | pl.col("is_light")).then(carried).str.replace(RE_VERB_GROUP, "")


def _local() -> pl.Expr:
    """The phrase right before the verb group. Searched from the end, without groups: those would take most of the time."""
    core = pl.col("core")
    skipped = core.str.extract(f"({RE_INTRODUCTION})").fill_null("").str.len_chars()
    skipped = pl.when(skipped < core.str.len_chars()).then(skipped).otherwise(0)
    phrase = pl.when(~core.str.contains(RE_NO_SUBJECT)).then(core.str.slice(skipped)).str.extract(RE_LOCAL, 0)
    start = core.str.len_chars() - phrase.str.len_chars()
    width = phrase.str.strip_chars_end(",q").str.len_chars()
    return pl.struct(start=start.cast(pl.Int32), width=width.cast(pl.Int32))


def _candidates() -> dict[str, pl.Expr]:
    """Candidates for the subject left of the trigger."""
    core, left, ing = pl.col("core"), pl.col("left"), pl.col("form_kind") == "ing"
    return {
        "bare": left.str.contains(RE_BARE_INFINITIVE),
        "local": _local(),
        "relative": groups(core, RE_RELATIVE),
        "speaker": groups(core, RE_SPEAKER),
        "modified": groups(core, RE_MODIFIED),
        "related": groups(core, RE_RELATED),
        "counted": groups(pl.when(_of_numbers()).then(core), RE_COUNTED_SUBJECT),
        "main": groups(left, RE_MAIN),
        "inverted": _inverted(),
        "first": groups(left, RE_FIRST),
        "later": groups(pl.when(ing & (pl.col("event_type") == "ASSAULT") & left.str.contains(RE_PARTED)).then(left), RE_LATER),
        "attached": groups(pl.when(ing).then(left), RE_ATTACHED),
        "possessor": groups(pl.col("near"), RE_POSSESSOR),
        "attribute": groups(pl.col("near"), RE_ATTRIBUTE),
        "owner": groups(left, RE_OWNER),
        "pronoun": pl.when(place_of("O").is_not_null()).then(pl.struct(start=place_of("O"), width=pl.lit(1, pl.Int32))),
    }


def _inverted() -> pl.Expr:
    """The phrase behind a participle that opens its clause: "also arrested were two men"."""
    opens = pl.col("passive") & pl.col("left").str.contains(RE_BEFORE_INVERTED)
    span = groups(pl.when(opens).then("right"), RE_INVERTED)
    return span.struct.with_fields(pl.field("start") + (pl.col("at") + 1).cast(pl.Int32))


def _of_own_clause() -> pl.Expr:
    """The phrase before a verb group without the end of the clause before it: "Norway agreed to talk, and Denmark accused"."""
    start, width = pl.col("local").struct.field("start"), pl.col("local").struct.field("width")
    governed = pl.col("letters").str.slice(0, start.clip(0)).str.contains(RE_VERB_TO)  # "stayed in their homes and soldiers (shot)"
    local = letters_of("local")
    ends = pl.coalesce(pl.when(governed).then(local.str.extract(RE_LAST_END)), local.str.extract(RE_CLAUSE_END))
    clause_end = ends.str.len_chars().fill_null(0).cast(pl.Int32)
    return pl.struct(start=start + clause_end, width=width - clause_end)


def _is_another() -> pl.Expr:
    """Tell whether "he" or "she" is another than who speaks: several people, or a thing."""
    person = pl.col("marks").str.slice(pl.col("core").str.len_chars().cast(pl.Int64) - 1, 1) == "S"
    return person & letters_of("speaker").str.contains(RE_OTHERS)


def _is_reduced() -> pl.Expr:
    """Tell whether a participle only describes the word before it: "police hunting a man (accused of theft)"."""
    without_be = pl.col("passive") & ~pl.col("left").str.contains(r"[BA][aT]*$")
    return without_be | pl.col("right").str.contains(r"^[aNH]*y")  # "sailors held hostage by"


def _subject() -> pl.Expr:
    """The subject: the phrase before the verb group, the antecedent of a relative clause, else the clause's first phrase."""
    gerund = (pl.col("form_kind") == "ing") | (pl.col("is_light") & (pl.col("letters").str.slice("verb_at", 1) == "G"))
    participial = gerund & ~pl.col("left").str.contains(r"[BKV][aT]*$")
    away = pl.col("bare") | participial
    direct = pl.coalesce(
        pl.when(known("inverted")).then("inverted"),
        pl.when(known("speaker") & ~_is_another()).then("speaker"),
        pl.when(known("modified") & is_party("modified") & ~_is_reduced()).then("modified"),
        pl.when(known("related")).then("related"),
        pl.when(known("counted")).then("counted"),
        pl.when(known("local") & (pl.col("first_verb").is_null() | is_party("local") | pl.col("core").str.contains(".b"))).then("local"),
        pl.when(known("relative")).then("relative"),
    )
    near = [pl.when(participial & known(name) & is_party(name)).then(name) for name in ("attached", "later")]
    main = pl.coalesce(*near, pl.when(known("main") & is_party("main")).then("main"), "first")
    owner = pl.when(pl.col("bare") & known("owner")).then("owner").otherwise(main)
    those = pl.col("core").str.contains(RE_THOSE) & ~known("relative")
    verbal = pl.when(~away & ~those).then(pl.coalesce(direct, main)).when(away).then(owner)
    mutual = pl.col("right").str.contains(RE_BETWEEN) & (pl.col("event_mode") != "mediate")  # "talks between": who holds them stands behind
    talks = (pl.col("event_type") == "CONSULT") & pl.col("left").str.contains(RE_IN_TALKS)
    of_what = pl.col("trigger").str.ends_with(" of") & (pl.col("event_type") == "THREATEN")  # "officials fear the threat of war"
    governed = (talks | pl.col("left").str.contains(RE_GOVERNED)) & known("main") & ~mutual & ~of_what
    nominal = pl.coalesce(
        pl.when(known("possessor")).then("possessor"),
        pl.when(known("pronoun") & ~pl.col("is_light")).then("pronoun"),
        pl.when(known("by_agent")).then("by_agent"),
        pl.when(known("from_agent")).then("from_agent"),
        pl.when(pl.col("is_light")).then(verbal),
        pl.when(governed).then("main"),
        pl.when(known("attribute") & ~mutual).then("attribute"),
    )
    held = pl.when(pl.col("is_light")).then(verbal).when(~pl.col("left").str.contains(r"[VKSBAR]")).then("of_agent")
    gathering = (pl.col("event_type") == "CONSULT") & pl.col("trigger").str.ends_with(" of")  # "a meeting of ministers opened"
    nominal = pl.when(gathering).then(held).otherwise(nominal)
    doer = pl.when(pl.col("shape") == "noun").then(nominal).otherwise(verbal)
    return pl.when(pl.col("turned")).then(verbal).otherwise(doer)
