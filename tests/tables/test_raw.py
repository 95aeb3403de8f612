"""What a listing changes in what is known."""

from datetime import UTC, datetime

import polars as pl
import pytest

from pipelines.schemas.base import columns
from pipelines.schemas.raw import Documents, Files
from pipelines.tables import raw
from pipelines.text.ids import hash_id

NIGHT = datetime(2025, 3, 17, 2, tzinfo=UTC)
FILES = {name: kind for name, kind in columns(Files).items() if name in raw.FILE_STATE}
DOCUMENTS = {name: kind for name, kind in columns(Documents).items() if name in raw.DOCUMENT_STATE}
LISTED = {name: FILES[name] for name in ("file_uri", "input_uri", "byte_count", "modified_at", "stamp")}


def listed(*uris, **changed):
    row = {"input_uri": "in", "byte_count": 7, "modified_at": NIGHT, "stamp": "1"} | changed
    return pl.DataFrame([{"file_uri": uri} | row for uri in uris], schema=LISTED)


def known(*uris, change="new", content_hash="h", file_id=None):
    rows = [
        {"file_id": file_id or hash_id(uri), "file_uri": uri, "change": change, "content_hash": content_hash, "input_uri": "in"}
        | {"byte_count": 7, "modified_at": NIGHT, "stamp": "1"}
        for uri in uris
    ]
    return pl.DataFrame(rows, schema=FILES)


def document(file_uri="a", record=None, content_hash="h", **more):
    return {"file_id": hash_id("a"), "file_uri": file_uri, "record": record, "content_hash": content_hash} | more


def documents(*rows):
    return raw.with_document_ids(pl.DataFrame(rows, schema={name: kind for name, kind in DOCUMENTS.items() if name != "document_id"}))


@pytest.mark.parametrize(
    ("files", "rehash", "expected"),
    [
        pytest.param(known("a"), False, [], id="as it was"),
        pytest.param(known("a"), True, ["a"], id="as it was, but every file is to be read"),
        pytest.param(known("b"), False, ["a"], id="unknown"),
        pytest.param(known("a", change="removed"), False, ["a"], id="removed before"),
        pytest.param(known("a").with_columns(byte_count=8), False, ["a"], id="other size"),
        pytest.param(known("a").with_columns(modified_at=datetime(2025, 1, 1, tzinfo=UTC)), False, ["a"], id="other time"),
        pytest.param(known("a").with_columns(stamp=pl.lit("2")), False, ["a"], id="other inode"),
        pytest.param(known("a").with_columns(stamp=pl.lit(None, pl.String)), False, ["a"], id="inode not known before"),
    ],
)
def test_only_files_that_may_have_changed_are_read(files, rehash, expected):
    assert raw.to_read(listed("a"), files, rehash=rehash)["file_uri"].to_list() == expected


def test_file_whose_time_is_not_told_is_known_by_its_size_and_stamp():
    """Some stores tell no time."""
    timeless = pl.lit(None, FILES["modified_at"])
    assert raw.to_read(listed("a", modified_at=None), known("a").with_columns(modified_at=timeless)).is_empty()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(known("b"), ["b"], id="gone"),
        pytest.param(known("a"), [], id="still there"),
        pytest.param(known("b", change="removed"), [], id="gone before"),
        pytest.param(known("b").with_columns(input_uri=pl.lit("other")), [], id="of an input that was not listed"),
    ],
)
def test_vanished_files(files, expected):
    assert raw.vanished(listed("a"), files, ["in"])["file_uri"].to_list() == expected


@pytest.mark.parametrize(
    ("fresh", "gone", "expected"),
    [
        pytest.param({"new": "h"}, known("old"), [("new", hash_id("old"))], id="same bytes"),
        pytest.param({"new": "i"}, known("old"), [], id="other bytes"),
        pytest.param({"new": "h", "too": "h"}, known("old"), [], id="two new files with the bytes"),
        pytest.param({"new": "h"}, known("old", "older"), [], id="two vanished files with the bytes"),
        pytest.param({"new": "h"}, known("old", content_hash=None), [], id="vanished file was never read"),
    ],
)
def test_renamed_files_are_told_by_bytes_that_only_one_file_has(fresh, gone, expected):
    hashed = pl.DataFrame({"file_uri": fresh.keys(), "content_hash": fresh.values()})
    assert raw.renames(hashed, gone).rows() == expected


def with_ids(files, renamed=()):
    changed = raw.to_read(listed("a"), files)
    moves = pl.DataFrame(list(renamed), schema={"file_uri": pl.String, "file_id": pl.String}, orient="row")
    return raw.with_file_ids(changed, files, moves).select("file_id", "file_change").row(0)


def test_file_keeps_its_id_through_its_changes():
    assert with_ids(known("z")) == (hash_id("a"), "new")
    assert with_ids(known("a", change="removed")) == (hash_id("a"), "new")
    assert with_ids(known("a").with_columns(byte_count=8)) == (hash_id("a"), "changed")
    assert with_ids(known("b"), [("a", hash_id("b"))]) == (hash_id("b"), "renamed")


def test_new_file_in_the_place_of_a_renamed_one_has_an_id_of_its_own():
    file_id, change = with_ids(known("b", file_id=hash_id("a")))
    assert (file_id != hash_id("a"), change) == (True, "new")


@pytest.mark.parametrize(
    ("before", "read", "expected"),
    [
        pytest.param([], document(), ["new"], id="new"),
        pytest.param([document()], document(), [], id="as it was"),
        pytest.param([document()], document(content_hash="i"), ["changed"], id="other bytes"),
        pytest.param([document()], document("b"), ["renamed"], id="same bytes in another place"),
        pytest.param([document()], document("b", content_hash="i"), ["changed"], id="other bytes in another place"),
        pytest.param([document(change="removed")], document(), ["new"], id="removed before"),
        pytest.param([document(record="row 1")], document(record="row 2"), ["new"], id="another record"),
        pytest.param([document(content_hash=None, refusal_code="damaged")], document(), ["changed"], id="refused before"),
        pytest.param(
            [document(content_hash=None, refusal_code="damaged")],
            document(content_hash=None, refusal_code="damaged"),
            [],
            id="refused again",
        ),
    ],
)
def test_changes_of_documents(before, read, expected):
    state = documents(*({"change": "new"} | row for row in before))
    assert raw.changes(documents(read).drop("change"), state)["change"].to_list() == expected


def test_document_that_is_the_whole_file_has_the_id_of_the_file():
    assert documents(document(), document(record="row 1"))["document_id"].to_list() == [hash_id("a"), hash_id(hash_id("a"), "row 1")]


@pytest.mark.parametrize(("is_whole", "expected"), [(True, ["row 2"]), (False, [])])
def test_record_that_is_left_out_is_gone_when_the_file_was_read_to_its_end(is_whole, expected):
    state = documents(*(document(record=record, change="new") for record in ("row 1", "row 2")))
    files = pl.DataFrame({"file_id": [hash_id("a")], "is_whole": [is_whole]})
    assert raw.left_out(state, documents(document(record="row 1")), files)["record"].to_list() == expected


def test_removal_tells_what_is_gone_and_nothing_of_its_content():
    row = raw.removals(documents(document(record="row 1", change="new"))).row(0, named=True)
    assert (row["record"], row["change"], row["content_hash"], row["byte_count"]) == ("row 1", "removed", None, 0)
