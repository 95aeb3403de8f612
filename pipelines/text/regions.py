"""What stands between and below the paragraphs of a body: headings, teasers of other articles, notices.

Belongs here: lists of related articles, comments, footers; headings told from teasers.
Does not belong here: the lines above the body (`pipelines.text.header`).
"""

import polars as pl

from pipelines.text.credits import RE_AUTHOR_NOTE, RE_NAMES, RE_SIGN_OFF
from pipelines.text.header import UNRULED, ruled
from pipelines.text.layout import known_share

TEASER_HEAD = 15  # words of a headline above a teaser
TEASER_WORDS = 5  # content words from which a line says enough to be judged by them
HEADING_WORDS = 12  # a longer line in sentence case is more likely a sentence whose full stop is missing
NOVEL_SHARE = 0.45  # a heading takes at least so many of its words from the text; a teaser speaks of something else
PULLED_WORDS = (5, 30)
PAGE_LINES = 10  # only pages that were laid out repeat parts of their text, and they have so many lines around it
RE_OPENING_NAME = r"^(\p{Lu}[\p{L}\p{M}'’.-]+(?:\s+\p{Lu}[\p{L}\p{M}'’.-]+){1,2})\s"
RE_TABLE_ROW = r"\d[^\d,.]+\d|\p{L}:\s.*\d"  # two figures apart, or a label and its figure
RE_LISTED = r"\d{4}|[$€£]|@|https?:|;|\.$|(?:,.*){3}"  # items of a list: sums, addresses, enumerations
RE_NAME_AT_END = r"[.!?][\"”’']?\s+\p{Lu}[\p{L}\p{M}'’-]+(?:\s+\p{Lu}[\p{L}\p{M}'’-]+){1,2}$"
IS_PAGE = pl.col("is_page")
BELOW = pl.col("index") >= pl.col("body_start")


def with_regions(lines: pl.DataFrame) -> pl.DataFrame:
    """Give every line that has no rule yet its rule, from the region in which it stands and its neighbours."""
    frame = _repeated(lines.lazy().with_columns(is_page=(~pl.col("is_prose")).sum().over("doc") >= PAGE_LINES))
    frame = _named_notes(frame)
    frame = _after_markers(frame)
    frame = pulled(frame.collect())
    frame = _tail(frame)
    return _between(frame)


def _repeated(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Headlines that stand twice or more on the page, and the paragraphs under them, are teasers of other articles."""
    headline = BELOW & pl.col("is_headline") & (pl.col("word_count") >= 4) & ~_is_listed()
    near = (pl.col("index").diff().over("doc", "key") <= 3) | (pl.col("index").diff(-1).over("doc", "key").abs() <= 3)
    frame = ruled(frame, "related:repeated-headline", headline & near.fill_null(False))
    linked = pl.col("rule_id").is_in(["related:read-next", "boilerplate:continue-link"]) & (pl.col("doc") == pl.col("doc").shift(1))
    labelled = pl.col("is_headline").shift(1) & UNRULED.shift(1) & (pl.col("word_count").shift(1) <= TEASER_HEAD)
    frame = ruled(frame, "related:linked-teaser", BELOW & pl.col("is_prose") & labelled & linked.shift(-1))
    above = pl.col("rule_id").shift(1).eq("related:repeated-headline") & (pl.col("index") > 0)
    return ruled(frame, "related:teaser", BELOW & pl.col("is_prose") & above)


def _is_listed() -> pl.Expr:
    return pl.when("is_headline").then("core").str.contains(RE_LISTED).fill_null(True)  # long paragraphs are spared the search


def _after_markers(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Lines after an opener belong to its region, until running text of two paragraphs or more resumes."""
    prose = pl.col("is_prose") & UNRULED
    same = pl.col("doc") == pl.col("doc").shift(-1)
    late = pl.col("index") * 2 >= pl.len().over("doc")
    third = (prose.shift(-2) & (pl.col("doc") == pl.col("doc").shift(-2))) | ~late | ~IS_PAGE  # notices at the foot of a page come in pairs
    advert = (pl.col("kind") == "advertisement").fill_null(False) & (~late | ~IS_PAGE)
    resumes = prose & ((prose.shift(-1) & same & third) | advert.shift(1)).fill_null(False)
    opens = BELOW & ((pl.col("kind").is_in(["opener", "comments", "footer"]) | advert) | ((pl.col("kind") == "end") & late))
    marker = pl.when(opens).then("kind").when(resumes).then(pl.lit("text"))
    final = pl.when(opens & pl.col("kind").is_in(["comments", "end"])).then(pl.lit(True))
    frame = frame.with_columns(region=marker.forward_fill().over("doc"), closed=final.forward_fill().over("doc"), resumes=resumes)
    region, closed = pl.col("region"), pl.col("closed").fill_null(False)
    frame = ruled(frame, "related:after-opener", BELOW & (region == "opener") & ~closed)
    frame = ruled(frame, "boilerplate:after-comments", BELOW & (closed | (region == "comments")) & (region != "end") & ~_signs())
    frame = ruled(frame, "boilerplate:after-end-mark", BELOW & (region == "end"))
    frame = ruled(frame, "boilerplate:advertisement-text", BELOW & (region == "advertisement") & ~pl.col("is_prose"))
    return ruled(frame, "boilerplate:after-footer", BELOW & (region == "footer") & ~_signs())


def _named_notes(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Paragraphs in the second half that open with the name in the byline tell who the writer is: writers do not name themselves."""
    signed = pl.when(pl.col("rule_id").str.starts_with("byline:") & ~BELOW).then("core")
    writer = signed.drop_nulls().first().over("doc")
    late = BELOW & UNRULED & (2 * pl.col("index") >= pl.len().over("doc")) & writer.is_not_null()
    name = pl.when(late).then(pl.col("core").str.extract(RE_OPENING_NAME))
    return ruled(frame, "byline:writer-note", writer.str.contains(name, literal=True))


def pulled(lines: pl.DataFrame) -> pl.DataFrame:
    """Rule the lines that repeat a part of a longer paragraph: quotations pulled out of the text to be set large."""
    said = pl.col("is_prose") | pl.col("is_quote") | (pl.col("word_count") > TEASER_WORDS + 2)
    alone = BELOW & UNRULED & said & pl.col("word_count").is_between(*PULLED_WORDS) & ~pl.col("is_bullet")
    short = lines.lazy().filter(alone & IS_PAGE).select("doc", "index", "key").collect()
    longer = lines.filter(UNRULED, "is_prose", pl.col("word_count") > PULLED_WORDS[0]).join(short, on="doc", how="semi")
    key = pl.col("core").str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()
    whole = longer.group_by("doc").agg(whole=pl.concat_str(pl.lit("\n "), key, pl.lit(" \n")).str.join(""))
    padded = pl.concat_str(pl.lit(" "), "key", pl.lit(" "))
    same = pl.concat_str(pl.lit("\n"), padded, pl.lit("\n"))
    inside = pl.col("whole").str.count_matches(padded, literal=True) > pl.col("whole").str.count_matches(same, literal=True)
    found = short.join(whole, on="doc").filter(inside).select("doc", "index", is_pulled=pl.lit(True))
    joined = lines.lazy().join(found.lazy(), on=("doc", "index"), how="left", maintain_order="left")
    return ruled(joined, "heading:pull-quote", pl.col("is_pulled")).drop("is_pulled").collect()


def _signs() -> pl.Expr:
    """Lines that tell a writer or an agency, which may stand anywhere below a text."""
    return pl.col("core").str.contains(RE_AUTHOR_NOTE) | pl.col("core").str.contains(RE_SIGN_OFF)


def _tail(frame: pl.DataFrame) -> pl.DataFrame:
    """Lines below the last paragraph of running text."""
    last = pl.when(UNRULED & pl.col("is_prose") & BELOW).then("index").max().over("doc").fill_null(-1)
    lazy = ruled(
        frame.lazy(),
        "byline:author-note",
        BELOW & (pl.col("index") >= last - 1) & (pl.col("word_count") <= 35) & pl.col("core").str.contains(RE_AUTHOR_NOTE),
    )
    last = pl.when(UNRULED & pl.col("is_prose") & BELOW).then("index").max().over("doc").fill_null(pl.len().over("doc").cast(pl.Int64))
    lazy = lazy.with_columns(below=BELOW & (pl.col("index") > last))
    below = pl.col("below")
    named = pl.col("core").str.replace(r"^[—–-]\s*", "").str.contains(RE_NAMES) & (pl.col("word_count") <= 6)
    lazy = ruled(lazy, "credit:sign-off", below & pl.col("core").str.contains(RE_SIGN_OFF) & (pl.col("word_count") >= 4))
    lazy = ruled(lazy, "byline:sign-off", below & named & (pl.col("index") <= last + 2) & pl.col("core").str.contains(r"^[—–-]"))
    unended = pl.when(IS_PAGE & BELOW & UNRULED & ~pl.col("is_terminal") & (pl.col("word_count") > TEASER_WORDS)).then("core")
    lazy = ruled(lazy, "caption:name-at-end", ~below & unended.str.contains(RE_NAME_AT_END))
    credited = pl.col("rule_id").shift(-1).eq("caption:photo-by") & (pl.col("doc") == pl.col("doc").shift(-1))
    lazy = ruled(lazy, "caption:above-credit", BELOW & ~below & unended.is_not_null() & credited)
    brief = pl.when(BELOW & UNRULED & ~pl.col("is_prose") & (pl.col("word_count") <= 2 * HEADING_WORDS)).then("core")
    row = brief.str.contains(RE_TABLE_ROW).fill_null(False)
    same = pl.col("doc") == pl.col("doc").shift(1)
    beside = (row.shift(1) & same) | (row.shift(-1) & (pl.col("doc") == pl.col("doc").shift(-1)))
    lazy = lazy.with_columns(is_row=row & beside.fill_null(False))
    label = below & (pl.col("word_count") <= 3) & ~pl.col("is_bullet") & ~pl.col("is_row")
    return ruled(lazy, "boilerplate:below-text", label).collect()


def _between(frame: pl.DataFrame) -> pl.DataFrame:
    """Lines between and below paragraphs: items of a list, headings, teasers; what is none of these is body."""
    alone = ~_is_list_line(-1) & ~_is_list_line(1)
    heading = BELOW & UNRULED & pl.col("is_headline") & (pl.col("word_count") <= 20) & ~pl.col("is_bullet")
    judged = frame.lazy().with_columns(could_head=heading)
    share = known_share(judged.filter("could_head"), frame.lazy())
    lazy = judged.join(share, on=("doc", "index"), how="left", maintain_order="left")
    full = pl.col("content_count") >= TEASER_WORDS
    titled = (pl.col("capital_share") >= 0.6) | pl.col("core").str.contains(r"[?!]$")
    novel = full & (pl.col("known_share") < NOVEL_SHARE) & titled & alone & ~_is_listed()
    lazy = ruled(lazy, "body:paragraph", BELOW & pl.col("is_prose"))
    lazy = ruled(lazy, "body:list-item", BELOW & (pl.col("is_bullet") | ~alone))
    lazy = ruled(lazy, "body:table-row", pl.col("is_row"))
    lazy = ruled(lazy, "related:other-subject", pl.col("could_head") & novel)
    lazy = ruled(
        lazy, "heading:between-paragraphs", pl.col("could_head") & ~pl.col("below") & ((pl.col("word_count") <= HEADING_WORDS) | titled)
    )
    return ruled(lazy, "body:fragment", pl.lit(True)).collect()


def _is_list_line(step: int) -> pl.Expr:
    """Tell whether this line and the next two in one direction are all short lines without a rule, as in a list or a poem."""
    short = UNRULED & ~pl.col("is_prose")
    near, far = short.shift(step), short.shift(2 * step)
    same = (pl.col("doc") == pl.col("doc").shift(2 * step)) & ~pl.col("blank_before")
    return (short & near & far & same).fill_null(False)
