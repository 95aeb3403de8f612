"""Marks: which quote marks open, which close, and which belong together.

Belongs here: pairing of quote marks within a paragraph, continuation over paragraphs.
Does not belong here: whether the words in marks are a quotation at all (`pipelines.text.quotes`).
"""

import polars as pl

DOUBLE = ('"', "“", "”", "„", "‟", "``", "''", "＂")
ANGLE = ("«", "»")
SINGLE = ("'", "‘", "’")
OPENING = ("“", "„", "``", "«", "‘")
CLOSING = ("”", "''", "»", "’")
BRACKETS = ("(", "[", "{", "—", "–", "-", "/", "―")
"""A mark behind one of these may open although no white space stands before it."""
FRAGMENTS = r"^(?:\d{2,4}s?|em|til|tis|twas|cause|n|round|bout)$"
"""After a single mark these are shortened words ('em, '90s), not quotations."""


def pair(tokens: pl.DataFrame) -> pl.DataFrame:
    """Pair the quote marks of each paragraph.

    The white space around a mark tells whether it opens or closes; its form decides where white space does not; an undecided straight
    mark takes turns. A closing mark belongs to the last opening one before it; what is left over is paired once more, which finds
    quotations around quotations, and single marks that could be apostrophes (the voters' plan). An opening mark
    without a closing one counts only when it opens its paragraph, or when the next paragraph opens with a mark too (a quotation that
    runs on), and reaches to the end of its paragraph. Everything else is a stray mark and is left out.

    Returns:
        One row per outermost pair in text order: `open_row`, `close_row` (rows of `tokens`; the last row of the paragraph when unclosed),
        `state`: closed, continued (runs on in the next paragraph) or unclosed.
    """
    marks = _directed(tokens)
    first = _paired(marks.filter(~pl.col("weak")))
    used = pl.concat([first["open_row"], first["close_row"]]).implode()
    second = _paired(marks.filter(~pl.col("row").is_in(used)))
    closed = pl.concat([first, second]).with_columns(state=pl.lit("closed"))
    used = pl.concat([closed["open_row"], closed["close_row"]]).implode()
    closed = _with_inner(closed, tokens)
    every = pl.concat([closed, _unclosed(tokens, marks.filter(~pl.col("row").is_in(used)))]).sort("open_row")
    return every.filter((pl.col("open_row") > pl.col("close_row").cum_max().shift()).fill_null(True))


def _directed(tokens: pl.DataFrame) -> pl.DataFrame:
    """List the marks with `family` and `opens` (else the mark closes); marks that do neither, such as apostrophes, are left out."""
    token, following = pl.col("token"), pl.col("token").shift(-1)
    near = tokens.lazy().select(
        "doc",
        "block_index",
        "token",
        "space_before",
        row=pl.int_range(pl.len(), dtype=pl.Int64),
        previous=token.shift(),
        following=following,
        space_after=pl.col("space_before").shift(-1, fill_value=True) | (pl.col("block_index") != pl.col("block_index").shift(-1)),
    )
    listed = near.filter(token.is_in(DOUBLE + ANGLE + SINGLE)).collect()
    free_before = pl.col("space_before") | pl.col("previous").is_in(BRACKETS + OPENING + ('"',))
    free_after = pl.col("space_after") | pl.col("following").str.contains(r"^[^\p{L}\p{N}$£€#@]+$")
    opens = free_before & ~pl.col("space_after")
    closes = ~pl.col("space_before") & free_after
    turn = (pl.int_range(pl.len()).over("doc", "block_index", "family") % 2) == 0
    decided = (
        pl.when(token.is_in(ANGLE)).then(token == "«").when(opens & ~closes).then(pl.lit(True)).when(closes & ~opens).then(pl.lit(False))
        .when(token.is_in(OPENING)).then(pl.lit(True)).when(token.is_in(CLOSING)).then(pl.lit(False))
        .when(opens & pl.col("space_before")).then(pl.lit(True)).otherwise(turn)
    )  # fmt: skip
    family = pl.when(token.is_in(SINGLE)).then(pl.lit("single")).when(token.is_in(ANGLE)).then(pl.lit("angle")).otherwise(pl.lit("double"))
    directed = listed.with_columns(family=family).with_columns(opens=decided)
    single_open = pl.col("opens") & opens & ~pl.col("following").str.contains(FRAGMENTS)
    single_close = ~pl.col("opens") & closes
    weak = (pl.col("family") == "single") & ~pl.col("opens") & pl.col("previous").str.contains("[sS]$")
    measure = (pl.col("token") == "''") | (pl.col("token") == '"') & pl.col("previous").str.contains(r"^\d") & ~pl.col("opens")
    inch = measure & pl.col("previous").str.contains(r"^\d+$") & ~pl.col("space_before") & (pl.col("previous").str.len_chars() <= 2)
    lone_inch = inch & ~pl.col("opens").any().over("doc", "block_index", "family")
    return directed.filter(((pl.col("family") != "single") | single_open | single_close) & ~lone_inch).select(
        "doc", "block_index", "row", "family", "opens", weak=weak
    )


def _paired(marks: pl.DataFrame) -> pl.DataFrame:
    """Pair each closing mark with the opening one right before it in its family."""
    place = ["doc", "block_index", "family"]
    ordered = marks.sort(*place, "row")
    before = ordered.select(pl.col("row", "opens").shift().over(place).name.suffix("_before"))
    beside = pl.concat([ordered, before], how="horizontal")
    closing = beside.filter(~pl.col("opens") & pl.col("opens_before").fill_null(False) & (pl.col("row") > pl.col("row_before") + 1))
    return closing.select(open_row="row_before", close_row="row")


def _with_inner(closed: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Let a quotation reach over the mark of an inner one that is printed behind its own closing mark: “… the word ‘old’”’."""
    behind = (closed["close_row"] + 1).clip(0, max(tokens.height - 1, 0))
    single = tokens["token"].gather(behind).is_in(["'", "’"]) & ~tokens["space_before"].gather(behind)
    double = ~tokens["token"].gather(closed["close_row"]).is_in(SINGLE)
    free = ~behind.is_in(closed["open_row"].implode())
    return closed.with_columns(close_row=pl.col("close_row") + (single & double & free).cast(pl.Int64))


def _unclosed(tokens: pl.DataFrame, marks: pl.DataFrame) -> pl.DataFrame:
    """Let an opening mark without a closing one reach to the end of its paragraph, where the layout says that it does."""
    rows = tokens.lazy().select("doc", "block_index", row=pl.int_range(pl.len(), dtype=pl.Int64), token="token")
    blocks = rows.group_by("doc", "block_index", maintain_order=True).agg(
        first=pl.col("row").first(), last=pl.col("row").last(), token=pl.col("token").first()
    )
    next_opens = (pl.col("token").is_in(DOUBLE + ANGLE + ("‘",)) & (pl.col("doc") == pl.col("doc").shift())).shift(-1, fill_value=False)
    blocks = blocks.with_columns(next_opens=next_opens).drop("token").collect()
    last_open = marks.filter(pl.col("family") != "single").group_by("doc", "block_index").agg(pl.all().sort_by("row").last())
    joined = last_open.filter("opens").join(blocks, on=["doc", "block_index"])
    kept = joined.filter((pl.col("next_opens") | (pl.col("row") == pl.col("first"))) & (pl.col("last") > pl.col("row")))
    state = pl.when("next_opens").then(pl.lit("continued")).otherwise(pl.lit("unclosed"))
    return kept.select(open_row="row", close_row="last", state=state)
