import polars as pl
import pytest
from deployments import DAY, row_hashes, rows, run

from pipelines.lake import Lake
from pipelines.schemas import TABLES
from pipelines.settings import REPOSITORY

LABELS = REPOSITORY / "tests" / "quality"
ARTICLES = pl.read_csv(LABELS / "sample_articles.csv", infer_schema=False)


@pytest.fixture(scope="session")
def ask(sample):
    return lambda query, *parameters: rows(sample.warehouse, query, *parameters)


def by_file(found):
    return {uri.rsplit("/seeds/", 1)[1]: values for uri, *values in found}


def labelled(outcome, *columns):
    return {row["file"]: [row[column] for column in columns] for row in ARTICLES.filter(pl.col("outcome") == outcome).iter_rows(named=True)}


def test_every_document_is_an_article_a_reject_or_a_copy(ask):
    articles = by_file(ask("select file_uri from articles"))
    copies = by_file(ask("select file_uri from exact_copies"))
    rejects = by_file(ask("select file_uri, reason_code from rejects"))
    assert rejects == labelled("reject", "reason")
    assert articles.keys() | copies.keys() == labelled("article").keys() | labelled("copy").keys()
    assert (len(articles), len(copies)) == (len(labelled("article")), len(labelled("copy")))


def test_articles_have_the_source_and_the_day_that_their_files_tell(ask):
    found = by_file(ask("select file_uri, source_id, published_date::varchar from articles"))
    truth = labelled("article", "source_id", "published_date") | labelled("copy", "source_id", "published_date")
    assert {file: values for file, values in found.items() if values != truth[file]} == {}


def test_body_begins_and_ends_where_it_should(ask):
    bodies = by_file(ask("""
        select articles.file_uri, string_agg(substr(text, start_char + 1, end_char - start_char), ' ' order by block_index)
        from articles inner join blocks using (version_id) where role = 'body' group by 1
    """))  # fmt: skip
    ends = labelled("article", "first_body_words", "last_body_words")
    wrong = []
    for file, (body,) in bodies.items():
        if file in ends:
            words = " ".join(body.split())
            wrong += [file] if not (words.startswith(ends[file][0]) and words.endswith(ends[file][1])) else []
    assert wrong == []


def test_every_quotation_and_event_lies_in_a_body(ask):
    for table in ("quotes", "event_mentions"):
        outside = f"""
            select {table}.* from {table} inner join blocks using (version_id)
            where {table}.start_char >= blocks.start_char and {table}.start_char < blocks.end_char and role <> 'body'
        """
        assert ask(outside) == []
        assert ask(f"select count(*) > 0 from {table}") == [(True,)]


def test_a_wire_text_gives_the_same_quotations_wherever_it_runs(ask):
    query = "select quote_text, speaker_name, kind from quotes inner join articles using (version_id) where file_uri like ?"
    quotes = {
        file: set(ask(query, f"%/{file}.txt"))
        for file in ("carney-paris-macron", "carney-in-paris-reliable-allies", "carney-macron-paris", "carney-paris-riviere")
    }
    agency = quotes["carney-paris-macron"]
    assert agency
    assert quotes["carney-in-paris-reliable-allies"] == agency
    assert quotes["carney-macron-paris"] <= agency
    assert quotes["carney-paris-riviere"] >= agency


def test_every_public_column_is_in_the_data_dictionary_and_in_the_comments(ask):
    columns = set(ask("select table_name, column_name, comment from duckdb_columns() where schema_name = 'main' and not internal"))
    assert columns == set(ask("select table_name, column_name, description from data_dictionary"))
    assert all(comment for *_, comment in columns)


def test_public_tables_are_there_and_filled(ask):
    tables = [name for (name,) in ask("select table_name from duckdb_tables() where schema_name = 'main' and not internal")]
    expected = {
        "sources", "articles", "article_versions", "blocks", "rejects", "people", "mentions", "quotes", "event_mentions", "events",
        "event_timeline", "places", "topics", "topic_mentions", "article_topics", "theme_coverage_by_source", "theme_coverage_by_day",
        "source_profiles", "speakers_by_theme", "paragraph_topics", "speaker_share_by_source", "ingest_health", "quality_scores",
        "data_dictionary",
    }  # fmt: skip
    assert expected <= set(tables)
    empty = [name for name in tables if ask(f"select count(*) from {name}") == [(0,)]]
    assert empty == ["quality_scores"]  # filled by a measurement, not by a run


def test_timeline_reads_like_a_chronicle(ask):
    lines = ask("select event_date, headline from event_timeline")
    assert [day for day, _ in lines] == sorted(day for day, _ in lines)
    told = "select date_label, status, source_count from event_timeline where starts_with(headline, 'Mark Carney met Emmanuel Macron')"
    assert ask(told) == [("17 March 2025", "happened", 6)]
    assert ask("select count(*) from event_timeline where length(headline) > 200 or contains(headline, chr(10))") == [(0,)]


def test_events_tell_the_spread_of_their_dates(ask):
    query = """
        select status, first_status, first_told_date::varchar, last_told_date::varchar, exact_date_count, origin_count < article_count
        from events where actor = 'Mark Carney' and recipient = 'Emmanuel Macron' and event_date = '2025-03-17'
    """
    assert ask(query) == [("happened", "planned", "2025-03-17", "2025-03-17", 6, True)]


def test_the_file_stands_alone(ask):
    assert ask("select view_name from duckdb_views() where not internal") == []


def test_same_input_again_changes_no_row_and_no_table(sample):
    lake = Lake(sample.lake)
    before = row_hashes(sample.warehouse, without=()), {table: lake.version(table) for table in TABLES}
    run(sample, DAY)
    assert (row_hashes(sample.warehouse, without=()), {table: lake.version(table) for table in TABLES}) == before
