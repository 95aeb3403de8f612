"""How much the page shows, so that a warehouse of any size gives a page that a phone can open.

Belongs here: one number per list, with its reason.
Does not belong here: what the rows are ordered by (the queries).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The longest that each list on the page may be; what is left out is counted beside it, with the query that lists it."""

    sources: int = 20  # columns of the heat map: more do not fit on a desk, let alone a phone
    themes: int = 20  # the taxonomy has 17 top themes, and one row tells what has none
    speakers: int = 20
    themes_open: int = 6  # of the lists of speakers by theme; the others are folded
    speakers_per_theme: int = 4  # about three themes on the screen of a phone
    quotes_per_theme: int = 3  # of each of these speakers
    publication_days: int = 60
    event_days: int = 30  # of a nightly warehouse a month, and some eight screens of a phone
    events_per_day: int = 8
    events_open: int = 2  # of them; the others are folded
    events_apart: int = 20  # events told only by month or year, and events without a date
    articles_per_list: int = 8  # articles of a source, of a day, with a gap
    articles_per_cell: int = 5  # of 20 x 18 cells: the largest part of the page
    terms_per_article: int = 2  # passages with the term marked; further terms are named without one
    words_per_article: int = 6  # further terms named
    quotes_per_speaker: int = 15
    mentions_per_event: int = 8
    borrowed: int = 6  # articles of an outlet in others' words
    refusals: int = 40  # rejects, and as many exact copies
    delivery_days: int = 14
    small_source: int = 10  # below ten articles one article moves the share by a tenth or more: counts are shown in its place
    context_chars: int = 90  # around a term: about a line on either side
    passage_chars: int = 260  # around a quotation, within its sentence
    quote_chars: int = 700  # of a quotation itself
    bar_parts: int = 16  # a piece of a bar below a sixteenth of the longest is too narrow for its number
    banner_chars: int = 75  # a longer headline is set smaller
    clause_chars: int = 420  # of the clause that tells an event: three lines in a column
