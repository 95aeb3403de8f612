"""Text cut into paragraphs, with the shape of each.

Belongs here: lines, paragraphs that tile a text, wrapped lines, what a paragraph looks like (length, capitals, end mark).
Does not belong here: what a paragraph is for (`pipelines.text.blocks`).
"""

import polars as pl

# A gap of eight spaces within a line is what is left of a line break or a table cell when markup was flattened to text.
RE_LINE = r" *[^ \n]+(?: {1,7}[^ \n]+)* *\n?| *\n| +"
RE_MARK = r"^[•·▪◦‣●○*]\s+\S"
RE_BULLET = r"^(?:[•·▪◦‣●○*–—-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S"
RE_TERMINAL = r"[.!?…][\"'”’»)\]]*$"
RE_INITIALS = r"\b(?:\p{Lu}\.){2,}$"  # "after threat by U.S." ends with an abbreviation, not with a sentence
RE_OPENS_QUOTE = r"^[\"“‘'«„]"
MIN_WIDTH, MAX_WIDTH = 40, 100  # columns at which mail, wires and terminals wrap
RAGGED = 15  # the ends of most wrapped lines lie within so many columns of the margin
MIN_WRAPPED_LINES = 3  # fewer lines do not show a margin
PROSE_WORDS = 30  # no headline is as long
STEM = 5  # letters that stand for a word: "strengthening" and "strengthened", "meetings" and "meeting"
STOP = (
    "about", "after", "again", "against", "also", "amid", "among", "and", "are", "because", "been", "before", "being", "between",
    "both", "but", "could", "does", "down", "during", "each", "for", "from", "had", "has", "have", "her", "here", "him", "his",
    "how", "into", "its", "just", "like", "may", "more", "most", "new", "not", "now", "off", "only", "other", "our", "out",
    "over", "says", "she", "should", "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they",
    "this", "those", "through", "under", "until", "what", "when", "where", "which", "while", "who", "why", "will", "with",
    "would", "you", "your",
)  # fmt: skip
RE_CLOCK = r"\b\d{1,2}:\d{2}\b"
RE_FUNCTION_WORD = (
    r"(?i)\b(?:the|an?|of|to|and|in|is|was|that|for|on|it|with|as|by|at|from|are|be|has|have|had|not|but|or|this|which|who|"
    r"we|you|he|she|they|i)\b"
)
RUNNING_SHARE = 0.1  # of the words of running text at least so many are such words; lists of headlines and menus have fewer


def paragraphs(documents: pl.DataFrame) -> pl.DataFrame:
    """Cut texts into paragraphs.

    Paragraphs are separated by blank lines; single line breaks separate them too unless the lines were wrapped at a margin.

    Args:
        documents: `doc` and `text`; no text is empty or only white space.

    Returns:
        One row per paragraph in text order: `doc`, `start_char`, `end_char`, `core_char` (where its first letter or mark stands),
        `text` (without white space around it), `blank_before` (an empty line separates it from the one before). The spans
        of a document's paragraphs tile its text: white space belongs to the paragraph before it, or to the first one.
    """
    lines = _lines(documents)
    starts = ~_continues(lines)
    return (
        lines.lazy()
        .with_columns(paragraph=starts.cum_sum())
        .group_by("paragraph", maintain_order=True)
        .agg(
            pl.col("doc", "start_char", "core_char", "blank_before").first(),
            pl.col("end_char").last(),
            text=pl.col("line").str.join("").str.strip_chars_end(),
        )
        .select("doc", "start_char", "end_char", "core_char", "text", "blank_before")
        .collect()
    )


def _lines(documents: pl.DataFrame) -> pl.DataFrame:
    """Return the lines that are not blank, each with the white space after it; the first also with what stands before it."""
    width = pl.col("line").str.len_chars().cast(pl.Int64)
    blank = pl.col("line").str.strip_chars().str.len_bytes() == 0
    return (
        documents.lazy()
        .select("doc", line=pl.col("text").str.extract_all(RE_LINE))
        .explode("line", empty_as_null=False)
        .with_columns(
            end_char=width.cum_sum().over("doc"), is_blank=blank, indent=width - pl.col("line").str.strip_chars_start(" ").str.len_chars()
        )
        .with_columns(start_char=pl.col("end_char") - width + pl.when("is_blank").then(0).otherwise("indent"))
        .with_columns(blank_before=pl.col("is_blank").shift(1, fill_value=False))
        .with_columns(line=pl.col("line").str.strip_chars_start(" "))
        .filter(~pl.col("is_blank"))
        .pipe(_tile, documents)
        .collect()
    )


def _tile(lines: pl.LazyFrame, documents: pl.DataFrame) -> pl.LazyFrame:
    """Give each line the white space up to the next one, and the first line the white space before it."""
    sizes = documents.lazy().select("doc", size=pl.col("text").str.len_chars().cast(pl.Int64))
    first = pl.col("doc") != pl.col("doc").shift(1, fill_value=None)
    last = (pl.col("doc") != pl.col("doc").shift(-1)).fill_null(True)
    return (
        lines.join(sizes, on="doc", how="left", maintain_order="left")
        .with_columns(is_first=first.fill_null(True), core_char="start_char")
        .with_columns(start_char=pl.when("is_first").then(0).otherwise("start_char"))
        .with_columns(end_char=pl.when(last).then("size").otherwise(pl.col("start_char").shift(-1)))
    )


def _continues(lines: pl.DataFrame) -> pl.Series:
    """Tell which lines continue the one before: the lines were wrapped, and the next word would not have fitted there."""
    core = pl.col("line").str.strip_chars_end()
    width = core.str.len_chars().cast(pl.Int64)
    before = width.shift(1) + 1 + core.str.extract(r"^(\S+)").str.len_chars().cast(pl.Int64) > pl.col("margin")
    lower = core.str.contains(r"^\p{Ll}") & ~core.shift(1).str.contains(RE_TERMINAL)
    indented = (pl.col("indent") > pl.col("indent").shift(1) + 1) & core.shift(1).str.contains(RE_TERMINAL)
    item = core.str.contains(RE_MARK) | (
        core.str.contains(RE_BULLET) & core.shift(1).str.contains(r"[.!?:;]$")
    )  # not "a cabinet of / 24. His"
    apart = pl.col("is_first") | pl.col("blank_before") | item | indented.fill_null(False)
    margins = _margins(lines)
    joined = lines.lazy().join(margins.lazy(), on="doc", how="left", maintain_order="left")
    return joined.select((pl.col("margin").is_not_null() & ~apart & (before | lower)).fill_null(False)).collect().to_series()


def _margins(lines: pl.DataFrame) -> pl.DataFrame:
    """Return `doc` and `margin` (columns) of the documents whose lines were wrapped."""
    core = pl.col("line").str.strip_chars_end()
    followed = ~pl.col("blank_before").shift(-1) & (pl.col("doc") == pl.col("doc").shift(-1))
    measured = lines.lazy().select("doc", width=core.str.len_chars().cast(pl.Int64), ends=core.str.contains(RE_TERMINAL), followed=followed)
    return (
        measured.group_by("doc")
        .agg(
            widest=pl.col("width").quantile(0.95, "nearest"),
            margin=pl.col("width").filter("followed").quantile(0.95, "nearest"),
            median=pl.col("width").filter("followed").median(),
            ended=pl.col("ends").filter("followed").mean(),
            count=pl.col("followed").sum(),
        )
        .filter(
            pl.col("count") >= MIN_WRAPPED_LINES,
            pl.col("margin").is_between(MIN_WIDTH, MAX_WIDTH),
            pl.col("widest") <= MAX_WIDTH,
            pl.col("median") >= pl.col("margin") - RAGGED,
            pl.col("ended") < 0.5,
        )
        .select("doc", pl.col("margin").cast(pl.Int64))
        .collect()
    )


def with_shape(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Add what paragraphs look like.

    Returns:
        The rows with `core` (the text without surrounding white space and bullet), `key` (letters and digits of it in lower case),
        `word_count`, `is_bullet`, `is_terminal` (ends as a sentence does), `capital_share` (of the words longer than three letters),
        `is_prose` (running sentences), `is_headline` (could be one), `is_quote` (opens with a quotation mark).
    """
    short = pl.when(pl.col("text").str.len_bytes() < 600).then("core")  # a headline is shorter; long paragraphs need no closer look
    long_words = pl.col("short").str.count_matches(r"\p{L}[\p{L}'’-]{3,}")
    capitals = pl.col("short").str.count_matches(r"(?:^|[^\p{L}'’-])\p{Lu}[\p{L}'’-]{3,}")
    return (
        paragraphs.lazy()
        .with_columns(core="text", is_bullet=pl.col("text").str.contains(RE_BULLET))
        .with_columns(core=pl.when("is_bullet").then(pl.col("core").str.replace(r"^\S+\s+", "")).otherwise("core"))
        .with_columns(short=short, word_count=pl.col("core").str.count_matches(r"\S+").cast(pl.Int64))
        .with_columns(
            key=pl.col("short").str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars(),
            is_terminal=pl.col("core").str.contains(RE_TERMINAL) & ~pl.col("core").str.contains(RE_INITIALS),
            capital_share=(capitals / long_words).fill_nan(None),
            is_quote=pl.col("core").str.contains(RE_OPENS_QUOTE),
        )
        .with_columns(is_prose=_is_prose())
        .with_columns(is_headline=_is_headline())
        .collect()
    )


def _is_prose() -> pl.Expr:
    """Running text: ends like a sentence and is not a title in capitals, or is too long for anything else."""
    titled = (pl.col("capital_share") >= 0.75) & (pl.col("word_count") <= 20) & ~pl.col("core").str.contains(r"\.[\"'”’»)\]]*$")
    sentence = pl.col("is_terminal") & (pl.col("word_count") >= 5) & ~titled.fill_null(False)
    spoken = pl.col("is_quote") & (pl.col("word_count") >= 8)
    leads = pl.col("core").str.contains(r"[:,;]$") & (pl.col("word_count") >= 10)
    unended = pl.when((pl.col("word_count") >= PROSE_WORDS) & ~pl.col("is_terminal")).then("short")
    menu = unended.str.count_matches(RE_FUNCTION_WORD) < RUNNING_SHARE * pl.col("word_count")
    strung = (menu & ~unended.str.contains(r"[.,;]\s")) | (unended.str.count_matches(RE_CLOCK) >= 3)
    return sentence | (spoken & pl.col("is_terminal")) | leads | ((pl.col("word_count") >= PROSE_WORDS) & ~strung.fill_null(False))


def _is_headline() -> pl.Expr:
    letters = pl.col("core").str.contains(r"\p{L}{2}")
    return (
        ~pl.col("is_prose")
        & letters
        & (pl.col("word_count") <= 25)
        & ~pl.col("core").str.contains(r"[,;:]$")
        & pl.col("core").str.contains(r"^[^\p{Ll}]")
    )


def known_share(headings: pl.LazyFrame, lines: pl.LazyFrame) -> pl.LazyFrame:
    """Return for each line how many content words it has, and which share of them the running text uses too."""
    own = _stems(headings, "core").select("doc", "index", "stem").unique()
    text = lines.filter(pl.col("rule_id").is_null(), "is_prose").join(headings.select("doc").unique(), on="doc", how="semi")
    used = _stems(text, "core").select("doc", "stem").unique().with_columns(used=pl.lit(True))
    joined = own.join(used, on=("doc", "stem"), how="left")
    return joined.group_by("doc", "index").agg(content_count=pl.len(), known_share=pl.col("used").fill_null(False).mean())


def _stems(lines: pl.LazyFrame, text: str) -> pl.LazyFrame:
    words = pl.col(text).str.to_lowercase().str.extract_all(r"\p{L}{3,}")
    exploded = lines.select("doc", "index", word=words).explode("word").filter(pl.col("word").is_not_null(), ~pl.col("word").is_in(STOP))
    return exploded.with_columns(stem=pl.col("word").str.head(STEM))
