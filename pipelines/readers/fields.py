"""The fields of a record: which of its values is the text, the title, the date, and what they hold.

Belongs here: usual and configured names of fields, the forms in which a value comes, from record to document.
Does not belong here: reading records out of a file (`pipelines.readers.records`), what a date or an author's line means.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any

from pipelines.lexicons import load
from pipelines.readers.document import Document, Told, refused
from pipelines.readers.options import FIELDS, Options
from pipelines.text.charsets import to_text

Path = tuple[str, ...]
Plan = Mapping[str, tuple[Path, ...]]

MAX_KEY = 200  # characters; a longer identifier is a text that got into the wrong field
MAX_DEPTH = 4  # of lists and objects within a value; deeper ones hold other things than a text
MAX_SHOWN = 20  # names in a refusal
EPOCHS = ((10**8, 4 * 10**9, 1), (10**12, 4 * 10**12, 10**3), (10**14, 4 * 10**15, 10**6), (10**17, 4 * 10**18, 10**9))
"""Least and largest number, and its unit's share of a second: a moment since 1970, told apart from 20250131 and 20250131120000."""
TOLD = ("url", "title", "author", "source", "published", "language")
RE_SEPARATOR = re.compile(r"[\W_]+")
RE_PAGE = re.compile(r"(?i)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?(?:<!doctype\s+html|<html[\s>])")
ELEMENTS = "a|article|aside|b|blockquote|br|div|em|figure|h[1-6]|header|hr|i|iframe|img|li|main|ol|p|section|span|strong|table|ul"
RE_ELEMENT_FIRST = re.compile(rf"(?i)\s*<(?:{ELEMENTS})(?:\s[^<>]*)?/?>")
RE_ELEMENT_CLOSED = re.compile(rf"(?i)</(?:{ELEMENTS})\s*>|<br\s*/?>|<img\s[^<>]*>")


def document(record: Mapping[str, Any], position: str, options: Options) -> Document:
    """Return the document that a record tells: its text, and what it tells beside it.

    Args:
        record: names and values, as the file has them.
        position: what the record is called when it has neither id nor address of its own.
        options: names that stand for a field, and limits.

    Returns:
        A document, or a refusal `no_text` or `too_large`.
    """
    found = _plan(record, options)
    keys = (_first(record, found.get(field, ())) for field in ("id", "url"))
    key = next((key for key in keys if key and len(key) <= MAX_KEY), position)
    text, path = _text(record, found.get("text", ()))
    if text is None:
        return refused(key, "no_text", f"the record has no text; it has {shown(record)}")
    content = text.encode()
    if len(content) > options.max_bytes:
        return refused(key, "too_large", f"the record has {len(content):,} bytes, the limit is {options.max_bytes:,}")
    return Document(key, text_format(text, is_markup=form(path[-1]).endswith("html")), content, told(record, found))


def told(record: Mapping[str, Any], found: Plan) -> Told:
    """Return what a record tells beside its text; the character encoding is that of the document's bytes, not of the file."""
    values = {field: _first(record, found.get(field, ())) for field in TOLD if field not in ("author", "published")}
    author = next((", ".join(dict.fromkeys(names)) for path in found.get("author", ()) if (names := flat(_at(record, path)))), None)
    published = next((day for path in found.get("published", ()) if (day := _moment(_at(record, path)))), None)
    return Told(**values, author=_one_line(author), published=published, charset="utf-8")


def text_format(text: str, *, is_markup: bool = False) -> str:
    """Tell whether a text is a whole page (`html`), marked up (`fragment`) or plain (`text`).

    >>> text_format("<p>Rain.</p>"), text_format("if a <b and c> d"), text_format("<!doctype html><p>Rain.")
    ('fragment', 'text', 'html')
    """
    if RE_PAGE.match(text):
        return "html"
    closed = RE_ELEMENT_CLOSED.search(text) if "<" in text else None
    return (
        "fragment" if is_markup or (closed and (RE_ELEMENT_FIRST.match(text) or RE_ELEMENT_CLOSED.search(text, closed.end()))) else "text"
    )


def has_text(record: Mapping[str, Any], options: Options) -> bool:
    """Tell whether a record has a name that can stand for a text, whatever it holds."""
    return bool(_plan(record, options).get("text"))


def text_name(record: Mapping[str, Any], options: Options) -> str | None:
    """Return the name under which a record holds a text of its own, in the form for comparison; a list of further records is none."""
    text, path = _text(record, _plan(record, options).get("text", ()))
    value = _at(record, path)
    is_list = isinstance(value, list) and any(isinstance(member, dict) for member in value)
    return None if text is None or is_list else form(path[-1])


def is_article(record: Mapping[str, Any], options: Options, *, is_named: bool) -> bool:
    """Tell whether a record holds any text, and a title or an address when it must be named."""
    found = _plan(record, options)
    has_name = bool(found.get("title") or found.get("url"))
    return _text(record, found.get("text", ()))[0] is not None and (has_name or not is_named)


def known(record: Mapping[str, Any], options: Options) -> list[str]:
    """Return the names at the top of a record that stand for a field or lead to one."""
    needed = {path[0] for paths in _plan(record, options).values() for path in paths}
    return [name for name in record if name in needed]


def shown(names: Iterable[str]) -> str:
    """Return names for a refusal, not too many and not too long."""
    cut = [_whole(name)[:40] for name in names]
    return ", ".join(cut[:MAX_SHOWN]) + (f" and {len(cut) - MAX_SHOWN} more" if len(cut) > MAX_SHOWN else "") or "no names"


def form(name: str) -> str:
    """Return a name as names are compared, without separators and case.

    >>> form("publishedAt") == form("Published At") == form("published_at")
    True
    """
    return RE_SEPARATOR.sub("", name).lower() or name


@cache
def _ranks() -> dict[str, dict[str, int]]:
    """Return for each field the names that stand for it, the best first."""
    ranks: dict[str, dict[str, int]] = {}
    for field, rank, name, _ in load("field_names").rows():
        ranks.setdefault(field, {})[name if field == "record" else form(name)] = int(rank)
    return ranks


def _paths(record: Mapping[str, Any]) -> tuple[Path, ...]:
    """Return where a record has values: its names, and those within an object that only wraps the fields."""
    wrappers = _ranks()["record"]
    inner = [(name, value) for name, value in record.items() if isinstance(value, dict) and name in wrappers]
    return (*((name,) for name in record), *((name, below) for name, value in inner for below in value))


def _plan(record: Mapping[str, Any], options: Options) -> Plan:
    return plan(_paths(record), tuple(options.fields.items()))


@lru_cache(maxsize=1000)
def plan(paths: tuple[Path, ...], configured: tuple[tuple[str, tuple[str, ...]], ...]) -> Plan:
    """Return for each field the places where it may stand, the best first; configured names go instead of the usual ones."""
    named = [(form(path[-1]), len(path), path) for path in paths]
    tops = {path[0] for path in paths}
    usual = {field: sorted((ranks[name], depth, path) for name, depth, path in named if name in ranks) for field, ranks in _ranks().items()}
    own = {field: tuple(path for name in names if (path := _path(name, paths))[0] in tops) for field, names in configured}
    return {field: tuple(path for *_, path in usual[field]) for field in FIELDS} | own


def _path(name: str, paths: Sequence[Path]) -> Path:
    """Return where a configured name leads: a name that holds a dot itself, or a way into nested objects."""
    return (name,) if (name,) in paths else tuple(name.split("."))


def _at(value: Any, path: Path) -> Any:
    """Return the value at a path; of a list, the values of its members."""
    for index, name in enumerate(path):
        if isinstance(value, list):
            return [_at(member, path[index:]) for member in value]
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _text(record: Mapping[str, Any], paths: Sequence[Path]) -> tuple[str | None, Path]:
    """Return the text of a record exactly as it is given, and where it stands; paragraphs of a list are joined."""
    for path in paths:
        value = _at(record, path)
        if not isinstance(value, int | float) and (parts := flat(value)):
            return "\n\n".join(parts), path
    return None, ()


def _first(record: Mapping[str, Any], paths: Sequence[Path]) -> str | None:
    return _one_line(next((values[0] for path in paths if (values := flat(_at(record, path)))), None))


def _one_line(value: str | None) -> str | None:
    return " ".join(value.split()) if value else None


def _moment(value: Any) -> str | None:
    """Return a date as it is written; a number of seconds, or of a part of them, since 1970 as ISO 8601."""
    written = next(iter(flat(value)), "").strip()
    number = float(written) if re.fullmatch(r"\d{9,19}(?:\.\d{1,9})?", written, re.ASCII) else 0.0
    unit = next((unit for least, most, unit in EPOCHS if least <= number < most), None)
    return datetime.fromtimestamp(number / unit, UTC).isoformat() if unit else _one_line(written)


def flat(value: Any, depth: int = 0) -> list[str]:
    """Return the strings that a value holds, without empty ones; of an object, the value that carries its name or text."""
    if isinstance(value, str):
        return [_whole(value)] if value and not value.isspace() else []
    if depth > MAX_DEPTH or value is None or isinstance(value, bool):
        return []
    if isinstance(value, list | tuple):
        return [part for member in value for part in flat(member, depth + 1)]
    if isinstance(value, dict):
        ranks = _ranks()["value"]
        named = sorted((ranks[form(name)], name) for name in value if form(name) in ranks)
        return next((parts for _, name in named if (parts := flat(value[name], depth + 1))), [])
    return _scalar(value)


def _scalar(value: Any) -> list[str]:
    """Return a number, date or bytes as a string."""
    if isinstance(value, float):
        return [str(int(value) if value.is_integer() else value)] if math.isfinite(value) else []
    if isinstance(value, bytes):
        return flat(to_text(value)[0])
    if isinstance(value, datetime) and value.tzinfo:
        return [value.astimezone(UTC).isoformat()]  # a library may give it in the zone of the machine
    if isinstance(value, date):
        return [value.isoformat()]
    return [str(value)] if isinstance(value, int) and abs(value) < 10**30 else []


def _whole(text: str) -> str:
    """Return a text in which halves of character pairs, which no encoding can hold, are joined or marked as lost."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
