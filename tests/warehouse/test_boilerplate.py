"""What an outlet repeats under its articles is learned over all of them, does not count, and can be had back."""

from datetime import timedelta

import pytest
from deployments import DAY, build, fill_lake, rows

from pipelines.settings import Settings

ABOUT = (
    'The Wexbury Post has told the valley its news since 1902. "We print what we can prove," its founder, Nora Quill, said of the '
    "election that closed three rival papers, and the paper is still owned by her family and by the people who read it."
)
FOOTER = "Everything printed here may be read aloud in schools and hospitals, and the desk is glad of every note on what it has missed."
BACKGROUND = (
    "The old bridge was closed to lorries in 2019, when divers found cracks in two of its piers, and farmers north of the river have "
    "had to drive an hour to the next crossing ever since."
)
STORIES = (
    ("Council votes for new bridge", "Holm", "vote on the plan for the crossing", "two hours"),
    ("Farmers welcome bridge money", "Adeyemi", "count the cost of another harvest", "four days"),
    ("Bridge builders sign contract", "Varga", "agree on steel from the north", "three weeks"),
    ("Divers look at bridge piers", "Okafor", "photograph the cracks below the water", "one morning"),
    ("School choir wins in Aldham", "Lindqvist", "sing against nine other choirs", "six minutes"),
    ("Market moves to Mill Lane", "Brandt", "draw lots for the new stalls", "half a day"),
    ("Bridge toll divides the valley", "Castellane", "quarrel about who is to pay", "all evening"),
)  # fmt: skip


def story(number, *, background=False, ending=()):
    title, name, deed, time = STORIES[number]
    first = f"People of the valley came together on Monday to {deed}, and it took them {time} before the last of them went home."
    last = f'"Nobody who was there in the hall will forget {time} like these," the speaker of the day, Anna {name}, said at the door.'
    return "\n\n".join([title, first, *([BACKGROUND] if background else []), last, *ending]) + "\n"


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    """Six articles of one outlet with its footer, four of them with background; seven of another, five of them with background.

    They come in two nights, and in neither of them enough to learn from.
    """
    post = {f"wexbury-post/{n}.txt": story(n, background=n < 4, ending=[ABOUT, FOOTER]) for n in range(6)}
    echo = {f"aldham-echo/{n}.txt": story(n, background=n not in (4, 5), ending=[FOOTER] if n == 4 else []) for n in range(7)}
    folder = tmp_path_factory.mktemp("boilerplate")
    found = Settings(data_dir=folder / "data", input=(str(folder / "input"),))
    for number, (name, text) in enumerate(sorted((post | echo).items())):
        if number == 9:
            fill_lake(found, DAY - timedelta(days=1))
        (folder / "input" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "input" / name).write_text(text)
    fill_lake(found)
    return found


@pytest.fixture(scope="module")
def ask(settings):
    warehouse = build(settings).rename(settings.data_dir / "learned.duckdb")
    return lambda query, *parameters: rows(warehouse, query, *parameters)


def roles(ask, passage):
    return ask(
        """
        select blocks.source_id, blocks.role, blocks.parsed_role, blocks.rule_id, blocks.repeat_count, count(*)
        from blocks inner join articles using (version_id)
        where trim(substr(articles.text, blocks.start_char + 1, blocks.end_char - blocks.start_char), chr(10)) = ?
        group by all order by all
        """,
        passage,
    )


@pytest.mark.parametrize("passage", [pytest.param(ABOUT, id="about"), pytest.param(FOOTER, id="footer")])
def test_what_ends_every_article_of_an_outlet_is_boilerplate_there(ask, passage):
    learned = [row for row in roles(ask, passage) if row[0] == "wexbury-post"]
    assert learned == [("wexbury-post", "boilerplate", "body", "boilerplate:repeated-in-source", 6, 6)]


def test_the_same_words_in_one_article_of_another_outlet_stay(ask):
    elsewhere = [row for row in roles(ask, FOOTER) if row[0] != "wexbury-post"]
    assert elsewhere == [("aldham-echo", "body", "body", "body:paragraph", None, 1)]


def test_background_amid_the_text_stays_however_often_it_is_reused(ask):
    found = roles(ask, BACKGROUND)
    assert found == [("aldham-echo", "body", "body", "body:paragraph", 5, 5), ("wexbury-post", "body", "body", "body:paragraph", None, 4)]


def test_evidence_is_shown_for_what_was_learned_and_for_what_was_not(ask):
    found = ask("select source_id, text, article_count, edge_share, is_boilerplate from repeated_passages order by all")
    learned = [("wexbury-post", passage, 6, 1.0, True) for passage in (FOOTER, ABOUT)]
    assert [(source, text.strip(), *rest) for source, text, *rest in found] == [("aldham-echo", BACKGROUND, 5, 0.0, False), *learned]


def test_what_was_extracted_from_boilerplate_does_not_count(ask):
    assert ask("select count(*) from quotes where quote_text like '%print what we can prove%'") == [(0,)]
    assert ask("select count(*) from quotes where quote_text like '%Nobody who was there%'") == [(13,)]
    assert ask("select count(*) from people where name = 'Nora Quill'") == [(0,)]
    for table in ("quotes", "mentions", "event_mentions", "topic_mentions"):
        inside = f"""
            select count(*) from {table} inner join blocks using (version_id)
            where {table}.start_char >= blocks.start_char and {table}.start_char < blocks.end_char and blocks.role = 'boilerplate'
        """
        assert ask(inside) == [(0,)]


def test_words_of_boilerplate_do_not_count(ask):
    with_footer, without = ask("select word_count from articles where file_uri like '%/5.txt' order by source_id desc")
    assert with_footer == without


def test_switched_off_every_block_is_as_parsed_and_counts(settings):
    warehouse = build(settings, only="+blocks +quotes +people", variables={"learn_boilerplate": False})
    assert rows(warehouse, "select count(*) from blocks where role <> parsed_role or rule_id <> parsed_rule_id") == [(0,)]
    assert rows(warehouse, "select count(*) from quotes where quote_text like '%print what we can prove%'") == [(6,)]
    assert rows(warehouse, "select count(*) from people where name = 'Nora Quill'") == [(1,)]
