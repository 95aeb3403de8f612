"""Files of the inputs: which there are, and their bytes.

Belongs here: listing folders, patterns and stores; opening files, refusing what must not be read.
Does not belong here: what inputs and URIs mean (`pipelines.readers.places`), what is in the files (`pipelines.readers.archives`,
`pipelines.readers.formats`), what changed since the last listing (`pipelines.tables.raw`).
"""

import os
import stat
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import file_digest, sha256
from io import BytesIO
from typing import Any, BinaryIO, NamedTuple, cast

import polars as pl

from pipelines.readers.document import Document, refused
from pipelines.readers.places import (
    SIDE_FILES,
    Pattern,
    States,
    in_words,
    input_uri,
    is_hidden,
    local_path,
    name_uri,
    path_uri,
    printable,
    root,
    split,
    start,
    step,
    store,
    store_errors,
)

SMALL_BYTES = 1_000_000  # up to here a file is read in one go; a larger one is hashed piece by piece and read again
UTC_TIME = pl.Datetime("us", "UTC")
LISTING = {"file_uri": pl.String, "input_uri": pl.String, "byte_count": pl.Int64, "modified_at": UTC_TIME, "stamp": pl.String}
ON_DISK = {"file_uri": pl.String, "byte_count": pl.Int64, "modified_at": pl.Int64, "stamp": pl.UInt64}
# What stores call the time of the last change and the tag that changes with it.
TIMES = ("LastModified", "Last-Modified", "last_modified", "mtime", "modified", "updated", "created")
STAMPS = ("ETag", "etag", "e_tag")


def listing(inputs: Sequence[str]) -> pl.DataFrame:
    """List the files of the inputs, without reading them.

    Hidden files and folders (`.git`, `.DS_Store`) and side files such as `sources.csv` are no documents. Links to folders are not
    followed; one that leads out of the input is listed itself, so that `opened` tells of it.

    Args:
        inputs: folders, files, patterns (`news/**/*.txt`) and URIs that fsspec knows (`s3://bucket/prefix`, also with a pattern).

    Returns:
        One row per file, sorted: `file_uri`, `input_uri`, `byte_count`, `modified_at`, `stamp` (inode on a disk, ETag in a store, null if
        there is none). A file of two inputs counts for the first.

    Raises:
        FileNotFoundError: an input does not exist, or no file fits its pattern; without this, a folder that is not mounted would look
            like an empty delivery.
        ValueError: the protocol of an input is not known, or the package that speaks it is not installed.
        OSError: an input, or a folder in it, cannot be listed; without this, its files would look like removed ones.
    """
    frames = [_listed(written, input_uri(written)) for written in inputs]
    return pl.concat([pl.DataFrame(schema=LISTING), *frames]).unique("file_uri", keep="first", maintain_order=True).sort("file_uri")


def _listed(written: str, uri: str) -> pl.DataFrame:
    try:
        files = _on_disk(uri) if uri.startswith("file://") else _in_store(uri)
    except FileNotFoundError:
        raise FileNotFoundError(f"input does not exist: {written}{' (no file fits)' if split(uri)[1] else ''}") from None
    except store_errors() as error:
        raise OSError(f"input cannot be listed: {written}: {in_words(error)}{_where(error)}") from None
    return files.with_columns(input_uri=pl.lit(uri)).select(list(LISTING))


def _where(error: Exception) -> str:
    return f" ({printable(str(error.filename))})" if isinstance(error, OSError) and error.filename else ""


def _on_disk(uri: str) -> pl.DataFrame:
    folder, pattern = split(uri)
    top = local_path(folder) or "/"
    rows = list(_walk(top, pattern)) if pattern or os.path.isdir(top) else [*_file(top)]
    if pattern and not rows:
        raise FileNotFoundError(top)
    # Columns, not rows: a million files are listed in seconds.
    files = pl.DataFrame(dict(zip(ON_DISK, zip(*rows, strict=True), strict=True)) if rows else None, schema=ON_DISK)
    return files.with_columns((pl.col("modified_at") // 1000).cast(UTC_TIME), pl.col("stamp").cast(pl.String))


def _file(path: str) -> Iterator[tuple[str, int, int, int]]:
    """Yield the row of an input that is a file."""
    status = os.stat(path)
    if not is_hidden(name := os.path.basename(path)) and name not in SIDE_FILES:
        yield path_uri(path), status.st_size, status.st_mtime_ns, status.st_ino


def _walk(top: str, pattern: Pattern) -> Iterator[tuple[str, int, int, int]]:
    """Yield URI, size, time in nanoseconds and inode of the files below a folder; one question to the disk for each file."""
    left = [(top, path_uri(top) if top != "/" else "file://", start(pattern))]
    while left:
        folder, uri, states = left.pop()
        for entry in _entries(folder, top):
            reached = step(pattern, states, entry.name) if pattern else states
            if entry.is_dir(follow_symlinks=False):
                left += [(entry.path, f"{uri}/{name_uri(entry.name)}", reached)] if reached or not pattern else []
            elif (not pattern or len(pattern) in reached) and (status := _status(entry, top)):
                yield f"{uri}/{name_uri(entry.name)}", status.st_size, status.st_mtime_ns, status.st_ino


def _entries(folder: str, top: str) -> list[os.DirEntry[str]]:
    """Return what lies in a folder and is meant to be seen; nothing when the folder has gone since its own folder was read."""
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if entry.name[0] != "." and not (entry.name in SIDE_FILES and entry.is_file())]
    except FileNotFoundError:
        if folder == top:
            raise
        return []


def _status(entry: os.DirEntry[str], top: str) -> os.stat_result | None:
    """Return the status of a file, for a link that of its target; None when it has gone, or when its target is a folder listed anyway."""
    try:
        if not entry.is_symlink():
            return entry.stat(follow_symlinks=False)
        if os.path.isdir(entry.path):
            return None if _is_below(entry.path, top) else entry.stat(follow_symlinks=False)
        return entry.stat() if os.path.exists(entry.path) else entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None


def _is_below(path: str, top: str) -> bool:
    return os.path.join(os.path.realpath(path), "").startswith(os.path.join(os.path.realpath(top), ""))


def _in_store(uri: str) -> pl.DataFrame:
    folder, pattern = split(uri)
    file_system, path = store(uri)
    file_system.invalidate_cache()  # a process that lives for many nights must not see the first one's listing
    if not pattern or file_system.exists(path):
        info = file_system.info(path)
        found = {path: info} if info["type"] == "file" else file_system.find(path, detail=True)
        return _stored(uri, path, found, ())
    path = store(folder)[1]
    files = _stored(folder, path, file_system.find(path, maxdepth=None if "**" in pattern else len(pattern), detail=True), pattern)
    if files.is_empty():
        raise FileNotFoundError(uri)
    return files


def _stored(uri: str, path: str, found: Any, pattern: Pattern) -> pl.DataFrame:
    """Return the files that a store told of; `uri` is that of `path`, as it was written."""
    below = {name.removeprefix(path): info for name, info in found.items() if info["type"] == "file" and not name.endswith("/")}
    rows = [
        (uri + name, info.get("size") or 0, _modified(info), _stamp(info))
        for name, info in below.items()
        if _is_taken((name or uri).split("/")[1 if name.startswith("/") else -1 :], pattern)
    ]
    return pl.DataFrame(rows, schema=[(column, kind) for column, kind in LISTING.items() if column != "input_uri"], orient="row")


def _is_taken(names: Sequence[str], pattern: Pattern) -> bool:
    """Tell whether a path in a store is a document's: meant to be seen, and fitting the pattern if there is one."""
    if any(is_hidden(name) for name in names) or names[-1] in SIDE_FILES:
        return False
    states: States = start(pattern)
    for name in names if pattern else ():
        states = step(pattern, states, name)
    return len(pattern) in states


def _stamp(info: Mapping[str, Any]) -> str | None:
    return next((str(info[key]).strip('"') for key in STAMPS if info.get(key)), None)


def _modified(info: Mapping[str, Any]) -> datetime | None:
    """Return when a stored file was changed. Nothing else tells of a change where neither time nor stamp is known: then it is now."""
    value = next((info[key] for key in TIMES if info.get(key)), None)
    if value is None:
        return None if _stamp(info) else datetime.now(UTC)
    try:
        if isinstance(value, str):
            value = datetime.fromisoformat(value) if value[:4].isdigit() else parsedate_to_datetime(value)
        time = value if isinstance(value, datetime) else datetime.fromtimestamp(float(value), UTC)
    except (ValueError, TypeError, OverflowError):
        return None if _stamp(info) else datetime.now(UTC)
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


class Opened(NamedTuple):
    """A file that is open, or the reason why it is not."""

    stream: BinaryIO | None = None
    content_hash: str | None = None
    """SHA-256 of the bytes."""
    refusal: Document | None = None


@contextmanager
def opened(file_uri: str, input_uri: str) -> Iterator[Opened]:
    """Open a file for reading; a stored one is fetched to a temporary file first, so memory does not grow with it.

    Refused are links that lead out of the input, and whatever cannot be read: what has gone, what is forbidden, pipes and devices.

    Args:
        file_uri: the file, from a listing.
        input_uri: the input that it was listed for.
    """
    with ExitStack() as stack:
        yield _opened(stack, file_uri, input_uri)


def content_hash(file_uri: str, input_uri: str) -> str | None:
    """Return the SHA-256 of a file's bytes; None when it cannot be read."""
    with opened(file_uri, input_uri) as file:
        return file.content_hash


def _opened(stack: ExitStack, file_uri: str, input_uri: str) -> Opened:
    path = local_path(file_uri)
    try:
        if path and file_uri != input_uri and os.path.islink(path) and not _is_below(path, local_path(root(input_uri)) or "/"):
            detail = f"the link leads to {printable(os.path.realpath(path))}, outside the input"
            return Opened(refusal=refused(None, "link_outside_input", detail))
        stream, digest = _hashed(stack.enter_context(_regular(path or _fetched(stack, file_uri))))
    except store_errors() as error:
        return Opened(refusal=refused(None, "unreadable", f"the file cannot be read: {in_words(error)}"))
    return Opened(stream, digest)


def _regular(path: str) -> BinaryIO:
    """Open a file that has an end; a pipe would be waited for, a device would never end."""
    if stat.S_ISREG(os.stat(path).st_mode):
        file = open(path, "rb", opener=lambda name, flags: os.open(name, flags | getattr(os, "O_NONBLOCK", 0)))  # noqa: SIM115 the caller's
        if stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # it may have been replaced meanwhile
            return file
        file.close()
    raise OSError("it is a folder" if os.path.isdir(path) else "it is a pipe, a socket or a device")


def _fetched(stack: ExitStack, uri: str) -> str:
    """Fetch a stored file; return the path of the copy, which lasts as long as the stack."""
    file_system, path = store(uri)
    copy = stack.enter_context(tempfile.NamedTemporaryFile(prefix="broadsheet-"))  # noqa: SIM115 the stack closes it
    file_system.get_file(path, copy.name)
    return copy.name


def _hashed(file: BinaryIO) -> tuple[BinaryIO, str]:
    content = file.read(SMALL_BYTES + 1)
    if len(content) <= SMALL_BYTES:
        return BytesIO(content), sha256(content).hexdigest()
    file.seek(0)
    digest = file_digest(cast(Any, file), "sha256").hexdigest()
    file.seek(0)
    return file, digest
