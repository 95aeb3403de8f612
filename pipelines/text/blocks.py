"""Blocks: every passage of a text with its role, and the rule that gave it.

Belongs here: the order in which evidence is weighed, known layout lines, splitting of lines with two roles.
Does not belong here: paragraphs and their shape (`pipelines.text.layout`), what stands above the body
(`pipelines.text.header`), what stands between and below it (`pipelines.text.regions`).
"""

import polars as pl

from pipelines.text.dates import RE_STAMP, is_date_line, unnamed
from pipelines.text.header import with_header
from pipelines.text.layout import paragraphs, with_shape
from pipelines.text.regions import with_regions

COLUMNS = ("doc", "block_index", "start_char", "end_char", "role", "rule_id", "text")
SHORT_LINE = 12  # words; most layout lines have fewer, and longer lines are held against few patterns only
MENU_MARKS = r"\s[|•·>›»/]\s|\s\.\s|\S\s{2,7}\S"
# "date 2025-03-17 Photo: …", "12 13 2005 Title", "March 17, 2025 — Text": a date, then something else on the same line.
RE_LEADING_DATE = rf"^({unnamed(RE_STAMP)}[\s,|:•·–—-]+)[\p{{L}}\"“‘'\[(]"
PLACE = r"\p{Lu}[\p{Lu}\p{M}'’.-]+(?:[ -]\p{Lu}[\p{Lu}\p{M}'’.-]+){0,3}"
TITLED_PLACE = r"\p{Lu}[\p{L}\p{M}'’.-]+(?:[ -]\p{Lu}[\p{L}\p{M}'’.-]+){0,3}"
REGION = r"(?:,\s*\p{Lu}[\p{L}.'’ ]{1,25}?)?"
DAY = rf"(?:(?:,\s*|\s+|\s*\()(?:{unnamed(RE_STAMP)})\)?)"
SOURCE = r"(?:\s*[(\[][\p{L}][^()\[\]]{1,40}[)\]])"
DASH = r"\s*(?:--|[–—]|-(?:\s|$)|―)\s*"
RE_DATELINE = (
    rf"^((?:{PLACE}{REGION}{DAY}?{SOURCE}?{DAY}?|{TITLED_PLACE}{REGION}(?:{DAY}{SOURCE}?|{SOURCE}{DAY}?)){DASH}"
    rf"|{PLACE}(?:,\s*\p{{Lu}}[\p{{L}}.'’ ]{{1,25}}?)?{DAY}?{SOURCE}?:\s+)[\p{{L}}\p{{N}}\"“‘'«(]"
)
# Words in capitals that open a paragraph as a call or a form, not as a place.
RE_NO_PLACE = (
    r"^(?:UPDATED?|BREAKING|WATCH|LISTEN|READ|NOTE|EDITOR.?S NOTE|CORRECTION|CLARIFICATION|EXCLUSIVE|ANALYSIS|OPINION|LIVE|FACT ?CHECK|"
    r"SUMMARY|ABSTRACT|BACKGROUND|CONTACT|Q|A|QUESTION|ANSWER|WHAT|WHO|WHEN|WHERE|WHY|HOW|DATE|TIME|PHOTO|VIDEO|MORE|RELATED|SPOILERS?|WARNING)\b"
)
# How an outlet speaks of itself and to its readers, as literal cues after a space: plain words of its services, vaguer ones, its
# voice, and the law's. One such word is in many articles; several in one paragraph without quotation marks are in notices.
SERVICE = (
    " newsletter", " bulletin", " inbox", " e-mail", " email", " subscri", " unsubscri", " sign up", " sign-up", " cookie", " privacy",
    " website", " web site", " this site", " this page", " trademark", " trade mark", " copyright", " moderated", " advertis", " advert ",
    " adverts", " donat", " our editor", " our reporter", " our writer", " our journalist", " our newsroom", " our team", " our critics",
    " newsroom", " news desk", " newsdesk", " press office", " membership", " log in", " external link", " external site", " whatsapp",
    " personal data", " terms and", " terms of", " powered by", " at any time", " app ", " syndicat", " web page", " hyperlink",
)  # fmt: skip
VAGUE = (
    " reader", " become a member", " comment", " letters", " a month", " a year", " issues a ", " free", " archive", " publish",
    " the editor", " tip ", " tips ", " support us", " no grants", " ring ", " call us", " contact", " deliver", " visit", " click",
    " register", " address", " story", " stories", " telephone", " print", " editor ", " send", " browser", " field", " form ",
    " manuscript", " submission", " phone",
)  # fmt: skip
VOICE = (" we ", " we'", " we’", " our ", " us ", " us.", " us,", " you ", " you'", " you’", " your ", " you.", " you,")
LEGAL = (
    " liab", " consent", " third part", " reproduc", " permission", " warrant", " accuracy", " errors", " responsib", " binding",
    " redistribut", " reliance", " not imply", " endorse", " do not necessarily", " up to date", " trade mark", " trademark",
    " contents", " content of", " disclaim", " external", " archive", " reserve",
)  # fmt: skip
RE_REACHED = r"\S@\S+\.\S|\d{2,}[ -]\d{3}[\d -]{2,}"  # an e-mail address, a telephone number
NOTICE_WORDS = (8, 80)
PAGE_LINES = 10  # a whole page has so many lines around its text; other texts carry no notices of this kind


def blocks(documents: pl.DataFrame, layout: pl.DataFrame) -> pl.DataFrame:
    """Give every passage of texts a role.

    Args:
        documents: `doc` and `text`; no text is empty or only white space.
        layout: lexicon of layout lines: `rule_id`, `kind`, `max_words`, `cues` (words of which a line has one, joined by
            `|`), `pattern` (on the whole line in lower case).

    Returns:
        One row per block in text order, columns `COLUMNS` (`text` without white space around). The role is the rule's first
        part. The spans of a document's blocks tile its text.
    """
    cut = split(paragraphs(documents), RE_LEADING_DATE, whole=False)
    shaped = with_shape(cut).with_columns(index=pl.int_range(pl.len(), dtype=pl.Int64).over("doc"))
    ruled = with_regions(with_header(with_notices(with_known_lines(shaped, layout))))
    parted = split_datelines(ruled)
    numbered = parted.with_columns(
        block_index=pl.int_range(pl.len(), dtype=pl.Int64).over("doc"), role=pl.col("rule_id").str.extract(r"^(\w+):")
    )
    return numbered.select(COLUMNS)


def split(passages: pl.DataFrame, pattern: str, *, whole: bool = True) -> pl.DataFrame:
    """Split passages after what the first group of a pattern matches at their start.

    Args:
        passages: `doc`, `start_char`, `end_char`, `core_char`, `text` and any others, which both parts keep.
        pattern: the first group is the part that becomes a passage of its own.
        whole: split any passage; otherwise only those whose rest is no sentence that needs its beginning (headlines, captions).

    Returns:
        The passages with `part` (0, or 1 for what followed).
    """
    lead = pl.col("text").str.extract(pattern)
    rest = pl.col("text").str.slice(lead.str.len_chars())
    if not whole:  # "March 17, 2025 was a cold day." stays whole: the rest must open like a line
        marked_off = lead.str.contains(r"(?i)^date|[–—|:•·-]\s*$") | ~rest.str.contains(r"[.!?]")
        line = rest.str.contains(r"^[^\p{Ll}]") & rest.str.contains(r"\S\s+\S")
        lead = pl.when(line & marked_off & ~is_date_line(pl.col("text").str.head(80))).then(lead)
    marked = passages.lazy().with_columns(lead=lead).with_columns(cut=pl.col("core_char") + pl.col("lead").str.len_chars().cast(pl.Int64))
    first = marked.with_columns(
        end_char=pl.coalesce("cut", "end_char"), text=pl.coalesce("lead", "text").str.strip_chars_end(), part=pl.lit(0, pl.Int8)
    )
    second = marked.filter(pl.col("cut").is_not_null()).with_columns(
        start_char="cut",
        core_char="cut",
        text=pl.col("text").str.slice(pl.col("lead").str.len_chars()).str.strip_chars_end(),
        part=pl.lit(1, pl.Int8),
        blank_before=pl.lit(False),
    )
    return pl.concat((first, second)).sort("doc", "start_char").drop("lead", "cut").collect()


def with_known_lines(shaped: pl.DataFrame, layout: pl.DataFrame) -> pl.DataFrame:
    """Add `rule_id` and `kind` of the lines that the layout lexicon or their form alone tells: dates, menus, captions, notices."""
    # ASCII word boundaries keep the regex engine on its fast path; the lexicon's patterns have them beside ASCII letters only.
    rules = layout.with_columns(
        pl.col("max_words").cast(pl.Int64), pl.format("^(?:{})$", pl.col("pattern").str.replace_all(r"\b", r"(?-u:\b)", literal=True))
    )
    cues = sorted(set("|".join(layout["cues"]).split("|")))
    lines = (
        shaped.lazy()
        .filter(pl.col("word_count") <= rules["max_words"].max())
        .select("doc", "index", "word_count", line=pl.col("core").str.to_lowercase())
    )
    short = pl.col("word_count") <= SHORT_LINE
    long_cues = sorted(set("|".join(rules.filter(pl.col("max_words") > SHORT_LINE)["cues"]).split("|")))
    likely = pl.when(short).then("line").str.contains_any(cues).fill_null(False) | pl.when(~short).then("line").str.contains_any(
        long_cues
    ).fill_null(False)
    matches = [
        pl.when(pl.col("line").str.contains(pattern) & (pl.col("word_count") <= words)).then(pl.lit(f"{kind} {rule}"))
        for rule, kind, words, pattern in rules.select("rule_id", "kind", "max_words", "pattern").rows()
    ]
    found = lines.filter(likely).select("doc", "index", known=pl.coalesce(matches))
    known = shaped.lazy().join(found, on=("doc", "index"), how="left", maintain_order="left")
    return known.with_columns(kind=pl.col("known").str.extract(r"^(\S+) "), rule_id=_rule()).drop("known").collect()


def _rule() -> pl.Expr:
    """The rule of a known line; a line of many short pieces between marks is a menu."""
    brief = pl.when((pl.col("word_count") <= 24) & ~pl.col("is_prose")).then("core")
    pieces = brief.str.count_matches(MENU_MARKS) + 1
    menu = (pieces >= 4) & (pl.col("word_count") <= 2.6 * pieces) & ~brief.str.contains(r"[.!?]$")
    return (
        pl.when(is_date_line(pl.when(brief.str.contains(r"\d")).then(brief)))
        .then(pl.lit("date:line"))
        .when(pl.col("known").is_not_null())
        .then(pl.col("known").str.extract(r" (\S+)$"))
        .when(menu)
        .then(pl.lit("navigation:menu"))
        .when(~brief.str.contains(r"\p{L}"))
        .then(pl.lit("boilerplate:no-words"))
    )


def with_notices(lines: pl.DataFrame) -> pl.DataFrame:
    """Rule the paragraphs of whole pages in which an outlet speaks of itself: invitations, cookies, terms.

    Among other paragraphs they need more of the words that tell them than between menus and buttons.
    """
    page = (~pl.col("is_prose")).sum().over("doc") >= PAGE_LINES
    cased = pl.concat_str(pl.lit(" "), pl.col("core").str.to_lowercase(), pl.lit(" "))
    spoken = pl.col("core").str.contains(r"[\"“”«„]")
    cues = [*SERVICE, *LEGAL, *VAGUE]
    likely = page & pl.col("rule_id").is_null() & pl.col("is_prose") & pl.col("word_count").is_between(*NOTICE_WORDS)
    cued = lines.lazy().filter(likely & ~spoken).select("doc", "index", line=cased).filter(pl.col("line").str.contains_any(cues))
    counts = {
        name: pl.col("line").str.extract_many(list(words)).list.n_unique().cast(pl.Int64)
        for name, words in (("service", SERVICE), ("vague", VAGUE), ("voice", VOICE), ("legal", LEGAL))
    }
    weighed = cued.select("doc", "index", reachable=pl.col("line").str.contains(RE_REACHED), **counts).with_columns(
        weight=2 * pl.col("service") + pl.col("vague")
    )
    joined = lines.lazy().join(weighed, on=("doc", "index"), how="left", maintain_order="left")
    alone = ~_beside(-1) & ~_beside(1)
    late = pl.col("index") * 2 >= pl.len().over("doc")
    addressed = (pl.col("voice") >= 1) & ((pl.col("weight") >= 4) & (pl.col("service") >= 1) | alone & (pl.col("weight") >= 2))
    service = addressed | alone & late & ((pl.col("voice") >= 2) & (pl.col("vague") >= 1) | pl.col("reachable"))
    legal = (pl.col("legal") >= 3) | (pl.col("legal") >= 2) & (alone & late | (pl.col("service") >= 1))
    rule = pl.when(legal).then(pl.lit("boilerplate:legal-notice")).when(service).then(pl.lit("boilerplate:service-notice"))
    return joined.with_columns(rule_id=pl.coalesce("rule_id", rule)).drop(*counts, "weight", "reachable").collect()


def _beside(step: int) -> pl.Expr:
    """Tell whether the neighbour on one side is running text that is surely no notice."""
    article = pl.col("is_prose") & pl.col("rule_id").is_null() & (pl.col("weight").fill_null(0) < 2)
    return (article.shift(step) & (pl.col("doc") == pl.col("doc").shift(step))).fill_null(False)


def split_datelines(ruled: pl.DataFrame) -> pl.DataFrame:
    """Make the dateline at the start of a document's first body paragraph a block of its own."""
    first = (pl.col("rule_id") == "body:paragraph") & (
        pl.col("index") == pl.col("index").filter(pl.col("rule_id") == "body:paragraph").min().over("doc")
    )
    opening = ruled.filter(first & ~pl.col("text").str.contains(RE_NO_PLACE))
    parts = split(opening, RE_DATELINE)
    parted = parts.with_columns(parts_count=pl.len().over("doc", "index"))
    ruled_parts = parted.with_columns(
        rule_id=pl.when((pl.col("parts_count") == 2) & (pl.col("part") == 0)).then(pl.lit("dateline:opening")).otherwise("rule_id")
    ).drop("parts_count")
    rest = ruled.join(opening, on=("doc", "index"), how="anti")
    return pl.concat((rest, ruled_parts.select(rest.columns))).sort("doc", "start_char")
