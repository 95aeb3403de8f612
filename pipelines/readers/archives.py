"""Archives: the members of a file, through compression and archives within each other.

Belongs here: what kind of layer bytes are, archives within each other, what in them is not taken in.
Does not belong here: what archives list (`pipelines.readers.entries`), taking bytes out of compressed ones
(`pipelines.readers.compression`), the formats of documents.

Nothing is ever written under the name of a member. A layer that is damaged gives what can be read of it and one refusal.
"""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import nullcontext
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, NamedTuple, cast

from pipelines.readers.compression import COMPRESSIONS, DAMAGE, PIECE, Budget, Limits, Taken, fault
from pipelines.readers.document import Document, refused
from pipelines.readers.entries import RE_DRIVE, Entry, open_tar, tar_entries, zip_entries
from pipelines.readers.places import SIDE_FILES, is_hidden, printable

HEAD = 512  # a tar header, the longest that tells a kind of layer
SPOOL_BYTES = 8_000_000  # a member up to this size stays in memory
RE_MAGIC = re.compile(
    rb"(?P<gzip>\x1f\x8b\x08)|(?P<zstd>\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18)|(?P<bzip2>BZh[1-9](?:1AY&SY|\x17\x72\x45\x38\x50\x90))"
    rb"|(?P<xz>\xfd7zXZ\x00)|(?P<zip>PK(?:\x03\x04|\x05\x06))|(?P<tar>.{257}ustar)",
    re.DOTALL,
)
# What a name says, and what stands in its place when the layer is off.
SUFFIXES = {
    ".gz": ("gzip", ""), ".zst": ("zstd", ""), ".bz2": ("bzip2", ""), ".xz": ("xz", ""), ".zip": ("zip", ""), ".tar": ("tar", ""),
    ".tgz": ("gzip", ".tar"), ".tzst": ("zstd", ".tar"), ".tbz": ("bzip2", ".tar"), ".tbz2": ("bzip2", ".tar"), ".txz": ("xz", ".tar"),
}  # fmt: skip
WEB_ARCHIVE = ".warc.gz"  # each of its records is compressed by itself; its own reader opens them
RE_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Documents and programs that are ZIP archives inside: by a member they all have.
OFFICE_MEMBERS = {"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "AndroidManifest.xml", "Index/Document.iwa"}
RE_OFFICE = re.compile(r"(?i)\.(?:docx|docm|dotx|xlsx|xlsm|pptx|ppsx|od[tspg]|epub|jar|apk|pages|numbers|key)\Z")


class Member(NamedTuple):
    """A file that is no archive and not compressed."""

    record: str | None
    """Path in the archive, through archives within each other joined by `!`; None for the file itself."""
    name: str
    """Bare name, without the suffix of a compression."""
    stream: BinaryIO
    """Its bytes; can be sought; closed when the next member is asked for."""


class Layer(NamedTuple):
    """Bytes that may be an archive."""

    stream: BinaryIO
    name: str
    record: str | None
    depth: int
    budget: Budget
    taken: Taken | None = None
    """What the stream reads from; None for the file itself."""
    is_compressed: bool = False
    """Whether it came out of a compression, not out of an archive: then the part before a damage is worth reading."""


def members(stream: BinaryIO, name: str, limits: Limits | None = None) -> Iterator[Member | Document]:
    """Return what a file holds: itself when it is no archive; raises for no bytes.

    Magic numbers tell compression and archives, names only where there are none. Left out are folders, links within the archive, hidden
    members and side files.

    Args:
        stream: bytes of the file; can be sought.
        name: its bare name.
        limits: how much may be taken out; `Limits()` by default.

    Yields:
        Members, and refusals of what is damaged, encrypted, unsafe, nested too deep or too much, in their order.
    """
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return _contents(Layer(stream, name, None, 0, Budget(size, limits or Limits())))


def _contents(layer: Layer) -> Iterator[Member | Document]:
    """Yield what a layer holds, then its own fault."""
    try:
        yield from _opened(layer, _kind(_head(layer.stream), layer.name))
    except DAMAGE as error:
        if not _is_cut(layer):  # what was cut off below looks damaged here
            yield refused(layer.record, *fault(error))
    if layer.taken and layer.taken.fault:
        yield from _told(layer.record, layer.taken.fault, layer.budget)


def _is_cut(layer: Layer) -> bool:
    return bool(layer.budget.overdrawn or (layer.taken and layer.taken.fault))


def _told(record: str | None, found: tuple[str, str], budget: Budget) -> Iterator[Document]:
    """Yield the refusal of a fault; of a spent budget only once, where it was noticed."""
    if found[0] != "archive_bomb" or not budget.is_told:
        budget.is_told = budget.is_told or found[0] == "archive_bomb"
        yield refused(record, *found)


def _head(stream: BinaryIO) -> bytes:
    if not stream.seekable():
        return cast(io.BufferedReader, stream).peek(HEAD)[:HEAD]
    head = stream.read(HEAD)
    stream.seek(0)
    return head


def _kind(head: bytes, name: str) -> str | None:
    """Return the kind of a layer; None for bytes that are no layer."""
    if name.lower().endswith(WEB_ARCHIVE):
        return None
    if found := RE_MAGIC.match(head):
        return found.lastgroup
    kind = SUFFIXES.get(_suffix(name), (None, ""))[0]
    is_plain = head and not RE_BINARY.search(head)  # servers hand out `feed.xml.gz` that is decompressed already
    return None if kind in COMPRESSIONS and is_plain else kind


def _suffix(name: str) -> str:
    return "." + name.lower().rpartition(".")[2]


def _bare(name: str) -> str:
    """Return a name without the suffix of its compression."""
    suffix = _suffix(name)
    kind, rest = SUFFIXES.get(suffix, (None, ""))
    is_layer = kind in COMPRESSIONS and not name.lower().endswith(WEB_ARCHIVE)
    return name[: -len(suffix)] + rest if is_layer else name


def _opened(layer: Layer, kind: str | None) -> Iterator[Member | Document]:
    is_same = kind == "tar" and layer.is_compressed  # `.tar.gz` is one archive
    if kind is None:
        yield from _plain(layer)
    elif layer.depth >= layer.budget.limits.depth and not is_same:
        yield refused(layer.record, "nested_too_deep", f"archives lie more than {layer.budget.limits.depth} deep in each other")
    elif kind in COMPRESSIONS and not _head(layer.stream):
        yield refused(layer.record, "damaged", "there are no bytes in it")
    elif kind in COMPRESSIONS:
        taken = Taken(COMPRESSIONS[kind](layer.stream), layer.budget)
        yield from _contents(_within(layer, taken, _bare(layer.name), layer.record, is_compressed=True))
    else:
        inner = layer if is_same else layer._replace(depth=layer.depth + 1)
        yield from _zip(inner) if kind == "zip" else _tar(inner)


def _within(layer: Layer, taken: Taken, name: str, record: str | None, *, is_compressed: bool = False) -> Layer:
    stream = cast(BinaryIO, io.BufferedReader(taken, PIECE))
    return Layer(stream, name, record, layer.depth + is_compressed, layer.budget, taken, is_compressed)


def _plain(layer: Layer) -> Iterator[Member]:
    """Yield a file that is no layer; what an archive holds in part only is no document."""
    if layer.taken is None:
        yield Member(layer.record, _bare(layer.name), layer.stream)
        return
    with _spooled(layer.stream) as spool:
        size = spool.seek(0, io.SEEK_END)
        spool.seek(0)
        if layer.taken.fault is None or (layer.is_compressed and size):
            yield Member(layer.record, _bare(layer.name), spool)


def _spooled(stream: BinaryIO) -> BinaryIO:
    """Return a copy that can be sought, in memory or, when it is large, on the disk."""
    spool = cast(BinaryIO, SpooledTemporaryFile(SPOOL_BYTES))  # noqa: SIM115 the caller's to close
    shutil.copyfileobj(stream, spool, PIECE)
    spool.seek(0)
    return spool


def _entry(layer: Layer, entry: Entry) -> Iterator[Member | Document]:
    """Yield what a member of an archive holds, or why it is not taken in."""
    if not layer.budget.take_member():
        yield from _told(layer.record, ("archive_bomb", str(layer.budget.overdrawn)), layer.budget)
    elif entry.is_file or entry.link:
        path = "/".join(part for part in entry.path.split("/") if part not in ("", "."))
        record = printable(path if layer.record is None else f"{layer.record}!{path}")
        if objection := _objection(entry, layer.budget):
            yield from _told(record, objection, layer.budget)
        elif entry.is_file and not _is_aside(path):
            taken = Taken(entry.pieces(), layer.budget, is_counted=not entry.is_as_stored)
            yield from _contents(_within(layer, taken, printable(path.rpartition("/")[2]), record))


def _objection(entry: Entry, budget: Budget) -> tuple[str, str] | None:
    if _leads_out(entry.path):
        return "unsafe_path", "the name leads out of the archive"
    if entry.link and _leads_out(entry.link):
        return "unsafe_path", f"the link leads out of the archive, to {printable(entry.link)}"
    if not entry.is_file or _is_aside(entry.path):
        return None
    if entry.is_encrypted:
        return "encrypted", "a password is needed"
    return None if budget.can_take(entry.byte_count) else ("archive_bomb", str(budget.overdrawn))


def _leads_out(path: str) -> bool:
    return path.startswith("/") or bool(RE_DRIVE.match(path)) or ".." in path.split("/")


def _is_aside(path: str) -> bool:
    """Tell whether a member speaks about others or is not meant to be seen, as what macOS puts into its archives."""
    names = [name for name in path.split("/") if name not in ("", ".")]
    return not names or names[-1] in SIDE_FILES or any(is_hidden(name) or name == "__MACOSX" for name in names)


def _zip(layer: Layer) -> Iterator[Member | Document]:
    if RE_OFFICE.search(layer.name):
        yield refused(layer.record, "unsupported_format", f"the name says an office document or a program: {_suffix(layer.name)}")
        return
    with _spooled(layer.stream) if layer.taken else nullcontext(layer.stream) as stream, zipfile.ZipFile(stream) as archive:
        if found := OFFICE_MEMBERS.intersection(archive.namelist()):
            yield refused(layer.record, "unsupported_format", f"it is an office document or a program: it holds {min(found)}")
            return
        for entry in zip_entries(archive):
            yield from _entry(layer, entry)
            if layer.budget.overdrawn:
                return


def _tar(layer: Layer) -> Iterator[Member | Document]:
    with open_tar(layer.stream) as archive:
        for entry in tar_entries(archive):
            yield from _entry(layer, entry)
            if layer.budget.overdrawn:
                return
    if archive.damage and not _is_cut(layer):
        yield refused(layer.record, "damaged", archive.damage)
