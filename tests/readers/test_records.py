"""JSON, JSON Lines, CSV and Parquet."""

import codecs
import io
import json

import polars as pl
import pytest

from pipelines.readers.formats import documents
from pipelines.readers.options import Options
from pipelines.readers.records import MAX_BAD_START


def read(name, content, **options):
    return list(documents(io.BytesIO(content.encode() if isinstance(content, str) else content), name, Options(**options)))


def summary(found):
    """Record and text, or record and code of a refusal."""
    return [(document.record, document.content.decode() if document.content is not None else document.refusal_code) for document in found]


ONE, TWO = {"text": "Rain fell."}, {"text": "Snow fell."}
BOTH = [("row 1", "Rain fell."), ("row 2", "Snow fell.")]
LINES = f"{json.dumps(ONE)}\n{json.dumps(TWO)}\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.jsonl", LINES, id="lines"),
        pytest.param("a.ndjson", LINES.replace("\n", "\r\n"), id="lines of Windows"),
        pytest.param("a.jsonl", codecs.BOM_UTF8 + LINES.encode(), id="byte-order mark"),
        pytest.param("a.jsonl", LINES.encode("utf-16"), id="UTF-16"),
        pytest.param("a.jsonl", LINES.encode("utf-16-le"), id="UTF-16 without a mark"),
        pytest.param("a.jsonl", LINES.rstrip(), id="no end of line at the end"),
        pytest.param("a.json", LINES, id="lines that are named .json"),
        pytest.param("a", LINES, id="lines without a name"),
        pytest.param("a.json", json.dumps([ONE, TWO]), id="list on one line"),
        pytest.param("a.jsonl", json.dumps([ONE, TWO]), id="list that is named .jsonl"),
        pytest.param("a.json", json.dumps([ONE, TWO], indent=2).encode("utf-16"), id="list on many lines"),
        pytest.param("a.json", json.dumps(ONE, indent=2) + json.dumps(TWO, indent=2), id="objects one after another"),
        pytest.param(
            "a.jsonl", json.dumps(ONE, indent=2) + "\n" + json.dumps(TWO, indent=2), id="objects over many lines that are named .jsonl"
        ),
        pytest.param("a.json", json.dumps({"status": "ok", "articles": [ONE, TWO]}), id="list within an object"),
        pytest.param("a.json", json.dumps({"status": "ok", "articles": [ONE, TWO]}, indent=1), id="list within an object over many lines"),
        pytest.param("a.json", json.dumps({"response": {"total": 2, "docs": [ONE, TWO]}}), id="list two objects deep"),
        pytest.param("a.json", json.dumps({"content": [ONE, TWO], "pages": 1}), id="list that is named like a text"),
        pytest.param("a.json", json.dumps({"a": [ONE], "b": [TWO], "tags": [{"name": "x"}]}), id="two lists"),
        pytest.param("a.json", json.dumps({"hits": {"hits": [{"_source": ONE}, {"_source": TWO}]}}), id="answer of a search index"),
        pytest.param("a.csv", "text\nRain fell.\nSnow fell.\n", id="one column"),
        pytest.param("a.csv", 'a;"Text";b\n1;"Rain fell.";2\n\n3;Snow fell.;4\n', id="semicolons and an empty row"),
        pytest.param("a.csv", "a|text\n,|Rain fell.\n1|Snow fell.", id="bars"),
        pytest.param("a.tsv", "text\ta,b,c,d\nRain fell.\t1\nSnow fell.\n", id="tabs and a missing cell"),
        pytest.param(
            "a.csv", codecs.BOM_UTF8 + b"text,a\r\nRain fell.,\r\nSnow fell.,,,\r\n", id="byte-order mark and empty cells too many"
        ),
    ],
)
def test_two_records_are_read(name, content):
    assert summary(read(name, content)) == BOTH


def test_objects_by_their_ids_are_records():
    assert summary(read("a.json", json.dumps({"n1": ONE, "n2": TWO}))) == [("n1", "Rain fell."), ("n2", "Snow fell.")]


def test_feed_in_json_gives_its_items_and_an_article_itself():
    feed = {"version": "1.1", "title": "Gazette", "description": "News", "items": [{"id": "1", "url": "u", "content_text": "Rain fell."}]}
    article = {"title": "T", "description": "Rain fell.", "comments": [{"text": "Indeed."}]}
    assert summary(read("a.json", json.dumps(feed))) == [("1", "Rain fell.")]
    assert summary(read("a.json", json.dumps(article))) == [("row 1", "Rain fell.")]


def test_encoding_is_told_by_the_first_part_beyond_ascii():
    content = b'{"text": "plain"}\n' * 70_000 + '{"text": "café à Orléans"}\n'.encode("cp1252")
    assert read("a.jsonl", content)[-1].content == "café à Orléans".encode()


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ('{"text": "cut', "malformed_record"),
        ("# a comment", "malformed_record"),
        ("17", "malformed_record"),
        ('"text"', "malformed_record"),
        ('{"a":' * 100_000, "malformed_record"),
        ("[" * 100_000, "malformed_record"),
        ("1" * 5000, "malformed_record"),
        ('{"title": "T"}', "no_text"),
        ('{"text": "' + "x" * 700_000 + '"}', "too_large"),
        ("\0\1\2", "malformed_record"),
    ],
)
def test_bad_line_is_refused_and_the_rest_goes_on(bad, code):
    content = f"{json.dumps(ONE)}\n\n{bad}\n{json.dumps(TWO)}\n"
    assert summary(read("a.jsonl", content, max_bytes=600_000)) == [("row 1", "Rain fell."), ("row 3", code), ("row 4", "Snow fell.")]


@pytest.mark.parametrize("value", ["NaN", "-Infinity", "1e999", '"\\ud800"', '"\\u0000"'])
def test_odd_values_do_no_harm(value):
    assert summary(read("a.jsonl", f'{{"title": {value}, "title": {value}, "text": "Rain fell."}}')) == [("row 1", "Rain fell.")]


def test_file_that_is_no_json_at_all_is_refused_once():
    found = read("a.jsonl", "just words\n" * (MAX_BAD_START + 1))
    assert [(document.record, document.refusal_code) for document in found] == [(None, "malformed_record")]
    assert len(read("a.jsonl", "just words\n" * (MAX_BAD_START - 1) + json.dumps(ONE))) == MAX_BAD_START


BROKEN = [("row 1", "Rain fell."), ("row 2", "malformed_record")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param('[{"text": "Rain fell."}, {"text": Snow}]', BROKEN, id="broken list"),
        pytest.param('[{"text": "Rain fell."}, {"text": "Sno', BROKEN, id="cut list"),
        pytest.param('[{"text": "Rain fell."}, "Snow", 3]', [*BROKEN, ("row 3", "malformed_record")], id="no objects"),
        pytest.param("[]", [(None, "no_text")], id="empty list"),
        pytest.param("", [(None, "no_text")], id="empty file"),
        pytest.param("<html>Not found</html>", [("row 1", "malformed_record")], id="a page"),
    ],
)  # fmt: skip
def test_faulty_json_is_refused(content, expected):
    assert summary(read("a.json", content)) == expected


def test_large_list_and_object_are_read_piece_by_piece():
    records = [{"text": f"Rain {number}. " * 50} for number in range(2000)]
    for value in (records, {"status": "ok", "total": 2000, "articles": records, "next": None}):
        found = read("a.json", json.dumps(value), max_bytes=50_000)
        assert [document.content for document in found] == [record["text"].encode() for record in records]


def test_large_record_ends_a_list():
    content = json.dumps([ONE, {"title": {"text": "x" * 200_000}}, TWO])
    assert summary(read("a.json", content, max_bytes=100_000)) == [("row 1", "Rain fell."), ("row 2", "too_large")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_quoted_cells_keep_lines_quotes_and_letters(encoding):
    content = 'title,text\n"A, b","Café ""Sol""\n\nopened à l\'aube"\n'.encode(encoding)
    (found,) = read("a.csv", content)
    assert (found.content, found.told.title) == ('Café "Sol"\n\nopened à l\'aube'.encode(), "A, b")


def test_cell_longer_than_the_csv_module_expects_is_read():
    assert summary(read("a.csv", "text\n" + "x" * 300_000)) == [("row 1", "x" * 300_000)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("a,b\n1,2\n", [(None, "no_text")], id="no column of texts"),
        pytest.param("Rain fell.\nSnow fell.\n", [(None, "no_text")], id="no header"),
        pytest.param("", [(None, "no_text")], id="empty"),
        pytest.param(
            "text,a\nRain, fell, hard\nSnow,1\n", [("row 1", "malformed_record"), ("row 2", "Snow")], id="comma that is not quoted"
        ),
        pytest.param('a,text\n1,"Rain\n2,Snow\n', [("row 1", "malformed_record")], id="quotation mark that is not closed"),
        pytest.param('a,text\n1,a 5" pipe\n2,Snow\n', [("row 1", 'a 5" pipe'), ("row 2", "Snow")], id="quotation mark within a cell"),
        pytest.param("text,a\n" + "x" * 600 + ",1\nSnow,2\n", [("row 1", "too_large"), ("row 2", "Snow")], id="cell beyond the limit"),
        pytest.param("text,a\n,1\nSnow,2\n", [("row 1", "no_text"), ("row 2", "Snow")], id="empty text"),
    ],
)
def test_faulty_rows_are_refused(content, expected):
    assert summary(read("a.csv", content, max_bytes=500)) == expected


def test_refusal_of_a_table_names_its_columns():
    assert read("a.csv", "alpha,beta\n1,2\n")[0].refusal_detail == "no column is known as a text; the columns are alpha, beta"


def test_configured_delimiter_and_encoding_count():
    content = "words,x^other\nŁódź, and^1\n".encode("cp1250")
    found = read("a.csv", content, delimiter="^", encoding="cp1250", fields={"text": ("words,x",)})
    assert summary(found) == [("row 1", "Łódź, and")]


def parquet(**columns):
    stream = io.BytesIO()
    pl.DataFrame(columns).write_parquet(stream)
    return stream.getvalue()


def test_rows_of_parquet_are_read():
    content = parquet(
        text=["Rain fell.", "Snow fell.", None],
        authors=[["Ann", "Bo"], [], None],
        meta=[{"url": "https://a.example", "size": 1}] * 2 + [None],
        date=pl.Series([1714557600000, None, None], dtype=pl.Datetime("ms", "America/New_York")),
        **{"o.ther": [1.5, 2.5, 3.5], 'qu"ote': [b"x", b"y", b"z"]},
    )
    found = read("a.parquet", content, fields={"title": ("o.ther",), "language": ('qu"ote',)})
    assert summary(found) == [("https://a.example", "Rain fell."), ("https://a.example", "Snow fell."), ("row 3", "no_text")]
    assert found[0].told[:6] == ("https://a.example", "1.5", "Ann, Bo", None, "2024-05-01T10:00:00+00:00", "x")


def test_many_rows_of_parquet_keep_their_order():
    assert [document.record for document in read("a.parquet", parquet(text=["Rain."] * 1700))] == [f"row {row}" for row in range(1, 1701)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(parquet(a=[1]), "no_text", id="no column of texts"),
        pytest.param(parquet(text=pl.Series([], dtype=pl.String)), "no_text", id="no rows"),
        pytest.param(parquet(text=["Rain fell."])[:-20], "damaged", id="cut"),
        pytest.param(b"PAR1", "damaged", id="beginning alone"),
        pytest.param(b"PAR1" + b"\x08\0\0\0PAR1", "damaged", id="footer longer than the file"),
        pytest.param(b"PAR1" + bytes(40) + b"\x08\0\0\0PAR1", "damaged", id="empty footer"),
        pytest.param(b"text\nRain fell.", "damaged", id="another format"),
    ],
)
def test_faulty_parquet_is_refused(content, code):
    assert [(document.record, document.refusal_code) for document in read("a.parquet", content)] == [(None, code)]
