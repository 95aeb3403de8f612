"""Tables of the extracted stage, all from one cut of the articles into tokens and sentences.

Belongs here: the passages that are read, and the order in which the tables are built of each other.
Does not belong here: the rows of a single table (`mentions`, `quotations`, `date_mentions`, … beside this module).
"""

import polars as pl

from pipelines.lexicons import load
from pipelines.tables.date_mentions import date_mentions
from pipelines.tables.event_mentions import event_mentions
from pipelines.tables.figures import figures
from pipelines.tables.mentions import mentions
from pipelines.tables.quotations import quotes
from pipelines.tables.topic_mentions import LEXICONS as TOPIC_LEXICONS
from pipelines.tables.topic_mentions import topic_mentions
from pipelines.text.events import LEXICONS as EVENT_LEXICONS
from pipelines.text.figures import LEXICONS as FIGURE_LEXICONS
from pipelines.text.names import LEXICONS as NAME_LEXICONS
from pipelines.text.names import names
from pipelines.text.place_datelines import datelines
from pipelines.text.place_forms import LEXICONS as PLACE_LEXICONS
from pipelines.text.places import demonyms, with_places
from pipelines.text.quotes import LEXICONS as QUOTE_LEXICONS
from pipelines.text.sentences import sentences, with_sentences
from pipelines.text.tokens import tokens

ROLES = ("title", "heading", "body")  # what the article itself says; captions, teasers and chrome are not read


def extract(articles: pl.DataFrame, blocks: pl.DataFrame, own_terms: pl.DataFrame | None = None) -> dict[str, pl.DataFrame]:
    """Read articles.

    Args:
        articles: rows of `parsed/articles`.
        blocks: their rows of `parsed/blocks`.
        own_terms: the users' own theme terms, as for `topic_mentions`.

    Returns:
        `sentences`, `mentions`, `quotes`, `date_mentions`, `event_mentions`, `topic_mentions` and `figures`, with the columns of their
        models but for `delivery_date`, `batch` and `extractor_version`.
    """
    numbered = articles.with_row_index("doc")
    told = numbered.filter(pl.col("language").fill_null("en") == "en")  # the rules are for English; other languages are kept, not read
    read = passages(told, blocks)
    roles = read.select("doc", "block_index", "role")
    cut = with_sentences(tokens(read), load("abbreviations")).join(roles, on=["doc", "block_index"], maintain_order="left")
    said = with_text(sentences(cut), read)
    lines = datelines(passages(told, blocks, ("dateline",)), _lexicons(PLACE_LEXICONS))
    named, adjectives = located(names(cut, _lexicons(NAME_LEXICONS)), cut, lines)
    versions = numbered.select("doc", "version_id")
    quoted = quotes(cut, named, versions, _lexicons((*QUOTE_LEXICONS, "quote_rules")))
    spoken = quoted.join(versions, on="version_id", maintain_order="left")
    dated = date_mentions(read, said, numbered, passages(told, blocks, ("dateline",)), load("time_words"))
    dates = dated.join(versions, on="version_id", maintain_order="left")
    return {
        "sentences": said.join(versions, on="doc", maintain_order="left").drop("doc"),
        "mentions": mentions(pl.concat([named, adjectives]).sort("doc", "start_char", maintain_order=True), versions),
        "quotes": quoted,
        "date_mentions": dated,
        "event_mentions": event_mentions(cut, said, named, numbered, _lexicons(EVENT_LEXICONS), dates, lines, spoken),
        "topic_mentions": topic_mentions(said, numbered, _lexicons(TOPIC_LEXICONS), own_terms),
        "figures": figures(cut, said, versions, quoted, dated, _lexicons(FIGURE_LEXICONS)),
    }


def located(found: pl.DataFrame, cut: pl.DataFrame, lines: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Tell which places names mean.

    Returns:
        The names with their places, and apart from them the adjectives of countries, which nobody speaks or acts by.
    """
    lexicons = _lexicons(PLACE_LEXICONS)
    both = pl.concat(
        [found.with_columns(is_name=pl.lit(True)), demonyms(found, cut, lexicons).with_columns(is_name=pl.lit(False))],
        how="diagonal_relaxed",
    )
    located = with_places(both, cut, lexicons, lines)
    word = ~pl.col("is_name") & pl.col("entity_id").is_null() & pl.col("country_code").is_not_null()  # English, of nobody told of
    located = located.filter(~word)
    return located.filter("is_name").drop("is_name"), located.filter(~pl.col("is_name")).drop("is_name")


def passages(articles: pl.DataFrame, blocks: pl.DataFrame, roles: tuple[str, ...] = ROLES) -> pl.DataFrame:
    """Return the blocks of articles that have one of some roles: `doc`, `block_index`, `role`, `start_char`, `text`, in text order."""
    kept = blocks.filter(pl.col("role").is_in(roles)).sort("version_id", "block_index")
    text = pl.col("text").str.slice(pl.col("start_char"), pl.col("end_char") - pl.col("start_char"))
    joined = articles.select("doc", "version_id", "text").join(kept, on="version_id", maintain_order="left_right")
    return joined.select("doc", "block_index", "role", "start_char", text=text)


def with_text(said: pl.DataFrame, read: pl.DataFrame) -> pl.DataFrame:
    """Add `role` and `text` to sentences, from the passages they lie in."""
    joined = said.join(read.rename({"start_char": "block_start", "text": "block"}), on=["doc", "block_index"], maintain_order="left")
    text = pl.col("block").str.slice(pl.col("start_char") - pl.col("block_start"), pl.col("end_char") - pl.col("start_char"))
    return joined.with_columns(text=text).drop("block_start", "block")


def _lexicons(names: tuple[str, ...]) -> dict[str, pl.DataFrame]:
    return {name: load(name) for name in names}
