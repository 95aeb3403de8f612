"""Entries: what ZIP and tar archives list.

Belongs here: names, links, sizes and bytes of members, the oddities of both kinds of archive.
Does not belong here: which members are taken in, archives within each other (`pipelines.readers.archives`).
"""

import io
import posixpath
import re
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, NamedTuple, cast

from pipelines.readers.compression import DAMAGE, PIECE
from pipelines.readers.places import in_words

LINK_BYTES = 4096  # the longest path that a link can have
TAR_HEADER_BYTES = 1_000_000  # of a long name or attributes; they are held in memory, and their size is what the archive says
ZIP_ENCRYPTED = 0x1 | 0x40  # flag bits: by password, by certificate
ZIP_UTF8 = 0x800  # flag bit: the name is UTF-8
ZIP_PIECE = 4096  # compressed bytes, the fewest that zipfile reads; at worst some 90 MB come out of these
TAR_EXTENSIONS = (
    tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE
)  # fmt: skip
RE_DRIVE = re.compile(r"[A-Za-z]:(?! )")  # `C:\news` and `C:news`, not a title such as `Q: what now`


class Entry(NamedTuple):
    """What an archive says of a member."""

    path: str
    pieces: Callable[[], Iterator[bytes]]
    byte_count: int = 0
    link: str | None = None
    """Where it leads, from the top of the archive, if it is a link."""
    is_file: bool = True
    is_encrypted: bool = False
    is_as_stored: bool = False
    """Whether its bytes are those of the archive, not more."""


def _target(path: str, link: str) -> str:
    """Return where a symbolic link leads, from the top of the archive."""
    link = link.replace("\\", "/")
    return link if RE_DRIVE.match(link) else posixpath.normpath(posixpath.join(posixpath.dirname(path), link))


def zip_entries(archive: zipfile.ZipFile) -> Iterator[Entry]:
    """Return the members of a ZIP archive."""
    return (_zip_entry(archive, info) for info in archive.infolist())


def _zip_entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Entry:
    path = _zip_name(info).replace("\\", "/")
    pieces = lambda: _zip_pieces(archive, info)  # noqa: E731 a name for the line below
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    link = _target(path, _zip_link(archive, info)) if is_link else None
    return Entry(path, pieces, info.file_size, link, not is_link and not path.endswith("/"), bool(info.flag_bits & ZIP_ENCRYPTED))


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member; many programs write UTF-8 without saying so."""
    if info.flag_bits & ZIP_UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _zip_link(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    try:
        with archive.open(info) as file:
            return file.read(LINK_BYTES).decode("utf-8", "replace")
    except DAMAGE:
        return ""  # it leads nowhere


def _zip_pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    # Of other methods than these `zipfile` takes all out that so many compressed bytes give.
    piece = PIECE if info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) else ZIP_PIECE
    with cast(zipfile.ZipExtFile, archive.open(info)) as file:
        while data := file.read1(piece):
            yield data


class _Header(tarfile.TarInfo):
    """A header of a tar archive; tells its archive what is wrong with it."""

    @classmethod
    def fromtarfile(cls, tarfile: "Tar") -> "_Header":  # type: ignore[override]
        """Read the next header."""
        with tarfile.noting():
            return super().fromtarfile(tarfile)

    @classmethod
    def frombuf(cls, buf: bytes, encoding: str, errors: str) -> "_Header":
        """Read a header from its bytes."""
        header = super().frombuf(buf, encoding, errors)
        if header.size < 0 or (header.type in TAR_EXTENSIONS and header.size > TAR_HEADER_BYTES):
            raise tarfile.ReadError(f"a header tells of {header.size:,} bytes")
        return header


class Tar(tarfile.TarFile):
    """A tar archive that is read on behind a damaged header, but does not keep silent about it."""

    is_ended = False
    damage: str | None = None

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Take down what is wrong with a header; behind the end mark anything may follow."""
        try:
            yield
        except tarfile.EOFHeaderError:  # type: ignore[missing-attribute] it is not among the documented names
            self.is_ended = True
            raise
        except tarfile.HeaderError as error:
            self.damage = self.damage or (None if self.is_ended else in_words(error))
            raise
        self.is_ended = False


class _Forward:
    """A stream as tarfile needs it: it knows its place and goes forward only, so that no forged size leads round in a circle.

    Not the stream of tarfile's own mode `r|`: that goes on reading behind the end, up to whatever size a header tells.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._place = 0

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._place += len(data)
        return data

    def tell(self) -> int:
        return self._place

    def seek(self, place: int) -> None:
        if place < self._place:
            raise tarfile.StreamError("a header leads back")
        while self._place < place and self.read(min(PIECE, place - self._place)):
            pass


def open_tar(stream: BinaryIO) -> Tar:
    """Open a tar archive for reading it once, from front to back.

    Raises:
        tarfile.TarError: there is nothing in it.
    """
    how: dict[str, Any] = {"tarinfo": _Header, "ignore_zeros": True, "encoding": "utf-8", "errors": "surrogateescape"}
    return Tar(fileobj=cast(BinaryIO, _Forward(stream)), mode="r", **how)


def tar_entries(archive: tarfile.TarFile) -> Iterator[Entry]:
    """Yield the members of a tar archive; each must be read before the next is asked for."""
    while (info := archive.next()) is not None:
        archive.members.clear()  # type: ignore[missing-attribute] they would pile up
        yield _tar_entry(archive, info)


def _tar_entry(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Entry:
    path = info.name.replace("\\", "/")
    link = _target(path, info.linkname) if info.issym() else info.linkname.replace("\\", "/") if info.islnk() else None
    return Entry(path, lambda: _tar_pieces(archive, info), 0, link, info.isreg(), is_as_stored=not info.issparse())


def _tar_pieces(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Iterator[bytes]:
    file = cast(io.BufferedReader, archive.extractfile(info))
    while data := file.read1(PIECE):
        yield data
