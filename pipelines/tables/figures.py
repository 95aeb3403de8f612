"""The table `figures`: quantities in titles, headings and bodies, who gives them and for when.

Belongs here: the columns of the table from what `pipelines.text.figures` finds; the quotation a figure stands in; ids.
Does not belong here: what is a quantity and what dates it (`pipelines.text`), the same figure in several articles (dbt).
"""

import polars as pl

from pipelines.text import figures as found_figures
from pipelines.text.figure_dates import figure_dates
from pipelines.text.ids import hash_ids

COLUMNS = (
    "version_id", "start_char", "end_char", "rule_id", "figure_id", "sentence_index", "kind", "text", "value", "value_to", "unit", "object",
    "object_start_char", "object_end_char", "qualifier", "direction", "attributed_to", "attributed_id", "as_of_date", "as_of_precision",
    "as_of_mention_id",
)  # fmt: skip
OFFSETS = ("start_char", "end_char", "sentence_index", "object_start_char", "object_end_char")
IDENTITY = ["version_id", "start_char", "end_char"]
SAID = ("version_id", "start_char", "end_char", "sentence_index", "kind", "cue", "speaker_start_char", "speaker_end_char")
NAMED = ("version_id", "sentence_index", "attributed_to", "attributed_id")
NO_END = 2**53  # behind every text: a clause is bounded by its sentence


def figures(
    tokens: pl.DataFrame,
    sentences: pl.DataFrame,
    versions: pl.DataFrame,
    quotes: pl.DataFrame,
    dates: pl.DataFrame,
    lexicons: dict[str, pl.DataFrame],
) -> pl.DataFrame:
    """Return the quantities of a batch of articles.

    Args:
        tokens: with `sentence_index`.
        sentences: `doc`, `sentence_index`, `start_char`, `text`.
        versions: `doc`, `version_id`.
        quotes: of the same articles, as `pipelines.tables.quotations.quotes` returns them.
        dates: of the same articles, as `pipelines.tables.date_mentions.date_mentions` returns them.
        lexicons: the tables named in `pipelines.text.figures.LEXICONS`.

    Returns:
        The columns of `Figures` but for `delivery_date`, `batch` and `extractor_version`.
    """
    found = found_figures.figures(tokens, lexicons).join(versions, on="doc", maintain_order="left")
    found = found.with_columns(pl.col(OFFSETS).cast(pl.Int64))
    identified = found.with_columns(figure_id=hash_ids(found, IDENTITY)).unique("figure_id", keep="first", maintain_order=True)
    spoken = quotes.filter(pl.col("speaker_text").is_not_null()).select(*SAID, attributed_to="speaker_text", attributed_id="speaker_id")
    spans = pl.concat([_words(spoken), _clauses(spoken, tokens, versions)])
    attributed = identified.join(_innermost(identified, spans), on="figure_id", how="left", maintain_order="left")
    told = sentences.join(versions, on="doc").with_columns(pl.col("sentence_index").cast(pl.Int64))
    return attributed.join(figure_dates(identified, told, dates), on="figure_id", how="left", maintain_order="left").select(COLUMNS)


def _words(spoken: pl.DataFrame) -> pl.DataFrame:
    """Return the spans of quotations that have a speaker: `first`, `last`; `sentence` is null, they may run over several."""
    return spoken.select(
        "version_id", "attributed_to", "attributed_id", first="start_char", last="end_char", sentence=pl.lit(None, pl.Int64)
    )


def _clauses(spoken: pl.DataFrame, tokens: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """Return the clauses around words in marks (he said that 300 people were “in danger”): `first`, `last`, `sentence`.

    A clause begins behind the cue, and with the sentence where the speaker stands behind the words.
    """
    mixed = spoken.filter(pl.col("kind") == "mixed").with_row_index("quote").join(versions, on="version_id", maintain_order="left")
    cued = mixed.with_columns(cue_word=pl.col("cue").str.extract(r"^(\S+)"))
    near = tokens.filter(pl.col("token").is_in(cued["cue_word"].drop_nulls().unique().implode()))
    words = near.select("doc", "sentence_index", cue_end="end_char", cue_start="start_char", cue_word="token")
    found = cued.join(words, on=["doc", "sentence_index", "cue_word"], maintain_order="left")
    between = found.filter(pl.col("cue_start") >= pl.col("speaker_end_char"), pl.col("cue_end") <= pl.col("start_char"))
    ahead = between.unique("quote", keep="last", maintain_order=True).select(*NAMED, first="cue_end", last=pl.lit(NO_END, pl.Int64))
    behind = mixed.filter(pl.col("speaker_start_char") >= pl.col("end_char")).select(
        *NAMED, first=pl.lit(0, pl.Int64), last="speaker_start_char"
    )
    both = pl.concat([ahead, behind]).rename({"sentence_index": "sentence"})
    return both.select("version_id", "attributed_to", "attributed_id", "first", "last", "sentence")


def _innermost(figures: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Return who says the innermost span around each figure: `figure_id`, `attributed_to`, `attributed_id`.

    A quotation without a speaker attributes nothing, and does not hide the one around it.
    """
    around = figures.select("version_id", "figure_id", "sentence_index", "start_char", "end_char").join(spans, on="version_id")
    inside = around.filter(
        pl.col("start_char") >= pl.col("first"),
        pl.col("end_char") <= pl.col("last"),
        (pl.col("sentence") == pl.col("sentence_index")).fill_null(True),
    )
    ordered = inside.with_columns(length=pl.col("last") - pl.col("first")).sort("figure_id", "length", "first", "attributed_to")
    return ordered.unique("figure_id", keep="first", maintain_order=True).select("figure_id", "attributed_to", "attributed_id")
