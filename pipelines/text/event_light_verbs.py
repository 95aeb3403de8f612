"""Nouns with light verbs: "drew criticism from", "launched an attack on", where a verb only says whose deed the noun tells.

Belongs here: the light verb that governs a noun, whether its subject acts or receives, who stands between the two.
Does not belong here: the verbs (`light_verbs` of the lexicons), subjects of verbs (`event_parties`), slots behind nouns (`event_objects`).
"""

import polars as pl

from pipelines.text.phrases import RE_ONE_PARTY, groups

KINDS = {"giving": "D", "getting": "G", "meeting": "M", "having": "V"}
"""Mark of each kind of light verb: its subject acts; its subject receives; so it does when "with", "in for" or "of" follows; "has the support of".
"""
RE_GOVERNOR = r"^(?P<before>.*)(?P<kind>[DGMV])(?P<between>[^DGMV]*)$"
RE_OBJECT = r"^(?:u|w|o|if)?(?:[aTqD#NEHVGs]|,?c)*$"  # from the verb to its noun: "up the coveted endorsement"
RE_WORDS_OF = r"^[uw]?[aTqD#NVG]*No[aD#NV]*$"  # "a statement of support", but "counts of murder"
RE_HAD = r"^a*[DN#]"  # not "has praised"
RE_UNDER = r"(?:^|[BVG,])[aT]*$"
WORDS = ("ACCUSE", "CONSULT", "SUPPORT", "REQUEST", "THREATEN")
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
        receives what the noun tells), `exposed` (it is under or the target of it), `near` (the letters before the trigger, those before the light verb covered), `indirect` (the party
        between verb and noun).
    """
    noun = pl.when(pl.col("shape") == "noun").then(pl.col("marks").str.slice(0, "at"))
    found = noun.str.extract_groups(RE_GOVERNOR).struct
    verb_at = found.field("before").str.len_chars().cast(pl.Int64)
    placed = around.with_columns(verb_at=verb_at, kind=found.field("kind"))
    verbal_letter = pl.col("letters").str.slice("verb_at", 1).is_in(["V", "G"])
    left, letter = pl.col("letters").str.slice(0, "verb_at"), pl.col("letters").str.slice("verb_at", 1)
    between = pl.col("letters").str.slice(pl.col("verb_at") + 1, pl.col("at") - pl.col("verb_at") - 1)
    target = between.str.starts_with("o") & left.str.contains(RE_TO_BE)
    verbal = target | (~(letter.is_in(["N", "E", "H"]) & left.str.contains(RE_NOUN)) & (letter != "E"))
    met = (pl.col("kind") != KINDS["meeting"]) | target | (between.str.contains(RE_MET) & (letter == "V"))
    object_of = between.str.contains(RE_OBJECT) | (pl.col("event_type").is_in(WORDS) & between.str.contains(RE_WORDS_OF))
    under = (letter != "p") | left.str.contains(RE_UNDER)
    had = (pl.col("kind") != KINDS["having"]) | ((pl.col("event_type") == "SUPPORT") & between.str.contains(RE_HAD))
    light = (object_of & verbal & met & under & had).fill_null(False)
    judged = placed.with_columns(is_light=light, left=left, between=between)
    passive = pl.col("left").str.contains(r"B[aT]*$")
    giving = (pl.col("kind") == KINDS["giving"]) & ~passive
    offset = (pl.col("verb_at") + 1).cast(pl.Int32)
    whole = pl.when(~verbal_letter).then(pl.col("left").str.extract(RE_VERB_BEFORE).str.len_chars().cast(pl.Int64))
    indirect = pl.when("is_light").then(groups(pl.col("between"), RE_INDIRECT))
    own = judged.with_columns(
        turned=pl.col("is_light") & ~giving,
        exposed=pl.col("is_light") & ((letter == "p") | target),
        near=pl.when("is_light").then(pl.col("between").str.pad_start("at", ";")).otherwise(pl.col("letters").str.slice(0, "at")),
        indirect=indirect.struct.with_fields(pl.field("start") + offset),
        verb_at=pl.when("is_light").then(pl.coalesce(whole, "verb_at")).otherwise("at"),
    )
    return own.drop("left", "between", "kind")
