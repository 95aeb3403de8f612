from datetime import date

import pandera.errors
import polars as pl
import pytest
from together import together

from pipelines.lexicons import load
from pipelines.schemas.base import columns
from pipelines.schemas.extracted import Figures
from pipelines.tables.date_mentions import date_mentions
from pipelines.tables.extracted import with_text
from pipelines.tables.figures import figures
from pipelines.tables.quotations import quotes
from pipelines.text.figures import LEXICONS
from pipelines.text.names import LEXICONS as NAME_LEXICONS
from pipelines.text.names import names
from pipelines.text.quotes import LEXICONS as QUOTE_LEXICONS
from pipelines.text.sentences import sentences, with_sentences
from pipelines.text.tokens import tokens

VERSION = "0" * 16
RUN = {"delivery_date": pl.lit(date(2025, 3, 17)), "batch": pl.lit(VERSION), "extractor_version": pl.lit("test")}


SCHEMA = {"doc": pl.UInt32, "block_index": pl.Int64, "start_char": pl.Int64, "text": pl.String}


def read(*blocks: str, roles: tuple[str, ...] = (), said: pl.DataFrame | None = None) -> pl.DataFrame:
    """The figures of an article of these blocks."""
    starts = [sum(len(block) + 2 for block in blocks[:i]) for i in range(len(blocks))]
    rows = [(0, index, start, block) for index, (start, block) in enumerate(zip(starts, blocks, strict=True))]
    return figures_of(pl.DataFrame(rows, schema=SCHEMA, orient="row"), roles or ("body",) * len(blocks), said)


def articles(*texts: str) -> pl.DataFrame:
    """The figures of articles of one block."""
    passages = pl.DataFrame([(doc, 0, 0, text) for doc, text in enumerate(texts)], schema=SCHEMA, orient="row")
    return figures_of(passages, ("body",) * len(texts)).with_columns(doc=pl.col("version_id").cast(pl.Int64))


read_in = together(articles)


def figures_of(passages: pl.DataFrame, roles: tuple[str, ...], said: pl.DataFrame | None = None) -> pl.DataFrame:
    told = passages.select("doc", "block_index", role=pl.Series(roles, dtype=pl.String))
    cut = with_sentences(tokens(passages), load("abbreviations")).join(told, on=["doc", "block_index"], maintain_order="left")
    versions = passages.select("doc").unique(maintain_order=True)
    versions = versions.with_columns(version_id=pl.col("doc").cast(pl.String).str.zfill(len(VERSION)))
    lexicons = {name: load(name) for name in (*NAME_LEXICONS, *QUOTE_LEXICONS, "quote_rules", *LEXICONS)}
    articles = versions.with_columns(published_date=pl.lit(date(2025, 3, 17)), published_precision=pl.lit("day"))
    sentenced = with_text(sentences(cut), passages.join(told, on=["doc", "block_index"]))
    dates = date_mentions(passages, sentenced, articles, passages.clear(), load("time_words"))
    spoken = quotes(cut, names(cut, lexicons), versions, lexicons) if said is None else said
    return figures(cut, sentenced, versions, spoken, dates, lexicons)


def test_figures_has_the_models_columns():
    found = read("About 300 people paid $5 million.", "Output rose from 25% to 50%.")
    assert found.height == 3
    Figures.validate(found.with_columns(**RUN).select(*columns(Figures)))


def test_a_text_without_figures_has_the_models_columns():
    Figures.validate(read("Nothing is told.").with_columns(**RUN).select(*columns(Figures)))


def test_titles_and_headings_give_figures():
    found = read("Mill cuts 300 jobs", "Second shift", "Kessler left 12 people.", roles=("title", "heading", "body"))
    assert found.select("text", "object").rows() == [("300", "jobs"), ("12", "people")]


def test_every_span_is_the_text_it_says():
    blocks = ("Prices rose 3 per cent — “𝒳” paid €5k.", "Two-thirds of the crew, some 40 people, left.")
    whole = "\n\n".join(blocks)
    found = read(*blocks)
    assert found["text"].to_list() == ["3 per cent", "€5k", "Two-thirds", "40"]
    for row in found.iter_rows(named=True):
        assert whole[row["start_char"] : row["end_char"]] == row["text"]
        if row["object"]:
            assert whole[row["object_start_char"] : row["object_end_char"]] == row["object"]


ATTRIBUTED = [
    pytest.param("“We lost 300 jobs,” Anne Kessler said.", {"300": "Anne Kessler"}, id="in marks"),
    pytest.param("Anne Kessler said the mill lost 300 jobs.", {"300": "Anne Kessler"}, id="clause"),
    pytest.param("The mill lost 300 jobs, according to Anne Kessler.", {"300": "Anne Kessler"}, id="source behind"),
    pytest.param("Anne Kessler said 300 people were “in danger”.", {"300": "Anne Kessler"}, id="clause around words in marks"),
    pytest.param("The mill lost 300 jobs.", {"300": None}, id="nobody"),
    pytest.param("Anne Kessler met 12 people. She said it was late.", {"12": None}, id="another sentence"),
    pytest.param("“We lost 300 jobs,” the sign on the wall read in 3 places.", {"300": "the sign", "3": None}, id="outside"),
    pytest.param("She met 12 men before Kessler said 300 people were “in danger”.", {"12": None, "300": "Kessler"}, id="before"),
]


@pytest.mark.parametrize(("text", "speakers"), ATTRIBUTED)
def test_figures_are_attributed_to_the_quotation_they_stand_in(text, speakers):
    assert dict(read_in(ATTRIBUTED, text).select("text", "attributed_to").rows()) == speakers


def test_the_innermost_quotation_with_a_speaker_counts():
    text = "Anne Kessler wrote 5 people and saw 9 people."
    spans = {"start_char": [0, 28, 30], "end_char": [45, 45, 45], "speaker_start_char": [0, 0, None], "speaker_end_char": [1, 1, None]}
    same = {"version_id": [VERSION] * 3, "sentence_index": [0] * 3, "kind": ["direct"] * 3, "cue": ["said"] * 3}
    said = pl.DataFrame({**same, **spans, "speaker_text": ["outer", "inner", None], "speaker_id": ["1", "2", None]})
    assert read(text, said=said).select("text", "attributed_to", "attributed_id").rows() == [("5", "outer", "1"), ("9", "inner", "2")]


def test_ids_tell_versions_and_spans_apart():
    found = read("He met 12 people and 12 dogs.")
    assert found["figure_id"].is_unique().all()
    assert found["figure_id"].to_list() == read("He met 12 people and 12 dogs.")["figure_id"].to_list()


SOUND = ("About 300 people paid $5 million.",)


@pytest.mark.parametrize(
    ("column", "value"), [("value", float("inf")), ("value", float("nan")), ("kind", "score"), ("qualifier", "some"), ("direction", "left")]
)
def test_the_model_refuses(column, value):
    found = read_in(SOUND, SOUND[0]).with_columns(**RUN).select(*columns(Figures))
    with pytest.raises((pandera.errors.SchemaError, pandera.errors.SchemaErrors)):
        Figures.validate(found.with_columns(pl.lit(value).alias(column)))


DATED = [
    pytest.param("The mill had 300 workers in 2019.", {"300": (date(2019, 1, 1), "year")}, id="follows"),
    pytest.param("Last year's 300 jobs are gone.", {"300": (date(2024, 1, 1), "year")}, id="owns"),
    pytest.param("In May 2019, some 300 people left.", {"300": (date(2019, 5, 1), "month")}, id="opens"),
    pytest.param(
        "It had 300 workers in 2019 and 500 workers in 2021.",
        {"300": (date(2019, 1, 1), "year"), "500": (date(2021, 1, 1), "year")},
        id="each its own",
    ),
    pytest.param("Output rose by 3 per cent on Friday.", {"3 per cent": (date(2025, 3, 14), "day")}, id="weekday"),
    pytest.param("The mill has lost 300 jobs since 2019.", {"300": None}, id="a bound"),
    pytest.param("The mill cut 300 jobs, Anne Kessler said on Friday.", {"300": None}, id="day of speech"),
    pytest.param("On Friday Anne Kessler said 300 jobs would go.", {"300": None}, id="day of speech ahead"),
    pytest.param("The board lists 300 jobs in its 2019 report.", {"300": None}, id="date of a noun"),
    pytest.param("The mill lost 300 jobs and closed in 2019.", {"300": None}, id="another deed"),
    pytest.param("It ran for three years and cost $5 million.", {"$5 million": None}, id="duration"),
    pytest.param("He left in 2019. The mill lost 300 jobs.", {"300": None}, id="another sentence"),
]


@pytest.mark.parametrize(("text", "days"), DATED)
def test_figures_are_dated_by_their_own_time_expression(text, days):
    found = read_in(DATED, text).filter(pl.col("text").is_in(list(days)))
    told = {row[0]: None if row[1] is None else row[1:] for row in found.select("text", "as_of_date", "as_of_precision").rows()}
    assert told == days
