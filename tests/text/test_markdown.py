"""Markdown and front matter."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text.markdown import rendered


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("It *rained*\nall **day**.\n\nThen it [stopped](x).", "It rained all day.\n\nThen it stopped.", id="inline marks"),
        pytest.param("- one\n- two\n\n1. three", "one\ntwo\n\nthree", id="lists"),
        pytest.param("> He left.\n\nHe came.", "He left.\n\nHe came.", id="quotation"),
        pytest.param("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n1 | 2", id="table"),
        pytest.param("one  \ntwo\\\nthree", "one\ntwo\nthree", id="hard breaks"),
        pytest.param("```\nx  y\n```", "x  y", id="code"),
        pytest.param("![A boat](x.png) See example.org and *this", "See example.org and *this", id="image and no link"),
        pytest.param("a<br>b <b>c</b>", "a\nb c", id="markup within"),
        pytest.param("Just text.", "Just text.", id="plain text"),
        pytest.param("", "", id="empty"),
    ],
)
def test_text_is_what_a_reader_sees(source: str, text: str) -> None:
    assert rendered(source)[0] == text


@pytest.mark.parametrize(
    ("front_matter", "told"),
    [
        pytest.param("title: Storm\ndate: 2024-03-01", {"title": "Storm", "published": "2024-03-01"}, id="as written"),
        pytest.param(
            "Title: 'A: b'\nauthors: [Ann Lee, {name: Bo Roe}]", {"title": "A: b", "author": "Ann Lee, Bo Roe"}, id="several authors"
        ),
        pytest.param(
            "permalink: /a\nurl: https://example.org/a\nlang: en", {"url": "https://example.org/a", "language": "en"}, id="best key"
        ),
        pytest.param("publisher: The Courier\ntags: [a, b]\nauthor:", {"source": "The Courier"}, id="empty and other keys"),
        pytest.param("", {}, id="empty"),
        pytest.param("draft: true", {}, id="nothing told"),
    ],
)
def test_front_matter_is_told(front_matter: str, told: dict[str, str]) -> None:
    assert rendered(f"---\n{front_matter}\n---\nIt rained.") == ("It rained.", told)


@pytest.mark.parametrize(
    "front_matter",
    [
        "title: [",
        "just a line",
        "- a\n- b",
        "a: &a [x, x]\nb: [*a, *a]",
        "[" * 5000,
        "a: " + "x" * 30_000,
        "? [a]\n: b",
        "a: !!python/object:x {}\n\tb",
    ],
    ids=["broken", "no mapping", "list", "aliases", "deep", "long", "key that is a list", "tab"],
)
def test_what_is_no_front_matter_is_text(front_matter: str) -> None:
    text, told = rendered(f"---\n{front_matter}\n---\nIt rained.")
    assert told.keys() <= {"title"}
    assert text.endswith("It rained.")
    assert len(text) > len("It rained.")


def test_first_heading_is_the_title_unless_one_is_told() -> None:
    assert rendered("# Storm *hits* coast\n\nIt rained.") == ("Storm hits coast\n\nIt rained.", {"title": "Storm hits coast"})
    assert rendered("---\ntitle: Told\n---\n# Printed")[1] == {"title": "Told"}
    assert rendered("## A subhead\n\nIt rained.")[1] == {}


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(), st.text(alphabet="-:#[]&*>|` \nab\t!<", max_size=60).map("---\n".__add__)))
def test_any_string_is_markdown(source: str) -> None:
    text, told = rendered(source)
    assert text == text.strip()
    assert all(told.values())
