"""Files of a folder: which there are, and their bytes.

Belongs here: listing inputs, reading bytes, refusing what must not be read.
Does not belong here: what the bytes mean (`pipelines.text.decode`), what changed since the last listing (`pipelines.tables.raw`).
"""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

import polars as pl

SIDE_FILES = frozenset({"sources.csv"})  # they speak about the documents and are none themselves
MAX_BYTES = 20_000_000  # a news text is some kilobytes; a file of this size is an archive or a mistake
LISTING = {
    "file_uri": pl.String, "input_uri": pl.String, "path": pl.String, "byte_count": pl.Int64, "modified_at": pl.Datetime("us", "UTC"),
}  # fmt: skip
CONTENT = {"content": pl.Binary, "content_hash": pl.String, "refusal_code": pl.String, "refusal_detail": pl.String}


def listing(inputs: Sequence[Path]) -> pl.DataFrame:
    """List the files below the inputs, without reading them.

    Hidden files and folders (`.git`, `.DS_Store`) and side files such as `sources.csv` are no documents.

    Returns:
        One row per file, sorted: `file_uri`, `input_uri`, `path`, `byte_count`, `modified_at`. A file below two inputs counts for
        the first.

    Raises:
        FileNotFoundError: an input does not exist; without this, a folder that is not mounted would look like an empty delivery.
    """
    rows = [row for root in inputs for row in _files(root)]
    return pl.DataFrame(rows, schema=LISTING, orient="row").unique("file_uri", keep="first", maintain_order=True).sort("file_uri")


def _files(root: Path) -> Iterator[tuple[str, str, str, int, datetime]]:
    if not root.exists():
        raise FileNotFoundError(f"input does not exist: {root}")
    found = [root] if root.is_file() else (Path(folder) / name for folder, _, names in _visible(root) for name in names)
    for path in found:
        if path.name not in SIDE_FILES and not path.name.startswith("."):
            status = path.lstat()
            modified = datetime.fromtimestamp(status.st_mtime, UTC)
            yield path.as_uri(), root.as_uri(), str(path), status.st_size, modified


def _visible(root: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield folder, folders, names


def contents(paths: pl.Series, inputs: pl.Series) -> pl.DataFrame:
    """Read files.

    Args:
        paths: paths of the files.
        inputs: URI of the input that each of them belongs to.

    Returns:
        One row per path: `content`, `content_hash`, or `refusal_code` and `refusal_detail` where the bytes are not taken in.
    """
    rows = [_content(Path(path), Path(unquote(uri.removeprefix("file://")))) for path, uri in zip(paths, inputs, strict=True)]
    return pl.DataFrame(rows, schema=CONTENT, orient="row")


def _content(path: Path, root: Path) -> tuple[bytes | None, str | None, str | None, str | None]:
    """Return content and hash of one file, or the reason for its refusal."""
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
            return None, None, "link_outside_input", f"the link leads to {path.resolve()}, outside the input"
        if (size := path.stat().st_size) > MAX_BYTES:
            return None, None, "too_large", f"the file has {size:,} bytes, the limit is {MAX_BYTES:,}"
        content = path.read_bytes()
    except OSError as error:
        return None, None, "unreadable", f"the file cannot be read: {error.strerror or error}"
    return content, sha256(content).hexdigest(), None, None
