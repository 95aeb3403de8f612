"""What pages tell about themselves in their markup."""

import pytest
from lxml import html as parser

from pipelines.text.page_metadata import PageMetadata, metadata, without_site

TITLE = "Storm hits coast"


def told(head: str = "", body: str = "", attributes: str = "") -> PageMetadata:
    return metadata(parser.document_fromstring(f"<html {attributes}><head>{head}</head><body>{body}</body></html>"))


def linked(json: str) -> PageMetadata:
    return told(f'<script type="application/ld+json">{json}</script>')


def test_page_that_tells_nothing() -> None:
    assert told(body="<p>By Ann Lee, 3 May 2024, for The Courier</p>") == PageMetadata()


@pytest.mark.parametrize(
    "json",
    [
        pytest.param('{"@type": "NewsArticle", %s, "author": {"@type": "Person", "name": "Ann Lee"}}', id="one thing"),
        pytest.param(
            '[{"@type": "BreadcrumbList", "name": "x", "url": "y"}, {"@type": ["ReportageNewsArticle"], %s, "author": "Ann Lee"}]',
            id="list",
        ),
        pytest.param(
            '{"@graph": [{"@type": "Person", "@id": "#a", "name": "Ann Lee"}, {"@type": "BlogPosting", %s, "author": {"@id": "#a"}}]}',
            id="graph",
        ),
        pytest.param(
            '{"@type": "WebPage", "name": "x", "mainEntity": {"@type": "Article", %s, "author": ["Ann Lee", "Ann Lee"]}}',
            id="within a page",
        ),
        pytest.param('{"@type": "https://schema.org/Article", %s, "author": [{"name": ["Ann Lee"]}],}', id="trailing comma"),
        pytest.param('<!-- //<![CDATA[\n{"@type": "Article", %s, "author": "Ann \n Lee"}\n//]]> -->', id="wrapped, with line breaks"),
    ],
)
def test_json_ld_tells_the_article(json: str) -> None:
    fields = (
        '"headline": "Storm hits&nbsp;<b>coast</b>", "datePublished": "2024-05-03T10:00Z", "dateModified": "2024-05-04", '
        '"inLanguage": "en", '
        '"publisher": {"@type": "Organization", "name": "The Courier"}, "mainEntityOfPage": {"@id": "https://example.org/storm?utm_source=x"}'
    )
    assert linked(json.replace("%s", fields)) == PageMetadata(
        TITLE, "Ann Lee", "The Courier", "https://example.org/storm", "en", ("2024-05-03T10:00Z",), "2024-05-04"
    )


@pytest.mark.parametrize(
    ("json", "page"),
    [
        pytest.param(
            '{"@type": "NewsArticle", "headline": "Storm hits coast", "datePublished": "2024-05-03" "author"',
            (TITLE, "2024-05-03"),
            id="broken",
        ),
        pytest.param('{"@type": "Recipe", "name": "Soup", "datePublished": "2024-05-03"}', (None, None), id="no article"),
        pytest.param(
            '{"@type": "Article", "headline": null, "datePublished": 20240503, "author": [null, 3]}', (None, None), id="wrong types"
        ),
        pytest.param("[[[[" * 20_000, (None, None), id="deep"),
        pytest.param("3", (None, None), id="number"),
        pytest.param("", (None, None), id="empty"),
        pytest.param(
            '[{"@type": "Article", "headline": "Storm hits coast", "datePublished": "2024-05-03"}, '
            '{"@type": "Article", "headline": "Other", "datePublished": "2024-05-09"}]',
            (TITLE, "2024-05-03"),
            id="first of several",
        ),
    ],
)
def test_json_ld_that_is_odd(json: str, page: tuple[str | None, str | None]) -> None:
    found = linked(json)
    assert (found.title, found.published[0] if found.published else None) == page
    assert found.author is None


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        ('<meta property="og:title" content="Storm &amp; \n tide">', "title", "Storm & tide"),
        ('<meta name="DC.Title" content="Storm">', "title", "Storm"),
        ("<title>Storm hits coast</title>", "title", TITLE),
        ('<meta name="author" content="Ann Lee">', "author", "Ann Lee"),
        ('<meta name="citation_author" content="Ann Lee"><meta name="citation_author" content="Bo Roe">', "author", "Ann Lee, Bo Roe"),
        ('<meta name="sailthru.author" content="Ann Lee">', "author", "Ann Lee"),
        ('<meta property="article:author" content="https://example.org/ann">', "author", None),
        ('<meta name="author" content="desk@example.org"><meta name="parsely-author" content="Ann Lee">', "author", "Ann Lee"),
        ('<meta property="og:site_name" content="The Courier">', "site", "The Courier"),
        ('<meta name="twitter:site" content="@courier">', "site", None),
        ('<link rel="canonical" href="https://example.org/storm?fbclid=1#a">', "url", "https://example.org/storm"),
        (
            '<link rel="canonical" href="https://example.org/"><meta property="og:url" content="https://example.org/storm">',
            "url",
            "https://example.org/storm",
        ),
        ('<link rel="canonical" href="https://example.org">', "url", None),
        ('<link rel="canonical" href="/storm">', "url", None),
        ('<base href="https://example.org/x/"><link rel="canonical" href="/storm">', "url", "https://example.org/storm"),
        ('<link rel="Canonical" href="//example.org/storm">', "url", "https://example.org/storm"),
        ('<link rel="alternate" href="https://example.org/feed">', "url", None),
        ('<meta property="og:locale" content="en_GB">', "language", "en_GB"),
        ('<meta http-equiv="Content-Language" content="en">', "language", "en"),
        ('<meta property="article:modified_time" content="2024-05-04">', "modified", "2024-05-04"),
        ('<meta property="article:published_time" content="2024-05-03T10:00:00+02:00">', "published", ("2024-05-03T10:00:00+02:00",)),
        (
            '<meta name="dcterms.date" content="2024-05-04"><meta name="DC.date.issued" content="3 May 2024">',
            "published",
            ("3 May 2024", "2024-05-04"),
        ),
        ('<meta name="parsely-pub-date" content="2024-05-03"><meta name="date" content="2024-05-03">', "published", ("2024-05-03",)),
        ('<meta name="date" content="today">', "published", ()),
        ('<meta name="revisit-after" content="7 days"><meta name="expires" content="2024-05-03">', "published", ()),
    ],
)
def test_tags_of_the_head(head: str, field: str, value: object) -> None:
    assert getattr(told(head), field) == value


@pytest.mark.parametrize(
    ("body", "published"),
    [
        ('<time datetime="2024-05-03" pubdate>May</time>', ("2024-05-03",)),
        ('<span itemprop="datePublished" content="2024-05-03">May</span>', ("2024-05-03",)),
        ('<span itemprop="datePublished">3 May 2024</span>', ("3 May 2024",)),
        ('<article><time datetime="2024-05-03">May</time><p>x</p><time datetime="2024-05-01">1 May</time></article>', ("2024-05-03",)),
        ('<aside><time datetime="2024-05-03">May</time></aside>', ()),
        ("<p>Published 3 May 2024</p>", ()),
    ],
)
def test_dates_of_the_body(body: str, published: tuple[str, ...]) -> None:
    assert told(body=body).published == published


def test_microdata_names_authors_and_the_html_element_the_language() -> None:
    body = '<div itemprop="author" itemscope><span itemprop="name">Ann Lee</span>, reporter</div><b itemprop="author">Bo Roe</b>'
    found = told(body=body, attributes="lang='en-GB'")
    assert (found.author, found.language) == ("Ann Lee, Bo Roe", "en-GB")


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        pytest.param(
            "<title>Storm hits coast | The Courier</title>",
            "<h1>The Courier</h1><h2>Storm hits coast</h2>",
            TITLE,
            id="heading before the mark",
        ),
        pytest.param("<title>The Courier: Storm hits coast</title>", "<h2>Storm hits coast</h2>", TITLE, id="heading behind the name"),
        pytest.param("<title>Storm Hits Coast!</title>", "<h1>Storm <i>hits</i> coast</h1>", TITLE, id="as printed"),
        pytest.param(
            "<title>Storm hits the coast, 4 hurt</title>",
            "<h1>Storm hits the coast: four hurt</h1>",
            "Storm hits the coast: four hurt",
            id="two wordings",
        ),
        pytest.param("<title>Storm hits coast</title>", "<h1>The Courier</h1>", TITLE, id="heading is the site's name"),
        pytest.param("", "<h1>Storm hits coast</h1>", TITLE, id="only heading"),
        pytest.param("", "<h1>Storm hits coast</h1><h1>Bus hits tree</h1>", None, id="several headings"),
        pytest.param("<title>Storm hits coast | Weather</title>", "", "Storm hits coast | Weather", id="unknown suffix stays"),
        pytest.param(
            '<title>Storm hits coast - Courier.com</title><meta property="og:site_name" content="The Courier">', "", TITLE, id="told site"
        ),
        pytest.param("<title></title>", "", None, id="empty"),
    ],
)
def test_title(head: str, body: str, title: str | None) -> None:
    assert told(head, body).title == title


@pytest.mark.parametrize(
    ("title", "site", "expected"),
    [
        ("Storm hits coast | The Courier", "The Courier", TITLE),
        ("Storm hits coast – THE COURIER", "Courier", TITLE),
        ("Storm hits coast :: Courier News", "The Courier", TITLE),
        ("Storm hits coast - and stays", "The Courier", "Storm hits coast - and stays"),
        ("Storm hits coast | The Courier", None, "Storm hits coast | The Courier"),
        ("Storm-hit coast", "hit coast", "Storm-hit coast"),
        ("The Courier", "The Courier", "The Courier"),
        ("Storm | Weather | The Courier", "The Courier", "Storm | Weather"),
    ],
)
def test_name_of_the_site_is_no_part_of_the_title(title: str, site: str | None, expected: str) -> None:
    assert without_site(title, site) == expected
