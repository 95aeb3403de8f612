"""Quality of bodies found in whole pages of plain text: own pages whose body is marked, flattened, against what is found in them.

`PYTHONPATH=. python tests/quality/bodies.py [tune|check|other]` prints the figures.

Belongs here: flattening of the pages, their marked truth, the measure, what simpler methods reach.
Does not belong here: reading of HTML in the product, rules.
"""

import re
import sys
from collections import Counter
from pathlib import Path

import polars as pl
from lxml import html

from pipelines.lexicons import load
from pipelines.text.blocks import blocks
from pipelines.text.normalize import normalize

PAGES = Path(__file__).parent / "pages"
SETS = {
    "tune": ("broadsheet", "blog", "agency", "magazine"),
    "check": ("tables", "tabloid", "broadcaster", "ministry"),
    "other": ("courier", "observer", "standard", "weekly", "public"),
}
"""Rules are improved on the first set; the second, by the same author, and the third, by another, are looked at when that is done."""
STYLES = ("blank", "single", "squeezed")
INLINE = {"a", "abbr", "b", "button", "cite", "em", "font", "i", "img", "input", "label", "small", "span", "strong", "summary", "time"}
SILENT = {"head", "script", "style"}
SQUEEZED = {"ul", "ol", "nav", "figure", "form", "tr"}
RE_WORD = re.compile(r"\w+")
SHORT, LONG, SOME_STOPS, MANY_STOPS = 70, 200, 0.30, 0.32  # jusText's defaults
COMMON = (
    "a about above after again against all also although always am among an and another any anything are around as asked at away back "
    "be became because become been before being below between both but by came can cannot come could day did do does done down during "
    "each either else enough even ever every few first for from get give go goes going good got great had has have having he her here "
    "him his how however i if in into is it its itself just know last least less like little long look made make many may me might "
    "more most much must my near never new next no nobody nor not nothing now of off often old on once one only or other our out over "
    "own people put quite rather said same saw say says see she should since so some still such take than that the their them then "
    "there these they thing things think this those though three through time to too took two under until up upon us used very was "
    "way we well went were what when where whether which while who whole whom whose why will with within without would yes yet you "
    "your "
)
STOP_WORDS = frozenset(COMMON.split())


def files(layouts: tuple[str, ...]) -> list[Path]:
    """Return the files of the pages of some layouts."""
    return [path for layout in layouts for path in sorted((PAGES / layout).glob("*.html"))]


def pages(layouts: tuple[str, ...]) -> list[tuple[str, html.HtmlElement]]:
    """Return layout and tree of the pages of some layouts."""
    return [(path.parent.name, html.fromstring(path.read_text(encoding="utf-8"))) for path in files(layouts)]


def marked(page: html.HtmlElement, label: str) -> str:
    """Return the text of the elements with a label, less what is labelled otherwise within them."""
    own = f".//text()[ancestor::*[@data-label][1][@data-label='{label}']]"
    texts = [element.xpath(own) for element in page.xpath(f"//*[@data-label='{label}']")]
    return " ".join("".join(("" if part.getparent().tag in INLINE else " ") + part for part in parts).strip() for parts in texts)


def flatten(page: html.HtmlElement, style: str) -> str:
    """Return a page as plain text: a line for each block element.

    Args:
        page: tree of the page; its labels play no part.
        style: "blank" (blank lines between blocks), "single" (line breaks only), "squeezed" (line breaks only, and lists, menus, rows
            and forms on one line unless they hold paragraphs).
    """
    lines = [""]
    _walk(page, lines, style == "squeezed")
    kept = [line for line in (re.sub(r"\s+", " ", line).strip() for line in lines) if line]
    return ("\n\n" if style == "blank" else "\n").join(kept)


def _walk(element: html.HtmlElement, lines: list[str], squeeze: bool, held: bool = False) -> None:
    if not isinstance(element.tag, str) or element.tag in SILENT:
        return
    holds = held or (squeeze and element.tag in SQUEEZED and not element.xpath(".//p|.//h1|.//h2|.//tr|.//article"))
    breaks = element.tag == "br" or (element.tag not in INLINE and not held)
    glue = " " if held and element.tag not in INLINE else ""
    if breaks:
        lines.append("")
    lines[-1] += glue + (element.text or "")
    for child in element:
        _walk(child, lines, squeeze, holds)
        lines[-1] += child.tail or ""
    if breaks:
        lines.append("")
    lines[-1] += glue


def found(texts: list[str]) -> tuple[list[str], list[str]]:
    """Return body and title that the product finds in each text."""
    documents = pl.DataFrame({"doc": range(len(texts)), "text": [normalize(text) for text in texts]})
    ruled = blocks(documents, load("layout"))
    body = ruled.filter(pl.col("role") == "body").group_by("doc").agg(pl.col("text").str.join("\n"))
    title = ruled.filter(pl.col("role") == "title").group_by("doc", maintain_order=True).agg(pl.col("text").first())
    bodies, titles = dict(body.iter_rows()), dict(title.iter_rows())
    return [bodies.get(doc, "") for doc in range(len(texts))], [titles.get(doc, "") for doc in range(len(texts))]


def dense(text: str) -> str:
    """Return the lines that are long and rich in stop words or stand between such lines, as jusText does it (Pomikálek, 2011)."""
    lines = [line for line in text.split("\n") if line]
    classes = [_class(line) for line in lines]
    settled = [_settled(classes, at) if kind == "short" else kind for at, kind in enumerate(classes)]
    good = [kind == "good" or (kind == "neargood" and "good" in _around(settled, at)) for at, kind in enumerate(settled)]
    return "\n".join(line for line, keep in zip(lines, good, strict=True) if keep)


def _class(line: str) -> str:
    if len(line) < SHORT:
        return "short"
    words = RE_WORD.findall(line.lower())
    share = sum(word in STOP_WORDS for word in words) / max(len(words), 1)
    if "©" in line or share < SOME_STOPS:
        return "bad"
    return "good" if share >= MANY_STOPS and len(line) > LONG else "neargood"


def _around(classes: list[str], at: int, kinds: tuple[str, ...] = ("good", "bad")) -> tuple[str, str]:
    """The nearest classes of some kinds before and after a line."""
    before = next((kind for kind in reversed(classes[:at]) if kind in kinds), "bad")
    return before, next((kind for kind in classes[at + 1 :] if kind in kinds), "bad")


def _settled(classes: list[str], at: int) -> str:
    """What a short line is by its neighbours."""
    sides = _around(classes, at)
    nearest = _around(classes, at, ("good", "bad", "neargood"))
    mixed = set(sides) == {"good", "bad"} and any(side == "bad" and near == "neargood" for side, near in zip(sides, nearest, strict=True))
    return "good" if set(sides) == {"good"} or mixed else "bad"


def overlap(text: str, truth: str) -> float:
    """Return token F1: how far the words of two texts are the same, by count and without regard to order."""
    mine, true = Counter(RE_WORD.findall(text.lower())), Counter(RE_WORD.findall(truth.lower()))
    return 2 * (mine & true).total() / max(mine.total() + true.total(), 1)


def measure(layouts: tuple[str, ...]) -> pl.DataFrame:
    """Return one row per page and style: `layout`, `style`, F1 of the body by method (`found`, `nothing`, `density`), `title` right."""
    cases = [(layout, style, page, flatten(page, style)) for layout, page in pages(layouts) for style in STYLES]
    bodies, titles = found([text for *_, text in cases])
    rows = []
    for (layout, style, page, text), body, title in zip(cases, bodies, titles, strict=True):
        truth = marked(page, "body")
        scores = (overlap(body, truth), overlap(text, truth), overlap(dense(text), truth))
        rows.append((layout, style, *scores, float(title.lower() == marked(page, "title").lower())))
    return pl.DataFrame(rows, schema=("layout", "style", "found", "nothing", "density", "title"), orient="row")


def scores(name: str) -> dict[str, dict[str, float]]:
    """Return F1 of the body in each style, and the share of right titles, of a set of pages."""
    measured = measure(SETS[name])
    bodies = measured.group_by("style", maintain_order=True).agg(pl.col("found").mean()).rows()
    titles = measured.select(pl.col("title").mean()).item()
    return {"blocks": {f"body_f1_{style}": value for style, value in bodies} | {"title_accuracy": titles}}


def main() -> None:
    """Print the means by layout and style, by style and in all."""
    values = ("found", "nothing", "density", "title")
    for name in sys.argv[1:] or SETS:
        scores = measure(SETS[name])
        print(name)
        with pl.Config(tbl_rows=-1, tbl_hide_dataframe_shape=True, tbl_hide_column_data_types=True, float_precision=3):
            for keys in (("layout", "style"), ("style",)):
                print(scores.group_by(keys, maintain_order=True).agg(pl.col(values).mean()))
            print(scores.select(pl.col(values).mean()))


if __name__ == "__main__":
    main()
