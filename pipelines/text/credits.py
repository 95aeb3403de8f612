"""Who wrote a text and whose it is: bylines, agency credits, the outlet's own name.

Belongs here: shapes of byline and credit lines, and the names in them.
Does not belong here: where such lines stand (`pipelines.text.blocks`), dates in them (`pipelines.text.publication`).
"""

import polars as pl

from pipelines.text.dates import RE_DATE, unnamed, without_dates

WORD = r"\p{Lu}[\p{L}\p{M}'’.-]*"
PARTICLE = r"(?:(?:de|von|van|der|den|la|le|el|al|bin|ibn|du|da|dos|di|del|ten|ter)\s+)*"
NAME = rf"{WORD}(?:\s+{PARTICLE}{WORD}){{1,4}}"
NAMES = rf"{NAME}(?:(?:\s*,\s*|\s+(?:and|&|et|y|with)\s+){NAME})*"
JOB = (
    r"(?i:(?-u:\b)(?:correspondents?|reporters?|editors?|writers?|columnists?|journalists?|producers?|contributors?|critics?|bureau|desk|newsroom|"
    r"staff|team|sports|politics|business|arts|world|national|opinion|culture|photographers?)(?-u:\b))"
)
DESK = (
    r"(?:(?:News|Web|Online|Digital|Sports|City|World|National|Business)\s+Desk|News\s*room|"
    r"[Ss]taff(?:\s+(?:[Ww]riters?|[Rr]eporters?))?|Bureau|News\s+Team|Reporter)"
)
# Names of agencies by what they call themselves; the short ones are the agencies' registered marks.
AGENCY = (
    r"(?:(?:The\s+)?(?:\p{Lu}[\p{L}&'’.-]*\s+){1,3}?"
    r"(?:News\s+Agency|Press\s+Agency|News\s+Service|Newswires?|Wire\s+Service|Press\s+Association|Press|Wires?)"
    r"|Agence\s+France-Presse|PA\s+Media|Deutsche\s+Presse-Agentur|Reuters|Bloomberg|Xinhua|AFP|AP|UPI|DPA|dpa|EFE|ANSA|TASS|PTI|ANI|CP|PA)"
)
AGENCY_AFTER = rf"[\s,|/–—-]+{AGENCY}"
RE_BY = (
    r"^(?i:(?:written|words|story|report|text|posted|published|article|review|analysis|opinion)\s+)?(?i:by)\s*:?\s+"
    rf"(?:{WORD}|our\b|staff\b)"
)
RE_FROM = rf"^From\s+(?:(?:our|the)\s.*{JOB}|{NAME}\s+(?:in|on|at|near)\b)"
RE_POSTED_BY = r"(?i)\b(?:posted|published|written|updated|submitted|created)\b.{0,60}\bby\s+\S"
RE_NAME_AND_JOB = rf"^{NAMES}\s*(?:,|\||/|–|—|-)\s*(?:[\p{{L}}&'’ -]+\s)?{JOB}[\p{{L}}&'’, -]*$"
RE_DESK = rf"^{WORD}(?:\s+(?:&\s+)?{WORD})*\s+{DESK}(?:$|[\s,|/–—-]+{AGENCY}$)"
RE_NAMES = rf"^{NAMES}$"
RE_AGENCY = rf"^[—–-]*\s*\(?{AGENCY}\)?\.?$"
RE_SIGN_OFF = rf"^[—–]\s*{WORD}(?:[\s&]+{WORD}){{0,5}}$"
RE_AUTHOR_NOTE = rf"^{NAME}(?:,.{{1,60}},)?\s+(?:covers|writes|reports|is\s+(?:an?|the|our)\b.{{0,80}}{JOB}|can\s+be\s+reached)"
RE_FILES = r"(?i)\(?(?:with|additional)?\s*(?:files|material|reporting|inputs?)\s+from\s+"
RE_REPORTING = r"(?i)^\(?(?:additional\s+|further\s+)?(?:reporting|written|reported|compiled)(?:\s+and\s+writing)?\s+by\s+"
RE_COPYRIGHT = r"(?i)(?:©|\(c\)|copyright)(?:\s*(?:©|\(c\)))?\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?,?)?\s*(?:by\s+)?"
RE_COMPANY = (
    r"(?i)[,.]?\s*(?:\b(?:publishing|media)\s+(?:co|company|group|ltd|limited|inc)\b\.?|"
    r"\b(?:ltd|limited|llc|inc|plc|gmbh|corp|co)\b\.?|all\s+rights\s+reserved.*)\s*$"
)


def is_byline(line: pl.Expr, undated: pl.Expr) -> dict[str, pl.Expr]:
    """Return what kinds of byline a line has the shape of, by rule id; the first that holds counts.

    Args:
        line: lines of text.
        undated: the same without their dates (`pipelines.text.dates.without_dates`), which the caller needs too.
    """
    return {
        "byline:by-line": line.str.contains(RE_BY),
        "byline:from-line": line.str.contains(RE_FROM),
        "byline:posted-by": line.str.contains(RE_POSTED_BY),
        "byline:name-and-job": undated.str.contains(RE_NAME_AND_JOB),
        "byline:desk": undated.str.contains(RE_DESK),
    }


def byline(line: pl.Expr) -> pl.Expr:
    """Return the writer's name in a byline line, as printed, without date, job and agency.

    >>> pl.select(byline(pl.lit("By Jane Roe and Jo Dow, Political Correspondent | March 17, 2025"))).item()
    'Jane Roe and Jo Dow'
    """
    by = r"^(?i:.*\b(?:posted|published|written|updated|submitted|created)\b.*?\bby\b|(?:\p{L}+\s+)?by\b)\s*:?\s*"
    text = line.str.replace(RE_REPORTING, "").str.replace(r"(?i)\s*[;,]?\s*\(?(?:writing|editing|edited|with\s+files|additional)\b.*$", "")
    text = without_dates(text.str.replace(by, "")).str.replace(by, "")
    text = text.str.replace(rf"^From\s+({NAME})\s+(?:in|on|at|near)\b.*$", "$1").str.replace(
        rf"^({NAME})\s+(?:covers|writes|reports|is|can)\b.*$", "$1"
    )
    text = (
        text.str.replace(rf"({DESK}){AGENCY_AFTER}$", "$1")
        .str.replace(rf"(?:\s*[,|/–—(]\s*|\s-\s|\s+The\b){AGENCY}\)?$", "")
        .str.replace(rf"^({NAMES})\s*(?:,|\||/|–|—|-)\s.*$", "$1")
    )
    plain = text.str.strip_chars(" ,;:|–—-•·/()").str.replace(r"\.$", "")
    return pl.when(plain.str.contains(r"\p{L}") & ~line.str.contains(RE_AGENCY)).then(plain)


def credit(line: pl.Expr) -> pl.Expr:
    """Return the agency that a byline or credit line names, as printed; null when it names none."""
    rest = without_dates(line).str.strip_chars(" ().—–-")
    files = line.str.extract(rf"{RE_FILES}(.+?)[).]*$").str.strip_chars()
    source = line.str.extract(r"(?i)^(?:source|via)\s*:?\s*(.+)$").str.strip_chars()
    after_desk = rest.str.extract(rf"\b{DESK}[\s,|/–—-]+({AGENCY})$")
    after_mark = rest.str.extract(rf"(?:,|\||/|–|—|\s-|\()\s*({AGENCY})\)?$")
    return pl.coalesce(files, source, after_desk, after_mark, rest.str.extract(rf"^({AGENCY})$"))


def credited_name(line: pl.Expr) -> pl.Expr:
    """Return the name in a credit line that names no agency by its shape: "— Name", "Name, 17 Mar, 2025"."""
    return without_dates(line).str.strip_chars(" ().,;:|—–-")


def desk_outlet(line: pl.Expr) -> pl.Expr:
    """Return the outlet in a byline such as "Gazette News Desk" or "Jane Roe, Gazette staff"; null when there is none."""
    rest = without_dates(line).str.replace(r"^(?i:by)\s+", "")
    return (
        rest.str.extract(rf"^(?:{NAMES},\s+)?(\p{{Lu}}[\p{{L}}&'’. -]*?)\s+{DESK}(?:$|[\s,|/–—-])")
        .str.replace(r"^(?i:from our|our)\b.*$", "")
        .replace("", None)
    )


def copyright_outlet(line: pl.Expr) -> pl.Expr:
    """Return the name in a copyright line without the company's legal form.

    >>> pl.select(copyright_outlet(pl.lit("© 2025 Harbour Gazette Publishing Co."))).item()
    'Harbour Gazette'
    """
    name = line.str.extract(rf"{RE_COPYRIGHT}(\p{{Lu}}.*)$").str.replace(r"(?:\.\s+\p{Lu}|\s+\||,\s*\d|\s+-\s).*$", "")
    plain = name.str.replace(RE_COMPANY, "").str.replace(RE_COMPANY, "").str.strip_chars(" .,|")
    return pl.when(plain.str.contains(r"^(?i:all rights|\d)")).then(None).otherwise(plain)


def dateline_place(line: pl.Expr) -> pl.Expr:
    """Return the place of a dateline, without region, day and agency.

    >>> pl.select(dateline_place(pl.lit("ST. PETERSBURG, Russia, March 17 (Agency) —"))).item()
    'ST. PETERSBURG'
    """
    place = line.str.extract(r"^([^,(\[:–—]+?)\s*(?:[,(\[:–—]|--|-\s|-$)").str.replace(rf"\s+{unnamed(RE_DATE)}.*$", "")
    return place.str.strip_chars()


def dateline_source(line: pl.Expr) -> pl.Expr:
    """Return the agency that stands in brackets in a dateline; null when there is none, or only a date."""
    name = line.str.extract(r"[(\[](\p{L}[^()\[\]]*)[)\]]")
    return pl.when(~name.str.contains(unnamed(RE_DATE))).then(name)
