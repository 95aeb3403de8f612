import pytest
from deployments import rows
from lxml import html
from pages import SHORT, numbers, text

from pipelines.report.limits import Limits
from pipelines.report.page import render
from pipelines.report.wording import literal


def test_heat_map_tells_own_articles_and_copies_once(sample, sample_page):
    table = html.fromstring(sample_page).xpath("//table[contains(@class, 'heat')]")[0]
    names = [text(name) for name in table.xpath("thead/tr/th/span")]
    own, texts = {}, {}
    for row in table.xpath("tbody/tr"):
        theme = text(row.xpath("th")[0])
        for name, cell in zip(names, row.xpath("td"), strict=True):
            for note in cell.xpath(".//small"):
                if text(note).endswith("own"):
                    own[theme, name] = numbers(note)[0]
                if text(note).endswith(("text", "texts")):
                    texts[theme] = numbers(note)[0]
    query = """
        select topic_label, source_name, own_article_count from theme_coverage_by_source
        where level = 0 and own_article_count < article_count
    """
    assert own == {(theme, source): count for theme, source, count in rows(sample.warehouse, query)}
    query = """
        select topics.label, count(distinct origin_id) from intermediate.int_article_themes
        inner join articles using (article_id) inner join topics using (topic_code)
        where is_covered and level = 0 group by all having count(distinct origin_id) < count(*)
    """
    assert own
    assert texts == dict(rows(sample.warehouse, query))


@pytest.mark.parametrize("limits", [Limits(), SHORT], ids=["whole", "short"])
def test_speakers_of_a_theme_have_their_quotations_in_it(sample, limits):
    document = html.fromstring(render(sample.warehouse, limits))
    shown = {
        (text(theme.xpath("h4")[0]), text(line.xpath("span")[0])): line.xpath(".//a")[0]
        for theme in document.xpath("//div[@class='voices']/div")
        for line in theme.xpath("ol/li")
    }
    query = "select topic_label, speaker_name, near_quote_count, quote_count from speakers_by_theme where level = 0"
    counts = {(theme, name): [near, every] for theme, name, near, every in rows(sample.warehouse, query)}
    assert len(shown) >= 4
    for place, link in shown.items():
        assert numbers(link) == counts[place]
        evidence = document.get_element_by_id(link.get("href")[1:])
        listed = evidence.xpath("blockquote")
        assert len(listed) == min(counts[place][1], limits.quotes_per_theme)
        assert all(quote.xpath(".//mark") for quote in listed)


@pytest.mark.parametrize("limits", [Limits(), SHORT], ids=["whole", "short"])
def test_whose_words_adds_up_and_shows_each_pair(sample, limits):
    document = html.fromstring(render(sample.warehouse, limits))
    lines = [[numbers(cell)[0] for cell in row.xpath("td")[:4]] for row in document.xpath("//section[@id='words']//tbody/tr")]
    query = """
        select count(*), count(*) filter (is_copy), count(*) filter (has_agency_credit),
            count(*) filter (not is_copy and not has_agency_credit) from articles
    """
    assert [tuple(map(sum, zip(*lines, strict=True)))] == rows(sample.warehouse, query)
    pairs = document.xpath("//details[starts-with(@id, 'words-')]//li[p[@class='origin']]")
    assert pairs
    for pair in pairs:
        copy, origin = (text(title) for title in pair.xpath(".//cite"))
        passage = text(pair.xpath(".//mark")[0])
        query = f"""
            select count(*) from articles as copies inner join articles as origins on copies.origin_id = origins.article_id
            where copies.is_copy and copies.title = {literal(copy)} and origins.title = {literal(origin)}
                and contains(regexp_replace(copies.text, '\\s+', ' ', 'g'), {literal(passage)})
                and contains(regexp_replace(origins.text, '\\s+', ' ', 'g'), {literal(passage)})
        """
        assert rows(sample.warehouse, query) == [(1,)]


def test_timeline_tells_headlines_and_marks_claims(sample, sample_page):
    entries = html.fromstring(sample_page).xpath("//section[@id='timeline']//li[p[@class='who']]")
    told = [(text(headline), entry.get("class")) for entry in entries for headline in entry.xpath(".//b[@class='headline']")]
    query = "select trim(regexp_replace(headline, '\\s+', ' ', 'g')), status from event_timeline"
    assert len(told) > 30
    assert set(told) <= set(rows(sample.warehouse, query))
    claims = [entry for entry in entries if entry.xpath(".//span[@class='claim']")]
    query = "select count(*) from events where is_claimed"
    assert 0 < len(claims) <= rows(sample.warehouse, query)[0][0]


def test_profiles_are_what_a_source_has_more_of_than_the_mean(sample, sample_page):
    shown = [
        (text(line.xpath("b")[0]).rstrip(" †"), *numbers(line.xpath("a")[0]))
        for line in html.fromstring(sample_page).xpath("//ul[@class='apart-list']/li")
    ]
    query = """
        select source_name, arg_max(main_article_count, share_difference), any_value(source_article_count)
        from source_profiles where topic_code is not null group by source_name
    """
    assert sorted(shown) == sorted(rows(sample.warehouse, query))
