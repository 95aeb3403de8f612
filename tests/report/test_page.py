import re
from html.parser import HTMLParser
from itertools import pairwise

import duckdb
import pytest
from deployments import rows
from lxml import html
from pages import SHORT, numbers, text

from pipelines.report.limits import Limits
from pipelines.report.page import FOLDER, render, write
from pipelines.report.wording import literal

VOID = {"meta", "link", "br"}
CREDITS = {"https://iptc.org/standards/media-topics/", "https://creativecommons.org/licenses/by/4.0/"}
RE_COLOUR = re.compile(r"--(\w+): (#[0-9a-f]{6});")


class Balance(HTMLParser):
    """Fails at the first element that is not closed where it should be."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}> in line {self.getpos()[0]} closes nothing"


@pytest.fixture(params=["whole", "short", "no articles", "nothing", "articles alone"])
def page(request, sample, emptied):
    if request.param in ("whole", "short"):
        return render(sample.warehouse, SHORT if request.param == "short" else None)
    kept = {"no articles": ["sources", "rejects", "ingest_health"], "nothing": [], "articles alone": ["articles", "sources"]}
    return render(emptied(*kept[request.param]))


def test_every_element_is_closed(page):
    balance = Balance()
    balance.feed(page)
    assert balance.open == []


def test_every_internal_link_has_one_target(page):
    document = html.fromstring(page)
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in document.xpath("//@href") if link.startswith("#")} <= set(ids)


def test_nothing_is_fetched_from_anywhere(page):
    document = html.fromstring(page)
    assert document.xpath("//script | //img | //iframe | //object | //@src") == []
    assert set(document.xpath("//link/@href")) == {"data:,"}
    assert set(re.findall(r"https?://[^\s\"'<]+", page)) == CREDITS
    assert "url(" not in page
    assert "@import" not in page


def test_page_says_what_it_is_to_browsers_and_readers(page):
    document = html.fromstring(page)
    assert document.get("lang") == "en"
    assert document.xpath("//meta[@name='viewport']/@content") == ["width=device-width, initial-scale=1"]
    assert len(document.xpath("//h1")) == 1
    assert document.xpath("//a[@class='skip']/@href") == ["#main"]
    assert document.xpath("//th[not(@scope)]") == []
    assert document.xpath("//a[not(@href)]") == []
    levels = [int(heading.tag[1]) for heading in document.xpath("//h1 | //h2 | //h3 | //h4 | //h5")]
    assert all(below - above <= 1 for above, below in pairwise(levels))
    links = document.xpath("//a[@class='ref'][@aria-label]")
    assert all(link.get("aria-label").startswith(text(link)) for link in links)


def test_same_warehouse_gives_the_same_page(sample, sample_page):
    assert render(sample.warehouse) == sample_page


def test_documents_are_articles_copies_and_rejects(sample, sample_page):
    document = html.fromstring(sample_page)
    documents, articles, copies, rejects = numbers(document.xpath("//p[@class='account']")[0])
    assert documents == articles + copies + rejects
    assert [(documents,)] == rows(sample.warehouse, "select count(distinct document_id) from staging.stg_documents")
    for count, table in ((articles, "articles"), (copies, "exact_copies"), (rejects, "rejects")):
        assert [(count,)] == rows(sample.warehouse, f"select count(*) from {table}")


@pytest.mark.parametrize("limits", [None, SHORT], ids=["whole", "short"])
def test_columns_of_sources_and_days_add_up(sample, limits):
    document = html.fromstring(render(sample.warehouse, limits))
    for title, columns in (("by-source", slice(0, 6)), ("by-day", slice(None))):
        table = document.xpath(f"//div[@aria-labelledby='{title}']/table")[0]
        body = [[int(text(cell).replace(",", "") or 0) for cell in row.xpath("td")[columns]] for row in table.xpath("tbody/tr")]
        foot = [int(text(cell).replace(",", "")) for cell in table.xpath("tfoot/tr/td")[columns]]
        assert [sum(column) for column in zip(*body, strict=True)] == foot
    total, *parts = numbers(document.xpath("//h3[@id='by-day']/small")[0])
    assert total == sum(parts)


def test_heat_map_is_the_coverage_by_source(sample, sample_page):
    table = html.fromstring(sample_page).xpath("//table[contains(@class, 'heat')]")[0]
    names = [text(name) for name in table.xpath("thead/tr/th/span")][:-1]
    counts = {
        (name, text(row.xpath("th")[0])): numbers(cell)[0]
        for row in table.xpath("tbody/tr")
        for name, cell in zip(names, row.xpath("td"), strict=False)
        if cell.xpath("a")
    }
    query = "select source_name, topic_label, article_count from theme_coverage_by_source where level = 0 and article_count > 0"
    assert counts == {(source, theme): count for source, theme, count in rows(sample.warehouse, query)}


def test_evidence_of_a_cell_lists_its_articles_with_a_term_each(sample_page):
    document = html.fromstring(sample_page)
    for link in document.xpath("//table[contains(@class, 'heat')]//td[not(@class='all')]/a"):
        articles = document.get_element_by_id(link.get("href")[1:]).xpath("ul/li")
        shown = min(numbers(link)[0], Limits().articles_per_cell)
        assert len(articles) == shown
        assert all(article.xpath(".//mark") for article in articles)


def test_marked_words_are_the_words_of_the_quotations(sample, sample_page):
    document = html.fromstring(sample_page)
    query = "select regexp_replace(quote_text, '\\s+', ' ', 'g') from quotes"
    quoted = {" ".join(words.split()) for (words,) in rows(sample.warehouse, query)}
    marked = [text(mark) for mark in document.xpath("//details[starts-with(@id, 'speaker-')]//mark")]
    assert len(marked) > 100
    assert set(marked) <= quoted


def test_speakers_have_the_quotations_of_the_warehouse(sample, sample_page):
    document = html.fromstring(sample_page)
    query = """
        select count(*), count(distinct source_id) from quotes
        where speaker_id is not null group by speaker_id order by 1 desc, 2 desc, speaker_id limit 20
    """
    table = document.xpath("//table[contains(@class, 'speakers')]")[0]
    shown = [(numbers(row.xpath("td[1]")[0])[0], numbers(row.xpath("td[4]")[0])[0]) for row in table.xpath("tbody/tr")]
    assert shown == rows(sample.warehouse, query)
    for row in table.xpath("tbody/tr"):
        evidence = document.get_element_by_id(row.xpath("td[1]/a/@href")[0][1:])
        listed = evidence.xpath(".//blockquote")
        assert len(listed) == min(numbers(row.xpath("td[1]")[0])[0], Limits().quotes_per_speaker)
        words = [int(re.search(r"(\d+) words?", text(quote.xpath("footer")[0])).group(1)) for quote in listed]
        every = len(listed) == numbers(row.xpath("td[1]")[0])[0]
        assert sum(words) == numbers(row.xpath("td[3]")[0])[0] if every else sum(words) < numbers(row.xpath("td[3]")[0])[0]


@pytest.mark.parametrize("limits", [None, SHORT], ids=["whole", "short"])
def test_events_add_up_and_are_told_with_their_status(sample, limits):
    document = html.fromstring(render(sample.warehouse, limits))
    intro = document.xpath("//section[@id='timeline']/p[@class='intro']")[0]
    total, *parts = numbers(intro)
    assert total == sum(parts)
    assert [(total,)] == rows(sample.warehouse, "select count(*) from events")
    bars = document.xpath("//ol[@class='bars']//b")
    assert sum(numbers(bar)[0] for bar in bars) == parts[0]
    for entry in document.xpath("//section[@id='timeline']//li[p[@class='who']]"):
        assert entry.get("class") == text(entry.xpath(".//span[starts-with(@class, 'status')]")[0])
        evidence = document.get_element_by_id(entry.xpath(".//a/@href")[0][1:])
        assert evidence.xpath("blockquote")


@pytest.mark.parametrize("limits", [None, SHORT], ids=["whole", "short"])
def test_what_a_limit_leaves_out_is_counted_and_its_query_lists_all(sample, limits):
    document = html.fromstring(render(sample.warehouse, limits))
    queries = document.xpath("//code[@class='sql']")
    assert len(queries) >= (20 if limits else 2)
    with duckdb.connect(str(sample.warehouse), read_only=True) as connection:
        for query in queries:
            assert len(connection.execute(query.text_content()).fetchall()) == int(query.get("data-rows")), query.text_content()
        for query in document.xpath("//p[@class='more']/code[not(@class)]"):
            connection.execute(query.text_content())


def test_queries_to_begin_with_are_answered(sample, sample_page):
    lines = html.fromstring(sample_page).xpath("//pre/code")[0].text_content().splitlines()
    for line in lines:
        assert rows(sample.warehouse, re.fullmatch('broadsheet sql "(.+)"', line).group(1))


def test_text_of_the_data_stays_text(changed):
    nasty = "<script>alert(1)</script> & \"Co\" 'x' {{ 7 * 7 }}"
    nasty_literal = literal(nasty)
    warehouse = changed(
        f"update articles set title = {nasty_literal}, url = 'javascript:alert(1)'",
        f"update sources set name = name || {nasty_literal}",
        f"update theme_coverage_by_source set source_name = {nasty_literal}, topic_label = {nasty_literal} || coalesce(topic_code, '')",
        f"update quotes set cue = {nasty_literal}, speaker_name = {nasty_literal}, rule_id = {nasty_literal}",
        f"update speaker_share_by_source set speaker_name = {nasty_literal}",
        f"update events set actor = {nasty_literal}, recipient = {nasty_literal}, place = {nasty_literal}, event_mode = {nasty_literal}",
        f"update event_mentions set trigger = {nasty_literal}, event_date_text = {nasty_literal}, claimed_by_text = {nasty_literal}",
        f"update event_timeline set headline = {nasty_literal}",
        f"update speakers_by_theme set speaker_name = {nasty_literal}",
        f"update source_profiles set source_name = {nasty_literal}, topic_label = {nasty_literal}",
        f"update articles set credit = {nasty_literal}",
        f"update rejects set detail = {nasty_literal}, file_uri = {nasty_literal}",
        "update articles set text = replace(text, ' the ', ' <b> ')",
    )
    page = render(warehouse)
    document = html.fromstring(page)
    assert document.xpath("//script") == []
    assert "javascript:" not in page
    assert "{{ 7 * 7 }}" in page
    assert nasty in text(document.xpath("//section[@id='gaps']")[0])
    assert nasty in text(document.xpath("//section[@class='front']")[0])
    assert " <b> " in document.text_content()


def test_title_leads_to_the_address_of_its_article(changed):
    document = html.fromstring(render(changed("update articles set url = 'https://gazette.example/a?b=1&c=2'")))
    links = document.xpath("//cite/a")
    assert {link.get("href") for link in links} == {"https://gazette.example/a?b=1&c=2"}
    assert {link.get("rel") for link in links} == {"noreferrer"}


@pytest.mark.parametrize(
    ("kept", "says"),
    [
        ([], "no document was delivered"),
        (["sources", "rejects", "ingest_health"], "none became one"),
    ],
    ids=["nothing", "rejects only"],
)
def test_warehouse_without_articles_says_so(emptied, kept, says):
    document = html.fromstring(render(emptied(*kept)))
    notice = text(document.xpath("//section[@class='notice']")[0])
    assert "No articles yet" in notice
    assert says in notice
    assert len(document.xpath("//div[@id='rejects']//tbody/tr")) == (3 if kept else 0)


def test_documents_without_outcome_are_told(changed):
    document = html.fromstring(render(changed("delete from rejects where reason_code = 'not_text'")))
    assert "1 documents have no outcome" in text(document.xpath("//p[@class='alarm']")[0])


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_of_text_is_enough(scheme):
    style = (FOLDER / "templates" / "style.css").read_text(encoding="utf-8")
    light, dark = style.split("@media screen and (prefers-color-scheme: dark)")[:2]
    colours = dict(RE_COLOUR.findall(light if scheme == "light" else dark.split("\n}")[0]))
    pairs = [(name, "paper") for name in ("ink", "soft", "link", "doubt")] + [("ink", "band"), ("link", "band"), ("markink", "mark")]
    pairs += [("low", f"h{step}") for step in (1, 2, 3)] + [("high", f"h{step}") for step in (4, 5)]
    for front, back in pairs:
        bright, dim = sorted((luminance(colours[front]), luminance(colours[back])), reverse=True)
        assert (bright + 0.05) / (dim + 0.05) >= 4.5, f"{front} on {back}"


def test_page_is_written_whole_or_not_at_all(sample, tmp_path):
    page = tmp_path / "report.html"
    page.write_text("the page of the last run")
    broken = tmp_path / "broadsheet.duckdb"
    broken.write_text("no warehouse")
    with pytest.raises(duckdb.Error):
        write(broken, page)
    assert page.read_text() == "the page of the last run"
    write(sample.warehouse, page)
    assert page.read_text(encoding="utf-8").endswith("</html>")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broadsheet.duckdb", "report.html"]


def test_page_of_the_sample_is_small(sample_page):
    assert len(sample_page.encode()) < 500_000


@pytest.mark.parametrize(("limits", "says"), [(None, "Told by most sources"), (SHORT, "Told by most sources, of the events shown here")])
def test_front_page_tells_the_event_of_most_sources(sample, limits, says):
    lead = html.fromstring(render(sample.warehouse, limits)).xpath("//article[@class='lead']")[0]
    assert text(lead.xpath("p[@class='kicker']")[0]) == says
    if limits is None:
        query = "select article_count, source_count, origin_count from events where actor_id is not null order by 2 desc, 1 desc limit 1"
        assert [tuple(numbers(lead.xpath(".//a[@class='ref']")[0]))] == rows(sample.warehouse, query)
