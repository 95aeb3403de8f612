"""Listing inputs and opening files."""

import os
import socket
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import fsspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.readers import files, places


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "a.txt",
        "news/b.txt",
        "news/deep/c.txt",
        "news/deep/d.html",
        ".git/config",
        ".hidden.txt",
        "sources.csv",
        "news/input.toml",
    ):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "in"


@pytest.fixture
def memory():
    store = fsspec.filesystem("memory")
    for name in ("a.txt", "news/b.txt", "news/deep/c.txt", "news/deep/d.html", ".git/config", "sources.csv"):
        store.pipe_file(f"/bucket/{name}", name.encode())
    yield store
    store.rm("/bucket", recursive=True)


def names(listed, base: str) -> list[str]:
    return [uri.removeprefix(base.rstrip("/") + "/") for uri in listed["file_uri"]]


PATTERNS = [
    pytest.param("", ["a.txt", "news/b.txt", "news/deep/c.txt", "news/deep/d.html"], id="folder"),
    pytest.param("*.txt", ["a.txt"], id="one level"),
    pytest.param("**/*.txt", ["a.txt", "news/b.txt", "news/deep/c.txt"], id="any level"),
    pytest.param("news/**", ["news/b.txt", "news/deep/c.txt", "news/deep/d.html"], id="all below"),
    pytest.param("*/*.txt", ["news/b.txt"], id="two levels"),
    pytest.param("news/**/[cd].*", ["news/deep/c.txt", "news/deep/d.html"], id="class"),
    pytest.param("news/d??p/*.html", ["news/deep/d.html"], id="single characters"),
    pytest.param("news/b.txt", ["news/b.txt"], id="file"),
]


@pytest.mark.parametrize(("pattern", "expected"), PATTERNS)
def test_listing_takes_what_fits_on_a_disk(folder: Path, pattern: str, expected: list[str]) -> None:
    listed = files.listing([f"{folder}/{pattern}"])
    assert names(listed, folder.as_uri()) == expected
    assert set(listed["input_uri"]) == {f"{folder.as_uri()}/{pattern}".rstrip("/")}


@pytest.mark.parametrize(("pattern", "expected"), PATTERNS)
def test_listing_takes_what_fits_in_a_store(memory, pattern: str, expected: list[str]) -> None:
    listed = files.listing([f"memory://bucket/{pattern}"])
    assert names(listed, "memory://bucket") == expected
    assert set(listed["input_uri"]) == {f"memory://bucket/{pattern}".rstrip("/")}
    assert listed["byte_count"].min() > 0
    assert listed["modified_at"].null_count() == 0


def test_listing_tells_size_time_and_inode(folder: Path) -> None:
    os.utime(folder / "a.txt", ns=(0, 1_700_000_000_123_456_789))
    row = files.listing([str(folder / "a.txt")]).row(0, named=True)
    assert row["byte_count"] == 5
    assert row["modified_at"] == datetime(2023, 11, 14, 22, 13, 20, 123456, UTC)
    assert row["stamp"] == str((folder / "a.txt").stat().st_ino)


def test_listing_counts_a_file_for_the_first_input(folder: Path) -> None:
    listed = files.listing([str(folder / "news"), str(folder)])
    owners = dict(listed.select("file_uri", "input_uri").rows())
    assert owners[(folder / "news/b.txt").as_uri()] == (folder / "news").as_uri()
    assert owners[(folder / "a.txt").as_uri()] == folder.as_uri()
    assert listed["file_uri"].is_sorted()


def test_listing_reads_relative_inputs_and_file_uris(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert files.listing(["news"]).equals(files.listing([(folder / "news").as_uri()]))
    assert files.listing(["./news/../news/*.txt"])["input_uri"].to_list() == [f"{folder.as_uri()}/news/*.txt"]


def test_listing_of_nothing_has_its_columns(tmp_path: Path) -> None:
    for inputs in ([], [str(tmp_path)]):
        assert dict(files.listing(inputs).schema) == files.LISTING


@pytest.mark.parametrize(
    ("written", "error", "message"),
    [
        pytest.param("/no/such/folder", FileNotFoundError, "input does not exist: /no/such/folder", id="folder"),
        pytest.param("/no/such/*.txt", FileNotFoundError, "input does not exist: /no/such/*.txt (no file fits)", id="folder of a pattern"),
        pytest.param("memory://none/x", FileNotFoundError, "input does not exist: memory://none/x", id="store"),
        pytest.param("memory://none/*", FileNotFoundError, "input does not exist: memory://none/* (no file fits)", id="pattern in a store"),
        pytest.param("nosuch://x/y", ValueError, "unknown protocol nosuch:// (input nosuch://x/y)", id="protocol"),
    ],
)
def test_listing_names_the_input_that_is_wrong(written: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as raised:
        files.listing([written])
    assert str(raised.value) == message


def test_listing_refuses_a_pattern_that_nothing_fits(folder: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no file fits"):
        files.listing([f"{folder}/*.docx"])


def test_listing_tells_which_extra_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(protocol: str) -> None:
        raise ImportError(f"Install a package\nfor {protocol}")

    monkeypatch.setattr(fsspec, "get_filesystem_class", absent)
    with pytest.raises(ValueError, match=r"pip install 'broadsheet\[s3\]' \(input s3://bucket/x\)$"):
        files.listing(["s3://bucket/x"])
    with pytest.raises(ValueError, match=r"installed: Install a package for abfs \(input"):
        files.listing(["abfs://container/x"])


def test_listing_fails_when_a_folder_cannot_be_listed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def scandir(path: str, *, real=os.scandir):
        if str(path).endswith("deep"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(OSError, match=r"cannot be listed: .*: Permission denied \(.*deep\)"):
        files.listing([str(folder)])


def test_listing_follows_no_link_to_a_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/x.txt").write_text("x")
    (folder / "news/loop").symlink_to(folder)
    (folder / "self").symlink_to("self")
    (folder / "out").symlink_to(tmp_path / "elsewhere")
    (folder / "link.txt").symlink_to("a.txt")
    listed = files.listing([str(folder)])
    assert names(listed, folder.as_uri()) == ["a.txt", "link.txt", "news/b.txt", "news/deep/c.txt", "news/deep/d.html", "out", "self"]
    assert listed.filter(listed["file_uri"].str.ends_with("link.txt"))["byte_count"].item() == 5


def test_listing_takes_an_input_that_is_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to(folder)
    (tmp_path / "latest.txt").symlink_to(folder / "a.txt")
    assert files.listing([str(tmp_path / "current")]).height == 4
    uri = files.listing([str(tmp_path / "latest.txt")])["file_uri"].item()
    with files.opened(uri, uri) as file:
        assert file.content_hash == sha256(b"a.txt").hexdigest()


@pytest.mark.parametrize(
    "name",
    [
        "plain.txt", "a b.txt", "50%.txt", "%41.txt", "a#b.txt", "what?.txt", "a*[b].txt", "two\nlines.txt", "é.txt",
        os.fsdecode(b"caf\xe9.txt"), "a::b.txt", "a&b=c;d+e.txt", "back\\slash.txt",
    ],
)  # fmt: skip
def test_any_name_comes_back_from_its_uri(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"news")
    for written in (tmp_path, tmp_path / name):
        uri, input_uri = files.listing([str(written)]).select("file_uri", "input_uri").row(0)
        assert uri == (tmp_path / name).as_uri()
        assert places.root(input_uri) == tmp_path.as_uri()
        with files.opened(uri, input_uri) as file:
            assert file.stream is not None
            assert file.stream.read() == b"news"
    places.file_name(uri).encode()


@given(st.text(st.characters(exclude_characters="\0/", exclude_categories=["Cs"]), min_size=1).filter(lambda name: name.strip(".")))
def test_uris_of_paths_are_those_of_pathlib(name: str) -> None:
    assert places.path_uri(f"/news/{name}") == f"{places.path_uri('/news')}/{places.name_uri(name)}" == Path(f"/news/{name}").as_uri()
    assert places.local_path(places.path_uri(f"/news/{name}")) == f"/news/{name}"


def test_names_in_a_store_are_taken_as_they_are(memory) -> None:
    for name in ("a b%20#?.txt", "[1].txt"):
        memory.pipe_file(f"/bucket/odd/{name}", name.encode())
    listed = files.listing(["memory://bucket/odd"])
    assert names(listed, "memory://bucket/odd") == ["[1].txt", "a b%20#?.txt"]
    for uri, input_uri in listed.select("file_uri", "input_uri").rows():
        with files.opened(uri, input_uri) as file:
            assert file.stream is not None
            assert uri.endswith(file.stream.read().decode())
    assert files.listing(["memory://bucket/odd/[1].txt"]).height == 1


@pytest.mark.parametrize(
    ("written", "root"),
    [
        pytest.param("/news/**/*.txt", "file:///news", id="pattern"),
        pytest.param("/*.txt", "file:///", id="pattern at the top"),
        pytest.param("/a b/200?/x", "file:///a%20b", id="pattern below a space"),
        pytest.param("/no/such", "file:///no/such", id="absent"),
        pytest.param("memory://bucket/news/*/x*", "memory://bucket/news", id="pattern in a store"),
        pytest.param("memory://bucket/news/b.txt", "memory://bucket/news", id="file in a store"),
        pytest.param("memory://bucket/news/", "memory://bucket/news", id="folder in a store"),
        pytest.param("https://host/feeds/all.xml?page=[1]", "https://host/feeds", id="address"),
    ],
)
def test_root_is_the_folder_before_the_first_wildcard(memory, written: str, root: str) -> None:
    assert places.root(places.input_uri(written)) == root


def test_root_of_a_file_is_its_folder(folder: Path) -> None:
    assert places.root(places.input_uri(str(folder / "news/b.txt"))) == (folder / "news").as_uri()
    assert places.local_folders([str(folder / "a.txt"), str(folder / "news/*"), "memory://bucket/x"]) == [folder, folder / "news"]


def test_modification_time_is_now_where_nothing_tells_of_a_change() -> None:
    assert places.input_uri("memory://x") == "memory://x"
    assert files._modified({"name": "x"}) is not None
    assert files._modified({"ETag": "x"}) is None
    assert files._modified({"Last-Modified": "Tue, 14 Nov 2023 22:13:20 GMT"}) == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert files._modified({"LastModified": datetime(2023, 11, 14)}) == datetime(2023, 11, 14, tzinfo=UTC)
    assert files._modified({"updated": "2023-11-14T22:13:20Z"}) == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert files._modified({"mtime": 0.5}) == datetime(1970, 1, 1, 0, 0, 0, 500000, tzinfo=UTC)


@pytest.mark.parametrize("size", [0, 1, files.SMALL_BYTES, files.SMALL_BYTES + 1])
def test_opened_gives_bytes_and_hash(tmp_path: Path, memory, size: int) -> None:
    content = b"x" * size
    (tmp_path / "a.txt").write_bytes(content)
    memory.pipe_file("/bucket/sized", content)
    for uri in ((tmp_path / "a.txt").as_uri(), "memory://bucket/sized"):
        with files.opened(uri, uri) as file:
            assert file.content_hash == sha256(content).hexdigest() == files.content_hash(uri, uri)
            assert file.stream is not None
            assert file.stream.read() == content
            assert file.stream.seek(0) == 0


def special(folder: Path, kind: str) -> Path:
    path = folder / kind
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        server = socket.socket(socket.AF_UNIX)
        server.bind(str(path))
        server.close()
    elif kind == "device":
        path = Path("/dev/zero")
    elif kind == "folder":
        path.mkdir()
    elif kind in ("outside", "outside folder"):
        path.symlink_to("/etc/hostname" if kind == "outside" else "/etc")
    elif kind == "sibling":
        (folder.parent / f"{folder.name}-other").mkdir()
        (folder.parent / f"{folder.name}-other/x").write_text("x")
        path.symlink_to(folder.parent / f"{folder.name}-other/x")
    elif kind == "broken":
        path.symlink_to("gone")
    return path


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [
        ("pipe", "unreadable", "it is a pipe, a socket or a device"),
        ("socket", "unreadable", "it is a pipe, a socket or a device"),
        ("device", "unreadable", "it is a pipe, a socket or a device"),
        ("folder", "unreadable", "it is a folder"),
        ("gone", "unreadable", "No such file or directory"),
        ("broken", "unreadable", "No such file or directory"),
        ("outside", "link_outside_input", "outside the input"),
        ("outside folder", "link_outside_input", "outside the input"),
        ("sibling", "link_outside_input", "outside the input"),
    ],
)
def test_opened_refuses_what_must_not_be_read(tmp_path: Path, kind: str, code: str, words: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with files.opened(special(folder, kind).as_uri(), folder.as_uri()) as file:
        assert (file.stream, file.content_hash) == (None, None)
        assert file.refusal is not None
        assert file.refusal.refusal_code == code
        assert words in str(file.refusal.refusal_detail)


def test_opened_reads_a_link_within_the_input(folder: Path) -> None:
    (folder / "news/link.txt").symlink_to(folder / "a.txt")
    for input_uri in (folder.as_uri(), f"{folder.as_uri()}/**/*.txt"):
        with files.opened((folder / "news/link.txt").as_uri(), input_uri) as file:
            assert file.content_hash == sha256(b"a.txt").hexdigest()


def test_opened_refuses_what_has_gone_from_a_store(memory) -> None:
    with files.opened("memory://bucket/gone.txt", "memory://bucket") as file:
        assert file.refusal is not None
        assert file.refusal.refusal_code == "unreadable"


def test_opened_hands_on_the_errors_of_its_user(folder: Path) -> None:
    with pytest.raises(OSError, match="mine"), files.opened((folder / "a.txt").as_uri(), folder.as_uri()):
        raise OSError("mine")
