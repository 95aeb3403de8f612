"""RSS and Atom feeds.

Belongs here: entries of a feed as documents; XML that must not be parsed.
Does not belong here: fetching feeds, other XML.
"""

import codecs
import io
import re
from collections.abc import Iterator
from typing import Any

import feedparser

from pipelines.readers.document import Document, Told, refused
from pipelines.readers.fields import MAX_KEY, text_format
from pipelines.readers.options import Options
from pipelines.text.charsets import marked_encoding, to_text, wide_encoding

FEEDS = ("rss", "feed", "rdf:RDF")

RE_ASIDE = re.compile(rb"[^<]*<(?:!--.*?--|\?.*?\?)>", re.DOTALL)
RE_DOCTYPE = re.compile(rb"(?i)[^<]*<!DOCTYPE")
RE_ROOT = re.compile(rb"<[A-Za-z_][^\s>/]*")
RE_MARKUP = re.compile(r"<[A-Za-z/!]|&#?\w+;")  # a description without any keeps its line breaks
RE_ENTITY = re.compile(rb"(?i)<!ENTITY")


def documents(content: bytes, options: Options) -> Iterator[Document]:
    """Read the entries of a feed.

    Yields:
        One document or refusal per entry; one refusal when the file declares entities (`unsafe_xml`), is no feed, or has no entries.
    """
    if declares_entities(content):
        yield refused(None, "unsafe_xml", "the file declares XML entities, which can expand without end or read other files")
        return
    is_wide = marked_encoding(content) not in (None, "utf-8-sig") or wide_encoding(content)
    narrow = codecs.BOM_UTF8 + to_text(content)[0].encode("utf-8", "replace") if is_wide else content  # the parser reads few wide ones
    try:
        feed = feedparser.parse(io.BytesIO(narrow))  # a stream: of a string, the parser would ask whether it is an address
    except (ValueError, AssertionError, LookupError, TypeError, AttributeError, RecursionError) as error:
        yield refused(None, "malformed_record", f"the feed cannot be read: {error}")
        return
    if not feed.entries:
        yield _no_entries(feed, content)
    for number, entry in enumerate(feed.entries, 1):
        yield _entry(entry, feed, f"entry {number}", options)


def declares_entities(content: bytes) -> bool:
    """Tell whether the document type at the head of XML, in whatever width of characters, declares entities."""
    narrow = content.replace(b"\x00", b"")
    position = 0
    while aside := RE_ASIDE.match(narrow, position):
        position = aside.end()
    doctype = RE_DOCTYPE.match(narrow, position)
    if not doctype:
        return False
    root = RE_ROOT.search(narrow, doctype.end())
    return RE_ENTITY.search(narrow, doctype.end(), root.start() if root else len(narrow)) is not None


def _no_entries(feed: Any, content: bytes) -> Document:
    if feed.get("version") or not content.strip():
        return refused(None, "no_text", "the feed has no entries")
    root = RE_ROOT.search(content.replace(b"\x00", b""))
    name = root.group()[1:40].decode("ascii", "replace") if root else ""
    if not root or name in FEEDS:
        return refused(None, "malformed_record", f"the feed cannot be read: {feed.get('bozo_exception')}")
    return refused(None, "unsupported_format", f"the file is no feed but XML that begins with <{name}>")


def _entry(entry: Any, feed: Any, position: str, options: Options) -> Document:
    """Return the document of an entry: its content, or else its description."""
    key = next((key for key in (entry.get("id"), entry.get("link")) if key and len(key) <= MAX_KEY), position)
    parts = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    part = next((part for part in parts if (part.get("value") or "").strip()), None)
    if part is None:
        return refused(key, "no_text", f"the entry has neither content nor description; it has {', '.join(sorted(entry))}")
    content = part["value"].encode("utf-8", "replace")
    if len(content) > options.max_bytes:
        return refused(key, "too_large", f"the entry has {len(content):,} bytes, the limit is {options.max_bytes:,}")
    return Document(key, text_format(part["value"], is_markup=bool(RE_MARKUP.search(part["value"]))), content, _told(entry, feed, part))


def _told(entry: Any, feed: Any, part: Any) -> Told:
    """Return what an entry and its feed tell; of Atom, the moment of a change is no publication date."""
    dated = entry.get("published") or (None if (feed.get("version") or "").startswith("atom") else entry.get("updated"))
    authors = ", ".join(dict.fromkeys(author["name"] for author in entry.get("authors", ()) if author.get("name")))
    source = (entry.get("source") or {}).get("title") or feed.feed.get("title")
    language = part.get("language") or feed.feed.get("language")
    told = (entry.get("link"), entry.get("title"), authors or entry.get("author"), source, dated, language)
    return Told(*(" ".join(value.split()) or None if isinstance(value, str) else None for value in told), charset="utf-8")
