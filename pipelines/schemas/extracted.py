"""Tables of the extracted stage: what the text of each article version says, each row with its span."""

from datetime import date

import pandera.polars as pa
import polars as pl

from pipelines.schemas.base import ID, Extracted, Partitioned
from pipelines.schemas.parsed import PRECISIONS

QUOTE_KINDS = ("direct", "mixed", "indirect")
SPEAKER_KINDS = ("person", "organisation", "place", "group", "document")
STATUSES = ("happened", "planned", "hypothetical", "negated")
PLACE_RULES = ("recipient", "clause", "dateline")
EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT",
)  # fmt: skip
TIME_TYPES = ("DATE", "TIME", "DURATION", "SET")
TIME_PRECISIONS = (
    "time", "part_of_day", "day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century",
)  # fmt: skip
TIME_MODIFIERS = (
    "START", "MID", "END", "APPROX", "LESS_THAN", "MORE_THAN", "EQUAL", "EQUAL_OR_LESS", "EQUAL_OR_MORE",
)  # fmt: skip
TIME_ANCHORS = ("dateline", "published", "narrative", "none")
RE_TIME_VALUE = (
    r"^(?:(?:PAST|PRESENT|FUTURE)_REF|P(?:X|\d+(?:\.\d+)?)(?:[DWMQYS]|DE|CE|ML|WE|WD)(?:(?:X|\d+(?:\.\d+)?)(?:[DWMY]|DE))?|"
    r"PT(?:(?:X|\d+(?:\.\d+)?)[HMS])+|P\d+(?:\.\d+)?[DWMY]T(?:\d+(?:\.\d+)?[HMS])+|XXXX-(?:WXX-\d|XX-XX|\d\d|SP|SU|FA|WI)(?:T.*)?|"
    r"(?:BC)?\d{2,4}(?:-(?:\d\d(?:-\d\d)?|Q[1-4]|H[12]|SP|SU|FA|WI|W\d\d(?:-WE)?))?(?:T(?:MO|MI|AF|EV|NI|\d\d(?::\d\d){0,2}))?)$"
)
"""A value as TIMEX3 writes it: a reference, a duration, a recurring time, a period of the calendar with or without a time of day."""
FIGURE_KINDS = ("percent", "money", "count", "measure", "share", "age")
QUALIFIERS = ("exactly", "about", "more than", "less than", "at least", "up to")

SPAN = {"span": ("start_char", "end_char")}


class Sentences(Extracted):
    """One row per sentence of a title, heading or body block."""

    block_index: int = pa.Field(ge=0, description="Block the sentence lies in.")
    sentence_index: int = pa.Field(ge=0, description="Position of the sentence in the version, from 0.")
    role: str = pa.Field(isin=("title", "heading", "body"), description="Role of the block the sentence lies in.")
    text: str = pa.Field(metadata=SPAN, description="The sentence as it stands in the text.")

    class Config:
        """Sentences are numbered within their version."""

        unique = ["version_id", "sentence_index"]


class Mentions(Extracted):
    """One row per name mention: a name, or a title that stands with it, in a title, heading or body block."""

    mention_id: str = pa.Field(unique=True, str_matches=ID, description="Mention: hash of version and span.")
    sentence_index: int = pa.Field(ge=0, description="Sentence the mention lies in.")
    entity_kind: str = pa.Field(isin=("person", "organisation", "place"), description="What is named: person, organisation or place.")
    text: str = pa.Field(metadata=SPAN, description="The name as it stands in the text.")
    title: str = pa.Field(nullable=True, description="Title or office that stands before or after the name, as printed.")
    entity_id: str = pa.Field(
        nullable=True,
        description="Who or what is meant: a slug, for places `geonames:`, `iso:` (subdivision), `country:` or `place:` (in no gazetteer) "
        "and a code; null when the text does not tell.",
    )
    entity_name: str = pa.Field(nullable=True, description="Fullest form of the name in the article or lexicon.")
    country_code: str = pa.Field(nullable=True, description="Country of the place, organisation or office, ISO 3166-1 alpha-2.")


class Quotes(Extracted):
    """One row per quotation in a body: the words (direct), partly the words (mixed) or their content (indirect)."""

    quote_id: str = pa.Field(unique=True, str_matches=ID, description="Quotation: hash of version and span.")
    sentence_index: int = pa.Field(ge=0, description="Sentence in which the quotation begins.")
    kind: str = pa.Field(isin=QUOTE_KINDS, description="How the words are given: direct, mixed or indirect.")
    quote_text: str = pa.Field(metadata=SPAN, description="The words quoted, without the outer quote marks.")
    speaker_text: str = pa.Field(
        nullable=True,
        metadata={"span": ("speaker_start_char", "speaker_end_char")},
        description="Who says it, as it stands in the text; null when the text does not tell.",
    )
    speaker_start_char: int = pa.Field(nullable=True, ge=0, description="First character of the speaker in the version's text.")
    speaker_end_char: int = pa.Field(nullable=True, gt=0, description="Character after the last one of the speaker.")
    speaker_id: str = pa.Field(nullable=True, description="Person or organisation meant by the speaker; null when the text does not tell.")
    speaker_name: str = pa.Field(nullable=True, description="Fullest name of the person or organisation meant.")
    speaker_kind: str = pa.Field(
        nullable=True,
        isin=SPEAKER_KINDS,
        description="What the words that name the speaker stand for: person (also one unnamed: he, a senior official), organisation, "
        "place (a country or capital that speaks), group (officials, they, two diplomats), document (a report, a poll); null when the "
        "text names no speaker or its kind cannot be told.",
    )
    cue: str = pa.Field(nullable=True, description="Word that ties the quotation to its speaker: said, according to, …")
    confidence: float = pa.Field(ge=0, le=1, description="Share of labelled quotations this rule gets right, span and speaker.")


class DateMentions(Extracted):
    """One row per time expression in a title, heading or body block: a date, a time, a duration or a recurring time."""

    date_mention_id: str = pa.Field(unique=True, str_matches=ID, description="Time expression: hash of version and span.")
    sentence_index: int = pa.Field(ge=0, description="Sentence the expression lies in.")
    type: str = pa.Field(isin=TIME_TYPES, description="TIMEX3 type: DATE, TIME, DURATION or SET (a recurring time).")
    text: str = pa.Field(metadata=SPAN, description="The expression as it stands in the text.")
    value: str = pa.Field(
        nullable=True,
        str_matches=RE_TIME_VALUE,
        description="What is meant, as TIMEX3 and ISO 8601 write it; null when the date it is seen from is not known.",
    )
    start_date: date = pa.Field(nullable=True, description="First day meant; null for durations, recurring times and years before 1.")
    end_date: date = pa.Field(nullable=True, description="Last day meant, inclusive.")
    precision: str = pa.Field(nullable=True, isin=TIME_PRECISIONS, description="How exactly a day is told; null when no day is.")
    modifier: str = pa.Field(
        nullable=True, isin=TIME_MODIFIERS, description="Part of the period (START, MID, END) or comparison (APPROX, MORE_THAN, …) told."
    )
    anchor_date: date = pa.Field(nullable=True, description="Day from which the expression was understood; null when none was needed.")
    anchor: str = pa.Field(
        isin=TIME_ANCHORS, description="What the anchor day is: the dateline's, the publication's, the last date told, or none."
    )

    @pa.dataframe_check(description="the first day meant is not after the last one")
    def days_are_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:  # noqa: N805  (pandera passes the class)
        """Refuse periods that end before they begin."""
        return data.lazyframe.select((pl.col("start_date") <= pl.col("end_date")).fill_null(True))


class EventMentions(Extracted):
    """One row per event as told in one sentence of a body, and per actor and recipient where several are named."""

    event_mention_id: str = pa.Field(
        unique=True, str_matches=ID, description="Event mention: hash of version, rule and the places of trigger, actor, recipient."
    )
    sentence_index: int = pa.Field(ge=0, description="Sentence that tells the event.")
    event_type: str = pa.Field(isin=EVENT_TYPES, description="PLOVER event type.")
    event_mode: str = pa.Field(description="Finer kind within the type: meet, call, visit, sign, tariff, …")
    cameo_root: str = pa.Field(
        str_matches=r"^(0[1-9]|1[0-9]|20)$",
        description="CAMEO root code under which the mention is filed: the deed's own; 03 (intent to cooperate) for a friendly deed "
        "that is announced, 13 (threat) for a hostile one.",
    )
    text: str = pa.Field(metadata=SPAN, description="The clause that tells the event, as it stands in the text.")
    trigger: str = pa.Field(description="The word or phrase that tells the event.")
    actor_text: str = pa.Field(
        nullable=True,
        metadata={"span": ("actor_start_char", "actor_end_char")},
        description="Who acts, as it stands in the text; null when the sentence does not tell.",
    )
    actor_start_char: int = pa.Field(nullable=True, ge=0, description="First character of the actor in the version's text.")
    actor_end_char: int = pa.Field(nullable=True, gt=0, description="Character after the last one of the actor.")
    actor_id: str = pa.Field(nullable=True, description="Person, organisation or country that acts; null when the text does not tell.")
    actor_country: str = pa.Field(nullable=True, description="Country of the actor, ISO 3166-1 alpha-2.")
    recipient_text: str = pa.Field(
        nullable=True,
        metadata={"span": ("recipient_start_char", "recipient_end_char")},
        description="Who the deed is done to or with, as it stands in the text; null when the sentence does not tell.",
    )
    recipient_start_char: int = pa.Field(nullable=True, ge=0, description="First character of the recipient in the version's text.")
    recipient_end_char: int = pa.Field(nullable=True, gt=0, description="Character after the last one of the recipient.")
    recipient_id: str = pa.Field(nullable=True, description="Person, organisation or country meant by the recipient.")
    recipient_country: str = pa.Field(nullable=True, description="Country of the recipient, ISO 3166-1 alpha-2.")
    event_date: date = pa.Field(nullable=True, description="Day of the event, or first day of the month or year told; null when not told.")
    event_date_precision: str = pa.Field(nullable=True, isin=PRECISIONS, description="How exactly the event's date is told.")
    event_date_text: str = pa.Field(nullable=True, description="The words that tell the date, as they stand in the text.")
    place: str = pa.Field(
        nullable=True,
        metadata={"span": ("place_start_char", "place_end_char")},
        description="Place of the event, as it stands in the text; null when neither the clause nor the dateline tells.",
    )
    place_start_char: int = pa.Field(nullable=True, ge=0, description="First character of the place in the version's text.")
    place_end_char: int = pa.Field(nullable=True, gt=0, description="Character after the last one of the place.")
    place_id: str = pa.Field(nullable=True, description="Place meant: `geonames:`, `iso:`, `country:` or `place:` and a code.")
    place_country: str = pa.Field(nullable=True, description="Country of the place, ISO 3166-1 alpha-2.")
    place_rule: str = pa.Field(
        nullable=True,
        isin=PLACE_RULES,
        description="What tells the place: recipient (the place visited), clause (the event's own clause), dateline (of the article, for "
        "meetings and protests that the first paragraph tells); null without a place.",
    )
    status: str = pa.Field(isin=STATUSES, description="Whether it took place: happened, planned, hypothetical or negated.")
    quote_id: str = pa.Field(
        nullable=True,
        str_matches=ID,
        description="Innermost quotation, direct or indirect, that tells it; null when the article itself does.",
    )
    claimed_by_id: str = pa.Field(nullable=True, description="Who claims it: the speaker of that quotation, when known.")
    claimed_by_text: str = pa.Field(nullable=True, description="Words that name the speaker of that quotation, as they stand in the text.")


class TopicMentions(Extracted):
    """One row per theme evidence: a term of the topic lexicon in a title, heading or body sentence."""

    topic_mention_id: str = pa.Field(unique=True, str_matches=ID, description="Topic mention: hash of version, span and rule.")
    block_index: int = pa.Field(ge=0, description="Block the term lies in.")
    topic_code: str = pa.Field(str_matches=r"^medtop:\d{8}$", description="Theme: IPTC Media Topic code.")
    text: str = pa.Field(metadata=SPAN, description="The term as it stands in the text.")
    weight: float = pa.Field(gt=0, description="How strongly the term speaks for the theme, 1 = normal.")


class Figures(Extracted):
    """One row per quantity in a title, heading or body: a number with its unit, a range, a change or a share."""

    figure_id: str = pa.Field(unique=True, str_matches=ID, description="Figure: hash of version and span.")
    sentence_index: int = pa.Field(ge=0, description="Sentence the figure lies in.")
    kind: str = pa.Field(
        isin=FIGURE_KINDS, description="What is given: percent, money, count, measure, share (two thirds, one in five) or age."
    )
    text: str = pa.Field(metadata=SPAN, description="The quantity as it stands in the text: number, scale and unit, without its object.")
    value: float = pa.Field(
        description="The number, scale words reckoned in; lower end of a range, old value of a change; a share from 0 to 1."
    )
    value_to: float = pa.Field(nullable=True, description="Upper end of a range, or new value of a change; null for a single number.")
    unit: str = pa.Field(
        nullable=True,
        description="Currency (ISO 4217; a bare $ counts as USD), percent, percentage points, km, years, …; null for counts, and for a "
        "currency whose country is not told.",
    )
    object: str = pa.Field(
        nullable=True,
        metadata={"span": ("object_start_char", "object_end_char")},
        description="What is counted or measured, as it stands in the text; null when not told.",
    )
    object_start_char: int = pa.Field(nullable=True, ge=0, description="First character of the object in the version's text.")
    object_end_char: int = pa.Field(nullable=True, gt=0, description="Character after the last one of the object.")
    qualifier: str = pa.Field(
        nullable=True, isin=QUALIFIERS, description="How the words beside it bound the number; null when they do not."
    )
    direction: str = pa.Field(
        nullable=True, isin=("up", "down"), description="Way of a change; without a value_to the value is its amount."
    )
    attributed_to: str = pa.Field(nullable=True, description="Speaker of the innermost quotation that holds the figure, as printed.")
    attributed_id: str = pa.Field(nullable=True, description="Person or organisation meant by that speaker.")
    as_of_date: date = pa.Field(
        nullable=True, description="Day the figure is told for, or first day of the month, year or other period; null when not told."
    )
    as_of_precision: str = pa.Field(nullable=True, isin=TIME_PRECISIONS, description="How exactly that is told: day, month, year, …")
    as_of_mention_id: str = pa.Field(nullable=True, str_matches=ID, description="Time expression that tells it.")

    @pa.dataframe_check(description="values are finite")
    def values_are_finite(cls, data: pa.PolarsData) -> pl.LazyFrame:  # noqa: N805  (pandera passes the class)
        """Refuse infinite values and values that are no number."""
        return data.lazyframe.select(pl.col("value").is_finite() & pl.col("value_to").is_finite().fill_null(True))


class Unread(Partitioned):
    """One row per article version of which nothing was extracted because a row broke a check of its table."""

    version_id: str = pa.Field(unique=True, str_matches=ID, description="Article version that is kept and was not read.")
    reason_code: str = pa.Field(isin=["failed_check"], description="Why nothing was extracted, as a code.")
    detail: str = pa.Field(description="Why, in words: table, column, check and the value that broke it.")
    extractor_version: str = pa.Field(description="Version of the code and lexicons that made the row.")
