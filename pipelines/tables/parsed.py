"""Tables of the parsed stage: documents as articles, blocks and rejects.

Belongs here: putting together what `pipelines.text` finds in a batch of documents; identity of articles and versions.
Does not belong here: what a line of text means (`pipelines.text`), reading and writing tables.
"""

from urllib.parse import unquote

import polars as pl

from pipelines.lexicons import load
from pipelines.text.blocks import blocks as find_blocks
from pipelines.text.credits import byline, copyright_outlet, credit, credited_name, dateline_place, dateline_source, desk_outlet
from pipelines.text.decode import decode
from pipelines.text.ids import hash_ids
from pipelines.text.language import language
from pipelines.text.normalize import normalize
from pipelines.text.publication import publication

RE_WORD = r"[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*"
READ = {"text": pl.String, "encoding": pl.String, "reason_code": pl.String, "detail": pl.String}
ARTICLES = (
    "version_id", "article_id", "document_id", "file_uri", "url", "folder", "masthead", "title", "byline", "credit", "dateline_place",
    "published_at", "published_date", "published_precision", "published_rule", "language", "encoding", "word_count", "text",
    "clean_text_hash", "seen_at",
)  # fmt: skip
BLOCKS = ("version_id", "start_char", "end_char", "block_index", "role", "rule_id")
REJECTS = ("document_id", "file_uri", "folder", "reason_code", "detail", "seen_at")


def parse(documents: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Make articles of documents.

    Args:
        documents: one row per document form: `document_id`, `file_uri`, `input_uri`, `content`, `seen_at`, and `refusal_code` and
            `refusal_detail` where a reader refused some.

    Returns:
        `articles`, `blocks` and `rejects` with the columns of their models but for `delivery_date`, `batch` and
        `extractor_version`. Every document is a row of `articles` or of `rejects`, whatever its bytes are.
    """
    read = with_text(with_names(documents).with_row_index("doc"))
    texts = read.filter(pl.col("reason_code").is_null())
    found = find_blocks(texts.select("doc", "text"), load("layout"))
    has_body = pl.col("doc").is_in(found.filter(pl.col("role") == "body")["doc"].unique().implode())
    articles = with_ids(with_facts(texts.filter(has_body), found))
    bodiless = texts.filter(~has_body).with_columns(reason_code=pl.lit("no_body"), detail=_bodiless(found))
    rejects = pl.concat((read.filter(pl.col("reason_code").is_not_null()), bodiless)).sort("doc")
    blocks = found.join(articles.select("doc", "version_id"), on="doc", maintain_order="left")
    return {"articles": articles.select(ARTICLES), "blocks": blocks.select(BLOCKS), "rejects": rejects.select(REJECTS)}


def with_names(documents: pl.DataFrame) -> pl.DataFrame:
    """Add `folder` below the input (null at the top) and `file_name`, both without percent signs for other characters."""
    input_uri = pl.col("input_uri").str.strip_chars_end("/") + "/"
    below = pl.when(pl.col("file_uri").str.starts_with(input_uri)).then(pl.col("file_uri").str.slice(input_uri.str.len_chars()))
    path = pl.Series([unquote(uri) for uri in documents.select(below.fill_null("")).to_series()], dtype=pl.String)
    name = pl.Series([unquote(uri.rsplit("/", 1)[-1]) for uri in documents["file_uri"]], dtype=pl.String)
    return documents.with_columns(folder=path, file_name=name).with_columns(folder=pl.col("folder").str.extract(r"^(.+)/[^/]*$"))


def with_text(documents: pl.DataFrame) -> pl.DataFrame:
    """Add `text` (normalised) and `encoding`, or `reason_code` and `detail` of a document that has no text."""
    formats = dict(load("formats").select("extension", "format").iter_rows())
    extension = pl.col("file_name").str.extract(r"\.([^.]+)$").str.to_lowercase()
    other = documents.select(extension.replace_strict(formats, default=None, return_dtype=pl.String)).to_series()
    rows = [_read(content, name) for content, name in zip(documents["content"], other, strict=True)]
    read = pl.DataFrame(rows, schema=READ, orient="row")
    if "refusal_code" not in documents.columns:
        return documents.hstack(read)
    refused = pl.col("refusal_code").is_not_null()
    return documents.hstack(read).with_columns(
        reason_code=pl.coalesce("refusal_code", "reason_code"), detail=pl.when(refused).then("refusal_detail").otherwise("detail")
    )


def _read(content: bytes | None, other_format: str | None) -> tuple[str | None, str | None, str | None, str | None]:
    if other_format and content and content.strip():
        return None, None, "unsupported_format", f"the file's name says {other_format}"
    decoded = decode(content)
    text = normalize(decoded.text) if decoded.text is not None else None
    if text is not None and not text.strip():
        return None, None, "empty_file", "only characters that cannot be seen"
    return text, decoded.encoding, decoded.reason_code, decoded.detail


def _bodiless(found: pl.DataFrame) -> pl.Expr:
    """What a document without a body consists of, in words."""
    roles = found.group_by("doc", "role", maintain_order=True).len().group_by("doc", maintain_order=True)
    told = roles.agg(told=pl.format("{} {}", "len", "role").str.join(", "))
    names = pl.col("doc").replace_strict(told["doc"], told["told"], default="", return_dtype=pl.String)
    return pl.format("no running text, only: {}", names)


def with_facts(texts: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Add what the blocks of articles tell: title, byline, credit, masthead, place, publication date, language, word count."""
    blocks = found.join(texts.select("doc"), on="doc", how="semi", maintain_order="left")
    body = blocks.filter(pl.col("role") == "body").group_by("doc", maintain_order=True).agg(pl.col("text").str.join("\n"))
    parts = (
        _titles(blocks), _writers(blocks), _places(blocks), publication(blocks, texts), language(body, load("stopwords")),
        body.select("doc", word_count=pl.col("text").str.count_matches(RE_WORD).cast(pl.Int64), body="text"),
    )  # fmt: skip
    for part in parts:
        texts = texts.join(part, on="doc", how="left", maintain_order="left")
    return texts.with_columns(url=pl.lit(None, pl.String), word_count=pl.col("word_count").fill_null(0))


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
    """Add `article_id`, `clean_text_hash` (of title and body without regard to white space) and `version_id`."""
    clean = pl.concat_str(pl.col("title").fill_null(""), "body", separator="\n").str.replace_all(r"\s+", " ").str.strip_chars()
    hashed = articles.with_columns(article_id="document_id", clean=clean)
    hashed = hashed.with_columns(clean_text_hash=hash_ids(hashed, ["clean"]))
    return hashed.with_columns(version_id=hash_ids(hashed, ["article_id", "clean_text_hash"]))
