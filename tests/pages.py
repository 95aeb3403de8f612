"""What tests of the report share: a page with short lists, and what an element of it says."""

import re

from pipelines.report.limits import Limits

SHORT = Limits(
    sources=3, themes=4, speakers=3, themes_open=1, speakers_per_theme=1, quotes_per_theme=1, publication_days=2, event_days=4,
    events_per_day=1, events_open=1, events_apart=2, articles_per_list=1, borrowed=1,
    articles_per_cell=1, terms_per_article=1, words_per_article=1, quotes_per_speaker=2, mentions_per_event=1, refusals=1,
    delivery_days=1, small_source=5,
    context_chars=20, passage_chars=10, quote_chars=30, clause_chars=60,
)  # fmt: skip


def text(element):
    return " ".join(element.text_content().split())


def numbers(element):
    return [int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*", text(element))]
