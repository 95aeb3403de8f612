"""RSS and Atom feeds."""

import io
import socket

import pytest

from pipelines.readers.formats import documents
from pipelines.readers.options import Options


def read(content, name="feed.xml", **options):
    return list(documents(io.BytesIO(content.encode() if isinstance(content, str) else content), name, Options(**options)))


def rss(
    items,
    head="",
    root='rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"',
):
    channel = f"<channel><title>Gazette</title><language>en-GB</language>{items}</channel>"
    return f'<?xml version="1.0"?>{head}<{root}>{channel}</{root.split()[0]}>'


ITEM = "<item><title>Rain &amp; wind</title><link>https://g.example/1</link><guid>g1</guid><description>Short.</description>{}</item>"
PAGE = "<content:encoded><![CDATA[<p>Rain <b>fell</b>.</p>]]></content:encoded>"


def test_content_of_rss_goes_before_description():
    (found,) = read(rss(ITEM.format(PAGE + "<dc:creator>Ann Lee</dc:creator><pubDate>Wed, 01 May 2024 10:00:00 GMT</pubDate>")))
    assert (found.record, found.format, found.content) == ("g1", "fragment", b"<p>Rain <b>fell</b>.</p>")
    assert found.told == ("https://g.example/1", "Rain & wind", "Ann Lee", "Gazette", "Wed, 01 May 2024 10:00:00 GMT", "en-GB", "utf-8")


@pytest.mark.parametrize(
    ("description", "kind", "content"),
    [
        ("Rain fell.\nSnow fell.", "text", "Rain fell.\nSnow fell."),
        ("&lt;p&gt;Rain fell.&lt;/p&gt;", "fragment", "<p>Rain fell.</p>"),
        ("5 &lt; 6", "text", "5 < 6"),
    ],
)
def test_description_is_read_where_there_is_no_content(description, kind, content):
    (found,) = read(rss(f"<item><description>{description}</description></item>"))
    assert (found.record, found.format) == ("entry 1", kind)
    assert found.content.decode().replace("&lt;", "<") == content


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(rss(ITEM, root='rss version="0.91"'), id="RSS 0.91"),
        pytest.param(
            rss(
                ITEM, head='<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://feeds.invalid/rss.dtd">', root='rss version="0.91"'
            ),
            id="document type",
        ),
        pytest.param(rss(ITEM).encode("utf-16"), id="UTF-16"),
        pytest.param(
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>Gazette</title>'
            '</channel><item rdf:about="g1"><title>Rain</title><link>https://g.example/1</link><description>Short.</description></item></rdf:RDF>',
            id="RSS 1.0",
        ),
        pytest.param(rss(ITEM).removesuffix("</channel></rss>"), id="cut off"),
        pytest.param(rss(ITEM).replace("&amp;", "&"), id="not well formed"),
        pytest.param("\n <!-- a comment <rss> -->" + rss(ITEM).partition("?>")[2], id="comment first"),
    ],
)
def test_kinds_of_rss_are_read(content):
    (found,) = read(content)
    assert (found.format, found.content) == ("text", b"Short.")
    assert found.told.url == "https://g.example/1"
    assert found.told.source == "Gazette"


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Gazette</title><entry>
<id>urn:1</id><title type="html">Rain &lt;b&gt;</title>
<link href="https://g.example/1"/>{}<author><name>Ann Lee</name></author><author><name>Bo Ray</name></author>{}</entry></feed>"""


def test_atom_is_read_and_a_change_is_no_publication():
    body = '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Rain fell.</p></div></content><summary>Short.</summary>'
    (found,) = read(ATOM.format("<updated>2024-05-02T00:00:00Z</updated>", body), "feed")
    assert (found.record, found.format, found.content) == ("urn:1", "fragment", b"<p>Rain fell.</p>")
    assert found.told[:5] == ("https://g.example/1", "Rain <b>", "Ann Lee, Bo Ray", "Gazette", None)
    (found,) = read(ATOM.format("<published>2024-05-01T00:00:00Z</published>", body), "feed.atom")
    assert found.told.published == "2024-05-01T00:00:00Z"


LAUGHS = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(rss(ITEM, head=LAUGHS), "unsafe_xml", id="entities that expand"),
        pytest.param(
            rss(ITEM, head='<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>'), "unsafe_xml", id="entity of another file"
        ),
        pytest.param(rss(ITEM, head='<!DOCTYPE rss [<!ENTITY % a SYSTEM "http://a.invalid/x">%a;]>'), "unsafe_xml", id="parameter entity"),
        pytest.param(rss(ITEM, head="<!-- <a> -->\n<?x <a> ?>" + LAUGHS), "unsafe_xml", id="after comments"),
        pytest.param(rss(ITEM, head=LAUGHS).encode("utf-16"), "unsafe_xml", id="UTF-16"),
        pytest.param(rss(ITEM, head=LAUGHS).encode("utf-16-be"), "unsafe_xml", id="UTF-16 without a mark"),
        pytest.param(rss(ITEM, head=LAUGHS).encode("utf-32"), "unsafe_xml", id="UTF-32"),
        pytest.param(rss(""), "no_text", id="no entries"),
        pytest.param(rss("<item><title>Rain</title></item>"), "no_text", id="entry without a text"),
        pytest.param('<?xml version="1.0"?><urlset><url><loc>https://a.example</loc></url></urlset>', "unsupported_format", id="site map"),
        pytest.param('<?xml version="1.0"?>' + "<a>" * 5000, "unsupported_format", id="deep"),
        pytest.param("just words", "malformed_record", id="no XML"),
        pytest.param("", "no_text", id="empty"),
        pytest.param("<rss", "malformed_record", id="cut at once"),
        pytest.param(rss(f"<item><description>{'x' * 3000}</description></item>"), "too_large", id="large"),
    ],
)
def test_what_is_no_safe_feed_is_refused(content, code):
    (found,) = read(content, max_bytes=20_000 if code != "too_large" else 2000)
    assert found.refusal_code == code
    assert found.refusal_detail


def test_entities_that_an_article_speaks_of_do_no_harm():
    (found,) = read(rss(ITEM.format("<content:encoded><![CDATA[<!DOCTYPE a [<!ENTITY b 'c'>]> Rain fell.]]></content:encoded>")))
    assert found.refusal_code is None


def test_nothing_is_fetched(monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("connected"))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("asked for an address"))
    head = '<!DOCTYPE rss SYSTEM "http://a.invalid/rss.dtd"><?xml-stylesheet href="http://a.invalid/x.xsl"?>'
    assert len(read(rss(ITEM, head=head))) == 1
    assert len(read("http://a.invalid/feed.xml")) == 1


def test_xhtml_that_is_named_xml_is_a_page():
    (found,) = read('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">\n<html><p>Rain.</p></html>')
    assert (found.record, found.format) == (None, "html")
