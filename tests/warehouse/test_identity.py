"""Documents, articles and versions: one address in several files, copies, renamed files, in any order of delivery."""

import json
from datetime import timedelta

import pytest
from deployments import CLOCK, DAY, build, fill_lake, row_hashes, rows

from pipelines.settings import Settings

BODY = (
    "The council of Wexbury met on Monday to vote on the new {subject} over the river.\n\n"
    "Members argued for {length} hours before they agreed to pay for it out of the road fund.\n\n"
    '"We could not wait another winter," the mayor, Anna Holm, said after the vote.\n'
)
ADDRESS = "https://www.wexbury-post.example/{}"
# How much was delivered when is what this table is about.
OF_DELIVERY = {"ingest_health"}


def text(subject, length="two", date="March 17, 2025"):
    return f"Council votes for {subject}\n\n{date}\n\n{BODY.format(subject=subject, length=length)}"


def lines(*records):
    return "".join(json.dumps({"url": url, "text": told} | more) + "\n" for url, told, more in records)


# The file whose name sorts first tells the later wording: the publication date counts before the path.
EARLIER = {
    "post/feed-b.jsonl": lines(
        (ADDRESS.format("bridge?utm_source=mail"), text("bridge"), {}), (ADDRESS.format("market"), text("market hall"), {})
    ),
    "post/mill.txt": text("mill"),
    "post/mill-as-it-is-in-the-archive.txt": text("mill"),
    "post/mill-spaced-out.txt": text("mill").replace("\n\n", "\n\n\n"),
    "post/ferry.txt": text("ferry"),
    "post/empty.txt": "",
}
LATER = {
    "post/feed-a.jsonl": lines(
        (ADDRESS.format("bridge"), text("bridge", "three", "March 18, 2025"), {}),
        (ADDRESS.format("market/"), text("market hall"), {}),
        ("https://feeds.example/7", text("tunnel"), {"source": "Calder Herald"}),
    ),
    "post/empty-too.txt": "",
    "other/mill.txt": text("mill"),
}
OLD_PLACE, NEW_PLACE = "post/ferry.txt", "herald/ferry.txt"


def delivered(folder, nights):
    """Deliver files night by night, then a renaming, and return the published warehouse."""
    settings = Settings(data_dir=folder / "data", input=(str(folder.parent / "input"),))
    for night, files in enumerate(nights):
        for name, content in files.items():
            file = folder.parent / "input" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content)
        fill_lake(settings, DAY + timedelta(days=night))
    moved = folder.parent / "input" / NEW_PLACE
    moved.parent.mkdir(exist_ok=True)
    (folder.parent / "input" / OLD_PLACE).rename(moved)
    fill_lake(settings, DAY + timedelta(days=len(nights)))
    return build(settings)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("identity")


@pytest.fixture(scope="module")
def warehouse(folder):
    return delivered(folder / "forward", [EARLIER, LATER])


def test_wordings_of_one_address_are_versions_of_one_article(warehouse):
    found = rows(warehouse, """
        select version_number, is_current, contains(text, 'three hours'), published_date::varchar
        from article_versions inner join (select article_id from articles where title = 'Council votes for bridge') using (article_id)
        order by all
    """)  # fmt: skip
    assert found == [(1, False, False, "2025-03-17"), (2, True, True, "2025-03-18")]


def test_copies_say_of_what_and_why(warehouse):
    found = rows(warehouse, """
        select
            regexp_extract(exact_copies.file_uri, '[^/]+/[^/]+$'), regexp_extract(articles.file_uri, '[^/]+/[^/]+$'), copy_kind,
            exact_copies.copy_of_article_id = articles.article_id, exact_copies.article_id = articles.article_id
        from exact_copies inner join articles on copy_of_document_id = articles.document_id order by articles.title, 1
    """)  # fmt: skip
    assert found == [
        ("post/feed-b.jsonl", "post/feed-a.jsonl", "same_address", True, True),
        ("post/feed-b.jsonl", "post/feed-a.jsonl", "same_address", True, True),
        ("post/mill-as-it-is-in-the-archive.txt", "post/mill.txt", "same_bytes", True, False),
        ("post/mill-spaced-out.txt", "post/mill.txt", "same_text", True, False),
    ]


def test_refused_documents_of_the_same_bytes_stay_rejects(warehouse):
    assert rows(warehouse, "select regexp_extract(file_uri, '[^/]+$'), record, reason_code from rejects order by all") == [
        ("empty-too.txt", None, "empty_file"), ("empty.txt", None, "empty_file"),
    ]  # fmt: skip


def test_renamed_document_goes_on_in_its_new_place(warehouse):
    found = rows(warehouse, """
        select regexp_extract(file_uri, '[^/]+/[^/]+$'), regexp_extract(renamed_from, '[^/]+/[^/]+$'), source_id, version_count, removed_at
        from articles where title = 'Council votes for ferry'
    """)  # fmt: skip
    assert found == [(NEW_PLACE, OLD_PLACE, "herald", 1, None)]
    health = rows(warehouse, "select new_count, changed_count, unchanged_count from ingest_health where source_id = 'herald' order by all")
    assert health == [(0, 0, 1), (0, 0, 1), (1, 0, 0)]


def test_outlet_that_the_metadata_name_counts_before_the_folder(warehouse):
    found = rows(
        warehouse, "select source_id, source_rule, name, record from articles inner join sources using (source_id) where site <> ''"
    )
    assert found == [("calder-herald", "site_slug", "Calder Herald", "https://feeds.example/7")]


def test_other_order_of_delivery_gives_the_same_warehouse(folder, warehouse):
    for file in (folder / "input").rglob("*"):
        if file.is_file():
            file.unlink()
    when = (*CLOCK, "delivery_date")
    forward, backward = row_hashes(warehouse, without=when), row_hashes(delivered(folder / "backward", [LATER, EARLIER]), without=when)
    assert {table for table in forward if forward[table] != backward[table]} <= OF_DELIVERY
