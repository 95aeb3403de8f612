import io
import json
from datetime import date

import pytest

from pipelines.rows import write

NAMES = ["source", "share", "day"]
ROWS = [("The | Gazette", 0.25, date(2025, 3, 17)), ('a "b"\nc', None, None)]


def written(form: str) -> str:
    stream = io.StringIO()
    write(form, NAMES, ROWS, stream)
    return stream.getvalue()


def test_csv_quotes_what_must_be_quoted():
    assert written("csv") == 'source,share,day\nThe | Gazette,0.25,2025-03-17\n"a ""b""\nc",,\n'


def test_json_keeps_types_and_nulls():
    assert json.loads(written("json")) == [
        {"source": "The | Gazette", "share": 0.25, "day": "2025-03-17"},
        {"source": 'a "b"\nc', "share": None, "day": None},
    ]


def test_markdown_keeps_a_row_on_its_line():
    assert written("markdown").splitlines()[2:] == ["| The \\| Gazette | 0.25 | 2025-03-17 |", '| a "b" c |  |  |']


def test_table_counts_its_rows():
    assert "2 rows" in written("table")


def test_unknown_form_is_an_error():
    with pytest.raises(KeyError):
        written("xml")
