"""Web addresses: as they are stored, and when two of them name the same page.

Belongs here: the parts of an address that say how a reader came to it; the spellings of one page's address.
Does not belong here: which address a page tells (`pipelines.text.page_metadata`).
"""

import re
from typing import NamedTuple

# courlan, which trafilatura brings along, was tried: its cleaning drops parameters without a value ("story.php?1234") and all whose
# name begins like a tracker's ("gallery", "reference"), so that different articles would get one address.
RE_ADDRESS = re.compile(
    r"(?i)^(https?):/{2}(?:[^/?#@\s]*@)?([^/?#@:\s\\]+\.[^/?#@:\s\\.]+)\.?(?::(\d*))?(/[^?#\s]*)?(?:\?([^#\s]*))?(?:#(\S*))?$"
)
RE_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\ufeff\ud800-\udfff]+")
# Parameters that tell a campaign, a share button or an analytics tool; the names are those that the tools document.
RE_TRACKING = re.compile(
    r"(?i)^(?:(?:utm|mtm|pk|ns|at|itm|hsa|vero|oly|guce|ga|mc|stm|wt)_\w+|_ga|_gl|_hs\w+|__\w+|(?:fbc|gc|dc|yc|twc|ttc)lid|msclkid|gbraid|"
    r"wbraid|igsh(?:id)?|mkt_tok|cmp(?:id)?|icid|ito|ocid|ncid|s_cid|xtor|spm|smid|smtyp|sr_share|share_\w+|shareid|guccounter|ref_src|"
    r"ref_url|referrer|feed(?:type|name)|traffic_source|wtrid|trk\w*|amp|outputtype|usqp|partner|taid|epik)$"
)
# These tell where a reader came from, unless the value has a digit, as the number of a document has.
RE_ORIGIN = re.compile(r"(?i)^(?:ref|src|source|from|via|medium|campaign|rss|share|output)$")
RE_DIGIT = re.compile(r"\d")
RE_PREFIX = re.compile(r"^(?:(?:www\d?|m|mobile|amp)\.)+(?=[^.]+\.)")
RE_INDEX = re.compile(r"(?i)/(?:index|default)\.(?:s?html?|php|aspx?|jsp)$")
RE_AMP = re.compile(r"(?i)(?:/amp(?:\.html)?|\.amp(?=\.html?$|$))/?$")
DEFAULT_PORTS = {"http": "80", "https": "443"}


class Parts(NamedTuple):
    """What of an address tells the page."""

    scheme: str
    host: str
    path: str
    parameters: tuple[str, ...]
    fragment: str


def parts(url: str | None) -> Parts | None:
    """Return the parts of an absolute web address; None for anything else.

    Scheme and host are in lower case; user names, default ports, fragments and tracking parameters are gone. A fragment that
    opens with `!` names a page and stays.
    """
    found = RE_ADDRESS.match(RE_UNPRINTED.sub("", url or "").strip().replace(" ", "%20"))
    if found is None:
        return None
    scheme, host, port, path, query, fragment = (part or "" for part in found.groups())
    if port and port != DEFAULT_PORTS[scheme.lower()]:
        host = f"{host}:{port}"
    parameters = tuple(filter(_tells_page, query.split("&")))
    return Parts(scheme.lower(), host.lower(), path or "/", parameters, fragment if fragment.startswith("!") else "")


def _tells_page(parameter: str) -> bool:
    """Tell whether a parameter may say which page is meant."""
    name, _, value = parameter.partition("=")
    return bool(parameter) and not RE_TRACKING.match(name) and not (RE_ORIGIN.match(name) and not RE_DIGIT.search(value))


def address(url: str | None) -> str | None:
    """Return an address as it is stored; None when it is no absolute web address.

    The path and the parameters that are no tracking stay as they are written.

    >>> address("HTTPS://News.example.org:443/a?id=7&utm_source=mail#top")
    'https://news.example.org/a?id=7'
    """
    known = parts(url)
    return f"{known.scheme}://{known.host}{known.path}{_behind(known.parameters, known.fragment)}" if known else None


def identity(url: str | None) -> str | None:
    """Return the key that all addresses of one page share; None for a site's home page and for what is no address.

    >>> identity("http://m.example.org/news/storm/amp/") == identity("https://www.example.org/news/storm")
    True
    """
    known = parts(url)
    if known is None:
        return None
    path = RE_INDEX.sub("", RE_AMP.sub("", known.path)).rstrip("/")
    behind = _behind(tuple(sorted(known.parameters)), known.fragment)
    return f"{RE_PREFIX.sub('', known.host)}{path}{behind}" if path or behind else None


def _behind(parameters: tuple[str, ...], fragment: str) -> str:
    return ("?" + "&".join(parameters) if parameters else "") + ("#" + fragment if fragment else "")
