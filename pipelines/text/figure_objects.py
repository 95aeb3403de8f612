"""Objects of figures: what is counted or measured.

Belongs here: the noun phrase behind a number.
Does not belong here: word classes (`pipelines.text.phrases`), numbers that are no quantity (`pipelines.text.figure_refusals`).
"""

import polars as pl

from pipelines.text.figure_values import RATIOS
from pipelines.text.phrases import groups
from pipelines.text.words import spread

LETTERS = 9  # tokens behind a figure in which its object can stand
RE_PLURAL = r"^\p{L}[\p{L}'’-]*[^su\W]s$|^\p{L}{2,}(?:sses|uses)$"
NOUN = "[NHE]"
RE_PARTITIVE = f"o[DR#]{{0,3}}(?:{NOUN}{{1,3}}s)?"
RE_OWNED = f"(?:s{NOUN}{{0,2}}[NHEPQ])?"
RE_OF = f"(?:o(?:D?{NOUN}{{0,3}}[PQ]|D?{NOUN}{{1,3}}){RE_OWNED})?"
RE_PLURAL_PHRASE = rf"(?:[aVG]{{0,2}}[NHEQ]{{0,3}}?P|[aVG]{{0,2}}{NOUN}{{0,2}}Q){RE_OF}"
RE_SINGULAR_PHRASE = rf"[aV]?(?:[NHEP]{{0,2}}{NOUN}|P)"
RE_ATTRIBUTED_PHRASE = r"[aVG]?[NHEG]{0,2}[NHEPQG]"
OBJECTS = {
    "plural": rf"^(?P<before>(?:{RE_PARTITIVE})?(?:c[aDb])?D?)(?P<phrase>{RE_PLURAL_PHRASE})",
    "single": rf"^(?P<before>)(?P<phrase>{RE_SINGULAR_PHRASE})",
    "attributed": rf"^(?P<before>)(?P<phrase>{RE_ATTRIBUTED_PHRASE})",
    "of": rf"^(?P<before>oD?)(?P<phrase>(?:[aVG]?{NOUN}{{0,3}}[PQ]|[aVG]?{NOUN}{{1,3}}){RE_OWNED})",
    "ratio": rf"^(?P<before>)(?P<phrase>[aVG]?{NOUN}{{0,2}}[PQ])",
    "in": r"^(?P<before>i)(?P<phrase>[aVG]?[NH]{0,2}[NHP])",
}
RE_ARTICLE = r"(?i)(?:\b(?:an?|the|its|his|her|their|our|this|that|another|each|every)|['’]s?)\s$"
GROUPS = ("police", "staff", "crew", "media", "youth", "data", "livestock", "infantry", "aircraft", "fish")
SAID = ("said", "says", "told", "tells")


def with_objects(quantities: pl.DataFrame, tokens: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Add `object_row` and `object_width`, null when the object is not told.

    A count has a plural behind it, one thing a singular; what stands behind "of" is the object of a share, and that behind a hyphen
    or between article and figure of any: a 25% tariff, a 20-member board.
    """
    placed = quantities.with_columns(letters=_letters(quantities, tokens, lexicons))
    plural, single, attributed, of, ratio, within = (groups(pl.col("letters"), pattern) for pattern in OBJECTS.values())
    count, one = pl.col("kind") == "count", (pl.col("value") == 1) & pl.col("value_to").is_null()
    between = pl.col("hyphened") | (pl.col("before").str.contains(RE_ARTICLE) & ~count)
    word = pl.struct(start=pl.lit(1, pl.Int32), width=pl.lit(1, pl.Int32))
    told = (
        pl.when(count & pl.col("after").str.contains(r"^-\p{Ll}{3}")).then(word)
        .when(between & attributed.struct.field("start").is_not_null()).then(attributed)
        .when(count & one).then(single)
        .when(count).then(plural)
        .when(pl.col("paired").is_in(RATIOS)).then(ratio)
        .when(of.struct.field("start").is_not_null()).then(of)
        .when(pl.col("kind") == "money").then(within)
        .when(pl.col("kind").is_in(["share", "percent"])).then(plural)
    )  # fmt: skip
    start, width = (told.struct.field(name).cast(pl.Int64) for name in ("start", "width"))
    return placed.with_columns(object_row=pl.col("end") + start, object_width=width).drop("letters")


def _letters(quantities: pl.DataFrame, tokens: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.Series:
    """Return the letters of the words behind each figure, as far as its sentence goes.

    `P` and `Q` are plurals in small and big letters. A verb right behind a number word is a verb: one said so, two called.
    """
    listed = lexicons["number_words"].filter(pl.col("kind") == "plural")["form"].implode()
    verbs = lexicons["word_classes"].filter(pl.col("word_class") == "verb")["word"].implode()
    word = pl.col("text")
    told = spread(
        tokens["word"],
        pl.struct(
            plural=word.str.contains(RE_PLURAL) | word.is_in(listed),
            verb=word.is_in(verbs) | word.is_in(SAID) | word.str.contains(r"^\p{Ll}+ed$"),
        ),
    )
    plural, verb = told.struct.field("plural"), told.struct.field("verb")
    noun = pl.col("letter").is_in(["N", "H", "V", "S", "K"])
    leads = pl.Series(tokens["token"].is_in(GROUPS)) & plural.shift(-1, fill_value=False)  # police officers
    letter = tokens.select(
        pl.when(verb & noun & ~plural).then(pl.lit("V"))
        .when(plural & noun & ~leads).then(pl.lit("P"))
        .when(plural & (pl.col("letter") == "E")).then(pl.lit("Q"))
        .otherwise("letter")
    ).to_series()  # fmt: skip
    near = [
        pl.when(quantities["last"] - quantities["end"] > k)
        .then(letter.gather(quantities["end"] + k, null_on_oob=True))
        .otherwise(pl.lit(""))
        for k in range(LETTERS)
    ]
    return pl.select(pl.concat_str(near)).to_series()
