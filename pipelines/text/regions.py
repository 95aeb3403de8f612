"""What stands between and below the paragraphs of a body: headings, teasers of other articles, notices.

Belongs here: lists of related articles, comments, footers; headings told from teasers.
Does not belong here: the lines above the body (`pipelines.text.header`).
"""

import polars as pl

from pipelines.text.credits import RE_AUTHOR_NOTE, RE_NAMES, RE_SIGN_OFF
from pipelines.text.header import UNRULED, ruled

TEASER_WORDS = 5  # content words from which a line says enough to be judged by them
HEADING_WORDS = 12  # a longer line in sentence case is more likely a sentence whose full stop is missing
NOVEL_SHARE = 0.45  # a heading takes at least so many of its words from the text; a teaser speaks of something else
RE_LISTED = r"\d{4}|[$€£]|@|https?:|;|\.$|(?:,.*){3}"  # items of a list: sums, addresses, enumerations
STEM = 5  # letters that stand for a word: "strengthening" and "strengthened", "meetings" and "meeting"
STOP = (
    "about", "after", "again", "against", "also", "amid", "among", "and", "are", "because", "been", "before", "being", "between",
    "both", "but", "could", "does", "down", "during", "each", "for", "from", "had", "has", "have", "her", "here", "him", "his",
    "how", "into", "its", "just", "like", "may", "more", "most", "new", "not", "now", "off", "only", "other", "our", "out",
    "over", "says", "she", "should", "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they",
    "this", "those", "through", "under", "until", "what", "when", "where", "which", "while", "who", "why", "will", "with",
    "would", "you", "your",
)  # fmt: skip
BELOW = pl.col("index") >= pl.col("body_start")


def with_regions(lines: pl.DataFrame) -> pl.DataFrame:
    """Give every line that has no rule yet its rule, from the region in which it stands and its neighbours."""
    frame = _repeated(lines.lazy())
    frame = _after_markers(frame)
    frame = _tail(frame.collect())
    return _between(frame)


def _repeated(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Headlines that stand twice or more on the page, and the paragraphs under them, are teasers of other articles."""
    headline = BELOW & pl.col("is_headline") & (pl.col("word_count") >= 4) & ~_is_listed()
    near = (pl.col("index").diff().over("doc", "key") <= 3) | (pl.col("index").diff(-1).over("doc", "key").abs() <= 3)
    frame = ruled(frame, "related:repeated-headline", headline & near.fill_null(False))
    above = pl.col("rule_id").shift(1).eq("related:repeated-headline") & (pl.col("index") > 0)
    return ruled(frame, "related:teaser", BELOW & pl.col("is_prose") & above)


def _is_listed() -> pl.Expr:
    return pl.when("is_headline").then("core").str.contains(RE_LISTED).fill_null(True)  # long paragraphs are spared the search


def _after_markers(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Lines after an opener belong to its region, until running text of two paragraphs or more resumes."""
    prose = pl.col("is_prose") & UNRULED
    same = pl.col("doc") == pl.col("doc").shift(-1)
    resumes = prose & ((prose.shift(-1) & same) | (pl.col("kind").shift(1) == "advertisement")).fill_null(False)
    late = pl.col("index") * 2 >= pl.len().over("doc")
    opens = BELOW & pl.col("kind").is_in(["opener", "comments", "footer", "end", "advertisement"]) & ((pl.col("kind") != "end") | late)
    marker = pl.when(opens).then("kind").when(resumes).then(pl.lit("text"))
    final = pl.when(opens & pl.col("kind").is_in(["comments", "end"])).then(pl.lit(True))
    frame = frame.with_columns(region=marker.forward_fill().over("doc"), closed=final.forward_fill().over("doc"), resumes=resumes)
    region, closed = pl.col("region"), pl.col("closed").fill_null(False)
    frame = ruled(frame, "related:after-opener", BELOW & (region == "opener") & ~closed)
    frame = ruled(frame, "boilerplate:after-comments", BELOW & (closed | (region == "comments")) & (region != "end") & ~_signs())
    frame = ruled(frame, "boilerplate:after-end-mark", BELOW & (region == "end"))
    frame = ruled(frame, "boilerplate:advertisement-text", BELOW & (region == "advertisement") & ~pl.col("is_prose"))
    return ruled(frame, "boilerplate:after-footer", BELOW & (region == "footer") & ~_signs())


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
    return ruled(lazy, "boilerplate:below-text", below & (pl.col("word_count") <= 3) & ~pl.col("is_bullet")).collect()


def _between(frame: pl.DataFrame) -> pl.DataFrame:
    """Lines between and below paragraphs: items of a list, headings, teasers; what is none of these is body."""
    alone = ~_is_list_line(-1) & ~_is_list_line(1)
    heading = BELOW & UNRULED & pl.col("is_headline") & (pl.col("word_count") <= 20) & ~pl.col("is_bullet")
    judged = frame.lazy().with_columns(could_head=heading)
    share = _known_share(judged.filter("could_head"), frame.lazy())
    lazy = judged.join(share, on=("doc", "index"), how="left", maintain_order="left")
    full = pl.col("content_count") >= TEASER_WORDS
    titled = (pl.col("capital_share") >= 0.6) | pl.col("core").str.contains(r"[?!]$")
    novel = full & (pl.col("known_share") < NOVEL_SHARE) & titled & alone & ~_is_listed()
    lazy = ruled(lazy, "body:paragraph", BELOW & pl.col("is_prose"))
    lazy = ruled(lazy, "body:list-item", BELOW & (pl.col("is_bullet") | ~alone))
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


def _known_share(headings: pl.LazyFrame, lines: pl.LazyFrame) -> pl.LazyFrame:
    """Return for each line how many content words it has, and which share of them the running text uses too."""
    own = _stems(headings, "core").select("doc", "index", "stem").unique()
    text = lines.filter(UNRULED, "is_prose").join(headings.select("doc").unique(), on="doc", how="semi")
    used = _stems(text, "core").select("doc", "stem").unique().with_columns(used=pl.lit(True))
    joined = own.join(used, on=("doc", "stem"), how="left")
    return joined.group_by("doc", "index").agg(content_count=pl.len(), known_share=pl.col("used").fill_null(False).mean())


def _stems(lines: pl.LazyFrame, text: str) -> pl.LazyFrame:
    words = pl.col(text).str.to_lowercase().str.extract_all(r"\p{L}{3,}")
    exploded = lines.select("doc", "index", word=words).explode("word").filter(pl.col("word").is_not_null(), ~pl.col("word").is_in(STOP))
    return exploded.with_columns(stem=pl.col("word").str.head(STEM))
