"""Which format a file has; what holds for the documents of every format."""

import gzip
import io
import json
import zipfile
from functools import cache
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.lexicons import load
from pipelines.readers.document import Told
from pipelines.readers.formats import READERS, documents
from pipelines.readers.options import Options
from pipelines.schemas.raw import FORMATS, REFUSALS

PAGE = b"<!DOCTYPE html>\n<html><p>Rain.</p></html>"


def read(name, content, **options):
    return list(documents(io.BytesIO(content), name, Options(**options)))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", b"Rain fell.", "text"),
        ("A.TXT", b"Rain fell.", "text"),
        ("a", b"Rain fell.", "text"),
        ("report.2024", b"Rain fell.", "text"),
        ("By J. Smith", b"Rain fell.", "text"),
        ("a.txt", b"", "text"),
        ("a.txt", b'{"text": "in a .txt file"}', "text"),
        ("a", b"[Correction: rain fell.]", "text"),
        ("a", b"{curly} words", "text"),
        ("a", b"From our reporter\nSubject: rain", "text"),
        ("a", b"%PDF-1.7 \x00\x01", "text"),
        ("a.md", b"# Rain", "markdown"),
        ("a.markdown", PAGE, "markdown"),
        ("a.html", b"Rain fell.", "html"),
        ("a.HTM", PAGE, "html"),
        ("a.xhtml", PAGE, "html"),
        ("a.shtml", PAGE, "html"),
        ("a.txt", PAGE, "html"),
        ("a.php", PAGE, "html"),
        ("a", b"\xef\xbb\xbf \n<HTML lang=en>", "html"),
        ("a", PAGE.decode().encode("utf-16"), "html"),
        ("a", b"<!-- saved -->\n" + PAGE, "html"),
        ("a", b"<!-- <html> -->" * 200 + b"words", "text"),
        ("a", b'<?xml version="1.0"?>\n' + PAGE, "html"),
        ("a.xml", b'<?xml version="1.0"?>\n' + PAGE, "html"),
        ("a.txt", b"<p>Rain</p> in a text", "text"),
        ("a.txt", b"<htmlish> words", "text"),
    ],
)
def test_file_that_is_one_document_keeps_its_bytes(name, content, kind):
    (found,) = read(name, content)
    assert (found.record, found.format, found.content, found.told) == (None, kind, content, Told())


@pytest.mark.parametrize(
    ("content", "record"),
    [
        (b'{"text": "Rain"}', "row 1"),
        (b' [ {"text": "Rain"} ]', "row 1"),
        (b"\xef\xbb\xbf" + b'{"text": "Rain"}\n{"text": "Snow"}', "row 1"),
        (b'<?xml version="1.0"?><rss><channel><item><guid>g</guid><description>Rain</description></item></channel></rss>', "g"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>g</id><content>Rain</content></entry></feed>', "g"),
    ],
)
def test_content_tells_the_format_where_the_name_does_not(content, record):
    for name in ("a", "a.data", "2024.05.01"):
        assert read(name, content)[0][:3] == (record, "text", b"Rain")


@pytest.mark.parametrize("name", ["a.pdf", "a.b.DOCX", "a.xlsx", "a.mp3", "a.zip", "a.7z", "a.msg"])
def test_other_formats_are_refused_by_name(name):
    (found,) = read(name, b"anything")
    assert (found.refusal_code, (found.refusal_detail or "")[:20]) == ("unsupported_format", "the file's name says")


def test_no_extension_is_both_read_and_refused():
    assert not set(load("formats")["extension"]) & set(READERS)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md", "a", "a.xml", "a.eml"])
def test_file_beyond_the_limit_is_refused(name):
    (found,) = read(name, b"x" * 1001, max_bytes=1000)
    assert (found.refusal_code, found.refusal_detail) == ("too_large", "the file has 1,001 bytes, the limit is 1,000")
    assert read(name, b"Subject: x\n\nx" + b" " * 900, max_bytes=1000)[0].refusal_code != "too_large"


def test_defaults_stand_where_nothing_is_told():
    content = b'{"source": "Herald", "text": "Rain"}\n{"language": "de", "text": "Regen"}\n{"title": "no text"}'
    found = read("a.jsonl", content, source="Gazette", language="en")
    assert [(document.told.source, document.told.language) for document in found] == [("Herald", "en"), ("Gazette", "de"), (None, None)]
    assert read("a.txt", b"Rain", source="Gazette")[0].told.source == "Gazette"


def test_archive_member_is_read_from_where_it_stands():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jsonl", '{"text": "Rain"}\n' * 3)
        archive.writestr("l.parquet", samples()["l.parquet"])
    with zipfile.ZipFile(stream) as archive:
        for name, count in (("a.jsonl", 3), ("l.parquet", 5)):
            with archive.open(name) as member:
                assert len(list(documents(member, name, Options()))) == count
                assert not member.closed


@cache
def samples():
    """Sound files of every format."""
    body = b"<html><p>Rain fell on the caf\xc3\xa9.</p></html>"
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(body, mtime=0)
    warc = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\nContent-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n%b\r\n\r\n"
    ) % (len(http), http)
    record = {"id": 1, "title": "T", "text": "Rain fell à l'aube.", "authors": [{"name": "Ann"}], "date": 1714557600, "meta": {"url": "u"}}
    lines = "\n".join(json.dumps(record | {"id": number}, ensure_ascii=False) for number in range(3))
    entry = '<entry><id>1</id><title>T</title><content type="html">&lt;p>Rain</content></entry>'
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>G</title>{entry}</feed>'
    item = "<item><guid>g</guid><title>T</title><description><![CDATA[<p>Rain</p>]]></description></item>"
    rss = f"<rss version='2.0'><channel>{item * 2}</channel></rss>"
    mail = (
        b"From: =?utf-8?q?Ann_L=C3=A9e?= <ann@a.example>, Group: x@y.z;\nSubject: =?utf-8?b?SMOpbGxv?= there\nMessage-ID: <1@a.example>\n"
        b"Content-Type: multipart/alternative; boundary=b1\n\n--b1\nContent-Type: text/plain; charset=utf-8\n"
        b"Content-Transfer-Encoding: base64\n\n"
        b"UmFpbiBmZWxsLg==\n--b1\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>Rain=20</p>\n--b1--\n"
    )
    table = io.BytesIO()
    rows = pl.DataFrame({"text": ["Rain fell."] * 5, "id": range(5), "authors": [["Ann"]] * 5, "meta": [{"url": "u"}] * 5})
    rows.write_parquet(table)
    csv = 'id,title,text\n1,"T, t","Rain\nfell ""hard"""\n2,T,Snow\n'
    return {
        "a.jsonl": lines.encode(), "b.json": json.dumps({"articles": [record] * 2}).encode(), "c.json": f"[{lines}]".encode("utf-16"),
        "d.csv": csv.encode("cp1252"), "e.tsv": b"url\ttext\nu\tRain caf\xe9\n", "f.rss": rss.encode(), "g.xml": rss.encode("utf-16"),
        "h.atom": atom.encode(), "i.warc": warc, "j.warc.gz": gzip.compress(warc, mtime=0), "k.eml": mail, "l.parquet": table.getvalue(),
        "m.mbox": (b"From ann\n" + mail) * 2, "n": lines.encode(), "o": atom.encode(), "p.txt": body, "q.md": b"# Rain", "r.html": body,
    }  # fmt: skip


def keeps_promises(name, content):
    for found in documents(io.BytesIO(content), name, Options(max_bytes=3000)):
        if found.refusal_code is None:
            assert found.format in FORMATS
            assert found.content is not None
            assert len(found.content) <= 3000
        else:
            assert (found.format, found.content) == (None, None)
            assert found.refusal_code in REFUSALS
            assert found.refusal_detail
        assert all(value is None or value.encode() for value in (found.record, found.refusal_detail, *found.told))


def mutated(content, seed):
    """Return bytes with a few of them changed, cut out, put in or moved."""
    random, changed = Random(seed), bytearray(content)
    for _ in range(random.randint(1, 5)):
        place, length = random.randrange(len(changed) + 1), random.randint(1, 20)
        other = random.randrange(len(changed) + 1)
        put = random.choice([b"", random.randbytes(1), random.randbytes(length), bytes(changed[other : other + length])])
        changed[place : place + random.choice([0, 1, len(put), length])] = put
    return bytes(changed)


@pytest.mark.parametrize("name", samples())
def test_sound_file_gives_documents(name):
    found = read(name, samples()[name])
    assert found
    assert all(document.refusal_code is None for document in found)


@pytest.mark.parametrize("name", samples())
@settings(max_examples=60)
@given(content=st.binary(max_size=300))
def test_any_bytes_give_documents_or_refusals(name, content):
    keeps_promises(name, content)
    keeps_promises(name, samples()[name][:12] + content)


@pytest.mark.parametrize("name", samples())
def test_damaged_files_give_documents_or_refusals(name):
    count = 60 if name.endswith(("parquet", "rss", "xml", "atom")) else 300
    for seed in range(count):
        keeps_promises(name, mutated(samples()[name], seed))
    for length in range(0, len(samples()[name]), max(1, len(samples()[name]) // 25)):
        keeps_promises(name, samples()[name][:length])
