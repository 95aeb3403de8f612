"""Five real articles about one story, as raw as they came; skipped where they are absent."""

import pytest
from deployments import SHARED, build, fill_lake, rows

from pipelines.settings import Settings

pytestmark = pytest.mark.skipif(not (SHARED / "seeds").exists(), reason="the folder shared/seeds is not beside the repository")
FILE = "regexp_extract(file_uri, '([0-9]{3})_[^/]*$', 1) as file"


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    settings = Settings(data_dir=tmp_path_factory.mktemp("real"), input=(str(SHARED / "seeds"),))
    fill_lake(settings)
    warehouse = build(settings)
    return lambda query: rows(warehouse, query)


def test_all_are_articles(ask):
    assert ask("select (select count(*) from articles), (select count(*) from rejects)") == [(5, 0)]


def test_crawl_date_is_not_the_publication_date(ask):
    found = dict(ask(f"select {FILE}, published_date::varchar from articles"))
    assert found == {"000": None, "001": "2025-03-17", "002": None, "003": "2025-03-17", "004": "2025-03-17"}


def test_two_prints_of_one_wire_text_give_the_same_quotations(ask):
    query = (
        "select kind, quote_text, speaker_name from quotes inner join articles using (version_id) where file_uri like '%/{}_%' order by all"
    )
    first, second = ask(query.format("003")), ask(query.format("004"))
    assert len(first) >= 12
    assert first == second


def test_speaker_behind_a_pronoun_is_found(ask):
    quotes = "quotes inner join articles using (version_id) where quote_text like 'We believe that fair trade%'"
    assert ask(f"select {FILE}, speaker_name from {quotes} order by 1") == [("003", "Emmanuel Macron"), ("004", "Emmanuel Macron")]


def test_unnamed_official_stays_unnamed(ask):
    assert ask("select speaker_text, speaker_name from quotes where quote_text like 'We all know%'") == [("The official", None)]


def test_no_quotation_comes_from_teasers_captions_or_chrome(ask):
    outside = """
        select quotes.quote_text from quotes inner join blocks using (version_id)
        where quotes.start_char >= blocks.start_char and quotes.start_char < blocks.end_char and blocks.role <> 'body'
    """
    assert ask(outside) == []
    assert ask("select count(*) from quotes where quote_text like '%most serious forms%' or quote_text like '%show us respect%'") == [(0,)]


def test_one_meeting_told_by_day_month_or_no_date_is_one_event(ask):
    query = """
        select event_mode, event_date::varchar, article_count, first_status from events
        where event_mode in ('meet', 'talks') and status = 'happened' and 'emmanuel-macron' in (actor_id, recipient_id)
    """
    assert ask(query) == [("meet", "2025-03-17", 5, "happened")]


def test_two_calls_of_one_day_are_two_events(ask):
    assert ask("select count(*), sum(article_count) from events where event_mode = 'call' and event_date = '2025-03-16'") == [(2, 4)]


def test_call_that_was_not_made_did_not_happen(ask):
    assert ask("select distinct status from event_mentions where text like '%not yet spoken to Trump%' and event_mode = 'call'") == [
        ("negated",)
    ]
