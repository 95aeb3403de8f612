"""From a listed file to its documents."""

import bz2
import gzip
import io
import lzma
import random
from hashlib import sha256
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from pipelines.readers.compression import COMPRESSIONS
from pipelines.readers.document import Document
from pipelines.readers.documents import documents, within
from pipelines.readers.files import listing
from pipelines.readers.options import Options
from pipelines.schemas.raw import FORMATS, REFUSALS

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "press_releases.tar.xz"
SUFFIXES = (
    "", ".txt", ".gz", ".bz2", ".xz", ".zst", ".zip", ".tar", ".tgz", ".tar.xz", ".docx", ".warc.gz", ".parquet",
    ".jsonl.gz", ".csv.zst", ".xml.gz",
)  # fmt: skip


def read(path: Path) -> list[Document]:
    with documents(path.as_uri(), path.parent.as_uri(), Options()) as delivered:
        assert delivered.content_hash == sha256(path.read_bytes()).hexdigest()
        return list(delivered.documents)


def test_a_plain_file_is_one_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"news")
    assert read(tmp_path / "a.txt") == [Document(None, "text", b"news")]
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"news"))
    assert read(tmp_path / "b.txt.gz") == [Document(None, "text", b"news")]


def test_records_are_paths_and_keys(tmp_path: Path, make_zip) -> None:
    lines = b'{"id": "7", "text": "One story."}\n{"id": "8", "text": "Another story."}\n'
    (tmp_path / "a.zip").write_bytes(
        make_zip({"in/b.jsonl.gz": gzip.compress(lines), "c.md": b"# News", "in/d.zip": make_zip({"e.txt": b"e"})})
    )
    found = read(tmp_path / "a.zip")
    assert [document.record for document in found if document.record and document.record.startswith("in/b")] == [
        "in/b.jsonl.gz!7", "in/b.jsonl.gz!8",
    ]  # fmt: skip
    assert found[2] == Document("c.md", "markdown", b"# News")
    assert found[3] == Document("in/d.zip!e.txt", "text", b"e")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_no_two_records_are_alike(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number, name in enumerate(["a.txt", "a.txt", "a.txt#2", "a.txt", "./a.txt"]):
            archive.writestr(name, str(number))
    found = [(document.record, document.content) for document in read(tmp_path / "a.zip")]
    assert [content for _, content in found] == [b"0", b"1", b"2", b"3", b"4"]
    assert [record for record, _ in found] == ["a.txt", "a.txt#2", "a.txt#2#2", "a.txt#3", "a.txt#4"]


def test_a_refused_file_is_one_refusal(tmp_path: Path) -> None:
    with documents((tmp_path / "gone.txt").as_uri(), tmp_path.as_uri(), Options()) as delivered:
        assert delivered.content_hash is None
        assert [document.refusal_code for document in delivered.documents] == ["unreadable"]


def test_a_member_that_is_too_large_is_refused_alone(make_zip) -> None:
    content = make_zip({"a.txt": b"a" * 101, "b.txt": b"b" * 100})
    found = list(within(io.BytesIO(content), "x.zip", Options(max_bytes=100)))
    assert [(document.record, document.refusal_code) for document in found] == [("a.txt", "too_large"), ("b.txt", None)]


def test_errors_of_the_disk_are_refusals() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    for name in ("a.txt", "a.zip", "a.tar.gz"):
        assert [document.refusal_code for document in within(Failing(b"x"), name, Options())] == ["unreadable"]


def check(content: bytes, name: str) -> None:
    records = set()
    for document in within(io.BytesIO(content), name, Options(max_bytes=10_000)):
        assert (document.content is None) == (document.refusal_code is not None)
        assert document.format in FORMATS if document.refusal_code is None else document.refusal_code in REFUSALS
        assert document.record not in records
        (document.record or "").encode()
        (document.refusal_detail or "").encode()
        records.add(document.record)


HEADS = [
    b"",
    b"\x1f\x8b\x08",
    b"BZh91AY&SY",
    b"\xfd7zXZ\0",
    b"\x28\xb5\x2f\xfd",
    b"PK\x03\x04",
    b"PK\x05\x06" + bytes(18),
    b"x" * 257 + b"ustar",
]


@given(st.sampled_from(HEADS), st.binary(max_size=1500), st.sampled_from(SUFFIXES))
def test_any_bytes_are_documents_or_refusals(head: bytes, rest: bytes, suffix: str) -> None:
    check(head + rest, "a" + suffix)


@pytest.fixture(scope="module")
def archives(make_zip, make_tar) -> dict[str, bytes]:
    content = random.Random(7).randbytes(700)
    tar = make_tar(
        {"a.txt": b"news " * 100, "in/" + "b" * 120 + ".txt": content, "link": (b"2", "a.txt"), "é" * 80 + ".csv": b"text,title\nx,y\n"}
    )
    archive = make_zip({"a.txt": b"news " * 100, "in/b.bin": content, "c.tar": tar})
    compress = {"gzip": gzip.compress, "bzip2": bz2.compress, "xz": lzma.compress, "zstd": zstandard.ZstdCompressor().compress}
    assert compress.keys() == COMPRESSIONS.keys()
    return {"a.tar": tar, "a.zip": archive, **{f"{kind}.tar": pack(tar) for kind, pack in compress.items()}}


@given(st.data())
def test_any_damage_to_an_archive_is_documents_or_refusals(archives: dict[str, bytes], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(archives)))
    content = bytearray(archives[name])
    for place, value in data.draw(st.lists(st.tuples(st.integers(0, len(content) - 1), st.binary(min_size=1, max_size=6)), max_size=6)):
        content[place : place + len(value)] = value
    check(bytes(content[: data.draw(st.one_of(st.just(len(content)), st.integers(0, len(content))))]), name)


@pytest.mark.skipif(not CORPUS.exists(), reason="the press releases are not there")
def test_a_large_archive_is_read_member_by_member() -> None:
    uri, input_uri = listing([str(CORPUS)]).select("file_uri", "input_uri").row(0)
    with documents(uri, input_uri, Options()) as delivered:
        found = [(document.record, document.refusal_code) for document in delivered.documents]
    assert len(found) == 12_000
    assert not any(code for _, code in found)
    assert found[0][0] is not None
