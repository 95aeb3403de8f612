"""E-mail."""

import io
from email.message import EmailMessage

import pytest

from pipelines.readers.formats import documents
from pipelines.readers.options import Options


def read(name, content, **options):
    return list(documents(io.BytesIO(content), name, Options(**options)))


def letter(text="Rain fell.\n", html=None, attachment=None, **headers):
    message = EmailMessage()
    if text is not None:
        message.set_content(text)
    if html is not None:
        (message.add_alternative if text is not None else message.set_content)(html, subtype="html")
    if attachment is not None:
        message.add_attachment(attachment, filename="report.txt")
    for header, value in (
        {"From": "Ann Lée <ann@g.example>", "Subject": "Räin & wind", "Date": "Wed, 01 May 2024 10:00:00 +0200"} | headers
    ).items():
        message[header.replace("_", "-")] = value
    return message.as_bytes()


@pytest.mark.parametrize(
    ("content", "kind", "text"),
    [
        pytest.param(letter(), "text", "Rain fell.\n", id="plain"),
        pytest.param(letter(html="<p>Rain fell.</p>"), "text", "Rain fell.\n", id="plain goes before markup"),
        pytest.param(letter(attachment="Not this."), "text", "Rain fell.\n", id="attachment is none"),
        pytest.param(letter("Café – Łódź\n"), "text", "Café – Łódź\n", id="letters beyond ASCII"),
        pytest.param(letter(None, "<p>Rain fell.</p>\n"), "fragment", "<p>Rain fell.</p>\n", id="markup alone"),
        pytest.param(letter(None, "<html><p>Rain.</p></html>\n"), "html", "<html><p>Rain.</p></html>\n", id="page alone"),
        pytest.param(letter().replace(b"\n", b"\r\n"), "text", "Rain fell.\r\n", id="lines of Windows"),
        pytest.param(b"Subject: x\n\nRain fell.", "text", "Rain fell.", id="hardly any header"),
    ],
)
def test_text_of_a_message_is_read(content, kind, text):
    (found,) = read("a.eml", content)
    assert (found.record, found.format, found.content.decode()) == (None, kind, text)


def test_headers_are_told():
    (found,) = read("a.eml", letter(Content_Language="de"))
    assert found.told[:6] == (None, "Räin & wind", "Ann Lée", None, "Wed, 01 May 2024 10:00:00 +0200", "de")
    assert found.told.charset == "utf-8"


def test_bytes_stay_in_their_encoding():
    content = b"Content-Type: text/plain; charset=windows-1250\nContent-Transfer-Encoding: 8bit\n\n" + "Łódź".encode("cp1250")
    (found,) = read("a.eml", content)
    assert (found.content, found.told.charset) == ("Łódź".encode("cp1250"), "windows-1250")


NESTED = b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 50


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(letter(" \n"), "no_text", id="white space"),
        pytest.param(b"Content-Type: image/png\n\nxx", "no_text", id="image"),
        pytest.param(b"", "no_text", id="empty"),
        pytest.param(letter("x" * 26_000), "too_large", id="large"),
        pytest.param(b"Content-Type: text/plain; " + b"a=b; " * 4500 + b"\n\nRain", "malformed_record", id="header without end"),
        pytest.param(NESTED, "no_text", id="nested"),
    ],
)  # fmt: skip
def test_message_without_a_text_is_refused(content, code):
    assert [document.refusal_code for document in read("a.eml", content, max_bytes=25_000)] == [code]


@pytest.mark.parametrize(
    "header", ["From: <", "From: Group: a@b, ;", "Subject: =?utf-8?b?!!!?=", "Date: =?x?q?y?=", "From: =?a?q?=20?= <@>,"]
)
def test_damaged_headers_do_no_harm(header):
    (found,) = read("a.eml", f"{header}\n\nRain fell.".encode())
    assert found.content == b"Rain fell."


def test_messages_of_a_mailbox_are_read():
    first, second = (
        letter(Message_ID="<1@g.example>"),
        letter("Snow fell.\n>From here on.\n\nFrom the north.\n".replace("\nFrom", "\n>From")),
    )
    found = read("a.mbox", b"From ann\n" + first + b"\nFrom bo\n" + second + b"\nFrom cy\nSubject: large\n\n" + b"x" * 9000, max_bytes=2000)
    assert [(document.record, document.refusal_code) for document in found] == [
        ("<1@g.example>", None), ("message 2", None), ("message 3", "too_large"),
    ]  # fmt: skip
    assert found[1].content.rstrip() == b"Snow fell.\nFrom here on.\n\nFrom the north."


@pytest.mark.parametrize("content", [b"", b"Subject: x\n\nRain fell."])
def test_mailbox_without_messages_is_refused(content):
    assert [document.refusal_code for document in read("a.mbox", content)] == ["no_text"]
