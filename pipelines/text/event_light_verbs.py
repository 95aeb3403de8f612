"""Nouns with light verbs: "drew criticism from", "launched an attack on", where a verb only says whose deed the noun tells.

Belongs here: the light verb that governs a noun, whether its subject acts or receives, who stands between the two.
Does not belong here: the verbs (`light_verbs` of the lexicons), subjects of verbs (`event_parties`), slots behind nouns (`event_objects`).
"""

import polars as pl

from pipelines.text.phrases import RE_ONE_PARTY, groups

KINDS = {"giving": "D", "getting": "G", "meeting": "M", "having": "V", "causing": "C"}
"""Mark of each kind of light verb: the subject acts ("launched an attack"); it receives ("drew criticism"); it receives what follows
"with", "in for" or "of" ("was met with", "came in for", "was the target of"); it has ("has the support of"); it is what
a deed came of, whoever did it ("led to the arrest of")."""
RE_CAUSED = r"C(.{1,4})$"
RE_CAUSE = r"^[ti][aD#N]*$"  # "(led) to the"
RE_GOVERNOR = r"^(?P<before>.*)(?P<kind>[DGMV])(?P<between>[^DGMV]*)$"
RE_OBJECT = r"^(?:u|w|o|if)?(?:[aTqD#NEHVGs]|,?c)*$"  # from the verb to its noun: "up the coveted endorsement"
RE_WORDS_OF = r"^[uw]?[aTqD#NVG]*No[aD#NV]*$"  # "a statement of support", but "counts of murder"
RE_HAD = r"^a*[DN#]"  # not "has praised"
RE_UNDER = r"(?:^|[BVG,])[aT]*$"  # "came (under)", "(under) pressure from Chad, Norway"
RE_PASSIVE = r"B[aT]*$"  # "was (given) an endorsement by"
WORDS = ("ACCUSE", "CONSULT", "SUPPORT", "REQUEST", "THREATEN")  # types of which there are statements, letters, rounds
RE_MET = r"^(?:w|if)"
RE_NOUN = r"[Dsoinfwgmh#]$"  # letters before which a word is no verb: "in the face of"
RE_TO_BE = r"[BV][aT]*D?[N#]*$"  # "was the target"
RE_VERB_BEFORE = r"^(.*?)(?:V[aT]*|D[N#]*)$"  # "came" under, "was the" target of
RE_INDIRECT = rf"^(?P<before>a*)(?P<phrase>{RE_ONE_PARTY})[Dw#]"  # "gave the union a warning"


def with_light_verbs(around: pl.DataFrame) -> pl.DataFrame:
    """Tell which nouns are governed by a light verb.

    Args:
        around: triggers with `shape`, `at`, and `letters` and `marks` of their sentence, where light verbs have the marks of `KINDS`.

    Returns:
        The triggers with `verb_at` (the token of the light verb, else of the trigger), `is_light` (there is one), `turned` (its subject
        receives what the noun tells), `exposed` (it is under or the target of it), `near` (the letters before the trigger, those before
        the light verb covered), `indirect` (the party between verb and noun), `caused` (it is what something led to).
    """
    noun = pl.when(pl.col("shape") == "noun").then(pl.col("marks").str.slice(0, "at"))
    found = noun.str.extract_groups(RE_GOVERNOR).struct
    verb_at, letters = found.field("before").str.len_chars().cast(pl.Int64), pl.col("letters")
    placed = around.with_columns(verb_at=verb_at, kind=found.field("kind")).with_columns(
        left=letters.str.slice(0, "verb_at"),
        verb=letters.str.slice("verb_at", 1),
        between=letters.str.slice(pl.col("verb_at") + 1, pl.col("at") - pl.col("verb_at") - 1),
    )
    judged = placed.with_columns(is_light=_governs().fill_null(False))
    giving = (pl.col("kind") == KINDS["giving"]) & ~pl.col("left").str.contains(RE_PASSIVE)
    before = pl.when(~pl.col("verb").is_in(["V", "G"])).then(pl.col("left").str.extract(RE_VERB_BEFORE).str.len_chars().cast(pl.Int64))
    caused = noun.str.extract(RE_CAUSED).str.len_chars().cast(pl.Int64)
    indirect = groups(pl.when("is_light").then("between"), RE_INDIRECT)
    return judged.with_columns(
        turned=pl.col("is_light") & ~giving,
        exposed=pl.col("is_light") & ((pl.col("verb") == "p") | _is_target()),
        near=pl.when("is_light").then(pl.col("between").str.pad_start("at", ";")).otherwise(letters.str.slice(0, "at")),
        caused=letters.str.slice(pl.col("at") - caused, caused).str.contains(RE_CAUSE).fill_null(False),
        indirect=indirect.struct.with_fields(pl.field("start") + (pl.col("verb_at") + 1).cast(pl.Int32)),
        verb_at=pl.when("is_light").then(pl.coalesce(before, "verb_at")).otherwise("at"),
    ).drop("left", "verb", "between", "kind")


def _is_target() -> pl.Expr:
    """Tell whether somebody is said to be the target, the subject or the victim of what the noun tells."""
    return pl.col("between").str.starts_with("o") & pl.col("left").str.contains(RE_TO_BE)


def _governs() -> pl.Expr:
    """Tell whether the word with the mark of a light verb is a verb, or such a phrase, that has the noun as its object."""
    kind, verb, left, between = (pl.col(name) for name in ("kind", "verb", "left", "between"))
    nominal = (verb == "E") | (verb.is_in(["N", "H"]) & left.str.contains(RE_NOUN))
    wordy = pl.col("event_type").is_in(WORDS) & between.str.contains(RE_WORDS_OF)
    met = (kind != KINDS["meeting"]) | _is_target() | (between.str.contains(RE_MET) & (verb == "V"))
    under = (verb != "p") | left.str.contains(RE_UNDER)
    had = (kind != KINDS["having"]) | ((pl.col("event_type") == "SUPPORT") & between.str.contains(RE_HAD))
    return (between.str.contains(RE_OBJECT) | wordy) & (_is_target() | ~nominal) & met & under & had
