"""Blocks and their roles."""

from collections.abc import Sequence
from textwrap import fill

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from together import together

from pipelines.lexicons import load
from pipelines.text.blocks import blocks
from pipelines.text.layout import paragraphs

TITLE = "Council votes to repair the old bridge"
ONE = "The council voted on Monday to repair the old bridge, which has been closed to lorries since January."
TWO = "Work will begin in April and should take about nine weeks, said the engineer who leads the project."
THREE = "Shopkeepers near the bridge had asked for a faster start, because trade has fallen by a third this winter."
BODY = f"{ONE}\n\n{TWO}\n\n{THREE}"


def read(*texts: str) -> pl.DataFrame:
    return blocks(pl.DataFrame({"doc": range(len(texts)), "text": texts}, schema={"doc": pl.Int64, "text": pl.String}), load("layout"))


read_in = together(read)


def rules(text: str, beside: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Rule and text of the blocks of one document, which may be read with others `beside` it."""
    return read_in(beside or (text,), text).select("rule_id", "text").rows()


def rule_of(text: str, line: str, beside: Sequence[str] = ()) -> str:
    """Rule of the block that begins with a line."""
    return next(rule for rule, found in rules(text, beside) if found.startswith(line))


def above(line: str) -> str:
    return f"{TITLE}\n\n{line}\n\n{BODY}"


def between(line: str) -> str:
    return f"{TITLE}\n\n{ONE}\n\n{line}\n\n{TWO}\n\n{THREE}"


def below(line: str) -> str:
    return f"{TITLE}\n\n{BODY}\n\n{line}"


def opened(opening: str) -> str:
    return f"{TITLE}\n\n{opening}{ONE}\n\n{TWO}"


ABOVE = [
    ("By Jane Roe", "byline:by-line"),
    ("By Jane Roe and Jo Dow, Political Correspondents", "byline:by-line"),
    ("Jane Roe, Transport Reporter", "byline:name-and-job"),
    ("Jane Roe", "byline:name-line"),
    ("From our Ottawa bureau", "byline:from-line"),
    ("Posted on 17th March 2025 by Staff", "byline:posted-by"),
    ("Gazette News Desk The Harbour Press, 17 Mar, 2025 12:40 PM", "byline:desk"),
    ("Jane Roe | 2025-03-18", "byline:name-and-date"),
    ("Harbour News Agency", "credit:agency-line"),
    ("Harbour, 17 Mar, 2025", "credit:name-and-date"),
    ("March 17, 2025", "date:line"),
    ("Published: 3/15/2025", "date:line"),
    ("Photo: The bridge on Tuesday. (Jo Dow)", "caption:marker"),
    ("Repairs will cost twice what was planned last year", "heading:deck"),
    ("Share this", "boilerplate:share"),
    ("Skip to content", "navigation:skip-link"),
]


@pytest.mark.parametrize(("line", "rule_id"), ABOVE)
def test_line_between_title_and_body(line: str, rule_id: str) -> None:
    text, texts = above(line), [above(line) for line, _ in ABOVE]
    assert rule_of(text, "Council", texts) == "title:first-headline"
    assert rule_of(text, line, texts) == rule_id


BETWEEN = [
    ("What happens next", "heading:between-paragraphs"),
    ("“We have waited long enough”", "heading:between-paragraphs"),
    ("Nine weeks of work on the bridge", "heading:between-paragraphs"),
    ("Famous Singer Stuns Fans with Surprise Desert Wedding", "related:other-subject"),
    ("Is Your Favourite Breakfast Cereal Secretly Making Dentists Rich?", "related:other-subject"),
    ("Related: Ferry timetable changes in May", "related:inline-link"),
    ("Advertisement", "boilerplate:advertisement"),
    ("Sponsored content: A new bridge loan for every household, and no forms to fill in.", "boilerplate:sponsored-text"),
    ("Sponsored content had paid for the first survey of the bridge, the engineer said.", "body:paragraph"),
    ("- a new deck for the bridge", "body:list-item"),
    ("Photo: The bridge on Tuesday. (Jo Dow)", "caption:marker"),
    ("“It was about time,” said the baker.", "body:paragraph"),
    ("He went on:", "body:fragment"),
    ("Readers may remember March 17, 2025 for its storm.", "body:paragraph"),
]


@pytest.mark.parametrize(("line", "rule_id"), BETWEEN)
def test_line_between_paragraphs(line: str, rule_id: str) -> None:
    assert rule_of(between(line), line, [between(line) for line, _ in BETWEEN]) == rule_id


BELOW = [
    ("No comments:", "boilerplate:comment-box"),
    ("Post a Comment", "boilerplate:comment-box"),
    ("© 2025 The Harbour Gazette", "boilerplate:copyright"),
    ("Labels: bridges, council", "boilerplate:labels"),
    ("— Harbour News Agency", "credit:agency-line"),
    ("Reporting by Jane Roe; editing by Jo Dow", "byline:reporting-by"),
    ("Jane Roe covers bridges for the Harbour Gazette", "byline:author-note"),
    ("With files from Harbour News Agency", "credit:files"),
    ("###", "boilerplate:end-mark"),
    ("Newer Post    Home    Older Post", "navigation:pager"),
    ("• a last item of a list", "body:list-item"),
]


@pytest.mark.parametrize(("line", "rule_id"), BELOW)
def test_line_below_the_body(line: str, rule_id: str) -> None:
    assert rule_of(below(line), line, [below(line) for line, _ in BELOW]) == rule_id


def test_teasers_after_an_opener_are_related_to_the_end() -> None:
    teaser = "Ferry timetable changes again in May\nThe company that runs the ferry says that the tide leaves it no choice, for once."
    found = rules(f"Council votes to repair the old bridge\n\n{BODY}\n\nMORE Local ARTICLES\n\n{teaser}\n\n{teaser}")
    assert [rule.split(":")[0] for rule, _ in found] == ["title", *["body"] * 3, *["related"] * 5]


def test_body_resumes_after_a_box_of_related_articles() -> None:
    found = rules(f"Council votes to repair the old bridge\n\n{ONE}\n\nRelated\nFerry timetable changes in May\n\n{TWO}\n\n{THREE}")
    assert [rule.split(":")[0] for rule, _ in found] == ["title", "body", "related", "related", "body", "body"]


def test_headlines_that_repeat_around_a_paragraph_are_teasers() -> None:
    head = "Ferry timetable changes again in May"
    found = rules(
        f"Council votes to repair the old bridge\n\n{BODY}\n\n{head}\n\n{head}\n"
        f"The company says the tide leaves it no choice at all.\n\n{head}"
    )
    assert [rule for rule, _ in found][4:] == [*["related:repeated-headline"] * 2, "related:teaser", "related:repeated-headline"]


def test_comments_are_no_body() -> None:
    found = rules(
        f"Council votes to repair the old bridge\n\n{BODY}\n\n2 Comments\n\nI never liked that bridge, and I said so at the time.\n\n{TWO}"
    )
    assert [rule.split(":")[0] for rule, _ in found][4:] == ["boilerplate"] * 3


def test_site_header_is_not_the_title() -> None:
    page = f"The Harbour Lamp\nNews from the quay\n\nBridge Watch\n\nPosted on 17th March 2025 by Staff\n\n{BODY}"
    assert rule_of(page, "Bridge Watch") == "title:first-headline"
    menu = (
        f"Skip to content\nHarbour Public Radio\nNews | Sport | Weather | Jobs\nCouncil votes to repair the old bridge\nJane Roe\n\n{BODY}"
    )
    assert rule_of(menu, "Harbour Public") == "navigation:masthead"
    assert rule_of(menu, "Council") == "title:first-headline"


MENU = "Home Page\nTown Matters\nCourts\nMotoring\nGardening\nBirdlife\nPuzzles\nChildren\nObituaries"
FOOT = "Stockists\nOur paper\nTypefaces"


def page(*middle: str) -> str:
    """A whole page: menu, title, byline, text with something amid it, foot."""
    lines = (MENU, "Council votes to repair the old bridge", "By Jane Roe", ONE, *middle, TWO, THREE, FOOT)
    return "\n".join(lines)


@pytest.mark.parametrize("sections", ["Bridge Council Trade", "Council / Old bridge"])
def test_sections_that_an_article_is_filed_under_are_not_its_title(sections: str) -> None:
    filed = page().replace("Council votes", f"{sections}\nCouncil votes")
    assert rule_of(filed, "Council votes") == "title:first-headline"
    assert rule_of(filed.replace("Council votes to repair the old bridge\n", ""), sections) == "title:first-headline"


def test_title_below_a_menu_is_what_the_text_speaks_of() -> None:
    assert rule_of(page(), "Council votes") == "title:first-headline"
    assert rule_of(page(), "Home Page").startswith("navigation:")


AMID = [
    ("Our editors send this newsletter to your inbox each morning.", "boilerplate:service-notice"),
    ("We keep your email private, and you can unsubscribe at any time.", "boilerplate:service-notice"),
    ("No part may be reproduced without consent, and we accept no liability for errors.", "boilerplate:legal-notice"),
    ("The mayor said that the newsletter about the bridge had reached every inbox in town.", "body:paragraph"),
    ("We have waited long enough, and you know it, as our fathers did.", "body:paragraph"),
    ("A lorry crosses the bridge at dawn in the snow. Jo Dow", "caption:name-at-end"),
    ("The bridge at dawn. Photograph: Jo Dow", "caption:credit-tail"),
    ("Join the list", "boilerplate:button"),
    ("Related items", "related:furniture"),
    ("The story of the bridge", "heading:between-paragraphs"),
]


@pytest.mark.parametrize(("line", "rule_id"), AMID)
def test_line_amid_the_text_of_a_page(line: str, rule_id: str) -> None:
    assert rule_of(page(TWO, line), line, [page(TWO, line) for line, _ in AMID]) == rule_id


def test_quotation_pulled_out_of_the_text_is_no_second_sentence() -> None:
    spoken = "“It was about time, and I said so to the mayor,” said the baker, who had closed his shop by the bridge in March."
    assert rule_of(page(spoken, "It was about time, and I said so to the mayor"), "It was") == "heading:pull-quote"
    assert rule_of(page(spoken, "It was high time, and I said so to the mayor."), "It was") == "body:paragraph"


def test_rows_of_results_are_body() -> None:
    rows = ("Harbour Town 2-1 Upper Vale", "Mill End 0-0 Lock Lane", "Gate receipts: 7,412")
    assert {rule_of(f"{page(*rows)}", row).split(":")[0] for row in rows} == {"body"}


def test_note_on_the_writer_opens_with_the_name_in_the_byline() -> None:
    note = "Jane Roe grew up beside a canal. She has two greyhounds and is at work on a history of the lock."
    assert rule_of(f"Council votes to repair the old bridge\nBy Jane Roe\n{BODY}\n{note}", note) == "byline:writer-note"
    assert rule_of(f"Council votes to repair the old bridge\nBy Jo Dow\n{BODY}\n{note}", note) == "body:paragraph"


def test_teaser_between_headline_and_link_is_related() -> None:
    teaser = "The company that runs the ferry says that the tide leaves it no choice, for once."
    assert rule_of(page("FERRY CROSS", teaser, "Read more", TWO), "The company") == "related:linked-teaser"


def test_pair_of_notices_at_the_foot_of_a_page_is_no_text() -> None:
    foot = "Most viewed in Town Matters\nFerry times change in May\nThe tide left them no choice.\nThe boat is late again."
    assert rule_of(f"{page()}\n{foot}", "The tide") == "related:after-opener"


def test_notice_above_a_title_that_is_signed_below_is_no_text() -> None:
    text = "\n".join((MENU, "It rains on the just.", "Courts", "Bridge to be repaired", "By Jane Roe", ONE, TWO, THREE))
    assert rule_of(text, "It rains") != "body:paragraph"
    assert rule_of(text, ONE) == "body:paragraph"


def test_copy_of_the_title_is_no_second_title() -> None:
    title = "Council votes to repair the old bridge"
    found = rules(f"National\n\n{title}\n\nBy Jane Roe\n• {title}\n\n{BODY}")
    assert [rule for rule, _ in found][:4] == ["navigation:section", "title:first-headline", "byline:by-line", "navigation:title-copy"]


def test_text_that_opens_with_a_paragraph_has_no_title() -> None:
    assert {rule for rule, _ in rules(BODY)} == {"body:paragraph"}


DATELINES = [
    ("PARIS (Agency) — ", "PARIS (Agency) —"),
    ("OTTAWA, March 17 - ", "OTTAWA, March 17 -"),
    ("NEW YORK, March 17, 2025 (Agency) -- ", "NEW YORK, March 17, 2025 (Agency) --"),
    ("CALDER, England (Agency) — ", "CALDER, England (Agency) —"),
    ("Paris (Agency) - ", "Paris (Agency) -"),
    ("ISLAMABAD: ", "ISLAMABAD:"),
    ("WASHINGTON, D.C. – ", "WASHINGTON, D.C. –"),
]


@pytest.mark.parametrize(("opening", "dateline"), DATELINES)
def test_dateline_is_a_block_of_its_own(opening: str, dateline: str) -> None:
    found = rules(opened(opening), [opened(opening) for opening, _ in DATELINES])
    assert found[1:3] == [("dateline:opening", dateline), ("body:paragraph", ONE)]


NO_DATELINES = ("UPDATE: ", "Bridges — as every ferryman knows — ", "Councillor Jane Roe - ", "Q: ", "It is over: ")


@pytest.mark.parametrize("opening", NO_DATELINES)
def test_opening_that_is_no_dateline(opening: str) -> None:
    assert "dateline:opening" not in {rule for rule, _ in rules(opened(opening), [opened(other) for other in NO_DATELINES])}


def test_leading_date_label_is_split_from_a_caption() -> None:
    found = rules(f" date 2025-03-17 Photo: The Harbour Press Mayor Jane Roe, left, opens the bridge on Monday, March 17, 2025\n\n{BODY}")
    assert [rule for rule, _ in found][:3] == ["date:line", "caption:marker", "body:paragraph"]


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = fill(f"{ONE} A committee of twenty-one had sat for a total of 24. {TWO}", 76)
    assert "\n24. " in wrapped
    found = rules(f"Bridge to be repaired\nBy Jane Roe\n\n{wrapped}\n\n{wrapped}\n")
    assert [rule for rule, _ in found] == ["title:first-headline", "byline:by-line", "body:paragraph", "body:paragraph"]


def test_single_line_breaks_between_long_lines_separate_paragraphs() -> None:
    assert len(rules(f"Council votes to repair the old bridge\n{ONE}\n{TWO}\n{THREE}")) == 4


LINES = st.sampled_from(
    [
        "", " ", ONE, TWO, "By Jane Roe", "MORE Local ARTICLES", "March 17, 2025", "Share this", "© 2025 X",
        "PARIS (Agency) — It rained all day.", "###",
        "   indented          and gapped text", "• item", "date 2025-03-17 Photo: A b c", "Ünï — “quote”", "No comments:",
        "A Headline Without End",
    ]
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(st.one_of(st.lists(LINES, max_size=12).map("\n".join), st.text(max_size=80)), min_size=1, max_size=12))
def test_blocks_tile_any_text(texts: list[str]) -> None:
    documents = pl.DataFrame({"doc": range(len(texts)), "text": texts}).filter(pl.col("text").str.strip_chars() != "")
    found = blocks(documents, load("layout"))
    pieces = found.join(documents.select("doc", whole="text"), on="doc", maintain_order="left").with_columns(
        piece=pl.col("whole").str.slice(pl.col("start_char"), pl.col("end_char") - pl.col("start_char"))
    )
    joined = pieces.group_by("doc", maintain_order=True).agg(pl.col("piece").str.join(""), pl.col("whole").first())
    assert joined["doc"].to_list() == documents["doc"].to_list()
    assert joined["piece"].to_list() == joined["whole"].to_list()
    assert found.select((pl.col("end_char") > pl.col("start_char")).all()).item() in (True, None)
    assert found["rule_id"].null_count() == 0


def test_paragraphs_begin_at_a_letter() -> None:
    found = paragraphs(pl.DataFrame({"doc": [0], "text": ["  \n One.\n\n   Two.\n "]}))
    assert found.select("start_char", "core_char", "end_char", "text").rows() == [(0, 4, 13, "One."), (13, 13, 19, "Two.")]
