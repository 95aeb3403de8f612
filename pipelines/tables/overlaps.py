"""The table `overlaps`: how much of an article's words another article has, too.

Wire copy, reprints and updates share long runs of words with their model, independent reports share names and quotations only. Texts are
compared by their runs of `RUN` words. Pairs to compare are found by a sample of the runs, chosen by their hash, as in Manber, "Finding
similar files in a large file system" (1994), and then compared in full.

Belongs here: which articles share words, and how many.
Does not belong here: which one is the origin (warehouse models: that takes outlets and dates).
"""

from collections.abc import Iterable

import polars as pl

RUN = 6  # words: shorter runs are shared by chance, longer ones break at every edited word
SAMPLE = 8  # one run of so many is looked up: some fifty of an article of 400 words
FIRST = 20  # of the texts that have a run, each is compared with the first so many, so that work grows with texts and not with pairs
FLOOR = 0.2  # a smaller share is a quotation or two
RE_WORD = r"[\p{L}\p{N}]+"
COLUMNS = ("version_id", "other_version_id", "shared_share", "rule_id")
NOTHING = pl.LazyFrame(schema={"version_id": pl.String, "sentence_index": pl.Int64, "role": pl.String, "text": pl.String})
FACTOR = 0x9E3779B97F4A7C15  # odd, so that no bit of a word's hash is lost: 2**64 by the golden ratio (Knuth, TAOCP 3, 6.4)


def overlaps(batches: Iterable[pl.LazyFrame], versions: pl.DataFrame) -> pl.DataFrame:
    """Compare the bodies of articles.

    Args:
        batches: rows of `extracted/sentences`, all of an article version in one frame; read twice.
        versions: `version_id`, `article_id`, `published_date`, each version once.

    Returns:
        The rows of `resolved/overlaps`, by version and other version, whatever the order of `batches`.
    """
    frames = [NOTHING, *batches]
    numbered = versions.sort("published_date", "version_id", nulls_last=True).with_row_index("text_number")
    sampled = pl.concat([_runs(frame, numbered).filter(pl.col("run") % SAMPLE == 0) for frame in frames])
    pairs = _pairs(sampled, numbered)
    runs = pl.concat([_runs(frame, numbered, pairs) for frame in frames])
    named = numbered.select("text_number", "version_id")
    shared = _shared(runs, pairs).join(named, on="text_number").join(named, left_on="other", right_on="text_number", suffix="_other")
    named_too = {"other_version_id": pl.col("version_id_other"), "rule_id": pl.lit(f"overlap:runs-of-{RUN}-words")}
    return shared.with_columns(**named_too).select(COLUMNS).sort("version_id", "other_version_id")


def _runs(sentences: pl.LazyFrame, numbered: pl.DataFrame, pairs: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return the runs of words in bodies: `text_number`, `position` (of the first word), `run` (hash), `word_count`."""
    wanted = numbered.select("version_id", "text_number")
    if pairs is not None:
        wanted = wanted.join(pairs, on="text_number", how="semi")
    bodies = sentences.filter(pl.col("role") == "body").join(wanted.lazy(), on="version_id").sort("text_number", "sentence_index")
    words = bodies.select("text_number", word=pl.col("text").str.to_lowercase().str.extract_all(RE_WORD)).explode("word").drop_nulls()
    hashed = words.select("text_number", word=pl.col("word").hash()).collect()
    run = pl.lit(0, pl.UInt64)
    for step in range(RUN):
        run = run * FACTOR + pl.col("word").shift(-step)
    of_text = pl.int_range(pl.len()).over("text_number")
    placed = hashed.select("text_number", position=of_text, word_count=pl.len().over("text_number"), run=run)
    return placed.filter(pl.col("position") + RUN <= pl.col("word_count"))


def _pairs(sampled: pl.DataFrame, numbered: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of texts of different articles that share sampled runs enough, both ways round: `text_number`, `other`."""
    holders = sampled.select("run", "text_number").unique().sort("run", "text_number")
    first = holders.group_by("run", maintain_order=True).head(FIRST).rename({"text_number": "other"})
    met = holders.join(first, on="run").filter(pl.col("text_number") > pl.col("other"))
    counted = met.group_by("text_number", "other").agg(shared=pl.len())
    sizes = holders.group_by("text_number").agg(runs=pl.len())
    sized = counted.join(sizes, on="text_number").join(sizes, left_on="other", right_on="text_number", suffix="_other")
    near = sized.filter(pl.col("shared") >= FLOOR / 2 * pl.min_horizontal("runs", "runs_other"))  # half the floor: a sample errs
    articles = numbered["article_id"]
    apart = near.filter(articles.gather(near["text_number"]) != articles.gather(near["other"])).select("text_number", "other")
    return pl.concat([apart, apart.select(text_number="other", other="text_number")])


def _shared(runs: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the share of words of each text that stand in runs which the other text has, too: `text_number`, `other`, `shared_share`."""
    others = runs.select("run", other="text_number").unique()
    met = runs.join(pairs, on="text_number").join(others, on=["run", "other"], how="semi").sort("text_number", "other", "position")
    pair = ["text_number", "other"]
    to_next = (pl.col("position").shift(-1) - pl.col("position")).over(pair).fill_null(RUN)
    covered = met.with_columns(words=to_next.clip(upper_bound=RUN)).group_by(pair).agg(pl.col("words").sum(), pl.col("word_count").first())
    shares = covered.with_columns(shared_share=pl.col("words") / pl.col("word_count"))
    back = shares.select(text_number="other", other="text_number", back="shared_share")
    both = shares.join(back, on=pair, how="left")
    return both.filter(pl.max_horizontal("shared_share", pl.col("back").fill_null(0)) >= FLOOR).drop("back")
