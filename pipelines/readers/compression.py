"""Compression: compressed bytes to plain ones, a piece at a time.

Belongs here: gzip, bzip2, xz and Zstandard streams of any number of frames, how much may be taken out of one file.
Does not belong here: archives and their members (`pipelines.readers.archives`).
"""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

import zstandard

from pipelines.readers.places import in_words

PIECE = 64 * 1024  # bytes that are taken out at a time: few calls, little memory
ZSTD_PIECE = 512  # compressed bytes; the library takes all out at once, at worst some 17 MB of these
XZ_MEMORY = 256 * 1024**2  # `xz -9` needs 65 MB; a forged header may ask for 4 GB
# What reading damaged bytes raises. Some of them come from within `tarfile` and `zipfile`, which take numbers and names on trust:
# ValueError and OverflowError (bad numbers, names that are no UTF-8), LookupError, struct.error, RuntimeError (headers nested too deep,
# a method that is not implemented).
DAMAGE = (
    OSError, EOFError, ValueError, OverflowError, LookupError, RuntimeError, struct.error, zlib.error, lzma.LZMAError, tarfile.TarError,
    zipfile.BadZipFile, zstandard.ZstdError,
)  # fmt: skip


class Limits(NamedTuple):
    """How much may be taken out of one file, over all its layers."""

    ratio: int = 200
    """Times the size of the file; text shrinks to a tenth or, where it repeats itself, to a fiftieth."""
    free_bytes: int = 100_000_000
    """What may be taken out of any file, however small; a machine bears it."""
    members: int = 1_000_000
    """Members of all archives in the file; a list of more would fill the memory."""
    depth: int = 3
    """Archives within each other; deliveries have two (an archive of .gz files), a file that holds itself has no end."""


class Budget:
    """What may still be taken out of one file."""

    def __init__(self, byte_count: int, limits: Limits) -> None:
        """Begin a file of so many bytes."""
        self.limits = limits
        self.allowed = max(limits.ratio * byte_count, limits.free_bytes)
        self.taken = 0
        self.members = 0
        self.overdrawn: str | None = None
        """Which limit was reached; nothing more is read then."""
        self.is_told = False

    def can_take(self, byte_count: int) -> bool:
        """Tell whether so many bytes may still come out; if not, nothing more may."""
        if self.taken + byte_count > self.allowed:
            self.overdrawn = self.overdrawn or f"more than {self.allowed:,} bytes come out of the file"
        return self.overdrawn is None

    def take(self, byte_count: int) -> bool:
        """Count bytes before they are handed on; False when they are too many."""
        self.taken += byte_count
        return self.can_take(0)

    def take_member(self) -> bool:
        """Count a member of an archive; False when there are too many."""
        self.members += 1
        if self.members > self.limits.members:
            self.overdrawn = self.overdrawn or f"the file has more than {self.limits.members:,} members"
        return self.overdrawn is None


class Taken(io.RawIOBase):
    """Bytes that come out of a layer. They end where the layer is damaged or the budget is spent; `fault` then says so."""

    def __init__(self, pieces: Iterator[bytes], budget: Budget, *, is_counted: bool = True) -> None:
        """Read from pieces; they are not counted when they were already, as bytes of the archive that they lie in."""
        self._is_counted = is_counted
        self.fault: tuple[str, str] | None = None
        self._pieces = pieces
        self._budget = budget
        self._left = memoryview(b"")

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer, less only at the end."""
        filled = 0
        while filled < len(buffer) and (self._left or self._refill()):
            count = min(len(buffer) - filled, len(self._left))
            buffer[filled : filled + count] = self._left[:count]
            self._left = self._left[count:]
            filled += count
        return filled

    def _refill(self) -> bool:
        piece = b""
        try:
            while not piece and self.fault is None:
                piece = next(self._pieces)
        except StopIteration:
            return False
        except DAMAGE as error:
            self.fault = fault(error)
        if self._budget.overdrawn or not self._budget.take(len(piece) if self._is_counted else 0):
            self.fault = ("archive_bomb", str(self._budget.overdrawn))
        self._left = memoryview(b"" if self.fault else piece)
        return bool(self._left)


def fault(error: Exception) -> tuple[str, str]:
    """Return code and words of a refusal for an error in reading."""
    if isinstance(error, NotImplementedError):
        return "unsupported_format", in_words(error)
    if isinstance(error, OSError) and error.errno:
        return "unreadable", in_words(error)
    return "damaged", in_words(error)


def _gzip(source: BinaryIO) -> Iterator[bytes]:
    # read1: read() would lose what was taken out before an error.
    with gzip.GzipFile(fileobj=source) as file:
        while piece := file.read1(PIECE):
            yield piece


def _bzip2(source: BinaryIO) -> Iterator[bytes]:
    with bz2.BZ2File(source) as file:
        while piece := file.read1(PIECE):
            yield piece


def _xz(source: BinaryIO) -> Iterator[bytes]:
    # Not lzma.LZMAFile: it sets no limit to the memory.
    data = source.read(PIECE)
    while data:
        frame = lzma.LZMADecompressor(memlimit=XZ_MEMORY)
        while not frame.eof:
            if frame.needs_input and not data:
                raise EOFError("the file ends before its end mark")
            yield frame.decompress(data, PIECE)
            data = source.read(PIECE) if frame.needs_input and not frame.eof else b""
        data = frame.unused_data.lstrip(b"\0") or source.read(PIECE).lstrip(b"\0")  # padding between frames


def _zstd(source: BinaryIO) -> Iterator[bytes]:
    # Not stream_reader: it takes a file that was cut off for a whole one.
    data = source.read(ZSTD_PIECE)
    while data:
        frame = zstandard.ZstdDecompressor().decompressobj()
        while not frame.eof:
            if not data:
                raise EOFError("the file ends before its end mark")
            yield frame.decompress(data)
            data = b"" if frame.eof else source.read(ZSTD_PIECE)
        data = frame.unused_data or source.read(ZSTD_PIECE)


COMPRESSIONS: dict[str, Callable[[BinaryIO], Iterator[bytes]]] = {"gzip": _gzip, "bzip2": _bzip2, "xz": _xz, "zstd": _zstd}
