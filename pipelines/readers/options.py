"""The `input.toml` beside an input: which names its records use, and what holds for all of them.

Belongs here: reading and checking that file; the limits that readers keep.
Does not belong here: the usual names of fields (`lexicons/field_names.csv`), what they hold (`pipelines.readers.fields`).
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.readers.places import split
from pipelines.text.charsets import known_encoding

NAME = "input.toml"
FIELDS = ("url", "title", "text", "source", "author", "published", "language", "id")
MAX_BYTES = 20_000_000  # a news text is some kilobytes; a document of this size is an archive or a mistake


@dataclass(frozen=True)
class Options:
    """How the files of one input are read."""

    max_bytes: int = MAX_BYTES
    """The most bytes that one document may have."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """Names, or dotted paths, that stand for a field of `FIELDS` instead of the usual ones; the first that holds something counts."""

    source: str | None = None
    """Outlet of all documents that tell none."""

    language: str | None = None
    """Language of all documents that tell none."""

    delimiter: str | None = None
    """Sign between the columns of CSV files; None: told by the header."""

    encoding: str | None = None
    """Encoding of CSV files; None: told by the bytes."""

    inputs: Mapping[str, "Options"] = field(default_factory=dict, hash=False)
    """What holds for an input that has an `input.toml`, by the URI of its folder."""


def options(folders: Sequence[Path], max_bytes: int = MAX_BYTES) -> Options:
    """Return how to read some inputs; `of_input` gives what holds for one of them.

    Args:
        folders: the inputs' folders, each with or without an `input.toml`.
        max_bytes: the most bytes that one document may have.

    Raises:
        ValueError: an `input.toml` cannot be read, or has an unknown key or a value of a wrong type.
    """
    told = {folder: _told(folder / NAME) for folder in folders if (folder / NAME).exists()}
    return Options(max_bytes, inputs={folder.absolute().as_uri(): Options(max_bytes, **values) for folder, values in told.items()})


def of_input(options: Options, input_uri: str) -> Options:
    """Return how to read an input: as the `input.toml` in it, or beside it when it is a file or a pattern, says."""
    folder = split(input_uri)[0].rstrip("/")
    return options.inputs.get(folder) or options.inputs.get(folder.rpartition("/")[0]) or options


def _told(path: Path) -> dict[str, Any]:
    """Return what an `input.toml` says, as arguments of `Options`."""
    try:
        told = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise ValueError(f"{path}: cannot be read: {error}") from error
    _known(path, "section", told, ("fields", "defaults", "csv"))
    fields = _section(path, told, "fields", FIELDS, _names)
    defaults = _section(path, told, "defaults", ("source", "language"), _string)
    csv = _section(path, told, "csv", ("delimiter", "encoding"), _string)
    if len(csv.get("delimiter", ",").encode()) != 1 or csv.get("delimiter", ",") in '"\r\n':
        raise ValueError(f"{path}: csv.delimiter must be one sign, not {csv['delimiter']!r}")
    if not known_encoding(csv.get("encoding", "utf-8")):
        raise ValueError(f"{path}: csv.encoding is no known encoding: {csv['encoding']!r}")
    return {"fields": fields, **defaults, **csv}


def _known(path: Path, what: str, found: Mapping[str, Any], known: Sequence[str]) -> None:
    if unknown := [key for key in found if key not in known]:
        raise ValueError(f"{path}: unknown {what} {', '.join(unknown)}; known are {', '.join(known)}")


def _section(path: Path, told: Mapping[str, Any], name: str, known: Sequence[str], checked: Callable[[Any], Any]) -> dict[str, Any]:
    section = told.get(name, {})
    if not isinstance(section, dict):
        raise ValueError(f"{path}: {name} must be a section, [{name}]")
    _known(path, f"key in [{name}]:", section, known)
    values = {key: checked(value) for key, value in section.items()}
    if bad := [key for key, value in values.items() if not value]:
        raise ValueError(f"{path}: {name}.{bad[0]} must be {'a name or a list of names' if name == 'fields' else 'a string'}")
    return values


def _names(value: object) -> tuple[str, ...]:
    """Return a name or a list of names as names; nothing for anything else."""
    names = value if isinstance(value, list) else [value]
    known = tuple(name for name in names if isinstance(name, str) and name)
    return known if len(known) == len(names) else ()


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
