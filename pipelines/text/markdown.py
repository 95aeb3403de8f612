"""Text of Markdown, and what its front matter tells.

Belongs here: front matter, Markdown rendered as a reader sees it.
Does not belong here: HTML (`pipelines.text.html`), dates as days (`pipelines.text.publication`).
"""

import re

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipelines.text.html import fragment
from pipelines.text.normalize import line_ends, normalize

MAX_FRONT_MATTER = 20_000  # characters; what is longer is no front matter
MAX_DEPTH = 8  # lists and mappings within each other
RE_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
# The keys that static site generators use, by what they tell, the best first.
KEYS = {
    "url": ("canonical_url", "canonical", "url", "link", "permalink"),
    "title": ("title", "headline"),
    "author": ("author", "authors", "byline", "by"),
    "source": ("source", "publisher", "site", "outlet"),
    "published": ("published", "published_at", "date_published", "publishdate", "pubdate", "date"),
    "language": ("lang", "language", "locale"),
}
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def rendered(source: str) -> tuple[str, dict[str, str]]:
    r"""Return the text of Markdown as a reader sees it, and what it tells beside: some of `KEYS`, as written.

    The title is the one of the front matter, else the first heading of the first level. Front matter that is no mapping of
    names to values is text.

    >>> rendered("---\ntitle: Storm\n---\nIt *rained*\nall day.")
    ('It rained all day.', {'title': 'Storm'})
    """
    body, told = _parted(line_ends(source))
    tokens = MARKDOWN.parse(body)
    title = told.get("title") or _heading(tokens)
    text = fragment(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}))
    return text, {**told, "title": title} if title else told


def _parted(source: str) -> tuple[str, dict[str, str]]:
    """Return the text below the front matter, and what the front matter tells."""
    found = RE_FRONT_MATTER.match(source)
    fields = _fields(found[1] or "") if found else None
    if found is None or fields is None:
        return source, {}
    named = {name: next((fields[key] for key in keys if fields.get(key)), "") for name, keys in KEYS.items()}
    return source[found.end() :], {name: value for name, value in named.items() if value}


def _fields(front_matter: str) -> dict[str, str] | None:
    """Return the values of front matter by key in lower case; None when it is none."""
    if len(front_matter) > MAX_FRONT_MATTER:
        return None
    try:
        # Every value as text: a date as it is written.
        fields = yaml.load(front_matter, Loader=yaml.BaseLoader) if _is_plain(front_matter) else None
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    return {str(key).lower(): _flat(value) for key, value in fields.items()} if isinstance(fields, dict) else None


def _is_plain(front_matter: str) -> bool:
    """Tell whether front matter has neither aliases, which may grow without bounds, nor values deep within others."""
    depth = 0
    for event in yaml.parse(front_matter):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH or isinstance(event, yaml.AliasEvent):
            return False
    return True


def _flat(value: object) -> str:
    """Return a value, or the values of a list, as one line; a mapping as its name."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_flat, value)))
    if isinstance(value, dict):
        return _flat(value.get("name", ""))
    return " ".join(normalize(str(value)).split())


def _heading(tokens: list[Token]) -> str | None:
    """Return the first heading of the first level as it is read."""
    opens = next((index for index, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h1"), None)
    if opens is None:
        return None
    markup = MARKDOWN.renderer.render(tokens[opens : opens + 3], MARKDOWN.options, {})
    return " ".join(fragment(markup).split()) or None
