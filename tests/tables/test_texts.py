"""Texts of documents, and what is told beside them."""

from datetime import UTC, datetime

import polars as pl
import pytest

from pipelines.schemas.base import columns
from pipelines.schemas.raw import Documents
from pipelines.tables.texts import with_names, with_text

BODY = "The council voted on Monday to repair the old bridge, which has been closed to lorries since January."
PAGE = f"""<html lang="en"><head><title>Old bridge | Gazette</title><meta property="og:site_name" content="Gazette">
    <meta property="article:published_time" content="2025-03-17"></head><body><nav>Home</nav><p>{BODY}</p></body></html>"""
MARKDOWN = f"---\ntitle: Old bridge\ndate: 2025-03-17\n---\n\n{BODY}\n"


def documents(**told):
    row = {"document_id": "0" * 16, "file_uri": "file:///news/a.txt", "input_uri": "file:///news", "format": "text"}
    row |= {"content": BODY.encode(), "seen_at": datetime(2025, 12, 20, tzinfo=UTC)}
    return pl.DataFrame([row | told], schema=columns(Documents))


def read(**told):
    return with_text(documents(**told)).row(0, named=True)


@pytest.mark.parametrize(
    ("file_uri", "input_uri", "record", "folder", "file_name"),
    [
        pytest.param("file:///news/a.txt", "file:///news", None, None, "a.txt", id="at the top"),
        pytest.param("file:///news/x/y/a.txt", "file:///news", None, "x/y", "a.txt", id="in a folder"),
        pytest.param("file:///news/The%20Post/a%231.txt", "file:///news", None, "The Post", "a#1.txt", id="other characters"),
        pytest.param("file:///news/x/a.txt", "file:///news/**/*.txt", None, "x", "a.txt", id="of a pattern"),
        pytest.param("file:///news/a.txt", "file:///news/a.txt", None, None, "a.txt", id="input is the file"),
        pytest.param("s3://bucket/news/x/a.txt", "s3://bucket/news", None, "x", "a.txt", id="in a store"),
        pytest.param("file:///news/x/all.zip", "file:///news", "y/a.txt", "x/y", "a.txt", id="member of an archive"),
        pytest.param("file:///news/all.zip", "file:///news", "a.txt", None, "a.txt", id="member at the top of an archive"),
        pytest.param("file:///news/x/all.zip", "file:///news", "y/all.jsonl!row 2", "x/y", "row 2", id="record of a member"),
        pytest.param("file:///news/x/2025-03-17.jsonl", "file:///news", "row 2", "x", "row 2", id="record"),
        pytest.param("file:///news/x/all.csv", "file:///news", "https://post.example/2025/a", "x", "a", id="record named by its address"),
    ],
)
def test_folder_and_name(file_uri, input_uri, record, folder, file_name):
    named = with_names(documents(file_uri=file_uri, input_uri=input_uri, record=record))
    assert named.select("folder", "file_name").row(0) == (folder, file_name)


@pytest.mark.parametrize(
    ("title", "content", "text"),
    [
        pytest.param(None, BODY, BODY, id="no title told"),
        pytest.param("Old  bridge", BODY.replace("old ", ""), f"Old bridge\n\n{BODY.replace('old ', '')}", id="title told apart"),
        pytest.param("Council votes", f"COUNCIL VOTES!\n\n{BODY}", f"COUNCIL VOTES!\n\n{BODY}", id="title stands in the text"),
        pytest.param(" ", BODY, BODY, id="blank title"),
    ],
)
def test_title_that_a_record_tells_apart_leads_the_text(title, content, text):
    assert read(title=title, content=content.encode())["text"] == text


@pytest.mark.parametrize(
    ("form", "content", "expected"),
    [
        pytest.param("html", PAGE, {"told_title": "Old bridge", "told_source": "Gazette", "told_published": "2025-03-17"}, id="page"),
        pytest.param("markdown", MARKDOWN, {"told_title": "Old bridge", "told_published": "2025-03-17"}, id="Markdown"),
        pytest.param("fragment", f"<p>{BODY}</p>", {"text": BODY, "told_title": None}, id="marked-up text"),
        pytest.param("text", f"<p>{BODY}</p>", {"text": f"<p>{BODY}</p>"}, id="text that has marks"),
    ],
)
def test_formats(form, content, expected):
    found = read(format=form, content=content.encode())
    assert {name: found[name] for name in expected} == expected


def test_page_is_stored_whole_and_its_main_text_is_told():
    found = read(format="html", content=PAGE.encode())
    assert (found["text"], found["main"]) == (f"Home\n\n{BODY}", [BODY])


def test_what_a_record_tells_counts_before_what_its_page_tells():
    found = read(
        format="html", content=PAGE.encode(), title="Bridge", source="Post", published="2025-03-16", url="https://post.example/a#top"
    )
    told = ("told_title", "told_source", "told_url", "told_published")
    assert [found[name] for name in told] == ["Bridge", "Post", "https://post.example/a", "2025-03-16\n2025-03-17"]


@pytest.mark.parametrize(
    ("told", "reason_code"),
    [
        pytest.param({"content": None, "refusal_code": "damaged", "refusal_detail": "cut off"}, "damaged", id="refused by a reader"),
        pytest.param({"format": "html", "content": b"<html><script>x</script></html>"}, "empty_file", id="page without visible text"),
        pytest.param({"format": "html", "content": b"<p>" + b"x" * 1_100_000}, "long_line", id="page with a huge line"),
        pytest.param({"content": "caf\u00e9".encode("utf-16")}, None, id="wide characters"),
        pytest.param({"content": b"caf\xe9", "charset": "iso-8859-1"}, None, id="declared encoding"),
    ],
)
def test_reasons(told, reason_code):
    assert read(**told)["reason_code"] == reason_code
