"""What a page tells about itself in its markup: title, author, site, address, language and dates, each as it is written.

Belongs here: JSON-LD, Open Graph, the families of meta tags, microdata, which of them is believed first.
Does not belong here: dates as days (`pipelines.text.publication`), anything that only the visible text tells.

trafilatura's own metadata and htmldate were tried: they rewrite authors, and guess titles, authors and dates from running text.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree, html

from pipelines.text.json_ld import items
from pipelines.text.normalize import normalize
from pipelines.text.urls import address, identity

TITLE = (
    "og:title", "twitter:title", "citation_title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "headline", "title",
)  # fmt: skip
AUTHOR = (
    "author", "citation_author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "article:author",
    "article:author_name", "og:article:author", "byl", "creator",
)  # fmt: skip
SITE = (
    "og:site_name", "application-name", "citation_journal_title", "dc.publisher", "dcterms.publisher", "article:publisher", "publisher",
)  # fmt: skip
PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished",
    "citation_publication_date", "citation_date", "citation_online_date", "parsely-pub-date", "sailthru.date", "dcterms.issued",
    "dcterms.created", "dc.date.issued", "dc.date.created", "dcterms.date", "dc.date", "pubdate", "publishdate", "publish-date",
    "publish_date", "published_date", "publication_date", "date_published", "article.published", "published_at",
    "cxenseparse:recs:publishtime", "ptime", "displaydate", "originalpublicationdate", "date",
)  # fmt: skip
MODIFIED = (
    "article:modified_time", "og:updated_time", "article:modified", "datemodified", "dcterms.modified", "dc.date.modified",
    "last-modified", "lastmod", "revised", "updated_time",
)  # fmt: skip
LANGUAGE = (
    "og:locale", "content-language", "dc.language", "dcterms.language", "language", "inlanguage",
)  # fmt: skip
XP_META = etree.XPath("//meta[@content][@name or @property or @itemprop or @http-equiv]")
XP_TITLE = etree.XPath("string(//head/title|//body/title)")
XP_HEADINGS = (etree.XPath("//h1"), etree.XPath("//h2"), etree.XPath("//h3"))
XP_CANONICAL = etree.XPath("//link[@href][contains(concat(' ', translate(@rel, 'CANOIL', 'canoil'), ' '), ' canonical ')]/@href")
XP_BASE = etree.XPath("string(//base/@href)")
XP_TIMES = etree.XPath("//time[@datetime][@pubdate or contains(@itemprop, 'datePublished')]/@datetime")
XP_ITEM_DATES = etree.XPath("//*[contains(@itemprop, 'datePublished')]")
XP_ITEM_MODIFIED = etree.XPath("//*[contains(@itemprop, 'dateModified')]")
XP_ITEM_AUTHOR = etree.XPath("//*[contains(concat(' ', @itemprop, ' '), ' author ')]")
XP_ITEM_NAME = etree.XPath(".//*[@itemprop='name']")
# The one time element in the head of an article; further ones belong to comments and teasers.
XP_ARTICLE_TIMES = etree.XPath("(//article[1]//time[@datetime])[1]/@datetime")
RE_KEY = re.compile(r"[^\w]+|_+")
RE_SUFFIX = re.compile(r"^(.+?)\s+(?:[|–—·•»:-]|::|<)\s+([^|–—·•»]+)$")
RE_ADDRESS_OR_MAIL = re.compile(r"(?i)^(?:https?:|www\.|/|@)|\S+@\S+\.\w+$")
MIN_SHARED = 0.6  # of the words of a heading and a told title: the same title in two wordings


class PageMetadata(NamedTuple):
    """What a page tells about itself, as written but for white space; None where it tells nothing."""

    title: str | None = None
    author: str | None = None
    site: str | None = None
    url: str | None = None
    language: str | None = None
    published: tuple[str, ...] = ()
    """Dates told as the publication, the most reliable first."""

    modified: str | None = None


def metadata(tree: html.HtmlElement) -> PageMetadata:
    """Return what the markup of a page tells, from JSON-LD first, then Open Graph, other meta tags, links and microdata.

    Args:
        tree: a page as lxml parsed it; it is not changed.
    """
    meta = _meta(tree)
    linked = items(tree)
    site = _first([item.publisher for item in linked] + _told(meta, SITE))
    return PageMetadata(
        title=_title(tree, [item.headline for item in linked] + _told(meta, TITLE), site),
        author=_author([item.author for item in linked] + [_joined(_told(meta, [name])) for name in AUTHOR] + [_item_author(tree)]),
        site=site,
        url=_url(tree, [*_told(meta, ["og:url"]), *(item.url for item in linked)]),
        language=_first([_clean(tree.get("lang") or tree.get("xml:lang")), *(item.language for item in linked), *_told(meta, LANGUAGE)]),
        published=_published(tree, [item.published for item in linked], meta),
        modified=_first([item.modified for item in linked] + _told(meta, MODIFIED) + _item_dates(XP_ITEM_MODIFIED(tree))),
    )


def _meta(tree: html.HtmlElement) -> dict[str, list[str]]:
    """Return the contents of the meta tags by name in lower case, with `.` for the `:` after `dc` and `dcterms`."""
    meta: dict[str, list[str]] = {}
    for element in XP_META(tree):
        content = _clean(element.get("content"))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").lower().strip()
            name = re.sub(r"^(dc|dcterms|sailthru)[:_]", r"\1.", name)
            if content and name:
                meta.setdefault(name, []).append(content)
    return meta


def _told(meta: dict[str, list[str]], names: Iterable[str]) -> list[str]:
    return [content for name in names for content in meta.get(name, ())]


def _clean(text: str | None) -> str | None:
    return " ".join(normalize(text or "").split()) or None


def _first(values: Iterable[str | None]) -> str | None:
    return next(filter(None, values), None)


def _joined(names: list[str]) -> str | None:
    return ", ".join(dict.fromkeys(names)) or None


def _key(text: str) -> str:
    """Return the letters and digits of a text, in lower case, with single spaces between words."""
    return RE_KEY.sub(" ", text.lower()).strip()


def _title(tree: html.HtmlElement, told: list[str | None], site: str | None) -> str | None:
    """Return the title; where a heading of the page says the same, as it is printed there."""
    titles = [without_site(title, site) for title in [*told, _clean(XP_TITLE(tree))] if title]
    levels = [[heading for element in level(tree) if (heading := _clean(" ".join(element.itertext())))] for level in XP_HEADINGS]
    headings = [heading for level in levels for heading in level]
    for agree in (_is_same, _is_first_part, _is_last_part, _is_near):
        found = _first(heading for title in titles for heading in headings if agree(heading, title))
        if found:
            return found
    return _first(titles) or (levels[0][0] if len(levels[0]) == 1 else None)


def without_site(title: str, site: str | None) -> str:
    """Return a title without the name of the site behind a mark.

    >>> without_site("Storm hits coast | The Gazette", "Gazette")
    'Storm hits coast'
    >>> without_site("Storm hits coast - and stays", "Gazette")
    'Storm hits coast - and stays'
    """
    found = RE_SUFFIX.match(title)
    return found[1] if found and site and _names_site(found[2], site) else title


def _names_site(part: str, site: str) -> bool:
    """Tell whether a part of a title is the name of the site, with or without article and domain."""
    names = [re.sub(r"^the | (?:com|org|net|co uk|news)$", "", _key(name)).replace(" ", "") for name in (part, site)]
    return names[0] == names[1] != ""


def _is_same(heading: str, title: str) -> bool:
    return _key(heading) == _key(title) != ""


def _is_first_part(heading: str, title: str) -> bool:
    """Tell whether a title is a heading with something behind a mark, as the name of a site that is not told elsewhere."""
    parted = RE_SUFFIX.match(title)
    return parted is not None and _is_same(heading, parted[1])


def _is_last_part(heading: str, title: str) -> bool:
    """Tell whether a title is a heading with something before it."""
    own = _key(heading)
    return own.count(" ") >= 2 and _key(title).endswith(" " + own)


def _is_near(heading: str, title: str) -> bool:
    """Tell whether a heading and a title are two wordings of one."""
    own, other = set(_key(heading).split()), set(_key(title).split())
    return len(own) > 2 and len(own & other) >= MIN_SHARED * max(len(own), len(other))


def _author(names: list[str | None]) -> str | None:
    """Return the first name that is no address."""
    return _first(name for name in names if name and not RE_ADDRESS_OR_MAIL.search(name))


def _item_author(tree: html.HtmlElement) -> str | None:
    """Return the authors that microdata names."""
    names = []
    for element in XP_ITEM_AUTHOR(tree):
        named = XP_ITEM_NAME(element) or [element]
        names += [name for inner in named if (name := _clean(inner.get("content") or " ".join(inner.itertext())))]
    return _joined(names)


def _url(tree: html.HtmlElement, told: list[str | None]) -> str | None:
    """Return the address of the article: the canonical one, else the one of the metadata; a home page is the address of no article."""
    base = address(_clean(XP_BASE(tree)))
    canonical = [address(_absolute(link.strip(), base)) for link in XP_CANONICAL(tree)]
    return _first(url for url in [*canonical, *map(address, told)] if identity(url))


def _absolute(link: str, base: str | None) -> str | None:
    """Return a link with what it leaves out, where the page tells its base."""
    if link.startswith("//"):
        return f"{base.split(':')[0] if base else 'https'}:{link}"
    if base and link.startswith("/"):
        return "/".join(base.split("/")[:3]) + link
    return link


def _published(tree: html.HtmlElement, linked: list[str | None], meta: dict[str, list[str]]) -> tuple[str, ...]:
    """Return the dates told as the publication."""
    dates = [*linked, *_told(meta, PUBLISHED), *_item_dates(XP_ITEM_DATES(tree)), *map(_clean, XP_TIMES(tree))]
    dates = [date for date in dates if date] or [_clean(date) for date in XP_ARTICLE_TIMES(tree)]
    return tuple(dict.fromkeys(date for date in dates if date and any(map(str.isdigit, date))))


def _item_dates(elements: Iterable[html.HtmlElement]) -> list[str | None]:
    return [_clean(element.get("datetime") or element.get("content") or " ".join(element.itertext())) for element in elements]
