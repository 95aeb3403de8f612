"""The main text and the title that a page or record tells, marked among the blocks of the whole text.

Belongs here: which blocks a told main text holds, the block that is the told title.
Does not belong here: finding the main text of a page (`pipelines.text.html`), blocks by their layout (`pipelines.text.blocks`).
"""

import polars as pl

from pipelines.text.blocks import COLUMNS, split_datelines

RE_MARKS = r"[^\p{L}\p{N}]+"
CERTAIN_WORDS = 4  # a shorter line may stand in running text by chance; it must be a whole line of the main text
RUN_WORDS = 3  # words that stand together, by which a passage is found again that was cut or joined otherwise
MIN_RUNS = 4
MIN_SHARE = 0.6  # of a block's runs; a link or note within a paragraph may be missing in the main text
RE_SUBHEAD = r"^related:(?:other-subject|repeated-headline)$"  # lines that look like headlines
# Rules that go by the place of a line. The main text knows better where running text stands; a line that its own words give
# away stays what it is, and so does one that is no sentence.
RE_BY_PLACE = (
    r"^(?:related:(?:after-opener|teaser)|navigation:(?:section|site-header)|boilerplate:(?:after-[a-z-]+|below-text|advertisement-text))$"
)
RE_SENTENCE = r"[.!?…:][\"'”’»)\]]*$"


def with_main_text(blocks: pl.DataFrame, pages: pl.DataFrame) -> pl.DataFrame:
    """Mark the told main text and title among blocks.

    Args:
        blocks: what `pipelines.text.blocks.blocks` returns.
        pages: `doc`, `main` (paragraphs of the main text; null or empty where none is told) and `title` (null where none is told),
            at most one row per document. Documents without a row stay as they are.

    Returns:
        The blocks with new roles and rules: `body:main-text`, `boilerplate:outside-main-text`, `title:told`, and
        `dateline:opening` at the head of the main text, which becomes a block of its own. They tile the texts as before.
    """
    keyed = blocks.lazy().with_columns(key=key(pl.col("text"))).with_columns(words=pl.col("key").str.count_matches(" ") + 1).collect()
    marked = _with_title(_with_inside(keyed, pages), pages)
    ruled = marked.with_columns(rule_id=pl.coalesce(_title_rule(), _main_rule(), "rule_id")).with_columns(_role())
    whole = _with_opening(ruled).with_columns(block_index=pl.int_range(pl.len(), dtype=pl.Int64).over("doc"))
    return whole.select(blocks.columns)


def key(text: pl.Expr) -> pl.Expr:
    """Return the letters and digits of texts, in lower case, with single spaces between words."""
    return text.str.to_lowercase().str.replace_all(RE_MARKS, " ").str.strip_chars()


def _role() -> pl.Expr:
    return pl.col("rule_id").str.extract(r"^(\w+):").alias("role")


def _with_inside(blocks: pl.DataFrame, pages: pl.DataFrame) -> pl.DataFrame:
    """Add `inside`: whether the main text holds the block; null for documents without one."""
    lines = pages.lazy().select("doc", line="main").explode("line", empty_as_null=False).with_columns(key=key(pl.col("line")))
    lines = lines.filter(pl.col("key") != "").collect()
    whole = lines.group_by("doc", maintain_order=True).agg(
        main=pl.concat_str(pl.lit(" "), pl.col("key").str.join(" "), pl.lit(" ")).first()
    )
    found = blocks.join(whole, on="doc", how="left", maintain_order="left").join(
        lines.select("doc", "key", is_line=True).unique(), on=("doc", "key"), how="left", maintain_order="left"
    )
    certain = pl.when(pl.col("words") >= CERTAIN_WORDS).then(pl.format(" {} ", "key"))
    held = pl.col("is_line").fill_null(False) | pl.col("main").str.contains(certain, literal=True).fill_null(False)
    found = found.with_columns(held=pl.when(pl.col("main").is_not_null()).then(held)).drop("is_line")
    shares = _shares(found, lines)
    found = found.join(shares, on=("doc", "block_index"), how="left", maintain_order="left")
    inside = pl.col("held") | (pl.col("share") >= MIN_SHARE).fill_null(False)
    # A dateline was split from the paragraph after it.
    following = pl.when(pl.col("role") == "dateline").then(inside.shift(-1).over("doc")).otherwise(inside)
    return found.with_columns(inside=following).drop("main", "held", "share")


def _shares(blocks: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Return which share of the word runs of blocks that were not found whole the main text has too."""
    open_blocks = blocks.filter(~pl.col("held"), pl.col("words") >= MIN_RUNS + RUN_WORDS - 1)
    own = _runs(open_blocks.lazy().select("doc", "block_index", "key"))
    told = _runs(lines.lazy().join(open_blocks.lazy().select("doc").unique(), on="doc", how="semi").select("doc", "key"))
    known = told.select("doc", "run", known=True).unique()
    joined = own.join(known, on=("doc", "run"), how="left")
    return joined.group_by("doc", "block_index").agg(share=pl.col("known").fill_null(False).mean()).collect()


def _runs(texts: pl.LazyFrame) -> pl.LazyFrame:
    """Return the runs of words of each text, a row each."""
    words = (
        texts.with_row_index("text_index").with_columns(word=pl.col("key").str.split(" ")).drop("key").explode("word", empty_as_null=False)
    )
    after = [pl.col("word").shift(-step).over("text_index") for step in range(1, RUN_WORDS)]
    return words.with_columns(run=pl.concat_str("word", *after, separator=" ")).filter(pl.col("run").is_not_null())


def _with_title(blocks: pl.DataFrame, pages: pl.DataFrame) -> pl.DataFrame:
    """Add `says_title` (the block is worded like the told title) and `title_index` (of the first such block; null without one)."""
    told = pages.lazy().select("doc", title_key=key(pl.col("title"))).filter(pl.col("title_key") != "")
    says = (pl.col("key") == pl.col("title_key")).fill_null(False)
    titled = blocks.lazy().join(told, on="doc", how="left", maintain_order="left").with_columns(says_title=says)
    return titled.with_columns(title_index=pl.when("says_title").then("block_index").min().over("doc")).drop("title_key").collect()


def _title_rule() -> pl.Expr:
    """The rule of the told title, of its copies and of what the layout took for the title."""
    index, title = pl.col("block_index"), pl.col("title_index")
    mistaken = title.is_not_null() & (pl.col("role") == "title")
    return (
        pl.when(index == title)
        .then(pl.lit("title:told"))
        .when(pl.col("says_title") & (mistaken | pl.col("role").is_in(["body", "heading", "related"])))
        .then(pl.lit("navigation:title-copy"))
        .when(mistaken & ~pl.col("inside"))
        .then(pl.lit("boilerplate:outside-main-text"))
        .when(mistaken & (index < title))
        .then(pl.lit("heading:kicker"))
        .when(mistaken)
        .then(pl.lit("heading:deck"))
    )


def _main_rule() -> pl.Expr:
    """The rule of blocks inside and outside the main text; nothing above the title is main text."""
    after = pl.col("block_index") > pl.col("title_index")
    held = pl.when("inside").then("words").otherwise(0)
    above = ~after & (pl.when(after).then(held).sum().over("doc") * 2 > held.sum().over("doc"))  # not a title told again at the end
    inside = pl.col("inside") & ~above.fill_null(False)
    running = pl.col("rule_id").str.contains(RE_BY_PLACE) & pl.col("text").str.contains(RE_SENTENCE)
    return (
        pl.when(inside & pl.col("rule_id").str.contains(RE_SUBHEAD))
        .then(pl.lit("heading:main-text"))
        .when(inside & ((pl.col("role") == "body") | running))
        .then(pl.lit("body:main-text"))
        .when(~inside & pl.col("role").is_in(["body", "dateline"]) | ~pl.col("inside") & (pl.col("role") == "heading"))
        .then(pl.lit("boilerplate:outside-main-text"))
    )


def _with_opening(ruled: pl.DataFrame) -> pl.DataFrame:
    """Split the dateline from the first paragraph of main texts where the layout looked for it in another paragraph."""
    first = (pl.col("block_index") == pl.when(pl.col("rule_id") == "body:main-text").then("block_index").min().over("doc")).fill_null(False)
    known = (pl.col("role") == "dateline").any().over("doc")
    exact = (pl.col("start_char") > 0) | (pl.col("text").str.len_chars().cast(pl.Int64) == pl.col("end_char"))  # no white space before it
    opening = ruled.filter(first & ~known & exact)
    shaped = opening.with_columns(rule_id=pl.lit("body:paragraph"), index="block_index", core_char="start_char", blank_before=True)
    parted = split_datelines(shaped).with_columns(pl.col("rule_id").replace("body:paragraph", "body:main-text")).with_columns(_role())
    rest = ruled.join(opening, on=("doc", "block_index"), how="anti", maintain_order="left").select(COLUMNS)
    return pl.concat((rest, parted.select(COLUMNS))).sort("doc", "start_char")
