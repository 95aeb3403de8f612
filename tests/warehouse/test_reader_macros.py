"""The macros in the published file, as a reader calls them: with DuckDB alone, no extension installed and none to be had."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

ALONE = {"autoload_known_extensions": "false", "autoinstall_known_extensions": "false"}
IDS = {
    "mentions": "mention_id",
    "quotes": "quote_id",
    "event_mentions": "event_mention_id",
    "topic_mentions": "topic_mention_id",
    "date_mentions": "date_mention_id",
    "figures": "figure_id",
}


@pytest.fixture(scope="module")
def reader(sample, tmp_path_factory):
    config = {**ALONE, "extension_directory": str(tmp_path_factory.mktemp("extensions"))}
    with duckdb.connect(str(sample.warehouse), read_only=True, config=config) as connection:
        yield lambda query, *parameters: connection.execute(query, parameters).fetchall()


@pytest.fixture(scope="module")
def texts(reader):
    return {article: text.casefold() for article, text in reader("select article_id, text from articles")}


def test_every_macro_says_what_it_does(reader):
    told = "select function_name, comment from duckdb_functions() where function_type = 'table_macro' and not internal order by 1"
    found = dict(reader(told))
    assert list(found) == ["evidence", "quotes_by", "search"]
    assert all(found.values())


@pytest.mark.parametrize(
    ("words", "forms"),
    [
        pytest.param("tariffs", ["tariff"], id="one word and its other forms"),
        pytest.param("TARIFF", ["tariff"], id="upper case"),
        pytest.param("suspending", ["suspend"], id="a form that no article has"),
        pytest.param("flood, tariffs!", ["flood", "tariff"], id="any of several words"),
        pytest.param("Rivière", ["rivière"], id="accents"),
        pytest.param("riviere", ["rivière"], id="accents left out"),
        pytest.param("F-35", ["f-35", "35"], id="a name of letters and digits"),
    ],
)
def test_search_finds_articles_that_hold_a_form_of_a_word(reader, texts, words, forms):
    found = reader("select article_id, score, passage from search(?)", words)
    assert found
    assert all(any(form in texts[article] for form in forms) for article, *_ in found)
    assert [score for _, score, _ in found] == sorted((score for _, score, _ in found), reverse=True)
    assert all(passage is None or any(form in passage.casefold() for form in forms) for *_, passage in found)


@pytest.mark.parametrize("words", ["zyzzyva", "", "…", "tari", "'; drop table articles; --"])
def test_search_for_words_that_nobody_wrote_finds_nothing_and_breaks_nothing(reader, words):
    assert reader("select count(*) from search(?) where words_found > 2", words) == [(0,)]
    assert words.startswith("'") or reader("from search(?)", words) == []


def test_search_puts_titles_and_rare_words_first(reader):
    assert all("tariff" in title for (title,) in reader("select title from search('tariffs') limit 2"))
    [(title, words_found)] = reader("select title, words_found from search('the smelter') limit 1")
    assert ("smelter" in title, words_found) == (True, 2)


def test_search_shows_no_passage_where_only_the_title_holds_the_word(reader):
    only = reader("""
        select min(word), article_id from intermediate.int_search_terms
        inner join intermediate.int_search_words using (word)
        inner join intermediate.int_search_articles using (article_number)
        group by stem, article_id having count(block_index) = 0 order by all limit 3
    """)
    for word, article in only:
        assert reader("select passage from search(?) where article_id = ?", word, article) == [(None,)]
    assert only


def test_search_does_not_read_what_is_no_part_of_the_article(reader):
    links = reader("""
        select articles.article_id, blocks.start_char from blocks inner join articles using (version_id)
        where role = 'navigation' and contains(substr(text, start_char + 1, end_char - start_char), 'Family Notices')
    """)
    assert links
    assert not {article for article, _ in links} & {article for (article,) in reader("select article_id from search('notices')")}


@pytest.mark.parametrize("name", ["Mark Carney", "mark carney", " MARK CARNEY "])
def test_quotes_by_a_full_name_gives_all_his_quotations_however_printed(reader, name):
    by_id = reader("select quote_id from quotes where speaker_name = 'Mark Carney' order by 1")
    assert len(by_id) > 5
    assert reader("select quote_id from quotes_by(?) order by 1", name) == by_id
    assert {"Carney", "He"} <= {text for (text,) in reader("select distinct speaker_text from quotes_by(?)", name)}


def test_quotes_by_an_alias_or_as_printed(reader):
    alias, name = reader(
        "select aliases[1], name from people where quote_count > 0 and len(aliases) > 0 order by quote_count desc, name limit 1"
    )[0]
    assert (name,) in reader("select distinct speaker_name from quotes_by(?)", alias)
    unnamed = reader("select quote_id from quotes where speaker_id is null and speaker_text is not null order by 1")
    assert unnamed
    for (quote,) in unnamed[:5]:
        [(printed,)] = reader("select speaker_text from quotes where quote_id = ?", quote)
        assert (quote,) in reader("select quote_id from quotes_by(?)", printed.upper())
    assert reader("from quotes_by('Nobody At All')") == []


@pytest.mark.parametrize("table", IDS)
def test_evidence_of_every_row_marks_its_text_in_a_passage_of_its_article(reader, table):
    rows = reader(f"select {IDS[table]} from {table}")
    assert rows
    for (row_id,) in rows[:: max(1, len(rows) // 20)]:
        query = "select text, passage, file_uri from evidence(?) where table_name = ?"  # a span can be the row of two tables
        [(text, passage, file_uri)] = reader(query, row_id, table)
        assert passage.split("**", 1)[1].rsplit("**", 1)[0] == " ".join(text.split())
        assert len(passage) <= len(text) + 2 * 120 + 8
        assert file_uri.startswith("file://")


def test_evidence_of_an_event_is_every_mention_of_it(reader):
    event, mentions = reader("select event_id, mention_count from events order by mention_count desc, event_id limit 1")[0]
    assert mentions > 1
    assert reader("select count(*), count(distinct file_uri) > 1 from evidence(?)", event) == [(mentions, True)]
    assert reader("from evidence('no such id')") == []


def test_macros_work_in_the_shell(sample, tmp_path):
    shell = Path(sys.executable).with_name("duckdb")
    if not shell.exists():
        pytest.skip("the package duckdb-cli is not installed")
    query = "select count(*) > 3 as found from search('tariffs'); select count(*) > 3 as quoted from quotes_by('Mark Carney')"
    asked = subprocess.run(
        [shell, "-csv", "-readonly", sample.warehouse, query], capture_output=True, text=True, env={"HOME": str(tmp_path)}, check=True
    )
    assert asked.stdout.split() == ["found", "true", "quoted", "true"]
