"""Tables of the quality stage: how well the extractors do on labelled data."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from pipelines.schemas.base import ID, Table


class QualityScores(Table):
    """One row per extractor, labelled data set, measure and extractor version."""

    extractor: str = pa.Field(
        description="Public table whose rows were measured: quotes, date_mentions, event_mentions, article_topics or blocks."
    )
    data_set: str = pa.Field(description="Labelled data the rows were measured on: sample (the sample corpus), quotations_check, …")
    measure: str = pa.Field(description="What was measured: an F1, a recall, a precision or a share of right answers.")
    value: float = pa.Field(ge=0, le=1, description="The measured figure, from 0 to 1; more is better.")
    floor: float = pa.Field(nullable=True, ge=0, le=1, description="Least value that passes; null when none is set for these labels.")
    data_hash: str = pa.Field(str_matches=ID, description="Hash of the labelled data: figures compare only where it is the same.")
    extractor_version: str = pa.Field(description="Version of the code and lexicons that was measured.")
    measured_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="When it was measured.")

    class Config:
        """A measure has one value for one version of the code."""

        unique = ["extractor", "data_set", "measure", "extractor_version"]
