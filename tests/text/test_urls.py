"""Web addresses as stored and as keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.urls import address, identity


@pytest.mark.parametrize(
    ("url", "stored"),
    [
        ("https://example.org/news/storm", "https://example.org/news/storm"),
        ("  HTTP://WWW.Example.ORG:80/News/Storm \n", "http://www.example.org/News/Storm"),
        ("https://example.org:8080/a", "https://example.org:8080/a"),
        ("https://example.org", "https://example.org/"),
        ("https://user:secret@example.org/a", "https://example.org/a"),
        ("https://example.org/@writer/some title", "https://example.org/@writer/some%20title"),
        ("https://example.org/a?utm_source=x&id=7&fbclid=z&gclid=1#top", "https://example.org/a?id=7"),
        ("https://example.org/story.php?1234", "https://example.org/story.php?1234"),
        ("https://example.org/a?gallery=5&reference=9&page=2", "https://example.org/a?gallery=5&reference=9&page=2"),
        ("https://example.org/a?ref=homepage&from=rss", "https://example.org/a"),
        ("https://example.org/a?ref=PR-1204", "https://example.org/a?ref=PR-1204"),
        ("https://example.org/#!/story/9", "https://example.org/#!/story/9"),
        ("https://example.org?id=1", "https://example.org/?id=1"),
        ("/news/storm", None),
        ("//example.org/a", None),
        ("ftp://example.org/a", None),
        ("mailto:a@example.org", None),
        ("javascript:void(0)", None),
        ("https://localhost/a", None),
        ("https:///a", None),
        ("urn:uuid:1", None),
        ("", None),
        (None, None),
    ],
)
def test_address(url: str | None, stored: str | None) -> None:
    assert address(url) == stored


@pytest.mark.parametrize(
    "same",
    [
        ("https://www.example.org/news/storm/", "http://example.org/news/storm", "https://m.example.org/news/storm#more"),
        ("https://amp.example.org/news/storm", "https://example.org/news/storm/amp/", "https://example.org/news/storm.amp",
         "https://example.org/news/storm?outputType=amp"),
        ("https://example.org/a/index.html", "https://example.org/a/", "https://example.org/a?utm_medium=mail"),
        ("https://example.org/a?b=1&c=2", "https://example.org/a?c=2&b=1"),
    ],
)  # fmt: skip
def test_addresses_of_one_page_share_the_key(same: tuple[str, ...]) -> None:
    assert len({identity(url) for url in same}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/story.php?1", "https://example.org/story.php?2"),
        ("https://example.org/?p=1", "https://example.org/?p=2"),
        ("https://example.org/#!/a", "https://example.org/#!/b"),
        ("https://m.org/a", "https://org.example/a"),
        ("https://news.example.org/a", "https://example.org/a"),
        ("https://example.org/camp", "https://example.org/c"),
    ],
)
def test_other_pages_have_other_keys(one: str, other: str) -> None:
    assert None is not identity(one) != identity(other) is not None


@pytest.mark.parametrize(
    "url", ["https://example.org", "http://www.example.org/", "https://example.org/index.html?utm_source=x", "nothing", None]
)
def test_home_page_has_no_key(url: str | None) -> None:
    assert identity(url) is None


@given(st.one_of(st.text(), st.text(alphabet="htps:/.?&=#!aA1%@ ", max_size=40).map("https://example.org/".__add__)))
def test_stored_address_is_stable(url: str) -> None:
    stored = address(url)
    assert address(stored) == stored
    assert identity(stored) == identity(url)
