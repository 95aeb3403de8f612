"""The users' say on themes: terms of their own reach days that were read before, an override stands against the words."""

from datetime import timedelta

import pytest
from deployments import DAY, fill_lake, rows, run

from pipelines.settings import Settings

FOOTBALL = (
    "The striker scored twice\n\nThe striker scored twice as the home team won the cup final in front of a full stadium on Saturday.\n\n"
    "The coach praised the goalkeeper and the captain after the match, and the players danced with the fans until midnight.\n"
)
BOULES = (
    "Club moves to the park\n\nThe petanque courts behind the church close in May, and the members of the club move to the park.\n\n"
    "The petanque evenings go on as before, said the woman who has run them for twenty years, and so does the coffee.\n"
)
SPORT, HEALTH, ECONOMY = "medtop:15000000", "medtop:07000000", "medtop:04000000"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    """Two texts, read one night; the next night the users have their say and nothing else is new."""
    folder = tmp_path_factory.mktemp("themes")
    settings = Settings(data_dir=folder / "data", input=(str(folder / "input"),))
    (folder / "input" / "post").mkdir(parents=True)
    for name, text in {"football.txt": FOOTBALL, "boules.txt": BOULES}.items():
        (folder / "input" / "post" / name).write_text(text)
    fill_lake(settings)
    (folder / "input" / "topics_extra.csv").write_text(f"term,topic_code,weight\npetanque,{SPORT},3\nstriker,{ECONOMY},0\n")
    (folder / "input" / "topic_overrides.csv").write_text(f"article,topic_code\npost/football.txt,{HEALTH}\nnot-here.txt,{SPORT}\n")
    return run(settings, DAY + timedelta(days=1))


def test_own_terms_are_found_in_articles_of_earlier_days(warehouse):
    query = "select text, topic_code, weight, rule_id from topic_mentions where starts_with(rule_id, 'own:') order by start_char"
    assert rows(warehouse, query) == [("petanque", SPORT, 3.0, f"own:{SPORT}:petanque")] * 2


def test_all_rows_tell_the_version_with_own_terms(warehouse):
    assert rows(warehouse, "select distinct contains(extractor_version, '-own-') from topic_mentions") == [(True,)]


def test_main_themes_are_those_of_own_terms_and_overrides(warehouse):
    query = """
        select split_part(file_uri, '/', -1), topic_code, rule_id from articles inner join article_topics using (article_id)
        where is_main order by all
    """
    assert rows(warehouse, query) == [("boules.txt", SPORT, "score"), ("football.txt", HEALTH, "override")]


def test_coverage_counts_the_override(warehouse):
    query = "select main_article_count from theme_coverage_by_source where topic_code = ?"
    assert [rows(warehouse, query, code) for code in (HEALTH, SPORT)] == [[(1,)], [(1,)]]
