import os
from datetime import UTC, date, datetime

import polars as pl
import pytest

from pipelines.ingest import DELIVERIES, DOCUMENTS, FILES, Delivery, deliver
from pipelines.lake import Lake
from pipelines.readers.options import options
from pipelines.readers.places import local_folders

MONDAY, TUESDAY, WEDNESDAY = (date(2025, 3, day) for day in (17, 18, 19))


@pytest.fixture
def lake(tmp_path):
    return Lake(tmp_path / "lake")


@pytest.fixture
def folder(tmp_path):
    found = tmp_path / "input"
    (found / "gazette").mkdir(parents=True)
    (found / "gazette" / "a.txt").write_text("First text.")
    (found / "gazette" / "b.txt").write_text("Second text.")
    return found


def run(lake, folder, day=MONDAY, batch_bytes=1_000_000, max_bytes=20_000_000, rehash=False):
    seen = datetime.combine(day, datetime.min.time(), UTC)
    inputs = (str(folder),)
    delivery = Delivery(inputs, day, seen, batch_bytes, options(local_folders(inputs), max_bytes), rehash)
    built = deliver(lake, delivery, run_id=f"run {day}")
    assert not built.failures
    return dict(built.versions)


def changes(lake, table=DOCUMENTS):
    rows = lake.scan(table).sort("delivery_date", "file_uri").collect()
    return [(row["delivery_date"].day, row["file_uri"].rsplit("/", 1)[1], row["change"]) for row in rows.iter_rows(named=True)]


def test_first_delivery_takes_in_every_file_with_its_bytes(lake, folder):
    run(lake, folder)
    assert changes(lake) == [(17, "a.txt", "new"), (17, "b.txt", "new")]
    assert sorted(lake.scan(DOCUMENTS).collect()["content"].to_list()) == [b"First text.", b"Second text."]


def test_same_input_again_commits_nothing(lake, folder):
    assert run(lake, folder) == run(lake, folder)


def test_unchanged_files_are_not_read_again(lake, folder, monkeypatch):
    run(lake, folder)
    monkeypatch.setattr("pipelines.readers.rows.documents", lambda uri, *_: pytest.fail(f"read {uri}"))
    run(lake, folder, TUESDAY)


def test_touched_file_with_the_same_bytes_is_no_change_of_its_document(lake, folder, monkeypatch):
    run(lake, folder)
    os.utime(folder / "gazette" / "a.txt", (1, 1))
    run(lake, folder, TUESDAY)
    assert changes(lake) == [(17, "a.txt", "new"), (17, "b.txt", "new")]
    assert changes(lake, FILES)[2:] == [(18, "a.txt", "touched")]
    monkeypatch.setattr("pipelines.readers.rows.documents", lambda uri, *_: pytest.fail(f"read {uri}"))
    run(lake, folder, WEDNESDAY)


def test_rehash_finds_a_change_that_size_and_time_hide(lake, folder):
    run(lake, folder)
    changed = folder / "gazette" / "a.txt"
    status = changed.stat()
    changed.write_text("First test.")
    os.utime(changed, ns=(status.st_atime_ns, status.st_mtime_ns))
    run(lake, folder, TUESDAY)
    assert len(changes(lake)) == 2
    run(lake, folder, WEDNESDAY, rehash=True)
    assert changes(lake)[2:] == [(19, "a.txt", "changed")]
    assert changes(lake, FILES)[2:] == [(19, "a.txt", "changed")]


def test_renamed_file_is_the_same_document(lake, folder):
    run(lake, folder)
    (folder / "gazette" / "a.txt").rename(folder / "first.txt")
    run(lake, folder, TUESDAY)
    run(lake, folder, WEDNESDAY)
    assert changes(lake)[2:] == [(18, "first.txt", "renamed")]
    assert lake.scan(DOCUMENTS).select("document_id").unique().collect().height == 2


def test_new_file_in_the_place_of_a_renamed_one_is_another_document(lake, folder):
    run(lake, folder)
    (folder / "gazette" / "a.txt").rename(folder / "first.txt")
    run(lake, folder, TUESDAY)
    (folder / "gazette" / "a.txt").write_text("Third text, in the old place.")
    run(lake, folder, WEDNESDAY)
    assert changes(lake)[2:] == [(18, "first.txt", "renamed"), (19, "a.txt", "new")]
    assert lake.scan(DOCUMENTS).select("document_id").unique().collect().height == 3


def test_records_of_a_file_come_change_and_go_one_by_one(lake, folder):
    export = folder / "export.jsonl"
    export.write_text('{"id": "a", "text": "First."}\n{"id": "b", "text": "Second."}\n{"id": "c", "text"\n')
    run(lake, folder)
    export.write_text('{"id": "d", "text": "Fourth."}\n{"id": "b", "text": "Second, corrected."}\n')
    run(lake, folder, TUESDAY)
    records = lake.scan(DOCUMENTS).filter(pl.col("record").is_not_null()).sort("delivery_date", "record").collect()
    assert [(row[0].day, *row[1:]) for row in records.select("delivery_date", "record", "change", "refusal_code").rows()] == [
        (17, "a", "new", None),
        (17, "b", "new", None),
        (17, "row 3", "new", "malformed_record"),
        (18, "a", "removed", None),
        (18, "b", "changed", None),
        (18, "d", "new", None),
        (18, "row 3", "removed", None),
    ]


def test_records_are_gone_when_the_file_is_empty_now(lake, folder):
    export = folder / "export.jsonl"
    export.write_text('{"id": "a", "text": "First."}\n')
    run(lake, folder)
    export.write_text("\n")
    run(lake, folder, TUESDAY)
    rows = lake.scan(DOCUMENTS).filter(pl.col("file_uri").str.ends_with("jsonl")).sort("delivery_date", "record").collect()
    assert rows.select("record", "change", "refusal_code").rows()[1:] == [(None, "new", "no_text"), ("a", "removed", None)]


def test_file_larger_than_a_batch_is_staged_in_several(lake, folder):
    (folder / "export.jsonl").write_text("".join(f'{{"id": "{number}", "text": "Text {number}."}}\n' for number in range(50)))
    run(lake, folder, batch_bytes=50)
    assert lake.scan(DOCUMENTS).filter(pl.col("record").is_not_null()).collect().height == 50
    assert lake.files(DOCUMENTS).height > 4


def test_changed_removed_and_returned_documents_are_rows(lake, folder):
    run(lake, folder)
    (folder / "gazette" / "a.txt").write_text("First text, corrected.")
    (folder / "gazette" / "b.txt").unlink()
    run(lake, folder, TUESDAY)
    (folder / "gazette" / "b.txt").write_text("Second text.")
    run(lake, folder, WEDNESDAY)
    assert changes(lake)[2:] == [(18, "a.txt", "changed"), (18, "b.txt", "removed"), (19, "b.txt", "new")]


def test_documents_of_an_input_that_is_not_listed_are_not_removed(lake, folder, tmp_path):
    run(lake, folder)
    other = tmp_path / "other"
    other.mkdir()
    (other / "c.txt").write_text("Third text.")
    run(lake, other, TUESDAY)
    assert [change for *_, change in changes(lake)] == ["new", "new", "new"]


def test_batches_do_not_change_what_is_delivered(tmp_path, folder):
    whole, cut = Lake(tmp_path / "whole"), Lake(tmp_path / "cut")
    run(whole, folder)
    run(cut, folder, batch_bytes=1)
    assert cut.files(DOCUMENTS).height == 2 > whole.files(DOCUMENTS).height
    assert changes(cut) == changes(whole)


def test_hidden_and_side_files_are_no_documents(lake, folder):
    (folder / ".DS_Store").write_bytes(b"\0")
    (folder / ".git").mkdir()
    (folder / ".git" / "config.txt").write_text("no news")
    (folder / "sources.csv").write_text("source_id,name\n")
    run(lake, folder)
    assert [name for _, name, _ in changes(lake)] == ["a.txt", "b.txt"]


def test_file_that_cannot_be_taken_in_is_a_row_with_its_reason(lake, folder, tmp_path):
    (tmp_path / "secret.txt").write_text("not yours")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    run(lake, folder, max_bytes=11)
    refused = lake.scan(DOCUMENTS).filter(pl.col("content").is_null()).sort("file_uri").collect()
    assert [(row[0].rsplit("/", 1)[1], row[1]) for row in refused.select("file_uri", "refusal_code").rows()] == [
        ("b.txt", "too_large"),
        ("gone.txt", "unreadable"),
        ("link.txt", "link_outside_input"),
    ]


def test_missing_input_is_an_error_and_removes_nothing(lake, folder):
    run(lake, folder)
    with pytest.raises(FileNotFoundError, match="input does not exist"):
        run(lake, folder / "no such folder", TUESDAY)
    assert len(changes(lake)) == 2


def test_finished_listing_is_noted_once_a_day(lake, folder):
    for day in (MONDAY, MONDAY, TUESDAY):
        run(lake, folder, day)
    assert sorted(lake.scan(DELIVERIES).collect()["delivery_date"].to_list()) == [MONDAY, TUESDAY]
