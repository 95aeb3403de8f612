"""Records to documents: names of fields and the forms of their values; the `input.toml` that names them."""

import pickle
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.lexicons import load
from pipelines.readers.fields import document, form, has_text, text_format
from pipelines.readers.options import FIELDS, NAME, Options, of_input, options

TEXT = "Rain fell on the harbour."


def told(record, how=Options()):  # noqa: B008 -- frozen
    return {
        name: value for name, value in document({"text": TEXT} | record, "row 1", how).told._asdict().items() if value and name != "charset"
    }


@pytest.mark.parametrize(
    ("record", "text"),
    [
        pytest.param({"text": TEXT, "content": "other"}, TEXT, id="text goes before content"),
        pytest.param({"content": TEXT, "description": "short"}, TEXT, id="content goes before description"),
        pytest.param({"content": None, "description": TEXT}, TEXT, id="description when nothing else has a text"),
        pytest.param({"content": " \n", "summary": TEXT}, TEXT, id="white space is no text"),
        pytest.param({"Article Text": TEXT}, TEXT, id="separators and case do not count"),
        pytest.param({"articleBody": TEXT}, TEXT, id="schema.org"),
        pytest.param({"content": {"rendered": TEXT, "protected": False}}, TEXT, id="WordPress"),
        pytest.param({"fields": {"bodyText": TEXT, "headline": "H"}}, TEXT, id="fields within an object"),
        pytest.param({"_source": {"body": TEXT}}, TEXT, id="record of a search index"),
        pytest.param({"content": [{"type": "text/html", "value": TEXT}]}, TEXT, id="list of one part"),
        pytest.param({"body": ["One.", "", "Two."]}, "One.\n\nTwo.", id="paragraphs"),
        pytest.param({"text": f"  {TEXT}\r\n… [+1201 chars]"}, f"  {TEXT}\r\n… [+1201 chars]", id="the text stays as it is"),
        pytest.param({"text": "half \ud83d of a pair"}, "half \ufffd of a pair", id="half of a pair"),
        pytest.param({"text": "\ud83d\ude00"}, "\U0001f600", id="both halves of a pair"),
        pytest.param({"text": b"caf\xe9 au lait"}, "café au lait", id="bytes"),
    ],
)
def test_text_is_found(record, text):
    found = document(record, "row 1", Options())
    assert (found.format, found.content) == ("text", text.encode())


@pytest.mark.parametrize(
    "record",
    [
        pytest.param({"title": "T", "url": "https://a.example"}, id="no text at all"),
        pytest.param({"text": None, "body": ""}, id="empty"),
        pytest.param({"text": 17, "content": True}, id="numbers are no text"),
        pytest.param({"textual": TEXT, "context": TEXT}, id="names that only look alike"),
        pytest.param({"author": {"description": TEXT}}, id="text of something else"),
        pytest.param({}, id="nothing"),
    ],
)
def test_record_without_text_is_refused_with_its_names(record):
    found = document(record, "row 7", Options())
    assert found.refusal_code == "no_text"
    assert all(name in (found.refusal_detail or "") for name in record)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param({"source": {"id": None, "name": "Gazette"}}, {"source": "Gazette"}, id="NewsAPI's source"),
        pytest.param({"authors": ["Ann Lee", "Bo Ray", "Ann Lee"]}, {"author": "Ann Lee, Bo Ray"}, id="authors joined once each"),
        pytest.param({"author": [{"name": "Ann Lee"}, {"name": "Bo Ray"}]}, {"author": "Ann Lee, Bo Ray"}, id="authors as objects"),
        pytest.param({"headline": {"main": "Rain \n falls"}}, {"title": "Rain falls"}, id="headline on one line"),
        pytest.param({"publishedAt": "2024-05-01T10:00:00Z"}, {"published": "2024-05-01T10:00:00Z"}, id="date as it is written"),
        pytest.param({"Published At": "May 1"}, {"published": "May 1"}, id="name with a space"),
        pytest.param({"timestamp": 1714557600}, {"published": "2024-05-01T10:00:00+00:00"}, id="seconds"),
        pytest.param({"date": 1714557600000}, {"published": "2024-05-01T10:00:00+00:00"}, id="milliseconds"),
        pytest.param({"date": 1714557600000000.0}, {"published": "2024-05-01T10:00:00+00:00"}, id="microseconds"),
        pytest.param({"date": "1714557600"}, {"published": "2024-05-01T10:00:00+00:00"}, id="seconds as a string"),
        pytest.param({"date": 20240501}, {"published": "20240501"}, id="day as a number"),
        pytest.param({"date": "20240501100000"}, {"published": "20240501100000"}, id="day and time as digits"),
        pytest.param({"date": 2024}, {"published": "2024"}, id="year"),
        pytest.param({"date": float("nan"), "pub_date": "May 1"}, {"published": "May 1"}, id="not a number"),
        pytest.param({"date": {"$date": "2024-05-01"}}, {"published": "2024-05-01"}, id="date of a document store"),
        pytest.param({"date": date(2024, 5, 1)}, {"published": "2024-05-01"}, id="day of a table"),
        pytest.param({"date": datetime(2024, 5, 1, tzinfo=UTC)}, {"published": "2024-05-01T00:00:00+00:00"}, id="moment of a table"),
        pytest.param(
            {"metadata": {"url": "https://a.example", "lang": "en"}}, {"url": "https://a.example", "language": "en"}, id="metadata"
        ),
        pytest.param({"dc:creator": "Ann", "og:site_name": "Gazette"}, {"author": "Ann", "source": "Gazette"}, id="prefixes"),
        pytest.param({"link": True, "lang": [], "author": {}}, {}, id="values that tell nothing"),
        pytest.param({"retitled": "T", "updated_at": "May 2"}, {}, id="names that only look alike"),
    ],
)
def test_told_values_are_read(record, expected):
    assert told(record) == expected


@pytest.mark.parametrize(
    ("record", "key"),
    [
        pytest.param({"id": 12, "url": "https://a.example"}, "12", id="id first"),
        pytest.param({"_id": {"$oid": "5f"}}, "5f", id="id of a document store"),
        pytest.param({"url": "https://a.example"}, "https://a.example", id="then the address"),
        pytest.param({"id": "x" * 201, "url": "https://a.example"}, "https://a.example", id="a text is no id"),
        pytest.param({"id": None}, "row 3", id="then the place"),
    ],
)
def test_record_is_called_by_its_own_name(record, key):
    assert document({"text": TEXT} | record, "row 3", Options()).record == key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>Rain.</p>", "fragment"),
        ("Rain <b>fell</b> and <i>fell</i>.", "fragment"),
        ("One.<br>Two.<br/>Three.", "fragment"),
        ("\n<!DOCTYPE html>\n<html><p>Rain.</p></html>", "html"),
        ("if a <b and c> d", "text"),
        ("A <p> opens a paragraph.", "text"),
        ("The </p> tag closes it.", "text"),
        ("<stdin> was empty & x < y", "text"),
        ("AT&amp;T", "text"),
    ],
)
def test_markup_is_told_from_text(text, expected):
    assert text_format(text) == expected


def test_field_named_html_is_marked_up_even_without_elements():
    assert document({"content_html": "AT&amp;T"}, "row 1", Options()).format == "fragment"


def test_record_beyond_the_limit_is_refused():
    found = document({"text": "é" * 6}, "row 1", Options(max_bytes=11))
    assert (found.refusal_code, found.refusal_detail) == ("too_large", "the record has 12 bytes, the limit is 11")


def test_configured_names_go_instead_of_the_usual_ones():
    how = Options(fields={"text": ("story.parts.0", "story.words"), "title": ("a.b", "kicker"), "url": ("links.web",)})
    record = {
        "text": "not this",
        "story": {"words": TEXT},
        "a.b": "Dotted",
        "links": [{"api": 1}, {"web": "https://a.example"}],
        "title": "T",
    }
    found = document(record, "row 1", how)
    assert found.content == TEXT.encode()
    assert (found.told.title, found.told.url) == ("Dotted", "https://a.example")
    assert document({"text": TEXT}, "row 1", how).refusal_code == "no_text"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.characters(categories=["Cs"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(load("field_names")["name"].to_list()) | st.text(), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(load("field_names")["name"].to_list()), JSON, max_size=6))
def test_any_record_gives_a_document_or_a_refusal(record):
    found = document(record, "row 1", Options())
    assert (found.content is None) == (found.refusal_code is not None) == (found.format is None)
    assert all(value is None or value.encode() for value in found.told)


def test_names_of_fields_are_unique_sorted_and_of_known_fields():
    names = load("field_names")
    keys = [(field, name if field == "record" else form(name)) for field, name in names.select("field", "name").rows()]
    assert len(keys) == len(set(keys))
    assert set(names["field"]) == {*FIELDS, "record", "value"}
    assert [(field, int(rank)) for field, rank in names.select("field", "rank").rows()] == sorted(
        (field, int(rank)) for field, rank in names.select("field", "rank").rows()
    )


def test_description_is_known_as_a_text_and_title_is_not():
    assert has_text({"Description": None}, Options())
    assert not has_text({"Title": None}, Options())


SETTINGS = """
[fields]
text = ["story.words", "body"]
url = "web"
[defaults]
source = "Gazette"
language = "en"
[csv]
delimiter = ";"
encoding = "windows-1252"
"""


def test_input_file_is_read_for_its_folder_alone(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / NAME).write_text(SETTINGS)
    found = pickle.loads(pickle.dumps(options([tmp_path / "a", tmp_path / "b"], max_bytes=5)))
    own = of_input(found, (tmp_path / "a").as_uri())
    assert own == Options(5, {"text": ("story.words", "body"), "url": ("web",)}, "Gazette", "en", ";", "windows-1252")
    assert of_input(found, (tmp_path / "a" / "x.csv").as_uri()) == own
    assert of_input(found, (tmp_path / "a").as_uri() + "/**/*.csv") == own
    assert of_input(found, (tmp_path / "b").as_uri()) == found
    assert hash(own)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[field]\n", "unknown section field"),
        ("[fields]\nbyline = 'x'\n", r"unknown key in \[fields\]: byline"),
        ("[fields]\ntext = 5\n", "fields.text must be a name or a list of names"),
        ("[fields]\ntext = ['a', 5]\n", "fields.text must be a name or a list of names"),
        ("[fields]\ntext = []\n", "fields.text must be a name or a list of names"),
        ("[defaults]\nsource = ['a']\n", "defaults.source must be a string"),
        ("fields = 3\n", r"fields must be a section, \[fields\]"),
        ("[csv]\ndelimiter = ';;'\n", "csv.delimiter must be one sign"),
        ("[csv]\nencoding = 'base64'\n", "csv.encoding is no known encoding"),
        ("[fields\n", "cannot be read"),
        ("source = '\xff'\n".encode("latin-1").decode("latin-1"), "unknown section source"),
    ],
)
def test_faulty_input_file_is_told_in_one_line(tmp_path, content, message):
    (tmp_path / NAME).write_text(content, "utf-8")
    with pytest.raises(ValueError, match=message) as raised:
        options([tmp_path])
    assert str(tmp_path / NAME) in str(raised.value)
