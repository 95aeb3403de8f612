"""Places: what an input names, the URIs of its files, the file systems behind them.

Belongs here: paths and URIs, wildcards, protocols, the errors of the packages that speak them.
Does not belong here: listing and opening files (`pipelines.readers.files`).

Paths become URIs by percent signs for each byte that is no plain character, so that any name on a disk comes back from its URI as it
was. Addresses in a store are taken as they are written. In the URI of a pattern the wildcards stand bare.
"""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote, unquote_to_bytes, urlsplit

import fsspec
from fsspec import AbstractFileSystem

RE_PROTOCOL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://(.*)", re.DOTALL)  # two letters at least: one is a Windows drive
RE_WILDCARD = re.compile(r"[*?\[]")
RE_WEB = re.compile(r"https?://")
RE_WEB_WILDCARD = re.compile(r"\*")  # in a web address `?` begins the query
RE_PLAIN = re.compile(r"[A-Za-z0-9_.~-]+")  # what a URI writes as it is
SIDE_FILES = frozenset(
    {"sources.csv", "input.toml", "topics_extra.csv", "topic_overrides.csv"}
)  # they speak about the documents and are none themselves
EXTRAS = {"s3": "s3", "s3a": "s3", "gs": "gcs", "gcs": "gcs", "http": "http", "https": "http"}
# Errors of packages behind protocols that are no OSError; looked up among loaded modules, for one that is not loaded raises nothing.
FOREIGN_ERRORS = (
    ("aiohttp", "ClientError"), ("azure.core.exceptions", "AzureError"), ("botocore.exceptions", "BotoCoreError"),
    ("botocore.exceptions", "ClientError"), ("gcsfs.retry", "HttpError"), ("google.auth.exceptions", "GoogleAuthError"),
    ("paramiko", "SSHException"),
)  # fmt: skip

Pattern = tuple[str, ...]
States = frozenset[int]


def input_uri(written: str) -> str:
    """Return the URI of an input: a path, relative or not, a pattern of paths, or a URI.

    >>> input_uri("/news/May 7/**/*.txt")
    'file:///news/May%207/**/*.txt'
    >>> input_uri("S3://bucket/news/")
    's3://bucket/news'
    """
    if (found := RE_PROTOCOL.fullmatch(written)) and (protocol := found[1].lower()) not in ("file", "local"):
        return f"{protocol}://{found[2].rstrip('/')}"
    path = os.path.abspath(os.fsdecode(unquote_to_bytes(found[2])) if found else written)
    is_pattern = RE_WILDCARD.search(path) and not os.path.lexists(path)
    return path_uri(path, safe="/*?[]!" if is_pattern else "/")


def path_uri(path: str, *, safe: str = "/") -> str:
    """Return the URI of an absolute path."""
    return "file://" + quote_from_bytes(os.fsencode(path), safe=safe)


def name_uri(name: str) -> str:
    """Return a file's name as it stands in a URI."""
    return name if RE_PLAIN.fullmatch(name) else quote_from_bytes(os.fsencode(name))


def local_path(uri: str) -> str | None:
    """Return the path that a `file://` URI names; None for a URI of a store."""
    return os.fsdecode(unquote_to_bytes(uri.removeprefix("file://"))) or "/" if uri.startswith("file://") else None


def file_name(file_uri: str) -> str:
    """Return the name of a file without its folder, in characters that can be shown."""
    path = local_path(file_uri) or (unquote(urlsplit(file_uri).path) if RE_WEB.match(file_uri) else file_uri)
    return printable(path.rsplit("/", 1)[-1])


def is_hidden(name: str) -> bool:
    """Tell whether a file or folder is not meant to be seen."""
    return name.startswith(".")


def printable(text: str) -> str:
    r"""Return text that any encoding of Unicode can hold: `\xe9` stands for a byte of a name that is no UTF-8."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def in_words(error: Exception) -> str:
    """Return what an error says, in one line."""
    said = getattr(error, "strerror", None) or str(error)
    return " ".join(printable(said).split()) or type(error).__name__


def split(uri: str) -> tuple[str, Pattern]:
    """Return the folder before the first wildcard, and the parts of the pattern below it; no parts when there is no wildcard."""
    parts = uri.split("/")
    wildcard = RE_WEB_WILDCARD if RE_WEB.match(uri) else RE_WILDCARD
    first = next((index for index, part in enumerate(parts) if index > 2 and wildcard.search(part)), len(parts))  # after `protocol://host`
    folder = "/".join(parts[:first])
    return "file:///" if folder == "file://" else folder, tuple(
        unquote(part) if uri.startswith("file://") else part for part in parts[first:]
    )


def root(input_uri: str) -> str:
    """Return the folder below which an input's files lie: before the first wildcard, or the folder of a single file, or the input itself.

    Args:
        input_uri: URI of an input, as a listing gives it. Whether it is a file is asked of its disk or store.
    """
    folder, pattern = split(input_uri)
    if pattern:
        return folder
    path = local_path(input_uri)
    is_file = os.path.isfile(path) if path else bool(RE_WEB.match(input_uri)) or _is_stored_file(input_uri)
    return folder.rpartition("/")[0] if is_file else folder


def local_folders(inputs: Sequence[str]) -> list[Path]:
    """Return the folders of those inputs that lie on a disk, in which side files are looked for."""
    paths = (local_path(root(uri)) for uri in map(input_uri, inputs) if uri.startswith("file://"))
    return [Path(path) for path in paths if path]


def _is_stored_file(uri: str) -> bool:
    try:
        file_system, path = store(uri)
        return file_system.isfile(path)
    except store_errors():
        return False


def store(uri: str) -> tuple[AbstractFileSystem, str]:
    """Return the file system behind a URI and the path in it; keys, endpoints and the like are those of fsspec's configuration.

    The protocol alone says which: `::` in a key of a store is a part of its name, never a way into another file system.

    Raises:
        ValueError: the protocol is not known, or the package that speaks it is not installed.
    """
    protocol = uri.partition("://")[0]
    try:
        kind = fsspec.get_filesystem_class(protocol)
    except ImportError as error:
        remedy = f"pip install 'broadsheet[{EXTRAS[protocol]}]'" if protocol in EXTRAS else in_words(error)
        raise ValueError(f"a package is needed for {protocol}:// and not installed: {remedy} (input {uri})") from None
    except ValueError:
        raise ValueError(f"unknown protocol {protocol}:// (input {uri})") from None
    return kind(**kind._get_kwargs_from_urls(uri)), kind._strip_protocol(uri)


def store_errors() -> tuple[type[Exception], ...]:
    """Return what file systems raise when they cannot list or read."""
    loaded = ((sys.modules.get(module), name) for module, name in FOREIGN_ERRORS)
    return (OSError, *(getattr(module, name) for module, name in loaded if hasattr(module, name)))


def start(pattern: Pattern) -> States:
    """Return the state before the first name of a path: the parts of the pattern that may come next."""
    return frozenset(_open(pattern, 0))


def step(pattern: Pattern, states: States, name: str) -> States:
    """Return the state after one more name of a path; `**` stands for any number of folders. A path fits when `len(pattern)` is in it."""
    found: set[int] = set()
    for index in states:
        if index < len(pattern) and (pattern[index] == "**" or fnmatchcase(name, pattern[index])):
            found.update(_open(pattern, index if pattern[index] == "**" else index + 1))
    return frozenset(found)


def _open(pattern: Pattern, index: int) -> Iterator[int]:
    yield index
    while index < len(pattern) and pattern[index] == "**":
        index += 1
        yield index
