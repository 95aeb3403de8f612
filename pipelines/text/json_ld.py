"""What the JSON-LD of a page tells about its article, in the vocabulary of schema.org.

Belongs here: finding the article among the things a page describes, following references between them, JSON that is broken.
Does not belong here: other metadata and what is believed first (`pipelines.text.page_metadata`).
"""

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any, NamedTuple

from lxml import etree, html

from pipelines.text.normalize import normalize

XP_SCRIPTS = etree.XPath("//script[contains(translate(@type, 'APLICTONDJS', 'aplictondjs'), 'ld+json')]")
RE_ARTICLE = re.compile(r"(?:Article|Posting|^Report)$")
RE_PAGE = re.compile(r"(?:Page)$")
RE_OUTLET = re.compile(r"^(?:NewsMediaOrganization|Organization|WebSite)$")
RE_WRAPPING = re.compile(r"^(?:(?:<!--|//|/\*|<!\[CDATA\[|\*/)\s*)+|(?:(?:-->|//|\]\]>|/\*|\*/|;)\s*)+$")
RE_TRAILING_COMMA = re.compile(r",\s*([}\]])")
RE_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
RE_FIELD = re.compile(r'"(headline|datePublished|dateModified|inLanguage)"\s*:\s*"((?:[^"\\\n]|\\.)*)"')
NESTED = ("@graph", "mainEntity", "mainEntityOfPage")
MAX_NODES = 2_000  # a page that describes more things than this is no article's page


class Linked(NamedTuple):
    """What one thing on a page is told to be; None where nothing is told."""

    headline: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    modified: str | None = None


def items(tree: html.HtmlElement) -> list[Linked]:
    """Return what JSON-LD tells of the article, then of the page, then of the outlet; each at most once."""
    scripts = [element.text or "" for element in XP_SCRIPTS(tree)]
    nodes = [node for script in scripts for node in _nodes(_read(script))]
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 2}
    article, page, outlet = (_first_of(nodes, kind) for kind in (RE_ARTICLE, RE_PAGE, RE_OUTLET))
    found = [_linked(node, named) for node in (article, page) if node]
    if outlet:
        found.append(Linked(publisher=_names(outlet, named)))
    return found


def _read(script: str) -> Any:
    """Return the value of a script's JSON, mended as far as it goes."""
    source = RE_WRAPPING.sub("", script.strip())
    for attempt in (source, RE_TRAILING_COMMA.sub(r"\1", source)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    fields = {name: value.replace('\\"', '"').replace("\\/", "/") for name, value in reversed(RE_FIELD.findall(source))}
    return {"@type": "Article", **fields} if fields else None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the things that a value describes, in the order told."""
    waiting, count = [value], 0
    while waiting and count < MAX_NODES:
        found, count = waiting.pop(0), count + 1
        if isinstance(found, dict):
            yield found
            waiting += [found[key] for key in NESTED if isinstance(found.get(key), dict | list)]
        elif isinstance(found, list):
            waiting = [*found, *waiting]


def _first_of(nodes: Iterable[dict[str, Any]], kind: re.Pattern[str]) -> dict[str, Any] | None:
    """Return the first thing of a kind that tells more than its name."""
    return next((node for node in nodes if len(node) > 2 and any(kind.search(name) for name in _types(node))), None)


def _types(node: dict[str, Any]) -> list[str]:
    told = node.get("@type")
    names = told if isinstance(told, list) else [told]
    return [name.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in names if isinstance(name, str)]


def _linked(node: dict[str, Any], named: dict[str, dict[str, Any]]) -> Linked:
    page = node.get("mainEntityOfPage")
    urls = (node.get("url"), page.get("@id") if isinstance(page, dict) else page, node.get("@id"))
    return Linked(
        headline=_text(node.get("headline")) or _text(node.get("name")),
        author=_names(node.get("author") or node.get("creator"), named),
        publisher=_names(node.get("publisher"), named),
        url=next((url for url in map(_text, urls) if url and "/#" not in url), None),
        language=_text(node.get("inLanguage")),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        modified=_text(node.get("dateModified")),
    )


def _names(value: Any, named: dict[str, dict[str, Any]]) -> str | None:
    """Return the names of people or organisations, told as text, as things or by reference."""
    names = []
    for one in value if isinstance(value, list) else [value]:
        thing = named.get(str(one.get("@id")), one) if isinstance(one, dict) and "name" not in one else one
        told = thing.get("name") if isinstance(thing, dict) else thing
        names += [_text(name) for name in (told if isinstance(told, list) else [told])]
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _text(value: Any) -> str | None:
    """Return a value that is text, without markup and with single spaces."""
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return None
    return " ".join(RE_TAG.sub("", normalize(unescape(value))).split()) or None
