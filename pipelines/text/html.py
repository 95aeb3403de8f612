"""Visible text of HTML: whole pages with their main text and metadata, and pieces that are an article already.

Belongs here: which elements can be seen, which of them begin lines and paragraphs, the search for the main text.
Does not belong here: bytes and encodings (`pipelines.text.decode`), what metadata tell (`pipelines.text.page_metadata`),
roles of passages (`pipelines.text.main_text`).
"""

import logging
import re
from collections.abc import Iterator
from typing import NamedTuple

import trafilatura
from lxml import etree, html

from pipelines.text.normalize import normalize
from pipelines.text.page_metadata import PageMetadata, metadata

# Unicode noncharacters stand for breaks while text is put together; no page can show one.
PARAGRAPH, LINE, BREAK, CELL, OPENS, CLOSES, SPACE = map(chr, range(0xFDD0, 0xFDD7))
MAX_MAIN_MARKUP = 4_000_000  # characters; the search for the main text takes time and stack, and no article's page is as large
NO_TEXT = (
    "script", "style", "noscript", "template", "svg", "title", "iframe", "object", "embed", "canvas", "audio", "video", "datalist",
    "head/meta", "rp",
)  # fmt: skip
PARAGRAPHS = (
    "address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "fieldset", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "main", "menu", "nav", "ol", "p", "pre", "search",
    "section", "select", "table", "ul",
)  # fmt: skip
LINES = ("button", "caption", "dd", "dt", "label", "legend", "li", "optgroup", "option", "output", "summary", "textarea", "tr")
INLINE = ("a", "span", "time")
CELLS = ("td", "th")
LAYS_OUT = ("p", "div", "table", "ul", "ol", "h1", "h2", "h3", "form")
STYLE = "translate(@style, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ ', 'abcdefghijklmnopqrstuvwxyz')"
XP_HIDDEN = etree.XPath(
    "|".join(f"//{tag}" for tag in NO_TEXT) + "|//*[@hidden and not(@hidden='until-found')]|//dialog[not(@open)]"
    f"|//*[@style][contains({STYLE}, 'display:none') or contains({STYLE}, 'visibility:hidden')]"
    # Icons and drop capitals that are there twice; a block that is marked so may well be seen.
    "|//*[self::i or self::span or self::b or self::em or self::a][@aria-hidden='true'][not(.//p or .//div)]"
    # Words for screen readers only, by the class names that the common style sheets have for them.
    "|//*[self::span or self::a or self::small][contains(@class, 'sr-only') or contains(@class, 'screen-reader') or "
    "contains(@class, 'visually-hidden') or contains(@class, 'visuallyhidden')]"
)
XP_IN_LIST = etree.XPath("//*[ancestor::li][" + " or ".join(f"self::{tag}" for tag in PARAGRAPHS) + "]")
# Tables whose cells hold blocks lay out a page; the others show data, a row a line.
XP_LAYOUT_TABLES = etree.XPath("//table[" + " or ".join(f".//{tag}" for tag in LAYS_OUT) + "]")
XP_CELLS = etree.XPath("tr/td|tr/th|*/tr/td|*/tr/th")
XP_KEPT_SPACE = etree.XPath("//*[self::pre or self::textarea or self::listing]")
XP_SUBMIT = etree.XPath("//input[@value][@type='submit' or @type='button' or @type='reset']")
RE_SPACE = re.compile(r"\s+")
RE_SEAM = re.compile(rf"(?<=[^\W_A-Z]){CLOSES}+{OPENS}+(?=[^\W_a-z])")  # "Jane Doe" and "3 May" in two elements side by side
RE_BREAKS = re.compile(rf" ?[{PARAGRAPH}{LINE}{BREAK}{CELL}](?:[ {SPACE}]*[{PARAGRAPH}{LINE}{BREAK}{CELL}])* ?")
RE_ICONS = re.compile(r"[\ue000-\uf8ff]")  # private characters: icon fonts
# Characters that a tree gives but does not take, and the references to them.
RE_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
RE_NO_XML_REFERENCE = re.compile(r"(?i)&#(?:0*(?:[1-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d)|x0*(?:[1-8bcef]|1[\da-f]|fff[ef])(?![\da-f]));?")
RE_NESTING = re.compile(r"(?i)<(?!/?(?:script|style|noscript|template|svg|title)\b)/?[a-z][^<>]*>")  # tags that nest visible text
# What a heap of broken markup makes trafilatura and the parsers beneath it raise.
MAIN_ERRORS = (AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError, etree.LxmlError)

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # a page without main text is no event; it shows in the tables


class Page(NamedTuple):
    """What a page shows and tells."""

    text: str
    """Visible text of the whole page in document order, normalised: blocks on lines of their own, a blank line between paragraphs."""

    main: tuple[str, ...]
    """Paragraphs of the main text; none when none was found."""

    metadata: PageMetadata


def page(markup: str) -> Page:
    """Return the visible text of a whole page, its main text and what its metadata tell.

    The main text is what trafilatura 2 finds (Barbaresi 2021, "Trafilatura: A Web Scraping Library and Command-Line Tool for
    Text Discovery and Extraction"), without comments. Nothing is raised, whatever the string is, and nothing is fetched.
    """
    tree = _parsed(markup)
    if tree is None:
        return Page("", (), PageMetadata())
    told = metadata(tree)
    main = _main(tree) if len(markup) <= MAX_MAIN_MARKUP else ()
    return Page(_visible(tree), main, told)


def fragment(markup: str) -> str:
    r"""Return the visible text of a piece of HTML that is an article already, such as a feed's content; plain text stays as it is.

    >>> fragment("<p>One &amp; <b>two</b>.</p><ul><li>three<li>four</ul>")
    'One & two.\n\nthree\nfour'
    """
    if "<" not in markup and "&" not in markup:
        return normalize(markup).strip()
    tree = _parsed(f"<div>{markup}</div>")
    return "" if tree is None else _visible(tree)


def _parsed(markup: str) -> html.HtmlElement | None:
    """Return the tree of a page, None when there is nothing in it. A page nested more deeply than the parser goes is read flat."""
    markup = RE_NO_XML_REFERENCE.sub(" ", RE_NO_XML.sub("", markup))
    tree, is_whole = _read(markup)
    return tree if is_whole else _read(RE_NESTING.sub("<br>", markup))[0]


def _read(markup: str) -> tuple[html.HtmlElement | None, bool]:
    """Return the tree of a page, and whether the parser came to its end."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # nothing but white space or comments
        return None, True
    return tree, all(entry.level_name != "FATAL" for entry in parser.error_log)


def _main(tree: html.HtmlElement) -> tuple[str, ...]:
    """Return the lines of the main text.

    The fast mode: comparing with two other extractors takes twice the time and did not do better on the labelled pages.
    """
    try:
        found = trafilatura.bare_extraction(tree, fast=True, include_comments=False, include_tables=True, with_metadata=False)
    except MAIN_ERRORS:
        return ()
    text = found.text if isinstance(found, trafilatura.settings.Document) else None
    return tuple(line for line in map(str.strip, normalize(text or "").split("\n")) if line)


def _visible(tree: html.HtmlElement) -> str:
    """Return the visible text of a tree, which is changed for it."""
    for element in XP_HIDDEN(tree):
        if element.getparent() is not None:
            element.drop_tree()
    for element in XP_KEPT_SPACE(tree):
        _keep_space(element)
    _rename(tree)
    for element, mark in _marked(tree):
        element.text = mark[0] + (element.text or "")
        element.tail = mark[1] + (element.tail or "")
    return _laid_out(etree.tostring(tree, method="text", encoding="unicode", with_tail=False))


def _rename(tree: html.HtmlElement) -> None:
    """Give the elements whose place tells how they break lines the tags that do so everywhere."""
    for element in XP_IN_LIST(tree):
        element.tag = "li"
    for table in XP_LAYOUT_TABLES(tree):
        for cell in XP_CELLS(table):
            cell.tag = "div"
    for element in XP_SUBMIT(tree):
        element.tag, element.text = "button", element.get("value")


def _keep_space(element: html.HtmlElement) -> None:
    """Put marks for the white space of preformatted text."""
    for inner in element.iter():
        inner.text = _marked_space(inner.text)
        if inner is not element:
            inner.tail = _marked_space(inner.tail)


def _marked_space(text: str | None) -> str | None:
    return text and text.replace("\t", SPACE * 4).replace(" ", SPACE).replace("\r\n", BREAK).replace("\n", BREAK)


def _marked(tree: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, tuple[str, str]]]:
    """Yield the elements that break or join text, each with its marks before and after."""
    for tags, marks in (
        (PARAGRAPHS, (PARAGRAPH, PARAGRAPH)),
        (LINES, (LINE, LINE)),
        (CELLS, (CELL, "")),
        (INLINE, (OPENS, CLOSES)),
        (("br",), ("", BREAK)),
        (("q",), ("“", "”")),
    ):
        yield from ((element, marks) for element in tree.iter(tags))


def _laid_out(marked: str) -> str:
    """Return text with line breaks where its marks stand and without other white space than single spaces."""
    text = RE_SPACE.sub(" ", RE_ICONS.sub("", normalize(marked)))
    text = RE_SEAM.sub(" ", text).replace(OPENS, "").replace(CLOSES, "")
    text = RE_BREAKS.sub(_break, text).replace(SPACE, " ")
    return "\n".join(map(str.rstrip, text.split("\n"))).strip()


def _break(marks: re.Match[str]) -> str:
    """Return what a run of marks comes to: the strongest of them, and a blank line for two line breaks."""
    run = marks[0]
    if PARAGRAPH in run or run.count(BREAK) > 1:
        return "\n\n"
    return "\n" if LINE in run or BREAK in run else " | "
