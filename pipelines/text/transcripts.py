"""Transcripts: conversations printed as turns, each behind the name of its speaker and a colon.

Belongs here: which paragraphs are turns of a conversation, where the words of each begin and end.
Does not belong here: quotations in marks (`pipelines.text.marks`), who the speaker is (`pipelines.text.identities`).
"""

import polars as pl

from pipelines.text.tokens import text

LABEL_TOKENS = 8  # MAYOR JANE DOE (PORT PARTY): more words before a colon are a sentence
FEWEST_TURNS = 3
NEAR = 3  # paragraphs from one turn to the next: a long answer runs over several, a note in brackets stands between
RE_LABEL = r"^(?:\p{Lu}[\p{L}\p{M}\p{N}.’'-]*|[,.()&]|of|the|de|van|von|bin|al|\s)+$"
PERSONAL = ("I", "we", "We", "you", "You", "me", "us", "my", "My", "our", "Our", "your", "Your")
RE_MARK = r"^[\"“”„«»]$"
RE_SPEECH_END = r"^(?:[.?!…—–)\]-]|\.\.\.)$"


def turns(tokens: pl.DataFrame) -> pl.DataFrame:
    """Find the turns of conversations.

    A paragraph that opens with a label (capitalised words and a colon, perhaps behind a quote mark) and ends like a sentence is
    a turn when it stands in a run of three or more such paragraphs, close to each other, with two labels or more of which
    one comes again, and somebody says I, we or you in it: results and lists have no such words.

    Args:
        tokens: as made by `pipelines.text.tokens.tokens`.

    Returns:
        One row per turn in text order: `label_row`, `label_width` (of the label's tokens), `open_row` (the colon), `close_row` (last token
        of the words, without a closing quote mark).
    """
    labelled = _labelled(tokens)
    apart = (pl.col("block_index").diff() > NEAR) | (pl.col("doc") != pl.col("doc").shift())
    runs = labelled.with_columns(run=apart.fill_null(True).cast(pl.Int64).cum_sum())
    labels = pl.col("label").n_unique().over("run")
    talk = (pl.len().over("run") >= FEWEST_TURNS) & (labels >= 2) & (labels < pl.len().over("run")) & pl.col("personal").any().over("run")
    return runs.filter(talk).select("label_row", "label_width", "open_row", "close_row")


def with_turns(pairs: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Let each turn count as words in marks, whose opening mark is the colon; marks within it are part of its words.

    Args:
        pairs: as made by `pipelines.text.marks.pair`.
        tokens: as made by `pipelines.text.tokens.tokens`.

    Returns:
        The pairs with the turns among them, whose `state` is "turn".
    """
    found = turns(tokens)
    spans = found.select(turn_begin=pl.col("label_row") - 1, turn_end=pl.col("close_row") + 1)
    beside = pairs.join_asof(spans, left_on="open_row", right_on="turn_begin")
    free = beside.filter((pl.col("open_row") > pl.col("turn_end")).fill_null(True)).select(pairs.columns)
    return pl.concat([free, found.select("open_row", "close_row", state=pl.lit("turn"))]).sort("open_row")


def _labelled(tokens: pl.DataFrame) -> pl.DataFrame:
    """List the paragraphs that open with a label and end like a sentence."""
    starts = (tokens["block_index"].ne_missing(tokens["block_index"].shift()) | tokens["doc"].ne_missing(tokens["doc"].shift())).arg_true()
    paragraphs = pl.DataFrame({"start": starts}, schema={"start": pl.Int64}).with_columns(
        last=pl.col("start").shift(-1, fill_value=tokens.height) - 1
    )
    colons = pl.DataFrame({"open_row": (tokens["token"] == ":").arg_true()}, schema={"open_row": pl.Int64})
    near = colons.join_asof(paragraphs, left_on="open_row", right_on="start").unique("start", keep="first", maintain_order=True)
    near = near.filter((pl.col("open_row") - pl.col("start") <= LABEL_TOKENS + 1) & (pl.col("open_row") < pl.col("last")))
    marked = _is(tokens, near["start"], RE_MARK)
    closed = _is(tokens, near["last"], RE_MARK)
    cut = near.with_columns(label_row=pl.col("start") + marked, close_row=pl.col("last") - closed).with_columns(
        label_width=pl.col("open_row") - pl.col("label_row")
    )
    personal = tokens["token"].is_in(PERSONAL).cum_sum()
    told = cut.with_columns(
        tokens["doc"].gather(cut["start"]),
        tokens["block_index"].gather(cut["start"]).cast(pl.Int64),
        label=text(tokens, cut.select(row="label_row", width="label_width")),
        ends=_is(tokens, cut["close_row"], RE_SPEECH_END),
        personal=personal.gather(cut["close_row"]) > personal.gather(cut["open_row"]),
    )
    return told.filter((pl.col("ends") == 1) & pl.col("label").str.contains(RE_LABEL))


def _is(tokens: pl.DataFrame, rows: pl.Series, pattern: str) -> pl.Series:
    """Return 1 for rows whose token is like the pattern, else 0."""
    return tokens["token"].gather(rows).str.contains(pattern).cast(pl.Int64)
