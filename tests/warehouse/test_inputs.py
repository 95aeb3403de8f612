"""Every kind of input, in one delivery, to one published warehouse."""

import gzip
import io
import json
import tarfile
import zipfile
from datetime import date

import polars as pl
import pytest
import zstandard
from deployments import build, fill_lake, rows

from pipelines.settings import Settings

TITLE = "Wexbury council votes for a bridge"
PARAGRAPHS = [
    "The council of Wexbury met on Monday to vote on the new bridge over the river, after two years of argument about the cost.",
    "Members for Wexbury agreed to pay for it out of the road fund, which has grown faster than anyone in the town hall had expected.",
    '"We could not wait another winter," the mayor, Anna Holm, said after the vote in the old town hall on Wexbury Street.',
]


def text(place):
    """The article as it is told of one place, so that no two are copies and no paragraph is the same in two."""
    return "\n\n".join(PARAGRAPHS).replace("Wexbury", place)


def plain(place):
    return f"{TITLE}\n\nMarch 17, 2025\n\n{text(place)}\n".replace("Wexbury", place).encode()


def page(place):
    told = {"@type": "NewsArticle", "headline": TITLE.replace("Wexbury", place), "datePublished": "2025-03-17T08:00:00Z"}
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text(place).split("\n\n"))
    return f"""<!doctype html><html lang="en"><head><title>{TITLE} | The {place} Post</title>
        <link rel="canonical" href="https://post.example/{place.lower()}/bridge?utm_source=mail">
        <meta property="og:site_name" content="The {place} Post"><script type="application/ld+json">{json.dumps(told)}</script></head>
        <body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
        <article><h1>{TITLE.replace("Wexbury", place)}</h1>{paragraphs}</article>
        <aside><h2>Most read</h2><ul><li><a href="/1">Harbour fair draws record crowd</a></li></ul></aside>
        <footer>© 2025 The {place} Post</footer></body></html>""".encode()


def record(place):
    return {
        "url": f"https://gazette.example/{place.lower()}/bridge",
        "headline": TITLE.replace("Wexbury", place),
        "body": text(place),
        "publisher": "Harbour Gazette",
        "authors": ["Jane Roe"],
        "publishedAt": "2025-03-17T08:00:00Z",
    }


def feed(place):
    return f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
        <title>Harbour Feed</title><link>https://feed.example/</link><description>News</description>
        <item><title>{TITLE.replace("Wexbury", place)}</title><link>https://feed.example/bridge</link><guid>feed-1</guid>
        <pubDate>Mon, 17 Mar 2025 08:00:00 GMT</pubDate><description>Short.</description>
        <content:encoded><![CDATA[{"".join(f"<p>{paragraph}</p>" for paragraph in text(place).split(chr(10) * 2))}]]></content:encoded>
        </item></channel></rss>""".encode()


def mail(place):
    head = f"From: Harbour Bulletin <news@bulletin.example>\r\nSubject: {TITLE.replace('Wexbury', place)}\r\n"
    return (head + "Date: Mon, 17 Mar 2025 08:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text(place)).encode()


def web_archive(place):
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(place)
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/{place.lower()}/bridge\r\n"
    head += "WARC-Date: 2025-03-20T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    return gzip.compress(head.encode() + body + b"\r\n\r\n")


def zipped(members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def tarred(members):
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return target.getvalue()


def parquet(frame):
    target = io.BytesIO()
    frame.write_parquet(target)
    return target.getvalue()


FILES = {
    "plain.txt": plain("Alderby"),
    "packed.txt.gz": gzip.compress(plain("Bexford")),
    "note.md": f"---\ntitle: {TITLE.replace('Wexbury', 'Cawston')}\ndate: 2025-03-17\n---\n\n{text('Cawston')}\n".encode(),
    "page.html": page("Dunwick"),
    "export.jsonl": "\n".join([json.dumps(record("Elmsford")), "{broken", json.dumps(record("Farnley"))]).encode(),
    "export.json": json.dumps({"articles": [record("Glenmoor")]}).encode(),
    "export.csv": pl.DataFrame([{**record("Hexton"), "authors": "Jane Roe"}]).write_csv().encode(),
    "export.parquet": parquet(pl.DataFrame([record("Ivybridge")])),
    "feed.xml": feed("Jarrow"),
    "letter.eml": mail("Kelby"),
    "crawl.warc.gz": web_archive("Lowick"),
    "archive.zip": zipped({"post/2025/page.html": page("Marden"), "post/notes.txt": plain("Norham"), "../evil.txt": b"out"}),
    "archive.tar.zst": zstandard.compress(tarred({"post/2025-03-17.txt": plain("Oxted").replace(b"March 17, 2025\n\n", b"")})),
}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    folder = tmp_path_factory.mktemp("inputs")
    (folder / "input").mkdir()
    for name, content in FILES.items():
        (folder / "input" / name).write_bytes(content)
    settings = Settings(data_dir=folder / "data", input=(str(folder / "input"),))
    fill_lake(settings)
    return build(settings)


PLACES = (
    "Alderby", "Bexford", "Cawston", "Dunwick", "Elmsford", "Farnley", "Glenmoor", "Hexton", "Ivybridge", "Jarrow", "Kelby", "Lowick",
    "Marden", "Norham", "Oxted",
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_each_input_gives_its_article_with_title_date_body_and_quotation(warehouse, place):
    found = rows(warehouse, "select article_id, title, published_date, word_count from articles where contains(text, ?)", place)
    assert [row[1:3] for row in found] == [(TITLE.replace("Wexbury", place), date(2025, 3, 17))]
    assert found[0][3] == 71
    assert rows(warehouse, "select speaker_name from quotes where article_id = ?", found[0][0]) == [("Anna Holm",)]


def test_every_document_is_accounted_for(warehouse):
    assert rows(warehouse, "select count(*) from articles") == [(len(PLACES),)]
    found = rows(warehouse, "select parse_filename(file_uri), record, reason_code from rejects order by all")
    assert found == [("archive.zip", "../evil.txt", "unsafe_path"), ("export.jsonl", "row 2", "malformed_record")]


@pytest.mark.parametrize(
    ("place", "column", "expected"),
    [
        ("Dunwick", "url", "https://post.example/dunwick/bridge"),
        ("Dunwick", "source_id", "the-dunwick-post"),
        ("Elmsford", "record", "https://gazette.example/elmsford/bridge"),
        ("Elmsford", "source_id", "harbour-gazette"),
        ("Elmsford", "byline", "Jane Roe"),
        ("Jarrow", "source_id", "harbour-feed"),
        ("Marden", "record", "post/2025/page.html"),
        ("Norham", "folder", "post"),
        ("Oxted", "published_rule", "published:file-name"),
    ],
)
def test_what_a_record_tells_stands_in_the_warehouse(warehouse, place, column, expected):
    assert rows(warehouse, f"select {column} from articles where contains(text, ?)", place) == [(expected,)]
