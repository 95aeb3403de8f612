"""Tables of the resolved stage: what is the same across articles, whatever the order of arrival."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from pipelines.schemas.base import ID, Table


class Identities(Table):
    """One row per person as single articles name one, with the person across articles."""

    entity_id: str = pa.Field(unique=True, description="Person as mentions of single articles name one.")
    person_id: str = pa.Field(description="Person across articles: id of the lexicon, else slug of the fullest name.")
    rule_id: str = pa.Field(description="Rule that joined the two; person:own-name where none was needed.")


class People(Table):
    """One row per person named in the articles."""

    person_id: str = pa.Field(unique=True, description="Person: id of the lexicon, else slug of the fullest name.")
    name: str = pa.Field(description="Fullest name, in its most frequent spelling.")
    aliases: Annotated[pl.List, pl.String()] = pa.Field(description="Other forms of the name found in the articles, sorted.")
    titles: Annotated[pl.List, pl.String()] = pa.Field(description="Titles and offices found with the name, sorted.")
    gender: str = pa.Field(nullable=True, isin=("f", "m"), description="Grammatical gender told by the lexicon or a title: f or m.")
    wikidata_id: str = pa.Field(nullable=True, description="Wikidata item, where the lexicon knows it.")


class Events(Table):
    """One row per event mention, with the event across articles that it tells."""

    event_mention_id: str = pa.Field(unique=True, str_matches=ID, description="Event mention that tells the event.")
    version_id: str = pa.Field(str_matches=ID, description="Article version of the mention.")
    event_id: str = pa.Field(
        str_matches=ID,
        description="Event across articles: hash of type, mode, parties and day; without a day, of the mentions that tell it.",
    )
    rule_id: str = pa.Field(description="Rule that joined the mention to the event; `event:alone` where no other mention tells it.")


class Overlaps(Table):
    """One row per article version and version of another article with which it shares long runs of words."""

    version_id: str = pa.Field(str_matches=ID, description="Article version.")
    other_version_id: str = pa.Field(str_matches=ID, description="Version of another article.")
    shared_share: float = pa.Field(
        gt=0, le=1, description="Words of the body that stand in runs of six words which the other body has too, by all its words."
    )
    rule_id: str = pa.Field(description="Rule by which the two were compared.")

    class Config:
        """Two versions are compared once each way."""

        unique = ["version_id", "other_version_id"]
