from datetime import timedelta

import pytest
from deployments import DAY, build, fill_lake, rows

from pipelines.settings import Settings

BODY = (
    "The council of Wexbury met on Monday to vote on the new bridge over the river.\n\n"
    "Members argued for two hours before they agreed to pay for it out of the road fund.\n\n"
    '"We could not wait another winter," the mayor, Anna Holm, said after the vote.\n'
)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    """A text that is published, gets template noise, is corrected, set back, and at last disappears; and one that stays."""
    folder = tmp_path_factory.mktemp("versions")
    settings = Settings(data_dir=folder / "data", input=(str(folder / "input"),))
    file = folder / "input" / "wexbury-post" / "bridge.txt"
    file.parent.mkdir(parents=True)
    (file.parent / "other.txt").write_text("Market day moves\n\n" + BODY.replace("bridge", "market hall").replace("river", "square"))
    texts = [
        "Council votes for bridge\n\n" + BODY,
        "Council votes for bridge\n\n" + BODY.replace("\n\n", "\n\n\n") + "\nShare this\n\nNo comments:\n",
        "Council votes for bridge\n\n" + BODY.replace("two hours", "three hours"),
        "Council votes for bridge\n\n" + BODY,
        None,
    ]
    for night, text in enumerate(texts):
        file.write_text(text) if text else file.unlink()
        fill_lake(settings, DAY + timedelta(days=night))
    return build(settings)


def test_template_noise_is_no_version_and_a_correction_is_one(warehouse):
    found = rows(warehouse, """
        select version_number, is_current, removed_at is not null, contains(text, 'three hours')
        from article_versions inner join (select article_id from articles where file_uri like '%bridge.txt') using (article_id) order by all
    """)  # fmt: skip
    assert found == [(1, True, True, False), (2, False, False, True)]


def test_article_that_disappeared_is_marked_not_forgotten(warehouse):
    assert rows(warehouse, "select removed_at is not null, version_count from articles order by file_uri") == [(True, 2), (False, 1)]


def test_changes_are_counted_by_night(warehouse):
    found = rows(warehouse, "select new_count, changed_count, removed_count, delivered_count from ingest_health order by delivery_date")
    assert found == [(2, 0, 0, 2), (0, 1, 0, 2), (0, 1, 0, 2), (0, 1, 0, 2), (0, 0, 1, 1)]
