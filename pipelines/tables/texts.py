"""Texts of documents: their bytes read by their format, with what is told beside them.

Belongs here: decoding and rendering documents, joining what record, page and front matter tell, names of files and folders.
Does not belong here: what a line of text means (`pipelines.text`), rows of the parsed stage (`pipelines.tables.parsed`).
"""

from typing import NamedTuple
from urllib.parse import unquote

import polars as pl

from pipelines.text.decode import decode, long_line
from pipelines.text.html import fragment, page
from pipelines.text.markdown import rendered
from pipelines.text.normalize import normalize
from pipelines.text.urls import address


class Read(NamedTuple):
    """What the bytes of one document turned out to be."""

    text: str | None = None
    encoding: str | None = None
    reason_code: str | None = None
    detail: str | None = None
    main: list[str] | None = None
    told_title: str | None = None
    told_author: str | None = None
    told_source: str | None = None
    told_url: str | None = None
    told_language: str | None = None
    told_published: str | None = None


SCHEMA = {name: pl.List(pl.String) if name == "main" else pl.String for name in Read._fields}
TOLD = ("title", "author", "source", "url", "language", "published")
RE_FOLDER = r"^([^!]+)/[^/!]*(?:!|$)"
TITLE_LINES = 400  # characters at the head of a text within which its own title stands


def with_names(documents: pl.DataFrame) -> pl.DataFrame:
    """Add `folder` below the input (null at the top) and `file_name`, both without percent signs for other characters.

    Within an archive both go on with the member's path; the name of a file with many records says nothing of one of them.
    """
    root = pl.col("input_uri").str.replace(r"/?[^/]*[*?\[].*$", "").str.strip_chars_end("/") + "/"
    below = pl.when(pl.col("file_uri").str.starts_with(root)).then(pl.col("file_uri").str.slice(root.str.len_chars()))
    path = pl.Series([unquote(uri) for uri in documents.select(below.fill_null("")).to_series()], dtype=pl.String)
    name = pl.Series([unquote(uri.rsplit("/", 1)[-1]) for uri in documents["file_uri"]], dtype=pl.String)
    member = pl.when(~pl.col("record").str.contains("://", literal=True)).then("record")
    folders = pl.concat_str(path.str.extract(RE_FOLDER), member.str.extract(RE_FOLDER), separator="/", ignore_nulls=True)
    return documents.with_columns(folder=folders.replace("", None), file_name=pl.coalesce(pl.col("record").str.extract(r"([^/!]+)$"), name))


def with_text(documents: pl.DataFrame) -> pl.DataFrame:
    """Add what the bytes hold and what is told beside them.

    Returns:
        The documents with `text` (normalised, led by a title that a record tells apart from it) and `encoding`, or `reason_code` and
        `detail` of a document that has no text; `main` (paragraphs of a page's main text); `told_title`, `told_author`, `told_source`,
        `told_url`, `told_language` and `told_published` (several values on lines, the best first).
    """
    columns = ("content", "format", "charset")
    rows = [_read(*row) if code is None else Read() for *row, code in documents.select(*columns, "refusal_code").rows()]
    read = documents.hstack(pl.DataFrame(rows, schema=SCHEMA, orient="row"))
    told = {f"told_{name}": pl.coalesce(pl.col(name).str.strip_chars().replace("", None), f"told_{name}") for name in TOLD[:-1]}
    dates = pl.concat_str("published", "told_published", separator="\n", ignore_nulls=True).replace("", None)
    told_read = read.with_columns(
        **told,
        told_published=dates,
        reason_code=pl.coalesce("refusal_code", "reason_code"),
        detail=pl.when(pl.col("refusal_code").is_null()).then("detail").otherwise("refusal_detail"),
    )
    return told_read.with_columns(text=_titled(), told_url=pl.Series(map(address, told_read["told_url"]), dtype=pl.String))


def _read(content: bytes | None, form: str, charset: str | None) -> Read:
    decoded = decode(content, charset, is_markup=form in ("html", "fragment"))
    if decoded.text is None:
        return Read(reason_code=decoded.reason_code, detail=decoded.detail)
    read = _rendered(decoded.text, form)
    text = normalize(read.text or "")
    if not text.strip():
        return Read(reason_code="empty_file", detail="no characters that can be seen")
    if too_long := long_line(text):
        return Read(reason_code="long_line", detail=too_long)
    return read._replace(text=text, encoding=decoded.encoding, main=read.main and [normalize(paragraph) for paragraph in read.main])


def _rendered(source: str, form: str) -> Read:
    """Return the text of a source and what its own metadata tell."""
    if form == "html":
        found = page(source)
        told = found.metadata
        dates = "\n".join(told.published) or None
        return Read(found.text, None, None, None, list(found.main), told.title, told.author, told.site, told.url, told.language, dates)
    if form == "markdown":
        text, front_matter = rendered(source)
        return Read(text, None, None, None, None, *map(front_matter.get, TOLD))
    return Read(fragment(source) if form == "fragment" else source)


def _titled() -> pl.Expr:
    """The text, below a title that is told beside it and does not stand in it; a page's text holds all that is on the page."""
    title = pl.col("told_title").str.replace_all(r"\s+", " ")
    apart = (pl.col("format") != "html") & ~_key(pl.col("text").str.head(TITLE_LINES)).str.contains(_key(title), literal=True)
    return pl.when(apart.fill_null(False)).then(pl.concat_str(title, pl.col("text"), separator="\n\n")).otherwise("text")


def _key(text: pl.Expr) -> pl.Expr:
    return text.str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()
