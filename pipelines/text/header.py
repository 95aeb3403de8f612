"""What stands above the body: title, byline, credit, site header.

Belongs here: where the body begins, and the roles of the lines before it.
Does not belong here: lines that a lexicon knows (`pipelines.text.blocks`), names within a byline (`pipelines.text.credits`).
"""

import polars as pl

from pipelines.text.credits import AGENCY, JOB, RE_AGENCY, RE_NAMES, copyright_outlet, is_byline
from pipelines.text.dates import RE_DATE, unnamed, without_dates
from pipelines.text.layout import known_share

HEADER_BLOCKS = 8  # a byline or date line further down belongs to something else
DECK_WORDS = 25  # no deck or standfirst is longer
RE_SIGNED = (
    r"\d{4}|(?i:(?-u:\b)by(?-u:\b)|from|desk|staff|bureau|newsroom|report|correspond|edit|writ|column|journal|produc|contribut|critic|team|"
    r"sports|politic|business|arts|world|national|opinion|culture|photog)"
)  # every byline but a mere name has one of these; it spares the others the slow patterns
STRAPLINE_WORDS = 6  # names and mottoes of outlets are short
PAGE_TOP = 5  # more lines above the text than a headline, its deck and byline need: a menu stands among them
GAP_WORDS = 6  # a line that is no running text parts paragraphs as so many words join them
LISTED = 2  # candidates between two copies of a headline; more make a list
MIN_TOLD = 2  # content words that a title on a crowded page shares with the text
TOLD_SHARE = 0.35  # … and their share of its own
RE_TICKER = r"^\d{1,2}[:.]\d{2}\b"  # a line of the latest news opens with its time
LABEL_WORDS = 3  # a longer line can be a headline
MANY_LABELS = 4  # words of a line that names sections, all in capitals or with marks between them
MAX_LONE = 4  # single paragraphs of notices and decks above a text
LONG_LINE = 12  # words; a text without end marks begins with its first line of so many
OUTLET_WORDS = (
    r"(?i)\b(?:gazette|times|news|post|herald|tribune|chronicle|journal|daily|weekly|observer|courier|mercury|standard|review|broadcasting|agency|"
    r"telegraph|guardian|examiner|press|register|bulletin|dispatch|record|sentinel|star|sun|mail|express|magazine|blog|radio|tv|television|online)\b"
)
UNRULED = pl.col("rule_id").is_null()


def ruled(frame: pl.LazyFrame, rule_id: str, holds: pl.Expr) -> pl.LazyFrame:
    """Give a rule to the rows that have none yet and for which it holds."""
    return frame.with_columns(rule_id=pl.when(UNRULED & holds.fill_null(False)).then(pl.lit(rule_id)).otherwise("rule_id"))


def with_header(lines: pl.DataFrame) -> pl.DataFrame:
    """Give the lines above the body their rules.

    Args:
        lines: paragraphs with their shape, `index`, `rule_id` (null where nothing is known yet) and `kind`.

    Returns:
        The lines with `body_start` (index of the first body paragraph, the document's length when there is none) and `title_key`.
    """
    frame = with_body_start(with_name_lines(lines).collect())
    top = pl.col("index") < pl.col("body_start")
    frame = ruled(frame, "navigation:masthead", top & _is_masthead(top))
    frame = ruled(frame, "navigation:site-header", top & _is_site_header(top))
    frame = ruled(frame, "credit:agency-line", pl.col("brief").str.contains(RE_AGENCY))
    frame = _with_title(frame.collect(), top)
    for rule_id, holds in _around_title(top).items():
        frame = ruled(frame, rule_id, holds)
    return frame.collect()


def with_name_lines(lines: pl.DataFrame) -> pl.LazyFrame:
    """Rule the lines that have the shape of a byline or credit, wherever they stand; prose never has."""
    brief = pl.when((pl.col("word_count") <= 18) & ~(pl.col("is_prose") & pl.col("is_terminal"))).then("core")
    frame = lines.lazy().with_columns(brief=brief)
    signed = pl.when(UNRULED & pl.col("brief").str.contains(RE_SIGNED)).then("brief")  # few lines pass; the patterns below are slow
    frame = frame.with_columns(signed=signed).with_columns(undated=without_dates(pl.col("signed")))
    dated = pl.col("signed").ne_missing(pl.col("undated")) & pl.col("undated").str.contains(f"^(?:{AGENCY})$")
    frame = ruled(frame, "credit:agency-and-date", dated)
    for rule_id, holds in is_byline(pl.col("signed"), pl.col("undated")).items():
        frame = ruled(frame, rule_id, holds)
    return frame


def with_body_start(lines: pl.DataFrame) -> pl.LazyFrame:
    """Add `body_start`: the first running text, but below a byline or date that follows a title and deck written as sentences."""
    frame = with_text_start(lines)
    prose = pl.col("is_prose") & UNRULED & (pl.col("index") >= pl.col("text_start"))
    near = pl.col("index") < pl.max_horizontal(pl.lit(HEADER_BLOCKS), pl.col("text_start") + HEADER_BLOCKS // 2)
    signed = pl.col("rule_id").str.contains("^(?:byline:(?:by-line|posted-by|from-line|stamped|work-by)|date:)") & near
    before = (prose.cum_sum() - prose.cast(pl.UInt32)).over("doc")
    longest = pl.when(prose).then("word_count").otherwise(0).cum_max().over("doc")
    after = prose.sum().over("doc") - before
    header_end = pl.when(signed & (before <= 1) & (longest <= DECK_WORDS) & (after >= 2)).then("index").max().over("doc").fill_null(-1)
    first = pl.when(prose & (pl.col("index") > header_end)).then("index").min().over("doc")
    long_line = (
        pl.when(UNRULED & (pl.col("word_count") >= pl.when(pl.col("index") > 0).then(LONG_LINE).otherwise(2 * LONG_LINE)))
        .then("index")
        .min()
        .over("doc")
    )
    second = (
        pl.when(UNRULED & (pl.col("index") > pl.when(UNRULED).then("index").min().over("doc")) & (pl.col("word_count") >= 4))
        .then("index")
        .min()
    )
    return frame.with_columns(body_start=pl.coalesce(first, long_line, second.over("doc"), pl.len().over("doc").cast(pl.Int64)))


def with_text_start(lines: pl.DataFrame) -> pl.LazyFrame:
    """Add `text_start`: the first running text, or the start of the main run where single paragraphs above a title come before it."""
    prose = pl.col("is_prose") & UNRULED
    first = pl.when(prose).then("index").min().over("doc").fill_null(0)
    frame = lines.lazy().with_columns(text_start=first)
    above = pl.col("index") < pl.col("text_start")
    signs = pl.col("rule_id").str.contains("^(?:byline|date):").fill_null(False)
    headed = above & (signs | (pl.col("is_headline") & UNRULED & (pl.col("word_count") > LABEL_WORDS)))
    open_top = (~headed.any() & (signs & ~above).any() & above.any()).over("doc")
    runs = main_run(frame.filter(open_top).with_columns(prose=prose).collect())
    joined = frame.join(runs.lazy(), on="doc", how="left", maintain_order="left")
    return joined.with_columns(text_start=pl.coalesce("run_start", "text_start")).drop("run_start")


def main_run(lines: pl.DataFrame) -> pl.DataFrame:
    """Find where the text of pages begins that open with notices.

    The main run is the span of lines with the greatest sum of words, of which every line that is no running text takes some away
    (the largest sum of neighbours, as in Pasternack and Roth, 2009). What stands before it is skipped when it is no more than a few single
    paragraphs and a byline or date comes after them.

    Args:
        lines: paragraphs with `index`, `rule_id`, `text_start` and `prose` (running text without a rule).

    Returns:
        `doc` and `run_start` of the documents where something is skipped.
    """
    gain = pl.when("prose").then("word_count").otherwise(-GAP_WORDS)
    summed = lines.with_columns(total=gain.cum_sum().over("doc"), before=gain.cum_sum().over("doc") - gain)
    summed = summed.with_columns(low=pl.col("before").cum_min().over("doc")).with_columns(sum=pl.col("total") - pl.col("low"))
    ends = summed.filter(pl.col("sum") == pl.col("sum").max().over("doc")).unique("doc", keep="first", maintain_order=True)
    joined = summed.join(ends.select("doc", floor="low", run_end="index"), on="doc", maintain_order="left")
    opens = (pl.col("before") == pl.col("floor")) & (pl.col("index") <= pl.col("run_end"))
    above = joined.with_columns(run_start=pl.col("index").filter(opens).max().over("doc")).filter(pl.col("index") < pl.col("run_start"))
    signed = pl.col("rule_id").str.contains("^(?:byline|date):").fill_null(False) & (pl.col("index") > pl.col("text_start"))
    pair = pl.col("prose") & pl.col("prose").shift(1, fill_value=False)
    told = above.group_by("doc").agg(pl.col("run_start").first(), lone=pl.col("prose").sum(), signed=signed.any(), pair=pair.any())
    return told.filter(pl.col("lone") <= MAX_LONE, "signed", ~pl.col("pair")).select("doc", "run_start")


def _candidate(top: pl.Expr) -> pl.Expr:
    """Lines that could be the title: unknown, above the body, more than a label."""
    return top & UNRULED & (pl.col("word_count") >= 2) & (pl.col("is_headline") | pl.col("is_prose"))


def _later_candidate(top: pl.Expr) -> pl.Expr:
    """Tell whether a candidate of its own paragraph or a later one follows."""
    return pl.when(_candidate(top)).then("index").max().over("doc") > pl.col("index")


def _is_masthead(top: pl.Expr) -> pl.Expr:
    """The outlet's name above the title: the name of the copyright line, or a short name with a newspaper's word in it."""
    notice = (
        copyright_outlet(pl.when(pl.col("rule_id") == "boilerplate:copyright").then("core"))
        .drop_nulls()
        .last()
        .over("doc")
        .str.to_lowercase()
    )
    key = pl.col("core").str.to_lowercase().str.replace(r"^the\s+", "")
    same = (
        (pl.col("word_count") <= 7)
        & notice.is_not_null()
        & (key.str.starts_with(notice.str.replace(r"^the\s+", "")) | notice.str.ends_with(key))
    )
    named = (
        pl.col("core").str.contains(OUTLET_WORDS)
        & pl.col("word_count").is_between(2, 6)
        & ~pl.col("core").str.contains(r"\d")
        & (pl.col("capital_share") >= 0.99)
        & (pl.col("index") <= 3)
    )
    return (same | named) & _later_candidate(top)


def _is_site_header(top: pl.Expr) -> pl.Expr:
    """Lines above the menu, or in a first paragraph of several lines, when the title can still follow."""
    menu = pl.when(top & pl.col("rule_id").str.starts_with("navigation:")).then("index").max().over("doc")
    group = pl.col("blank_before").cast(pl.Int64).cum_sum().over("doc")
    last_group = pl.when(_candidate(top)).then(group).max().over("doc")
    first_group = group == group.min().over("doc")
    signed = (first_group & pl.col("rule_id").str.contains("^(?:byline|credit|date):")).any().over("doc")
    several = (first_group & top & (UNRULED | pl.col("rule_id").str.starts_with("navigation:masthead"))).sum().over("doc") >= 2
    once = pl.len().over("doc", "key") == 1  # a title may stand above a menu too, but then it stands below it again
    above_menu = (
        (pl.col("index") < menu)
        & (menu < HEADER_BLOCKS)
        & (pl.col("word_count") <= STRAPLINE_WORDS + 1)
        & once
        & (pl.when(_candidate(top)).then("index").max().over("doc") > menu)
    )
    signed_later = (top & (group > group.min().over("doc")) & pl.col("rule_id").str.contains("^(?:byline|date):")).any().over("doc")
    brief = pl.when(first_group).then("word_count").max().over("doc") <= STRAPLINE_WORDS
    strapline = first_group & brief & several & ~signed & (last_group > group) & signed_later
    return above_menu | strapline


def _with_title(lines: pl.DataFrame, top: pl.Expr) -> pl.LazyFrame:
    """Rule the title: the first line above the body that is more than a label, one of two words only when there is no longer one."""
    long = pl.when(_candidate(top) & (pl.col("word_count") >= 3)).then("index").min().over("doc")
    short = pl.when(_candidate(top)).then("index").min().over("doc")
    name_only = (
        pl.col("core").str.contains(RE_NAMES)
        & (pl.col("word_count") <= 3)
        & (pl.col("index") == pl.col("body_start") - 1)
        & (pl.col("index") == 0)
    )
    titled = _with_told_title(lines, top).with_columns(title_index=pl.coalesce("told", long, short)).drop("told")
    titled = ruled(titled, "title:first-headline", (pl.col("index") == pl.col("title_index")) & ~name_only)
    return titled.with_columns(title_key=pl.when(pl.col("rule_id") == "title:first-headline").then("key").drop_nulls().first().over("doc"))


def _with_told_title(frame: pl.DataFrame, top: pl.Expr) -> pl.LazyFrame:
    """Add `told`, the title of a page with a menu above its text: the first of the lines there that speak of what the text speaks of.

    Where it stands in a list of headlines first, its last copy counts.
    """
    crowded = top.sum().over("doc") > PAGE_TOP
    lines = frame.filter(crowded.any().over("doc")).lazy()
    candidates = lines.filter(_candidate(top) & ~pl.col("core").str.contains(RE_TICKER)).with_columns(
        rank=pl.int_range(pl.len()).over("doc")
    )
    told = pl.col("content_count") * pl.col("known_share")
    judged = candidates.join(known_share(candidates, lines.filter(~top)), on=("doc", "index"))
    likely = judged.filter((told >= MIN_TOLD) & (pl.col("known_share") >= TOLD_SHARE))
    likely = likely.with_columns(label=_is_label()).sort("doc", "label", "index")
    listed = pl.col("rank").last() - pl.col("rank").first() > LISTED
    place = pl.when(listed).then(pl.col("index").last()).otherwise(pl.col("index").first())
    titles = likely.group_by("doc", "key", maintain_order=True).agg(told=place).unique("doc", keep="first", maintain_order=True)
    return frame.lazy().join(titles.select("doc", "told"), on="doc", how="left", maintain_order="left")


def _is_label() -> pl.Expr:
    """A name, a code or the sections that an article is filed under, rather than a headline if there is anything else."""
    few = pl.col("word_count") <= MANY_LABELS
    sections = few & ((pl.col("capital_share") >= 0.99) | pl.col("core").str.contains(r"\s[/|›»>·•]\s"))
    return (pl.col("word_count") < LABEL_WORDS) | ~pl.col("core").str.contains(r"\p{Ll}") | sections.fill_null(False)


def _around_title(top: pl.Expr) -> dict[str, pl.Expr]:
    """What other lines above the body are, by their place before or after the title."""
    below = top & (pl.col("index") > pl.col("title_index"))
    rest = pl.col("undated")
    dated = pl.col("signed").str.contains(unnamed(RE_DATE)) & ~pl.col("is_terminal")
    shouted = pl.col("brief").str.contains(r"\p{Lu}{6,}")  # a title in capitals, not a name
    named = pl.col("brief").str.contains(RE_NAMES) & (pl.col("word_count") <= 5) & ~shouted
    placed = (pl.col("word_count") <= 3) | pl.col("brief").str.contains(f"{JOB}|{OUTLET_WORDS}")
    one_word = rest.str.contains(r"^\p{Lu}[\p{L}\p{M}&'’-]*$") & pl.col("signed").str.contains(r"^\S+\s*[,|–—/]")
    signed_before = pl.col("rule_id").shift(1).str.starts_with("byline:").fill_null(False) & ~pl.col("blank_before")
    return {
        "navigation:title-copy": pl.col("is_headline") & (pl.col("key") == pl.col("title_key")) & (pl.col("index") > pl.col("title_index")),
        "credit:name-and-date": top & dated & one_word,
        "byline:name-and-date": top & dated & (pl.col("capital_share") >= 0.6) & (rest.str.count_matches(r"\S+") <= 8),
        "byline:name-line": below & named & (pl.col("index") <= pl.col("title_index") + 2),
        "byline:continued": below & signed_before & (pl.col("word_count") <= 8) & placed & ~shouted & ~pl.col("is_prose"),
        "heading:deck": below & (pl.col("word_count") >= 3),
        "navigation:section": top & (pl.col("word_count") <= 4),
        "heading:kicker": top,
    }
