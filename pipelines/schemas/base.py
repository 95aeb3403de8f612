"""What the tables' models share: strictness, recurring columns, reading a model's columns.

Belongs here: columns that several tables have with one meaning.
Does not belong here: a column of a single table, any transformation.
"""

from datetime import date

import pandera.polars as pa
import polars as pl

ID = r"^[0-9a-f]{16}$"


class Table(pa.DataFrameModel):
    """A table of the lake: exactly the declared columns and types, in the declared order."""

    class Config:
        """Unknown, missing or differently typed columns are errors; nothing is coerced."""

        strict = True
        ordered = True
        coerce = False


class Partitioned(Table):
    """A table partitioned by delivery day, whose files each hold one batch of documents."""

    delivery_date: date = pa.Field(description="Delivery day: the day the document was first seen in this form.")
    batch: str = pa.Field(str_matches=ID, description="Batch of documents that was read and processed together.")


class Span(Partitioned):
    """A table whose rows are passages of an article version's text."""

    version_id: str = pa.Field(str_matches=ID, description="Article version whose text holds the passage.")
    start_char: int = pa.Field(ge=0, description="First character of the passage in the version's text (Unicode code points, from 0).")
    end_char: int = pa.Field(gt=0, description="Character after the last one of the passage (half-open span).")

    @pa.dataframe_check(description="a span holds at least one character")
    def span_is_not_empty(cls, data: pa.PolarsData) -> pl.LazyFrame:  # noqa: N805  (pandera passes the class)
        """Refuse empty and inverted spans."""
        return data.lazyframe.select(pl.col("end_char") > pl.col("start_char"))


class Extracted(Span):
    """A table of rows that a rule derived from a passage."""

    rule_id: str = pa.Field(str_length={"min_value": 1}, description="Rule or lexicon row that made the row.")
    extractor_version: str = pa.Field(description="Version of the code and lexicons that made the row.")


def columns(model: type[Table]) -> dict[str, pl.DataType]:
    """Return a model's columns and polars types, in declared order."""
    return {name: column.dtype.type for name, column in model.to_schema().columns.items()}


def descriptions(model: type[Table]) -> dict[str, str]:
    """Return a model's columns and their descriptions, in declared order."""
    return {name: column.description or "" for name, column in model.to_schema().columns.items()}


def empty(model: type[Table]) -> pl.DataFrame:
    """Return a frame of no rows with a model's columns."""
    return pl.DataFrame(schema=columns(model))
