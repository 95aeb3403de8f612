"""Visible text of pages and pieces of HTML."""

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text import html

STORY = "".join(
    f"<p>The {name} crossing was closed again on Monday, the port said, and the boats stayed in harbour for the night.</p>"
    for name in ("northern", "southern", "eastern", "western")
)
TOKENS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<ul><li>",
        "</li>",
        "<br>",
        "<table><tr><td>",
        "</td><td>",
        "<pre>",
        "</pre>",
        "<b>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<h1>",
        "<span hidden>",
        "<a href=x>",
        "</a>",
        "<",
        "&amp;",
        "&#0;",
        "&#xfdd0;",
        "&#8;",
        "&#xffff;",
        "\x08",
        "<input type=submit value='&#7;'>",
        "\x00",
        "\ud800",
        "\n",
        "  ",
        "A storm hit.",
        "Jane Doe",
        "<svg>",
        "<template>",
        "<q>",
        "<textarea>",
        "<frameset>",
        "<?xml version='1.0' encoding='latin-1'?>",
        "é",
        "\ue001",
    ]
)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        pytest.param("<p>One</p><p>Two</p>", "One\n\nTwo", id="paragraphs"),
        pytest.param("<p>One\n  line <b>bo</b>ld, <i>set</i>.</p>", "One line bold, set.", id="inline without spurious space"),
        pytest.param("<div>One<div>Two</div>Three</div>", "One\n\nTwo\n\nThree", id="nested blocks"),
        pytest.param("One<br>Two<br/><br/>Three", "One\nTwo\n\nThree", id="line breaks"),
        pytest.param("<ul><li>One<li>Two</ul>after", "One\nTwo\n\nafter", id="list"),
        pytest.param("<ul><li><h3>One</h3><p>more</p></li><li>Two<ul><li>deep</ul></ul>", "One\nmore\nTwo\ndeep", id="blocks in a list"),
        pytest.param("<dl><dt>Name<dd>Ann</dl>", "Name\nAnn", id="definitions"),
        pytest.param("<table><tr><th>A<th>B<tr><td>1<td>2</table>", "A | B\n1 | 2", id="data table"),
        pytest.param("<table><tbody><tr><td><p>Menu</p><td><p>Text</p></table>", "Menu\n\nText", id="layout table"),
        pytest.param("<table><tr><td><p>Text</p><table><tr><td>1<td>2</table></table>", "Text\n\n1 | 2", id="data table in layout table"),
        pytest.param("<pre>a  b\n    c\n\n\nd</pre>e", "a  b\n    c\n\nd\n\ne", id="preformatted"),
        pytest.param("<pre>a  \n \n  </pre> <p>b", "a\n\nb", id="white space at the end of preformatted text"),
        pytest.param("x<script>var a</script><style>p{}</style><noscript>no</noscript><template>t</template>y", "xy", id="unseen elements"),
        pytest.param("<title>T</title><p>x<svg><title>icon</title><text>s</text></svg></p>", "x", id="title and drawing"),
        pytest.param("<p hidden>a</p><p style='color:red; DISPLAY : none'>b</p><p style='display:block'>c</p>", "c", id="hidden"),
        pytest.param("<i aria-hidden=true>home</i><div aria-hidden=true>menu</div>", "menu", id="icons"),
        pytest.param("<a class='skip sr-only'>Skip</a><h1 class='sr-only'>Title</h1>", "Title", id="screen readers"),
        pytest.param("<p>a \ue9f1b&#xe001;</p>", "a b", id="icon font"),
        pytest.param("<p>&ldquo;Caf&eacute;&nbsp;&amp;&nbsp;bar&rdquo; &lt;b&gt;</p>", "“Café & bar” <b>", id="entities"),
        pytest.param("<p>He said <q>no</q>.</p>", "He said “no”.", id="quotation element"),
        pytest.param("<figure><img alt='A boat'><figcaption>The boat</figcaption></figure>", "The boat", id="caption without alternative"),
        pytest.param(
            "<form><label>Mail</label><select><option>A<option>B</select><input type=submit value=Send></form>",
            "Mail\n\nA\nB\n\nSend",
            id="form",
        ),
        pytest.param("<div><span>By Jane Doe</span><span>3 May</span></div>", "By Jane Doe 3 May", id="elements side by side"),
        pytest.param("<nav><a>News</a><a>Sport</a></nav>", "News Sport", id="menu side by side"),
        pytest.param(
            "<p><span>T</span>he <span>Mc</span>Bride <span>re</span><span>do</span></p>",
            "The McBride redo",
            id="words in parts stay whole",
        ),
        pytest.param("H<sub>2</sub>O in the 19<sup>th</sup> hour", "H2O in the 19th hour", id="small letters"),
        pytest.param("5 < 6 & 7 > 3", "5 < 6 & 7 > 3", id="no markup at all"),
        pytest.param("no tags,\n\n  none", "no tags,\n\n  none", id="plain text stays"),
        pytest.param("<p>never closed <b>bold", "never closed bold", id="unclosed"),
        pytest.param("</p></div>stray<p", "stray", id="stray end tags"),
        pytest.param("", "", id="empty"),
        pytest.param("<!-- <p>comment</p> -->", "", id="comment only"),
        pytest.param("<p>a</p><!--never closed", "a", id="comment left open"),
        pytest.param("<div>" * 5000 + "deep" + "</div>" * 5000 + "<p>after</p>", "deep\n\nafter", id="nested too deeply"),
    ],
)
def test_fragment_is_the_visible_text(markup: str, text: str) -> None:
    assert html.fragment(markup) == text


def test_page_has_text_main_text_and_metadata() -> None:
    page = html.page(
        f"<html lang=en><head><title>Ports closed</title></head><body><nav><a href=/>Home</a></nav><article><h1>Ports closed</h1>{STORY}"
        "</article><aside>Other news</aside><footer>Imprint</footer></body></html>"
    )
    assert page.text.startswith("Home\n\nPorts closed\n\nThe northern crossing was closed again")
    assert page.text.endswith("Other news\n\nImprint")
    assert [line for line in page.main if line != "Ports closed"] == page.text.split("\n\n")[2:6]
    assert (page.metadata.title, page.metadata.language) == ("Ports closed", "en")


def test_declared_encoding_of_a_decoded_page_is_ignored() -> None:
    markup = "<?xml version='1.0' encoding='latin-1'?><html><head><meta charset='latin-1'></head><body><p>Čapek – naïve</p></body></html>"
    assert html.page(markup).text == "Čapek – naïve"


@pytest.mark.parametrize("markup", ["", " ", "\x00", "<!--", "plain", "<frameset><frame src=x>", "<html/>", "<div>" * 3000])
def test_page_without_main_text_is_quiet(markup: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="pipelines"):
        assert isinstance(html.page(markup).main, tuple)
    assert not caplog.records


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(), st.lists(TOKENS, max_size=40).map("".join)))
def test_any_string_is_a_page(markup: str) -> None:
    page = html.page(markup)
    for text in (page.text, html.fragment(markup)):
        assert text == text.strip()
        assert not any("\ufdd0" <= char <= "\ufdef" for char in text)
        assert "\n\n\n" not in text or "<" not in markup
    assert all(line == line.strip() != "" for line in page.main)
