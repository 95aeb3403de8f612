"""Figures: the quantities a text gives, with value, unit and what is counted.

Belongs here: the order of the steps, one row per quantity, spans of tokens as spans of characters.
Does not belong here: each step's rules (`figure_shapes`, `figure_values`, `figure_ages`, `figure_objects`, `figure_refusals`,
`figure_frames`), who gives a figure (`pipelines.tables.figures`).
"""

import polars as pl

from pipelines.text import figure_frames, figure_objects, figure_refusals, figure_shapes, figure_values
from pipelines.text.figure_ages import with_ages
from pipelines.text.phrases import with_letters
from pipelines.text.tokens import text
from pipelines.text.words import spread

LEXICONS = ("number_words", "units", "word_classes", "ordinary_words")
COLUMNS = (
    "doc", "block_index", "sentence_index", "start_char", "end_char", "text", "kind", "value", "value_to", "unit", "object",
    "object_start_char", "object_end_char", "qualifier", "direction", "rule_id",
)  # fmt: skip
REACH, REACH_BEHIND = 8, 6  # tokens before and behind a figure that can tell what it is
MARGIN = 2  # tokens before and behind what is looked at, on whose classes those of their neighbours depend
HEADLINE_SHARE = 0.6  # so many capitals among a sentence's longer words make it a headline, in which capitals tell no names
HEADLINE_WORDS = 4
MILLIONS = 1e6  # so many pounds are money, fewer may be a weight
MINUS = ("-", "−")
RE_LONGER, RE_CAPITAL = r"^\p{L}{4}", r"^\p{Lu}"


def figures(tokens: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Find the quantities.

    Args:
        tokens: with `sentence_index`.
        lexicons: the tables named in `LEXICONS`.

    Returns:
        One row per quantity in text order: `COLUMNS`.
    """
    number_words = lexicons["number_words"]
    read = _read(tokens, number_words)
    found_units = figure_shapes.units(read, lexicons["units"])
    numbers = figure_shapes.numbers(read, figure_shapes.letters(read, found_units, number_words))
    read = _classed(read, numbers, lexicons)
    valued = figure_values.with_values(_with_units(numbers, found_units), read, number_words)
    quantities = with_ages(_with_contexts(_signed(_kinds(_quantities(valued)), read), read))
    told = figure_objects.with_objects(quantities, read, lexicons)
    kept = told.filter(~figure_refusals.refused(number_words))
    return _spans(figure_frames.with_frames(kept, number_words), read).select(COLUMNS)


def _read(tokens: pl.DataFrame, number_words: pl.DataFrame) -> pl.DataFrame:
    """Return the tokens of sentences with numbers: `passage`, `first` and `last` row of the sentence, `headline`."""
    read = figure_shapes.sentences(tokens, number_words)
    shape = spread(read["word"], pl.struct(longer=pl.col("text").str.contains(RE_LONGER), capital=pl.col("text").str.contains(RE_CAPITAL)))
    longer, capital = shape.struct.field("longer"), shape.struct.field("capital")
    long_count = pl.col("longer").sum()
    headline = (long_count >= HEADLINE_WORDS) & (pl.col("both").sum() > HEADLINE_SHARE * long_count)
    sizes = (
        read.select("passage", longer=longer, both=longer & capital)
        .group_by("passage", maintain_order=True)
        .agg(size=pl.len().cast(pl.Int64), headline=headline)
        .with_columns(last=pl.col("size").cum_sum())
        .with_columns(first=pl.col("last") - pl.col("size"))
    )
    return read.with_columns(*(sizes[name].gather(read["passage"]) for name in ("first", "last", "headline")))


def _classed(read: pl.DataFrame, numbers: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Add `letter`, the word class, to the tokens near numbers; others are never looked at and get "x"."""
    steps = pl.repeat(0, read.height + 1, dtype=pl.Int32, eager=True)
    opened, closed = (numbers["row"] - MARGIN).clip(0), (numbers["end"] + MARGIN + figure_objects.LETTERS).clip(0, read.height)
    for rows, step in ((opened, 1), (closed, -1)):
        counted = rows.value_counts(name="count").select(pl.first(), step=step * pl.col("count").cast(pl.Int32))
        at, change = counted.to_series(0), counted["step"]
        steps = steps.scatter(at, steps.gather(at) + change)
    near = (steps.head(read.height).cum_sum() > 0).arg_true()
    plain = read[near].select("token", "space_before", "sentence_index", doc="passage", named=pl.lit(False), name_ends=pl.lit(False))
    told = with_letters(plain, lexicons["word_classes"], lexicons["ordinary_words"])["letter"]
    return read.with_columns(letter=pl.repeat("x", read.height, dtype=pl.String, eager=True).scatter(near, told))


def _with_units(numbers: pl.DataFrame, found_units: pl.DataFrame) -> pl.DataFrame:
    """Add `unit_kind`, `unit_name`, `unit_form`, and `sign` for comparison; of $3 points only the sign is a unit."""
    marks = found_units.select("unit_kind", unit_row="row", unit_name="unit", unit_form="listed_form")
    money, unit = pl.col("money") != "", pl.col("unit") != ""
    behind = pl.col("number_row") + pl.col("number").str.len_bytes()
    at = pl.when(money).then("row").when(unit).then(behind + pl.col("unit").str.starts_with("-").cast(pl.Int64))
    named = numbers.with_columns(unit_row=at.cast(pl.Int64)).join(marks, on="unit_row", how="left", maintain_order="left")
    spelled = pl.col("unit_kind") + pl.coalesce("unit_name", "unit_form")
    return named.with_columns(sign=spelled.fill_null(""), end=pl.when(money & unit).then(behind.cast(pl.Int64)).otherwise("end"))


def _quantities(numbers: pl.DataFrame) -> pl.DataFrame:
    """Make one row of each pair that belongs together, and of each other number; of 6-2 none."""
    together = figure_values.pairs(numbers)
    framed = pl.when(pl.col("frame").is_in(["F", "B"])).then("begin").otherwise("row")
    paired = together.with_columns(row=framed, end="end_to", paired=pl.col("joint"))
    alone = numbers.filter(~pl.col("candidate").is_in(together["candidate"].implode()) & (pl.col("joint") != "-"))
    return pl.concat([paired, alone], how="diagonal").with_columns(pl.col("paired").fill_null("")).sort("row")


def _kinds(quantities: pl.DataFrame) -> pl.DataFrame:
    """Add `kind`, `unit`, and the values as the table has them: lower end first, the old value of a change first, a ratio as a share."""
    ratio, reversed_order = pl.col("paired").is_in(figure_values.RATIOS), pl.col("paired") == "F"
    use_second = pl.col("sign") == ""
    kind, name, form = (
        pl.when(use_second).then(pl.col(f"{column}_to")).otherwise(column) for column in ("unit_kind", "unit_name", "unit_form")
    )
    pounds = kind == "weight_or_money"
    sterling = pounds & (pl.max_horizontal("value", "value_to") >= MILLIONS)
    share = ratio | (kind.is_null() & pl.col("number").str.contains(figure_values.RE_SHARE))
    return quantities.with_columns(
        kind=pl.when(share).then(pl.lit("share")).when(sterling).then(pl.lit("money")).when(pounds).then(pl.lit("measure"))
        .otherwise(kind.fill_null("count")),
        unit=pl.when(sterling).then(pl.lit("GBP")).when(~share).then(name),
        unit_form=form,
        value=pl.when(ratio).then(pl.col("value") / pl.col("value_to")).when(reversed_order).then("value_to").otherwise("value"),
        value_to=pl.when(reversed_order).then("value").when(~ratio).then("value_to"),
        hyphened=pl.col("unit").str.starts_with("-") | pl.col("unit_to").fill_null("").str.starts_with("-"),
        width=pl.col("end") - pl.col("row"),
    )  # fmt: skip


def _signed(quantities: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Take in the sign of -5°C and minus 41; plus or minus three says something else."""
    first, second = (pl.Series(tokens["token"].gather((quantities["row"] - k).clip(0))) for k in (1, 2))
    glued = ~pl.Series(tokens["space_before"].gather(quantities["row"]))
    apart = pl.Series(tokens["space_before"].gather((quantities["row"] - 1).clip(0)))
    same = pl.Series(tokens["passage"].gather((quantities["row"] - 1).clip(0)) == tokens["passage"].gather(quantities["row"]))
    dash = first.is_in(MINUS) & glued & apart & (quantities["kind"] != "count")
    word = (first.str.to_lowercase() == "minus") & (second.str.to_lowercase() != "or")
    below = (dash | word) & same & (quantities["row"] > 0) & (quantities["paired"] == "")
    step = below.cast(pl.Int64)
    return quantities.with_columns(
        row=pl.col("row") - step, width=pl.col("width") + step, value=pl.when(below).then(-pl.col("value")).otherwise("value")
    )


def _with_contexts(quantities: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Add `text`, the printed text of the sentence `before` and `after` as far as `REACH`, `letter_before`, `headline`, `last`."""
    first, last = (pl.Series(name, tokens[name].gather(quantities["row"])) for name in ("first", "last"))
    placed = quantities.with_columns(first, last, tokens["headline"].gather(quantities["row"]))
    begin = pl.max_horizontal("first", pl.col("row") - REACH)
    size = pl.col("row") - begin
    before = text(tokens, placed.select(row=pl.when(size > 0).then(begin), width=size)).fill_null("")
    more = pl.min_horizontal(pl.col("last") - pl.col("end"), REACH_BEHIND)
    after = text(tokens, placed.select(row=pl.when(more > 0).then("end"), width=more)).fill_null("")
    gaps = tokens.select(pl.when(pl.col("space_before")).then(pl.lit(" ")).otherwise(pl.lit("")))
    gap = pl.concat([gaps.to_series(), pl.Series([""])])
    previous = tokens["letter"].gather((placed["row"] - 1).clip(0))
    return placed.with_columns(
        letter_before=pl.when(size > 0).then(previous),
        before=pl.when(size > 0).then(before + gap.gather(placed["row"])).otherwise(pl.lit("")),
        after=pl.when(more > 0).then(gap.gather(placed["end"]) + after).otherwise(pl.lit("")),
        text=text(tokens, placed),
    )


def _spans(kept: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Add where figures and objects stand."""
    own = {name: pl.Series(tokens[name].gather(kept["row"])) for name in ("doc", "block_index", "sentence_index", "start_char")}
    object_end = (kept["object_row"] + kept["object_width"] - 1).alias("object_end")
    objects = kept.select(row="object_row", width="object_width")
    return kept.with_columns(
        **own,
        end_char=pl.Series(tokens["end_char"].gather(kept["end"] - 1)),
        object=text(tokens, objects),
        object_start_char=pl.Series(tokens["start_char"].gather(kept["object_row"])),
        object_end_char=pl.Series(tokens["end_char"].gather(object_end)),
    )
