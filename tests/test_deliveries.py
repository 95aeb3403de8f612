"""However files are delivered, late, again, changed, in archives, interrupted, the lake ends in the same state."""

import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.derive import build_day
from pipelines.ingest import DOCUMENTS, FILES, Delivery, deliver
from pipelines.lake import Lake
from pipelines.readers.options import Options
from pipelines.stages import PARSED
from pipelines.tables.raw import DOCUMENT_STATE, FILE_STATE, LIVE, latest

FIRST = date(2025, 3, 17)
NAMES = ("a.txt", "b.txt", "c/d.txt", "e.jsonl", "f.zip")
WORDS = ("first", "second", "third")
nights = st.lists(st.dictionaries(st.sampled_from(NAMES), st.sampled_from((*WORDS, None)), max_size=3), min_size=1, max_size=5)


def put(folder: Path, name: str, word: str | None) -> None:
    """Write a file that holds a word in the way of its name, or take it away."""
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    if word is None:
        path.unlink(missing_ok=True)
    elif name.endswith("zip"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("g.txt", f"Text of the {word} edition.")
            archive.writestr(f"{word}.txt", "A text that is in all editions.")
    elif name.endswith("jsonl"):
        path.write_text("".join(f'{{"id": "{key}", "text": "Text of {key}."}}\n' for key in (word, "all")))
    else:
        path.write_text(f"Text of the {word} edition of {name}.")


def night(lake: Lake, folder: Path, number: int, batch_bytes: int = 1_000_000) -> dict[str, int]:
    day = FIRST + timedelta(days=number)
    delivery = Delivery((str(folder),), day, datetime.combine(day, datetime.min.time(), UTC), batch_bytes, Options())
    built = deliver(lake, delivery, run_id="test")
    assert not built.failures
    return dict(built.versions)


def state(lake: Lake) -> tuple[set, set]:
    """What is there now: documents with their content, files with theirs."""
    documents = latest(lake.scan(DOCUMENTS), "document_id", DOCUMENT_STATE).filter(LIVE)
    files = latest(lake.scan(FILES), "file_id", FILE_STATE).filter(LIVE)
    return set(documents.select("file_uri", "record", "content_hash").rows()), set(files.select("file_uri", "content_hash").rows())


@settings(max_examples=15)
@given(nights, st.sampled_from((1, 1_000_000)))
def test_nights_end_where_one_delivery_of_the_same_files_ends(plan, batch_bytes):
    with TemporaryDirectory() as name:
        folder = Path(name) / "input"
        folder.mkdir()
        by_night, at_once = Lake(Path(name) / "nights"), Lake(Path(name) / "once")
        for number, changed in enumerate(plan):
            for file, word in changed.items():
                put(folder, file, word)
            night(by_night, folder, number, batch_bytes)
        again = night(by_night, folder, number, batch_bytes)
        assert again == night(by_night, folder, number, batch_bytes)
        night(at_once, folder, 0)
        assert state(by_night) == state(at_once)


@settings(max_examples=6)
@given(st.permutations(NAMES), st.integers(1, 4))
def test_order_of_delivery_does_not_matter(order, step):
    with TemporaryDirectory() as name:
        folder = Path(name) / "input"
        folder.mkdir()
        in_parts, at_once = Lake(Path(name) / "parts"), Lake(Path(name) / "once")
        for number, start in enumerate(range(0, len(order), step)):
            for file in order[start : start + step]:
                put(folder, file, "first")
            night(in_parts, folder, number)
        night(at_once, folder, 0)
        identities = [set(latest(lake.scan(DOCUMENTS), "document_id", DOCUMENT_STATE)["document_id"]) for lake in (in_parts, at_once)]
        assert identities[0] == identities[1]
        assert state(in_parts) == state(at_once)


@pytest.mark.parametrize("commits", range(3))
def test_interrupted_delivery_is_finished_by_the_next(tmp_path, monkeypatch, commits):
    folder = tmp_path / "input"
    folder.mkdir()
    broken, whole = Lake(tmp_path / "broken"), Lake(tmp_path / "whole")
    for file in NAMES:
        put(folder, file, "first")
    for lake in (broken, whole):
        night(lake, folder, 0)
    put(folder, "a.txt", "second")
    (folder / "b.txt").rename(folder / "h.txt")
    put(folder, "e.jsonl", None)
    commit, done = Lake.commit, []

    def interrupted(lake, *arguments, **options):
        if lake == broken and len(done) == commits:
            raise KeyboardInterrupt
        done.append(arguments)
        return commit(lake, *arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Lake, "commit", interrupted)
        with pytest.raises(KeyboardInterrupt):
            night(broken, folder, 1)
    for lake in (broken, whole):
        night(lake, folder, 1)
        build_day(lake, PARSED, FIRST + timedelta(days=1), made_by="test", run_id="test")
    assert state(broken) == state(whole)
    rows = [lake.scan(DOCUMENTS).drop("batch").sort("document_id", "seen_at").collect() for lake in (broken, whole)]
    assert rows[0].equals(rows[1])
