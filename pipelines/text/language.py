"""The language of a text, from the share of its commonest words.

Belongs here: telling apart the languages of the stop word lexicon.
Does not belong here: anything that depends on the language.
"""

import polars as pl

SAMPLE_WORDS = 250  # enough to tell; the rest of a long text adds nothing
MIN_WORDS = 20  # a shorter text is not judged
MIN_SHARE = 0.12  # running text has more stop words than this in any of the languages
MIN_LEAD = 1.3  # times the share of the next language: related languages share short words


def language(bodies: pl.DataFrame, stopwords: pl.DataFrame) -> pl.DataFrame:
    """Return the language of texts.

    Args:
        bodies: `doc` and `text`.
        stopwords: lexicon with `language` and `word`.

    Returns:
        One row per text whose language is clear: `doc`, `language` (BCP 47).
    """
    words = pl.col("text").str.slice(0, SAMPLE_WORDS * 8).str.to_lowercase().str.extract_all(r"\p{L}+").list.head(SAMPLE_WORDS)
    tokens = (
        bodies.lazy().select("doc", word=words).filter(pl.col("word").list.len() >= MIN_WORDS).with_columns(size=pl.col("word").list.len())
    )
    counted = tokens.explode("word", empty_as_null=False).join(stopwords.lazy().select("language", "word"), on="word")
    shares = (
        counted.group_by("doc", "language")
        .agg(share=pl.len() / pl.col("size").first())
        .sort("doc", "share", "language", descending=[False, True, False])
    )
    best = shares.group_by("doc", maintain_order=True).agg(
        pl.col("language").first(), pl.col("share").first(), next=pl.col("share").get(1, null_on_oob=True)
    )
    return (
        best.filter(pl.col("share") >= MIN_SHARE, pl.col("share") >= MIN_LEAD * pl.col("next").fill_null(0))
        .select("doc", "language")
        .collect()
    )
