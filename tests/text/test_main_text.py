"""Main text and told title among the blocks of pages: one invented story in six layouts that pages commonly have."""

import json
import re
from collections import Counter

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.lexicons import load
from pipelines.text import html
from pipelines.text.blocks import blocks
from pipelines.text.main_text import with_main_text

TITLE = "Ferry service to Marrow Island suspended after hull damage"
SITE = "Tarn Valley Courier"
STORY = (
    "PORT ELLERY, Westmark — The ferry that links Marrow Island with the mainland was taken out of service on Tuesday after divers found a "
    "crack below its waterline, the harbour authority said.",
    "About 1,400 islanders depend on the boat for food, fuel and hospital visits. A smaller vessel will make two crossings a day from "
    "Wednesday, weather permitting.",
    "“We cannot carry passengers in a ship whose hull we do not trust,” said Oriel Pask, who heads the harbour authority. “The inspection "
    "will take at least nine days.”",
    "The 41-year-old ferry was overhauled in 2019 at a cost of £3.2 million. An audit last spring warned that its steel was thinning.",
    "Tomas Reddle, a fish merchant, said he had lost a day's catch because his lorry could not leave the island. He asked the regional "
    "government to charter a second vessel at once.",
    "The transport ministry said that it would publish the audit next week and that a replacement ship had been ordered from a yard in "
    "Lindholm for delivery in two years.",
)
TEASERS = (
    ("Orchard growers count the cost of a late frost", "Blossom was lost on nine farms in ten, a survey found."),
    ("Museum buys letters of a lighthouse keeper", "The letters go on show when the new wing opens in June."),
    ("Night buses return to the northern suburbs", "The council reversed a cut that it made three years ago."),
)
MENU = ("Home", "News", "Sport", "Business", "Culture", "Opinion", "Obituaries", "Weather")
COOKIES = "We use cookies to give you the best experience on our site. By continuing to browse you agree to our use of cookies."
GRAPH = [
    {"@type": "WebSite", "@id": "https://courier.example/#site", "name": SITE, "url": "https://courier.example/"},
    {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2024-05-14T17:05:00+01:00", "author": {"@id": "https://courier.example/#jd"},
     "publisher": {"@id": "https://courier.example/#site"}, "mainEntityOfPage": "https://courier.example/news/ferry"},
    {"@type": "Person", "@id": "https://courier.example/#jd", "name": "Jessamy Dole"},
]  # fmt: skip
JSON_LD = '<script type="application/ld+json">' + json.dumps({"@context": "https://schema.org", "@graph": GRAPH}) + "</script>"


def tagged(tag: str, texts: tuple[str, ...]) -> str:
    return "\n".join(f"<{tag}>{text}</{tag.split()[0]}>" for text in texts)


def head(extra: str = "") -> str:
    return f"<!DOCTYPE html><html lang='en-GB'><head><meta charset='utf-8'><title>{TITLE} | {SITE}</title>{extra}</head>"


def broadsheet() -> str:
    """A large outlet: cookie notice, mega menu, captions, a newsletter box and teasers within the text."""
    menu = "".join(f"<li><a href='/{name.lower()}'>{name}</a></li>" for name in MENU)
    cards = "".join(f"<li><a href='/t'><div><h3>{title}</h3><p>{text}</p></div></a></li>" for title, text in TEASERS)
    box = "<aside class='newsletter'><h2>Sign up to our newsletter</h2><p>Get the stories that matter, each morning.</p></aside>"
    return f"""{head(JSON_LD)}<body><div id="cookie-banner"><p>{COOKIES}</p><button>Accept all</button></div>
<header><nav><ul>{menu}</ul></nav></header><main><article><h1>{TITLE}</h1>
<p class="standfirst">Islanders face nine days with two crossings
a day</p><div class="byline"><span>By </span><a href="/jd">Jessamy Dole</a><time datetime="2024-05-14T17:05:00+01:00">14 May 2024</time>
</div>
<figure><img src="f.jpg" alt="A ferry"><figcaption>The ferry at its berth in Port Ellery. Photograph: Hal Quist</figcaption></figure>
{tagged("p", STORY[:3])}{box}{tagged("p", STORY[3:])}</article><section class="related"><h2>More on this story</h2><ul>{cards}</ul>
</section></main>
<footer><p>© 2024 {SITE}. All rights reserved.</p><ul><li>Terms</li><li>Privacy</li></ul></footer></body></html>"""


def blog() -> str:
    """A blog with a sidebar, share buttons and comments of readers."""
    recent = "".join(f"<li><a href='/p'>{title}</a></li>" for title, _ in TEASERS)
    comments = "".join(
        f"<li class='comment'><div class='comment-author'>reader{n}</div><p>I used that boat {n} times and it always leaked.</p></li>"
        for n in (3, 5)
    )
    return f"""{head()}<body class="single-post"><div id="page"><header class="site-header"><p class="site-title"><a href="/">{SITE}</a>
</p>
<p class="site-description">Notes from the valley</p></header><div id="content"><article class="post hentry"><header class="entry-header">
<h1 class="entry-title">{TITLE}</h1><div class="entry-meta">Posted on May 14, 2024 by Jessamy Dole</div></header>
<div class="entry-content">
{tagged("p", STORY)}<div class="sharedaddy"><h3>Share this:</h3><ul><li>Twitter</li><li>Facebook</li></ul></div></div>
<footer class="entry-footer">Posted in Harbour. Tagged ferry, island.</footer></article><div id="comments"><h2>2 thoughts on this</h2>
<ol class="comment-list">{comments}</ol><form><label>Comment</label><textarea></textarea><input type="submit" value="Post Comment">
</form></div></div>
<aside id="secondary" class="widget-area"><h2>Recent Posts</h2><ul>{recent}</ul></aside></div></body></html>"""


def tables() -> str:
    """A page of the early web: tables for columns, line breaks for paragraphs, no classes."""
    menu = "<br>".join(f"<a href=x.html>{name}</a>" for name in MENU)
    return f"""<HTML><HEAD><TITLE>{SITE}: {TITLE}</TITLE></HEAD><BODY BGCOLOR=#FFFFFF><TABLE WIDTH=760><TR><TD COLSPAN=2><B>{SITE}</B>
</TD></TR>
<TR><TD WIDTH=120 VALIGN=TOP><FONT SIZE=-1>{menu}</FONT></TD><TD><H2>{TITLE}</H2><I>By JESSAMY DOLE, Staff Writer</I><BR><BR>
{"<BR><BR>".join(STORY)}<P><FONT SIZE=-2>Copyright 2004 {SITE}</FONT></TD></TR></TABLE></BODY></HTML>"""


def application() -> str:
    """A page that a script framework rendered: nothing but div and span, names of classes that say nothing."""
    menu = "".join(f"<div class='x1'><span><a href='/{name}'>{name}</a></span></div>" for name in MENU)
    text = "".join(f"<div class='q7'><span>{paragraph}</span></div>" for paragraph in STORY)
    cards = "".join(f"<div class='z2'><a href='/a'><span>{title}</span></a></div>" for title, _ in TEASERS)
    og = f"<meta property='og:site_name' content='{SITE}'><meta property='og:title' content='{TITLE}'>"
    return f"""{head(og)}<body><div id="root"><div class="a">{menu}</div><div class="b"><div class="c"><h1 class="k">{TITLE}</h1>
<div class="m">
<span>Jessamy Dole</span><span>May 14, 2024</span></div></div><div class="e">{text}</div></div><div class="f">{cards}</div></div>
<script>window.__STATE__ = {{"a": "{STORY[0]}"}}</script><noscript>Turn on JavaScript.</noscript></body></html>"""


def release() -> str:
    """A press release on an agency's site, with a contact and a table of figures."""
    rows = "<tr><th>Year</th><th>Passengers</th></tr><tr><td>2022</td><td>211,000</td></tr><tr><td>2023</td><td>198,500</td></tr>"
    return f"""{head("<link rel='canonical' href='https://harbour.example/releases/41'>")}<body>
<a class="skip-link sr-only" href="#m">Skip to
main content</a><div class="header"><h2>Harbour Authority</h2><form><input type="text"><input type="submit" value="Search"></form></div>
<div id="m" class="main-content"><h1>{TITLE}</h1><p class="date">May 14, 2024</p>{tagged("p", STORY)}<h3>Passengers carried</h3>
<table>{rows}</table>
<p>Media contact: Hal Quist, 555-0142</p></div><div class="footer">
<a href="/">Home</a> | <a href="/c">Contact</a> | <a href="/p">Privacy</a></div>
</body></html>"""


def magazine() -> str:
    """A page with subheads, a pull quote and a list of other articles between the paragraphs."""
    inset = "<div class='inline-promo'><strong>Read more:</strong> <a href='/x'>" + TEASERS[1][0] + "</a></div>"
    pull = "<blockquote class='pullquote'>The inspection will take at least nine days.</blockquote>"
    return f"""{head(JSON_LD)}<body><nav class="topnav">{"".join(f"<a href='/{name}'>{name}</a>" for name in MENU)}</nav>
<div class="wrap">
<article><header><div class="kicker">Transport</div><h1>{TITLE}</h1><address>Jessamy Dole</address></header><section class="article-body">
{tagged("p", STORY[:2])}<h2>A crack below the waterline</h2>{tagged("p", STORY[2:4])}
{inset}{pull}<h2>The cost on shore</h2>{tagged("p", STORY[4:])}
</section></article><div class="most-read"><h3>Most read</h3><ol>{"".join(f"<li>{title}</li>" for title, _ in TEASERS)}</ol></div></div>
<footer>{SITE}, 4 Quay Street, Port Ellery</footer></body></html>"""


SHAPES = {shape.__name__: shape() for shape in (broadsheet, blog, tables, application, release, magazine)}


SCHEMA = {"doc": pl.UInt32, "main": pl.List(pl.String), "title": pl.String}


def marked(*told: tuple[str, list[str] | None, str | None]) -> pl.DataFrame:
    """Return the blocks of texts with their main paragraphs and titles; they tile the texts."""
    texts = pl.DataFrame({"doc": range(len(told)), "text": [text for text, _, _ in told]}, schema={"doc": pl.UInt32, "text": pl.String})
    pages = pl.DataFrame([(doc, main, title) for doc, (_, main, title) in enumerate(told)], schema=SCHEMA, orient="row")
    seen = texts.filter(pl.col("text").str.strip_chars() != "")
    found = blocks(seen, load("layout"))
    result = with_main_text(found, pages)
    assert result.schema == found.schema
    for text, doc in zip(seen["text"], seen["doc"], strict=True):
        own = result.filter(pl.col("doc") == doc)
        assert own["block_index"].to_list() == list(range(len(own)))
        assert [0, *own["end_char"]] == [*own["start_char"], len(text)]
        assert [text[start:end].strip() for start, end in own.select("start_char", "end_char").rows()] == own["text"].to_list()
    return result


def of_page(markup: str) -> pl.DataFrame:
    page = html.page(markup)
    return marked((page.text, list(page.main), page.metadata.title))


def text_of(found: pl.DataFrame, *roles: str) -> list[str]:
    return found.filter(pl.col("role").is_in(roles))["text"].to_list()


def rules(found: pl.DataFrame) -> dict[str, str]:
    return dict(zip(found["text"], found["rule_id"], strict=True))


@pytest.mark.parametrize("shape", SHAPES)
def test_story_is_found_in_each_layout(shape: str) -> None:
    found = of_page(SHAPES[shape])
    got, want = (Counter(re.findall(r"\w+", " ".join(texts))) for texts in (text_of(found, "body", "dateline"), STORY))
    assert (got & want).total() == want.total()
    assert got.total() <= 1.14 * want.total()
    assert text_of(found, "title") == [TITLE]
    assert text_of(found, "dateline") == ["PORT ELLERY, Westmark —"]
    assert found.filter(pl.col("role") == "title")["rule_id"].to_list() == ["title:told"]


LEDE = "The bridge at Nolby will stay shut until the autumn, the county said on Friday after a survey."
SECOND = "Drivers face a detour of 40 miles, and the school bus will leave an hour earlier than it does now."
NOTICE = "We have updated our terms of service and our readers should look at them before they go on."
CARD = "A gardener from Oxley has grown a marrow that is heavier than the two men who carried it."


@pytest.mark.parametrize(
    ("main", "inside"),
    [
        pytest.param([LEDE, SECOND], [LEDE, SECOND], id="same lines"),
        pytest.param([f"{LEDE} {SECOND}"], [LEDE, SECOND], id="joined lines"),
        pytest.param([LEDE[:40], LEDE[40:], SECOND], [LEDE, SECOND], id="cut lines"),
        pytest.param([LEDE.upper().replace(",", " ,"), SECOND], [LEDE, SECOND], id="other case and marks"),
        pytest.param([LEDE.replace("on Friday ", ""), SECOND], [LEDE, SECOND], id="a few words missing"),
        pytest.param([SECOND], [SECOND], id="first paragraph missing"),
        pytest.param(["Bridge shut until autumn, county says"], [], id="nothing but the title"),
    ],
)
def test_blocks_are_held_against_the_main_text(main: list[str], inside: list[str]) -> None:
    text = "\n\n".join([NOTICE, "Bridge shut until autumn, county says", LEDE, SECOND, CARD])
    found = marked((text, main, "Bridge shut until autumn, county says"))
    assert text_of(found, "body") == inside
    assert found.filter(pl.col("role") == "body")["rule_id"].unique().to_list() == ["body:main-text"] * bool(inside)
    assert rules(found)[CARD] == rules(found)[NOTICE] == "boilerplate:outside-main-text"


@pytest.mark.parametrize("main", [None, [], ["—"], [" "]])
def test_blocks_without_main_text_stay_as_the_layout_says(main: list[str] | None) -> None:
    text = "\n\n".join(["Bridge shut until autumn, county says", "By Ann Lee", LEDE, SECOND])
    layout = blocks(pl.DataFrame({"doc": [0], "text": [text]}, schema={"doc": pl.UInt32, "text": pl.String}), load("layout"))
    assert marked((text, main, None)).equals(layout)
    assert with_main_text(layout, pl.DataFrame(schema=SCHEMA)).equals(layout)


def test_told_title_takes_the_place_of_the_layouts_title() -> None:
    text = "\n\n".join(["Notes from the valley", "Bridge shut until autumn, county says", "By Ann Lee", LEDE, SECOND])
    found = marked((text, None, "BRIDGE SHUT until autumn - county says"))
    assert text_of(found, "title") == ["Bridge shut until autumn, county says"]
    assert rules(found)["Notes from the valley"] == "heading:kicker"
    assert text_of(marked((text, None, "Bridge shut")), "title") == ["Notes from the valley"]


def test_title_that_stands_below_the_text_only_leaves_the_text_as_it_is() -> None:
    text = "\n\n".join([LEDE, SECOND, "You have read: the end", "Bridge shut until autumn, county says"])
    assert text_of(marked((text, [LEDE, SECOND], "Bridge shut until autumn, county says")), "body") == [LEDE, SECOND]


def test_second_title_is_a_copy() -> None:
    title = "Bridge shut until autumn, county says"
    found = marked(("\n\n".join([title, LEDE, SECOND, title]), [LEDE, SECOND], title))
    assert found["rule_id"].to_list() == ["title:told", "body:main-text", "body:main-text", "navigation:title-copy"]


def test_dateline_is_split_from_the_first_paragraph_of_the_main_text() -> None:
    text = "\n\n".join([NOTICE, CARD, "Bridge shut until autumn, county says", f"NOLBY, Westmark — {LEDE}", SECOND])
    found = marked((text, [f"NOLBY, Westmark — {LEDE}", SECOND], "Bridge shut until autumn, county says"))
    assert text_of(found, "dateline") == ["NOLBY, Westmark —"]
    assert text_of(found, "body") == [LEDE, SECOND]


def test_lines_that_their_words_give_away_stay_what_they_are() -> None:
    text = "\n\n".join(
        ["Bridge shut until autumn, county says", "By Ann Lee", LEDE, "Advertisement", "Read more: A marrow for two", SECOND]
    )
    found = rules(marked((text, text.split("\n\n"), None)))
    assert found["Advertisement"] == "boilerplate:advertisement"
    assert found["By Ann Lee"].startswith("byline:")
    assert found["Read more: A marrow for two"].startswith("related:")


def test_documents_do_not_mix() -> None:
    other = "\n\n".join(["Marrow breaks the record again", CARD, NOTICE])
    first = "\n\n".join(["Bridge shut until autumn, county says", LEDE, CARD])
    found = marked((first, [LEDE], None), (other, None, None), (other, [CARD], None))
    assert [text_of(found.filter(pl.col("doc") == doc), "body") for doc in range(3)] == [[LEDE], [CARD, NOTICE], [CARD]]


PIECES = st.lists(
    st.sampled_from([LEDE, SECOND, CARD, NOTICE, "By Ann Lee", "NOLBY —", "Home", "*", "Read more", TITLE, STORY[0]]), max_size=8
)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(PIECES.map("\n\n".join), st.none() | PIECES, st.none() | st.sampled_from([TITLE, LEDE, "Home", ""])), max_size=3))
def test_blocks_tile_the_text_whatever_is_told(told: list[tuple[str, list[str] | None, str | None]]) -> None:
    marked(*told)


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.sampled_from(["<div>", "</div>", "<br>", "<li>", "<table><tr><td>", *(f"<p>{text}" for text in STORY)]), max_size=12).map(
        "".join
    )
)
def test_blocks_tile_the_text_of_any_page(markup: str) -> None:
    of_page(markup)
