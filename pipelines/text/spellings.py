"""Spellings: the parts of a person's full name, and keys that are alike where a name is written in several ways.

Belongs here: given name, middle name, surname and suffix of a name; folding of marks; spelling classes of transliterated names.
Does not belong here: which names mean one person (`pipelines.text.identities`, across articles `pipelines.tables.identities`).
"""

import polars as pl

RE_SUFFIX = r"(?i),?\s+(Jnr|Jr|Snr|Sr|II|III|IV)\.?$"
SUFFIXES = {"jnr": "jr", "snr": "sr"}
RE_LEADING = r"^(\p{L}) (\p{L}{2,}\S* \S.*)$"  # J. Christopher Doe is called Christopher
LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ə": "a"}
RE_APOSTROPHE = r"['’‘ʼ`]"
ARTICLES = r"al|el|ul"
RE_MOHAMED = r"\b(?:mo|mu|ma)h+[aeo]m+[aeiou]d\b"
RE_AHMED = r"\bahm[ae]d\b"
CLASSES = (
    (rf"\b(?:{ARTICLES})[- ]", ""), (r"\b(?:ibn|ben)\b", "bin"), (r"\babd[eu]l\b", "abdul"), (RE_MOHAMED, "mohamed"), (RE_AHMED, "ahmed"),
    (r"[- ]", ""), (r"sch|sz", "sh"), (r"tsch|tch", "ch"), (r"kh", "h"), (r"gh", "g"), (r"dh", "d"), (r"dj|dzh", "j"), (r"ph", "f"),
    (r"ck|q", "k"), (r"w", "v"), (r"x", "ks"), (r"tz", "ts"), (r"ou|oo", "u"), (r"([aou])e", "$1"), (r"ii|iy|yi|ij|yy", "y"),
    (r"([aeo])[ij]", "${1}y"), (r"i(?:\b|$)", "y"),
)  # fmt: skip
"""Spelling classes, applied in this order to a folded name: what the schools of transliteration write in several ways."""
DOUBLED = [2 * letter for letter in "bcdfghjklmnprstvyz"]


def slug(name: pl.Expr) -> pl.Expr:
    """Return the id that a name makes: plain small letters and digits, hyphens between words."""
    plain = name.str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()
    return plain.str.replace_all(r"[^\p{L}\p{N}]+", "-").str.strip_chars("-")


def fold(name: pl.Expr) -> pl.Expr:
    """Return a name in small letters without accents, apostrophes and full stops; single spaces between its words."""
    small = name.str.to_lowercase().str.replace_many(list(LETTERS), list(LETTERS.values()))
    plain = small.str.normalize("NFKD").str.replace_all(rf"\p{{M}}|{RE_APOSTROPHE}", "")
    return plain.str.replace_all(r"[^\p{L}\p{N}-]+", " ").str.replace_all("[‐-]+", "-").str.strip_chars(" -")


def key(folded: pl.Expr) -> pl.Expr:
    """Return what spellings of one transliterated name share: `mohammed al-sissi` and `muhammad el-sisi` have one key."""
    for pattern, letters in CLASSES:
        folded = folded.str.replace_all(pattern, letters)
    return folded.str.replace_many(DOUBLED, [pair[0] for pair in DOUBLED])


def parts(name: pl.Expr, particles: list[str]) -> dict[str, pl.Expr]:
    """Cut full names into their parts.

    Args:
        name: names of two words or more.
        particles: words that open a surname (de, van, bin), in small letters.

    Returns:
        Expressions, all folded: `first`; `middle` ("" if none; an initial before the given name counts as one); `last`, with its
        particles; `suffix` (jr, sr, ii; "" if none). `first` and `last` are null where a name has one word.
    """
    suffix = name.str.extract(RE_SUFFIX).str.to_lowercase().replace(SUFFIXES).fill_null("")
    re_parts = rf"^(?P<first>\S+) (?:(?P<middle>.+?) )??(?P<last>(?:(?:{'|'.join(particles)}) )*\S+)$"
    folded = fold(name.str.replace(RE_SUFFIX, ""))
    cut = folded.str.replace(RE_LEADING, "$2").str.extract_groups(re_parts)
    field = cut.struct.field
    middle = pl.coalesce(field("middle"), folded.str.extract(RE_LEADING), pl.lit(""))
    return {"first": field("first"), "middle": middle, "last": field("last"), "suffix": suffix}
