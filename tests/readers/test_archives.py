"""Members of archives."""

import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import tracemalloc
import zipfile
import zlib

import pytest
import zstandard

from pipelines.readers.archives import Member, members
from pipelines.readers.compression import Limits

TEXT = b"Minister says no\n\nThe minister said no on Tuesday.\n"
WEB_ARCHIVE = gzip.compress(b"WARC/1.0", mtime=0) * 2
COMPRESS = {
    "gz": lambda content: gzip.compress(content, mtime=0),
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor().compress,
}


def noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def found(content: bytes, name: str, limits: Limits | None = None) -> list[tuple]:
    """What members() yields: (record, name, bytes) or (record, refusal code)."""
    return [
        (item.record, item.name, item.stream.read()) if isinstance(item, Member) else (item.record, item.refusal_code)
        for item in members(io.BytesIO(content), name, limits)
    ]


@pytest.mark.parametrize("suffix", COMPRESS)
@pytest.mark.parametrize("name", ["a.txt.{}", "a.txt", "a", "A.TXT.{}"])
def test_compression_is_told_by_magic(suffix: str, name: str) -> None:
    name = name.format(suffix)
    assert found(COMPRESS[suffix](TEXT), name) == [(None, name.removesuffix("." + suffix), TEXT)]


@pytest.mark.parametrize("suffix", COMPRESS)
def test_frames_are_read_one_after_the_other(suffix: str) -> None:
    compress = COMPRESS[suffix]
    content = noise(300_000) + b"0" * 300_000
    assert found(compress(TEXT) + compress(content) + compress(b""), "a." + suffix) == [(None, "a", TEXT + content)]


def test_padding_and_skippable_frames_are_passed_over() -> None:
    assert found(COMPRESS["xz"](TEXT) + bytes(8) + COMPRESS["xz"](TEXT), "a.xz") == [(None, "a", TEXT * 2)]
    assert found(COMPRESS["gz"](TEXT) + bytes(1000), "a.gz") == [(None, "a", TEXT)]
    assert found(b"\x51\x2a\x4d\x18\x03\0\0\0abc" + COMPRESS["zst"](TEXT), "a.zst") == [(None, "a", TEXT)]


@pytest.mark.parametrize("suffix", COMPRESS)
def test_a_compressed_file_that_is_cut_off_gives_what_can_be_read(suffix: str) -> None:
    content = noise(2_000_000)
    compressed = COMPRESS[suffix](content)
    (_, name, part), refusal = found(compressed[: len(compressed) * 3 // 4], "a.jsonl." + suffix)
    assert name == "a.jsonl"
    assert len(part) > 800_000
    assert content.startswith(part)
    assert refusal == (None, "damaged")
    assert found(compressed[:-1], "a." + suffix)[-1] == (None, "damaged")


@pytest.mark.parametrize("suffix", COMPRESS)
def test_a_compressed_file_with_a_wrong_byte_is_damaged(suffix: str) -> None:
    compressed = bytearray(COMPRESS[suffix](TEXT * 100))
    compressed[len(compressed) // 2] ^= 0x55
    assert found(bytes(compressed), "a." + suffix)[-1] == (None, "damaged") or suffix == "zst"  # its frames need have no checksum


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        pytest.param(TEXT, "a.txt", [(None, "a.txt", TEXT)], id="plain"),
        pytest.param(b"", "a.txt", [(None, "a.txt", b"")], id="empty"),
        pytest.param(TEXT, "feed.xml.gz", [(None, "feed.xml", TEXT)], id="named gz, but plain"),
        pytest.param(b"BZh9 is a postcode", "a.txt", [(None, "a.txt", b"BZh9 is a postcode")], id="text that begins like bzip2"),
        pytest.param(b"PK is a company", "a.txt", [(None, "a.txt", b"PK is a company")], id="text that begins like zip"),
        pytest.param(b"", "a.gz", [(None, "damaged")], id="empty gz"),
        pytest.param(b"\x1f\x8b", "a.gz", [(None, "damaged")], id="beginning of gz"),
        pytest.param(b"\x00\x01\x02", "a.zst", [(None, "damaged")], id="named zst, but binary"),
        pytest.param(TEXT, "a.zip", [(None, "damaged")], id="named zip, but plain"),
        pytest.param(b"", "a.zip", [(None, "damaged")], id="empty file named zip"),
        pytest.param(TEXT, "a.tar", [(None, "damaged")], id="named tar, but plain"),
        pytest.param(b"PK\x03\x04" + TEXT, "a", [(None, "damaged")], id="beginning of zip"),
        pytest.param(b"PAR1" + TEXT, "a.parquet", [(None, "a.parquet", b"PAR1" + TEXT)], id="Parquet"),
        pytest.param(WEB_ARCHIVE, "a.warc.gz", [(None, "a.warc.gz", WEB_ARCHIVE)], id="web archive"),
        pytest.param(gzip.compress(gzip.compress(TEXT)), "a.txt.gz.gz", [(None, "a.txt", TEXT)], id="twice"),
        pytest.param(gzip.compress(lzma.compress(bz2.compress(gzip.compress(TEXT)))), "a", [(None, "nested_too_deep")], id="four times"),
    ],
)
def test_a_file_is_what_its_bytes_say(content: bytes, name: str, expected: list[tuple]) -> None:
    assert found(content, name) == expected


@pytest.mark.parametrize(
    "name", ["a.tar", "a", "a.txt", "a.tar.gz", "a.tgz", "a.tar.bz2", "a.tbz2", "a.tar.xz", "a.txz", "a.tar.zst", "a.zip"]
)
def test_members_have_path_and_bare_name(make_tar, make_zip, name: str) -> None:
    listed = {"a.txt": TEXT, "./in/b.txt": b"b", "in/deep//c.txt.gz": gzip.compress(b"c"), "in/": (tarfile.DIRTYPE, ""), "é ü.txt": b"e"}
    expected = [("a.txt", "a.txt", TEXT), ("in/b.txt", "b.txt", b"b"), ("in/deep/c.txt.gz", "c.txt", b"c"), ("é ü.txt", "é ü.txt", b"e")]
    if name == "a.zip":
        content = make_zip({path: data if isinstance(data, bytes) else b"" for path, data in listed.items()})
    else:
        content = make_tar(listed)
        suffix = {"tgz": "gz", "tbz2": "bz2", "txz": "xz"}.get(name[2:], name.rpartition(".")[2])
        content = COMPRESS[suffix](content) if suffix in COMPRESS else content
    assert found(content, name) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("../../etc/passwd", "unsafe_path", id="above"),
        pytest.param("in/../../x.txt", "unsafe_path", id="above, within"),
        pytest.param("/etc/passwd", "unsafe_path", id="absolute"),
        pytest.param("C:\\news\\a.txt", "unsafe_path", id="drive"),
        pytest.param("C:a.txt", "unsafe_path", id="drive, relative"),
        pytest.param("..\\..\\x.txt", "unsafe_path", id="above, with backslashes"),
        pytest.param("Q: what now.txt", "Q: what now.txt", id="a title is no drive"),
        pytest.param("in/x..txt/a..b.txt", "a..b.txt", id="dots in a name"),
        pytest.param("in\\a.txt", "a.txt", id="folder with a backslash"),
        pytest.param(".DS_Store", None, id="hidden"),
        pytest.param("in/.git/config", None, id="hidden folder"),
        pytest.param("__MACOSX/in/a.txt", None, id="macOS"),
        pytest.param("in/sources.csv", None, id="side file"),
        pytest.param("input.toml", None, id="options"),
    ],
)
def test_names_of_members_are_checked(make_tar, make_zip, path: str, expected: str | None) -> None:
    for content, name in ((make_tar({path: TEXT, "z.txt": b"z"}), "a.tar"), (make_zip({path: TEXT, "z.txt": b"z"}), "a.zip")):
        *first, last = found(content, name)
        assert last == ("z.txt", "z.txt", b"z")
        assert [item[1] for item in first] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("kind", "target", "is_refused"),
    [
        pytest.param(tarfile.SYMTYPE, "../../etc/passwd", True, id="above"),
        pytest.param(tarfile.SYMTYPE, "/etc/passwd", True, id="absolute"),
        pytest.param(tarfile.SYMTYPE, "../a.txt", False, id="within"),
        pytest.param(tarfile.LNKTYPE, "a.txt", False, id="hard link"),
        pytest.param(tarfile.LNKTYPE, "../a.txt", True, id="hard link above"),
        pytest.param(tarfile.CHRTYPE, "", False, id="device"),
        pytest.param(tarfile.FIFOTYPE, "", False, id="pipe"),
    ],
)
def test_links_are_no_documents(make_tar, kind: bytes, target: str, is_refused: bool) -> None:
    content = make_tar({"a.txt": b"a", "in/link": (kind, target), "z.txt": b"z"})
    refusals = [("in/link", "unsafe_path")] if is_refused else []
    assert found(content, "a.tar") == [("a.txt", "a.txt", b"a"), *refusals, ("z.txt", "z.txt", b"z")]


@pytest.mark.parametrize(("target", "is_refused"), [("../../x", True), ("a.txt", False), ("/x", True)])
def test_links_in_zip_are_no_documents(target: str, is_refused: bool) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        info = zipfile.ZipInfo("in/link")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, target)
    assert found(content.getvalue(), "a.zip") == ([("in/link", "unsafe_path")] if is_refused else [])


def test_archives_are_opened_three_deep(make_zip, make_tar) -> None:
    content = gzip.compress(make_tar({"c.zip": make_zip({"c.txt": TEXT}), "x.txt.gz": gzip.compress(b"x")}))
    content = make_zip({"b.tar.gz": content, "b.txt": b"b"})
    assert found(content, "a.zip") == [
        ("b.tar.gz!c.zip!c.txt", "c.txt", TEXT), ("b.tar.gz!x.txt.gz", "x.txt", b"x"), ("b.txt", "b.txt", b"b"),
    ]  # fmt: skip
    assert found(make_tar({"a.zip": content}), "z.tar") == [
        ("a.zip!b.tar.gz!c.zip", "nested_too_deep"), ("a.zip!b.tar.gz!x.txt.gz", "nested_too_deep"), ("a.zip!b.txt", "b.txt", b"b"),
    ]  # fmt: skip


def flagged(content: bytes, name: str, offsets: tuple[int, int], value: int) -> bytes:
    """Set two bytes for a member, counted from its name in the local header and in the directory."""
    changed = bytearray(content)
    local = content.index(name.encode())
    for place in (local + offsets[0], content.index(name.encode(), content.index(b"PK\x01\x02")) + offsets[1]):
        struct.pack_into("<H", changed, place, value)
    return bytes(changed)


FLAG, METHOD = (6 - 30, 8 - 46), (8 - 30, 10 - 46)  # places of the fields, counted from the name


def test_a_bad_member_of_a_zip_does_not_stop_the_others(make_zip) -> None:
    content = make_zip({"a.txt": b"a", "secret.txt": TEXT, "odd.txt": TEXT, "bad.txt": noise(1000), "z.txt": b"z"})
    content = flagged(flagged(content, "secret.txt", FLAG, 1), "odd.txt", METHOD, 97)
    changed = bytearray(content)
    changed[content.index(noise(1000)[:100]) + 500] ^= 0xFF
    assert found(bytes(changed), "a.zip") == [
        ("a.txt", "a.txt", b"a"), ("secret.txt", "encrypted"), ("odd.txt", "unsupported_format"), ("bad.txt", "damaged"),
        ("z.txt", "z.txt", b"z"),
    ]  # fmt: skip


def test_utf8_names_that_do_not_say_so_are_read(make_zip) -> None:
    content = make_zip({"caf\u00e9 \u0142.txt": b"x"})
    assert found(flagged(content, "caf\u00e9 \u0142.txt", FLAG, 0), "a.zip") == [("café ł.txt", "café ł.txt", b"x")]


def test_names_that_are_no_utf8_can_be_stored(make_tar) -> None:
    content = make_tar({"caf\udce9.txt": b"x"})
    assert found(content, "a.tar") == [("caf\\xe9.txt", "caf\\xe9.txt", b"x")]


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("a.docx", {"x": b""}),
        ("a.txt", {"[Content_Types].xml": b"", "word/document.xml": b""}),
        ("a.zip", {"mimetype": b"application/epub+zip"}),
        ("a.JAR", {"x": b""}),
    ],
)
def test_office_documents_are_no_archives(make_zip, name: str, listed: dict[str, bytes]) -> None:
    assert found(make_zip(listed), name) == [(None, "unsupported_format")]


@pytest.fixture
def tar(make_tar) -> bytes:
    return make_tar({"a.txt": b"a", "b.txt": b"b" * 2000, "c.txt": b"c"})  # 512+512, 512+2048, 512+512, end


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        pytest.param(1024, ["a.txt", (None, "damaged")], id="between members"),
        pytest.param(1100, ["a.txt", (None, "damaged")], id="within a header"),
        pytest.param(2000, ["a.txt", ("b.txt", "damaged"), (None, "damaged")], id="within a member"),
        pytest.param(4608, ["a.txt", "b.txt", "c.txt", (None, "damaged")], id="before the end mark"),
        pytest.param(5120, ["a.txt", "b.txt", "c.txt"], id="after the first block of the end mark"),
    ],
)
@pytest.mark.parametrize("is_compressed", [False, True])
def test_a_tar_that_is_cut_off_gives_what_can_be_read(tar: bytes, size: int, expected: list, is_compressed: bool) -> None:
    content = gzip.compress(tar[:size]) if is_compressed else tar[:size]
    assert [item[0] if len(item) == 3 else item for item in found(content, "a.tar")] == expected


def test_a_compressed_tar_that_is_cut_off_is_damaged_once(make_tar) -> None:
    content = gzip.compress(make_tar({f"{number}.bin": noise(10_000 + number) for number in range(20)}))
    items = found(content[: len(content) // 2], "a.tar.gz")
    assert [len(item[2]) for item in items[:9]] == list(range(10_000, 10_009))
    assert [item[1] for item in items[-2:]] == ["damaged", "damaged"]
    assert [item[0] for item in items].count(None) == 1


def test_a_tar_is_read_on_behind_a_damaged_header(tar: bytes) -> None:
    damaged = tar[:1024] + b"x" * 512 + tar[1536:]
    assert [item[0] for item in found(damaged, "a.tar")] == ["a.txt", "c.txt", None]
    assert found(damaged, "a.tar")[-1] == (None, "damaged")


def header(kind: bytes, size: bytes) -> bytes:
    info = tarfile.TarInfo("x.txt")
    info.type = kind
    raw = bytearray(info.tobuf())
    raw[124:136] = size
    raw[148:156] = b" " * 8
    raw[148:156] = b"%06o\0 " % sum(raw)
    return bytes(raw)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(header(tarfile.REGTYPE, b"\xff" * 11 + b"\x00"), id="negative size"),
        pytest.param(header(tarfile.REGTYPE, b"\x80" + b"\x7f" * 11), id="huge size"),
        pytest.param(header(tarfile.GNUTYPE_LONGNAME, b"77777777777\0"), id="huge name"),
        pytest.param(header(tarfile.XHDTYPE, b"00000000000\0") * 5000, id="headers of headers"),
    ],
)
def test_forged_tar_headers_are_damage(tar: bytes, raw: bytes) -> None:
    items = found(tar[:1024] + raw, "a.tar")
    assert items[0] == ("a.txt", "a.txt", b"a")
    assert {item[1] for item in items[1:]} == {"damaged"}


def test_a_sparse_member_is_a_bomb_when_its_holes_are_too_many() -> None:
    info = tarfile.TarInfo("x.txt")
    info.type = tarfile.GNUTYPE_SPARSE
    raw = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    raw[386:410] = b"77777777000\0" + b"00000000000\0"
    raw[483:495] = b"77777777000\0"
    raw[148:156] = b" " * 8
    raw[148:156] = b"%06o\0 " % sum(raw)
    assert found(bytes(raw) + bytes(1024), "a.tar", SMALL) == [("x.txt", "archive_bomb")]


ZEROS = bytes(10_000_000)
SMALL = Limits(free_bytes=1_000_000)


def test_what_is_small_enough_is_no_bomb(make_zip) -> None:
    assert found(make_zip({"a": ZEROS}), "a.zip") == [("a", "a", ZEROS)]


def lying(content: bytes) -> bytes:
    """A ZIP archive that says of its only member that it has one byte."""
    changed = bytearray(content)
    struct.pack_into("<L", changed, content.index(b"PK\x01\x02") + 24, 1)
    return bytes(changed)


def bombs(make_zip, make_tar) -> dict[str, tuple[bytes, str]]:
    return {
        **{suffix: (compress(ZEROS), "a." + suffix) for suffix, compress in COMPRESS.items()},
        "zip": (make_zip({"a": ZEROS}), "a.zip"),
        "zip in zip": (make_zip({"a.zip": make_zip({"a": ZEROS})}), "a.zip"),
        "many": (make_zip({str(number): ZEROS[:100_000] for number in range(20)}), "a.zip"),
        "tar.gz": (gzip.compress(make_tar({"a": ZEROS, "b": b"b"})), "a.tar.gz"),
        "gz in tar": (make_tar({"a.gz": gzip.compress(ZEROS), "b": b"b"}), "a.tar"),
        "twice": (gzip.compress(gzip.compress(ZEROS)), "a.gz"),
    }


@pytest.mark.parametrize("kind", [*COMPRESS, "zip", "zip in zip", "many", "tar.gz", "gz in tar", "twice"])
def test_bombs_are_told_once_and_reading_stops(make_zip, make_tar, kind: str) -> None:
    content, name = bombs(make_zip, make_tar)[kind]
    items = found(content, name, SMALL._replace(ratio=20))
    assert [item[1] for item in items if len(item) == 2] == ["archive_bomb"]
    assert items[-1][1] == "archive_bomb"
    assert sum(len(item[2]) for item in items[:-1]) <= max(20 * len(content), 1_000_000)


def test_what_came_before_a_bomb_stays(make_zip) -> None:
    content = make_zip({"a.txt": TEXT, "b": ZEROS, "c.txt": TEXT})
    assert found(content, "a.zip", SMALL) == [("a.txt", "a.txt", TEXT), ("b", "archive_bomb")]


def test_a_zip_that_lies_about_sizes_is_no_way_around_the_limit(make_zip) -> None:
    assert found(lying(make_zip({"a": ZEROS})), "a.zip", SMALL)[0][1] in ("damaged", "archive_bomb")


def test_a_zip_that_gives_the_same_bytes_again_and_again_is_a_bomb() -> None:
    content = zlib.compress(ZEROS[:100_000], wbits=-15)
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, zlib.crc32(ZEROS[:100_000]), len(content), 100_000, 1, 0) + b"a"
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, zlib.crc32(ZEROS[:100_000]), len(content), 100_000, 1, 0, 0, 0, 0, 0, 0
    )
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1000, 1000, 47000, len(local + content), 0)
    items = found(local + content + (entry + b"a") * 1000 + end, "a.zip", SMALL._replace(ratio=2))
    assert items[-1] == ("a", "archive_bomb") or {item[1] for item in items} <= {"a", "damaged"}
    assert len(items) <= 1000


def test_members_are_counted_over_all_layers(make_zip) -> None:
    content = make_zip({"1": b"1", "2.zip": make_zip({"3": b"3", "4": b"4"}), "5": b"5"})
    assert found(content, "a.zip", Limits(members=3)) == [("1", "1", b"1"), ("2.zip!3", "3", b"3"), ("2.zip", "archive_bomb")]
    assert len(found(content, "a.zip", Limits(members=5))) == 4


@pytest.mark.parametrize("suffix", [*COMPRESS, "zip", "zip by bzip2", "tar.gz"])
def test_memory_is_bounded(make_zip, make_tar, suffix: str) -> None:
    content = io.BytesIO()
    if suffix == "zip by bzip2":
        with zipfile.ZipFile(content, "w", zipfile.ZIP_BZIP2) as archive:
            archive.writestr("a", ZEROS * 6)
    elif suffix == "zip":
        content.write(make_zip({"a": ZEROS * 6}))
    else:
        content.write(COMPRESS[suffix.removeprefix("tar.")](make_tar({"a": ZEROS * 6}) if suffix == "tar.gz" else ZEROS * 6))
    tracemalloc.start()
    sizes = [item.stream.seek(0, io.SEEK_END) for item in members(content, "a." + suffix) if isinstance(item, Member)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sizes == [60_000_000]
    # zipfile takes out at once what 4 KB of bzip2 hold: at worst some 90 MB, and joins them.
    assert peak < (250_000_000 if suffix == "zip by bzip2" else 50_000_000)
