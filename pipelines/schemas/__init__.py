"""The tables of the lake: one pandera model each, the only place where their columns are declared.

Belongs here: columns, types, keys, value ranges, descriptions.
Does not belong here: how a row is made (`pipelines.tables`) or stored (`pipelines.lake`).
"""

from pipelines.schemas.base import Table
from pipelines.schemas.extracted import DateMentions, EventMentions, Figures, Mentions, Quotes, Sentences, TopicMentions, Unread
from pipelines.schemas.parsed import Articles, Blocks, PublicationDates, Rejects
from pipelines.schemas.quality import QualityScores
from pipelines.schemas.raw import Deliveries, Documents, Files, Places, SourceList, TopicOverrides, Topics
from pipelines.schemas.resolved import Events, Identities, Overlaps, People

TABLES: dict[str, type[Table]] = {
    "raw/documents": Documents,
    "raw/files": Files,
    "raw/deliveries": Deliveries,
    "raw/source_list": SourceList,
    "raw/topics": Topics,
    "raw/places": Places,
    "raw/topic_overrides": TopicOverrides,
    "parsed/articles": Articles,
    "parsed/blocks": Blocks,
    "parsed/publication_dates": PublicationDates,
    "parsed/rejects": Rejects,
    "extracted/sentences": Sentences,
    "extracted/mentions": Mentions,
    "extracted/quotes": Quotes,
    "extracted/date_mentions": DateMentions,
    "extracted/event_mentions": EventMentions,
    "extracted/topic_mentions": TopicMentions,
    "extracted/figures": Figures,
    "extracted/unread": Unread,
    "resolved/identities": Identities,
    "resolved/people": People,
    "resolved/events": Events,
    "resolved/overlaps": Overlaps,
    "quality/scores": QualityScores,
}
"""Every table of the lake by its key, `<stage>/<table>`, in the order in which they are built."""
