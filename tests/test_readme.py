"""Every query that the front page shows, run on the sample corpus."""

import re

import duckdb
import pytest

from pipelines.settings import REPOSITORY

RE_QUESTION = re.compile(r"\*\*(?P<question>[^*]+\?)\*\*[^`]*(?:`[^`\n]+`[^`]*)*```sql\n(?P<query>.*?)```", re.DOTALL)
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
QUESTIONS = {match["question"]: match["query"] for match in RE_QUESTION.finditer(README)}


@pytest.fixture(scope="module")
def connection(sample, tmp_path_factory):
    nothing = {"extension_directory": str(tmp_path_factory.mktemp("extensions")), "autoinstall_known_extensions": "false"}
    with duckdb.connect(str(sample.warehouse), read_only=True, config=nothing) as connection:
        yield connection


def test_every_query_on_the_page_answers_a_question():
    assert len(QUESTIONS) == README.count("```sql") >= 12


@pytest.mark.parametrize("query", QUESTIONS.values(), ids=QUESTIONS)
def test_query_of_the_front_page_gives_rows(connection, query):
    for statement in connection.extract_statements(query):
        assert connection.execute(statement).fetchall()


@pytest.mark.parametrize(
    "table", re.findall(r"^\| (`.+`) \|", README.split("## What is in the warehouse")[1].split("## ")[0], re.MULTILINE)
)
def test_tables_named_on_the_page_are_there(connection, table):
    for name in re.findall(r"`(\w+)`", table):
        assert connection.table(name).columns
