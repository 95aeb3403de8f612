"""Web archives."""

import gzip
import io

import pytest

from pipelines.readers.formats import documents
from pipelines.readers.options import Options

PAGE = "<html><body><p>Rain fell on the café.</p></body></html>".encode()


def read(content, name="a.warc", **options):
    return list(documents(io.BytesIO(content), name, Options(**options)))


def record(uri="https://a.example/1", media="text/html; charset=utf-8", status="200 OK", body=PAGE, extra="", kind="response"):
    """One record of an archive, with the answer of a server in it unless it is a resource."""
    head = f"HTTP/1.1 {status}\r\nDate: Wed, 01 May 2024 10:00:00 GMT\r\nContent-Type: {media}\r\n{extra}\r\n".encode()
    block = body if kind == "resource" else head + body
    lines = [
        "WARC/1.0", f"WARC-Type: {kind}", f"WARC-Target-URI: {uri}", "WARC-Date: 2024-05-01T10:00:00Z", "WARC-Record-ID: <urn:uuid:1>",
        f"Content-Type: {media if kind == 'resource' else 'application/http; msgtype=response'}", f"Content-Length: {len(block)}",
    ]  # fmt: skip
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(record(), id="answer"),
        pytest.param(gzip.compress(record()), id="compressed"),
        pytest.param(record(body=gzip.compress(PAGE), extra="Content-Encoding: gzip\r\n"), id="compressed answer"),
        pytest.param(
            record(body=b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE), extra="Transfer-Encoding: chunked\r\n"), id="answer in pieces"
        ),
        pytest.param(record(kind="resource"), id="resource"),
        pytest.param(record(media="application/xhtml+xml;charset=UTF-8"), id="XHTML"),
        pytest.param(record("<https://a.example/1>"), id="address in brackets"),
        pytest.param(record(status="404 Not Found") + record(media="image/png") + record(kind="request") + record(), id="among others"),
    ],
)
def test_page_is_read(content):
    for name in ("a.warc", "a.warc.gz", *(["a"] if content.startswith(b"WARC") else [])):
        (found,) = read(content, name)
        assert (found.record, found.format, found.content) == ("https://a.example/1", "html", PAGE)
        assert found.told._replace(charset=None) == ("https://a.example/1", None, None, None, None, None, None)
        assert (found.told.charset or "").lower() == "utf-8"


def test_page_that_was_crawled_twice_is_two_documents():
    found = read(b"".join(gzip.compress(record(body=body)) for body in (PAGE, PAGE * 2)), "a.warc.gz")
    assert [document.record for document in found] == ["https://a.example/1"] * 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "no_text", id="empty"),
        pytest.param(b"just words\r\n\r\n", "damaged", id="no archive"),
        pytest.param(record(status="301 Moved") + record(media="text/plain"), "no_text", id="no page"),
        pytest.param(record(body=b" "), "no_text", id="empty page"),
        pytest.param(record()[:-30], "damaged", id="cut off"),
        pytest.param(gzip.compress(record())[:-30], "damaged", id="compressed and cut off"),
        pytest.param(record(body=PAGE * 100), "too_large", id="large"),
        pytest.param(record(body=gzip.compress(b" " * 10**8), extra="Content-Encoding: gzip\r\n"), "too_large", id="compressed and large"),
        pytest.param(record(body=PAGE * 10**5), "too_large", id="very large"),
        pytest.param(record(body=PAGE, extra="Content-Encoding: gzip\r\n"), "damaged", id="not compressed as told"),
    ],
)
def test_faulty_archive_is_refused(content, code):
    (found,) = read(content, max_bytes=2000)
    assert found.refusal_code == code
    assert found.refusal_detail


def test_damaged_page_does_not_end_the_archive():
    found = read(record(body=PAGE, extra="Content-Encoding: gzip\r\n") + record("https://a.example/2") + b"words\r\n\r\n")
    assert [(document.record, document.refusal_code) for document in found] == [
        ("https://a.example/1", "damaged"), ("https://a.example/2", None), (None, "damaged"),
    ]  # fmt: skip
