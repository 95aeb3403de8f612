"""Tables of the parsed stage: documents as articles, blocks and rejects.

Belongs here: putting together what `pipelines.text` finds in a batch of documents; identity of articles and versions.
Does not belong here: what a line of text means (`pipelines.text`), reading and writing tables.
"""

import polars as pl
import polars.selectors as cs

from pipelines.lexicons import load
from pipelines.tables.texts import with_names, with_text
from pipelines.text.blocks import blocks as find_blocks
from pipelines.text.credits import byline, copyright_outlet, credit, credited_name, dateline_place, dateline_source, desk_outlet
from pipelines.text.ids import hash_ids
from pipelines.text.language import is_other, language
from pipelines.text.main_text import with_main_text
from pipelines.text.publication import chosen, conflicts, told_dates
from pipelines.text.urls import identity

RE_WORD = r"[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*"
RE_LANGUAGE = r"^\s*([A-Za-z]{2,3})(?:[-_].*)?\s*$"
ARTICLES = (
    "version_id", "article_id", "document_id", "file_uri", "record", "url", "folder", "masthead", "site", "title", "byline", "credit",
    "dateline_place", "published_at", "published_date", "published_precision", "published_rule", "has_date_conflict", "language",
    "unread_reason", "encoding", "word_count", "text", "clean_text_hash", "seen_at",
)  # fmt: skip
BLOCKS = ("version_id", "start_char", "end_char", "block_index", "role", "rule_id", "word_count", "text_hash")
DATES = ("version_id", "evidence", "rule_id", "told_date", "told_precision", "block_index", "is_chosen")
REJECTS = ("document_id", "file_uri", "record", "folder", "reason_code", "detail", "seen_at")


def parse(documents: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Make articles of documents.

    Args:
        documents: rows of `raw/documents`.

    Returns:
        `articles`, `blocks`, `publication_dates` and `rejects` with the columns of their models but for `delivery_date`, `batch` and
        `extractor_version`. Every document is a row of `articles` or of `rejects`, whatever its bytes are.
    """
    read = with_text(with_names(documents).with_row_index("doc"))
    texts = read.filter(pl.col("reason_code").is_null())
    found = with_main_text(find_blocks(texts.select("doc", "text"), load("layout")), _told(texts))
    has_body = pl.col("doc").is_in(found.filter(pl.col("role") == "body")["doc"].unique().implode())
    bodied = texts.filter(has_body)
    dates = told_dates(found.join(bodied, on="doc", how="semi", maintain_order="left"), _dated(bodied))
    articles = with_ids(with_facts(bodied, found, dates))
    bodiless = texts.filter(~has_body).with_columns(reason_code=pl.lit("no_body"), detail=_bodiless(found))
    rejects = pl.concat((read.filter(pl.col("reason_code").is_not_null()), bodiless)).sort("doc")
    versions = articles.select("doc", "version_id")
    return {
        "articles": articles.select(ARTICLES),
        "blocks": with_words(found).join(versions, on="doc", maintain_order="left").select(BLOCKS),
        "publication_dates": dates.join(versions, on="doc", maintain_order="left").select(DATES),
        "rejects": rejects.select(REJECTS),
    }


def _told(texts: pl.DataFrame) -> pl.DataFrame:
    """Main text and title, where a page or record tells them."""
    told = texts.select("doc", "main", title="told_title")
    return told.filter(pl.col("main").is_not_null() | pl.col("title").is_not_null())


def _dated(texts: pl.DataFrame) -> pl.DataFrame:
    return texts.select("doc", "file_name", "folder", "seen_at", published="told_published")


def _bodiless(found: pl.DataFrame) -> pl.Expr:
    """What a document without a body consists of, in words."""
    roles = found.group_by("doc", "role", maintain_order=True).len().group_by("doc", maintain_order=True)
    told = roles.agg(told=pl.format("{} {}", "len", "role").str.join(", "))
    names = pl.col("doc").replace_strict(told["doc"], told["told"], default="", return_dtype=pl.String)
    return pl.format("no running text, only: {}", names)


def with_facts(texts: pl.DataFrame, found: pl.DataFrame, dates: pl.DataFrame) -> pl.DataFrame:
    """Add what blocks and metadata tell: title, byline, credit, outlet, place, publication date, language, word count.

    Metadata tell the title better than the layout does; a byline is better as it is printed.
    """
    blocks = found.join(texts.select("doc"), on="doc", how="semi", maintain_order="left")
    body = blocks.filter(pl.col("role") == "body").group_by("doc", maintain_order=True).agg(pl.col("text").str.join("\n"))
    counted = body.select("doc", word_count=pl.col("text").str.count_matches(RE_WORD).cast(pl.Int64), body="text")
    articles = texts.select("doc", "document_id", "file_uri", "record", "folder", "encoding", "text", "seen_at", cs.starts_with("told_"))
    parts = (_titles(blocks), _writers(blocks), _places(blocks), chosen(dates), language(body, load("stopwords")), counted)
    for part in parts:
        articles = articles.join(part, on="doc", how="left", maintain_order="left")
    spoken = pl.coalesce("language", pl.col("told_language").str.extract(RE_LANGUAGE).str.to_lowercase())
    return articles.with_columns(
        url="told_url",
        site="told_source",
        title=pl.coalesce("told_title", "title"),
        byline=pl.coalesce("byline", "told_author"),
        language=spoken,
        unread_reason=pl.when(is_other(spoken)).then(pl.lit("other_language")),
        has_date_conflict=pl.col("doc").is_in(conflicts(dates)["doc"].implode()),
        word_count=pl.col("word_count").fill_null(0),
    )


def with_words(blocks: pl.DataFrame) -> pl.DataFrame:
    """Add `word_count` and `text_hash`, which is the same for passages of the same words."""
    words = pl.col("text").str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()
    hashed = hash_ids(blocks.select(words), ["text"])
    return blocks.with_columns(text_hash=hashed, word_count=pl.col("text").str.count_matches(RE_WORD).cast(pl.Int64))


def _titles(blocks: pl.DataFrame) -> pl.DataFrame:
    title = pl.col("text").str.replace_all(r"\s+", " ")
    return blocks.filter(pl.col("role") == "title").unique("doc", keep="first", maintain_order=True).select("doc", title=title)


def _places(blocks: pl.DataFrame) -> pl.DataFrame:
    return blocks.filter(pl.col("role") == "dateline").select("doc", dateline_place=dateline_place(pl.col("text")))


def _writers(blocks: pl.DataFrame) -> pl.DataFrame:
    """Byline, credit and masthead of each document: the best of what its lines tell."""
    role, text = pl.col("role"), pl.col("text").str.replace_all(r"\s+", " ")
    lines = blocks.filter(role.is_in(["byline", "credit", "dateline", "navigation", "boilerplate"])).select(
        "doc", "role", "rule_id", text=text
    )
    of = {name: pl.when(pl.col("role") == name).then("text") for name in ("byline", "credit", "dateline")}
    notice = copyright_outlet(pl.when(pl.col("rule_id") == "boilerplate:copyright").then("text"))
    header = pl.when(pl.col("rule_id").is_in(["navigation:masthead", "navigation:site-header"])).then("text")
    told = lines.select(
        "doc", "rule_id",
        byline=byline(of["byline"]),
        credit=pl.coalesce(credit(of["credit"]), credited_name(of["credit"]), credit(of["byline"]), dateline_source(of["dateline"])),
        masthead=pl.coalesce(header, notice, desk_outlet(of["byline"])),
        outlet=notice,
    )  # fmt: skip
    return _best(told)


def _best(told: pl.DataFrame) -> pl.DataFrame:
    """Choose from the names told: the first byline, the longest form of the first credit, the first masthead."""
    forms = pl.concat([pl.col("credit"), pl.col("outlet"), pl.col("masthead")]).drop_nulls()
    same = forms.filter(forms.str.starts_with(pl.col("credit").drop_nulls().first()))
    return told.group_by("doc", maintain_order=True).agg(
        pl.col("byline").drop_nulls().first(),
        credit=same.sort_by(same.str.len_chars()).last(),
        masthead=pl.col("masthead").drop_nulls().first(),
    )


def with_ids(articles: pl.DataFrame) -> pl.DataFrame:
    """Add the ids of articles.

    Returns:
        The articles with `article_id` (of the web address, or of the document), `clean_text_hash` (of title and body without regard to
        white space) and `version_id` (of the document and its clean text).
    """
    clean = pl.concat_str(pl.col("title").fill_null(""), "body", separator="\n").str.replace_all(r"\s+", " ").str.strip_chars()
    addresses = articles.with_columns(address=pl.Series(map(identity, articles["url"]), dtype=pl.String))
    ids = pl.when(pl.col("address").is_null()).then("document_id").otherwise(hash_ids(addresses, ["address"]))
    hashed = addresses.with_columns(article_id=ids, clean=clean)
    hashed = hashed.with_columns(clean_text_hash=hash_ids(hashed, ["clean"]))
    return hashed.with_columns(version_id=hash_ids(hashed, ["document_id", "clean_text_hash"]))
