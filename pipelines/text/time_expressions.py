"""Time expressions: where they stand, by which rule, with the words that make them up.

One regular expression finds the runs of words that may hold a time; they are a few percent of a text. Each distinct run is cut
into pieces, each piece is given the letter of its kind, and the grammar searches the letters.

Belongs here: runs, pieces, matches of the grammar, the words of a match by what they tell.
Does not belong here: the words (`pipelines.text.time_words`), the grammar (`pipelines.text.time_grammar`), false friends
(`pipelines.text.time_context`), meaning (`pipelines.text.time_values`).
"""

import polars as pl

from pipelines.text.time_grammar import AND, PAIRS, PERIOD, RULES, TRIMS
from pipelines.text.time_words import lead_pattern, piece_pattern, pieces, run_pattern

MARK = "\x1f"  # normalised text holds no control characters
AROUND = 60  # characters beside an expression that help to tell what it is
GROUPS = {
    "month": "Mm", "weekday": "WwZ", "day": "DOoe", "year": "Y", "number": "DNYnav", "unit": "uUyxqie@:!>~", "season": "Ss",
    "part": "Pij", "era": "E", "relation": "RtT;<", "relation_kind": "RtT;<", "direction": "134T", "direction_kind": "134T",
    "deictic": "d", "stage": "gG3", "approximation": "B", "half": "hq", "ordinal": "oOe", "quarter": "Q", "decade": "Ll",
    "holiday": "H", "clock": "cDNn", "half_day": "A", "clock_word": "C", "reference": "r;<", "set": "X",
    "iso": "I", "numeric": "J",
}  # fmt: skip
"""What the words of a match tell: for each column the letters, of which the first one's value counts."""


def time_expressions(passages: pl.DataFrame, lexicon: pl.DataFrame) -> pl.DataFrame:
    """Find the time expressions of passages.

    Args:
        passages: `doc`, `block_index`, `start_char` (of the passage in its document), `text`.
        lexicon: `time_words`.

    Returns:
        One row per expression in text order: `doc`, `block_index`, `start_char`, `end_char` (code points, half-open), `text`, `rule_id`,
        `type` (DATE, TIME, DURATION, SET), `shape` (its letters), `read_as` (the values of its words),
        `before` and `after` (the characters beside it), and a column for each of `GROUPS`, null where no word tells it.
    """
    found = _runs(passages, lexicon)
    read = _matches(found["run"].unique(maintain_order=True), lexicon)
    placed = found.join(read, on="run", maintain_order="left_right")
    start = pl.col("start_char") + pl.col("skip")
    return placed.with_columns(
        start_char=start,
        end_char=start + pl.col("width"),
        text=pl.col("run").str.slice("skip", "width"),
        before=(pl.col("before") + pl.col("run").str.head("skip")).str.tail(AROUND),
        after=(pl.col("run").str.slice(pl.col("skip") + pl.col("width")) + pl.col("after")).str.head(AROUND),
    ).drop("run", "skip", "width")


def _runs(passages: pl.DataFrame, lexicon: pl.DataFrame) -> pl.DataFrame:
    """Cut passages at the runs: each with its place and what stands beside it."""
    marked = passages.lazy().select(
        "doc",
        "block_index",
        "start_char",
        piece=pl.col("text").str.replace_all(run_pattern(lexicon), f"{MARK}${{0}}{MARK}").str.split(MARK),
    )
    width = pl.col("piece").str.len_chars().cast(pl.Int64)
    cut = marked.with_row_index("passage").filter(pl.col("piece").list.len() > 1).explode("piece", empty_as_null=False)
    placed = cut.with_columns(
        start_char=pl.col("start_char") + width.cum_sum().over("passage") - width,
        found=pl.int_range(pl.len()).over("passage") % 2 == 1,  # outside, run, outside, …
    )
    beside = placed.with_columns(
        before=pl.col("piece").shift().str.tail(2 * AROUND), after=pl.col("piece").shift(-1).str.head(AROUND)
    ).filter("found")
    lead = pl.col("before").str.extract(lead_pattern(lexicon)).fill_null("")
    joined = beside.with_columns(lead=lead, lead_width=lead.str.len_chars().cast(pl.Int64))
    return joined.select(
        "doc",
        "block_index",
        start_char=pl.col("start_char") - pl.col("lead_width"),
        run=pl.col("lead") + pl.col("piece"),
        before=pl.col("before").str.head(pl.col("before").str.len_chars() - pl.col("lead_width")),
        after="after",
    ).collect()


def _matches(runs: pl.Series, lexicon: pl.DataFrame) -> pl.DataFrame:
    """Find the expressions of distinct runs: `run`, `skip` and `width` (characters), `rule_id`, `type`, `shape`, and the `GROUPS`."""
    tokens = runs.alias("run").to_frame().with_row_index("at").with_columns(piece=pl.col("run").str.extract_all(piece_pattern(lexicon)))
    each = tokens.select("at", "piece").explode("piece", empty_as_null=False)
    each = each.join(pieces(each["piece"].unique(maintain_order=True), lexicon), on="piece", maintain_order="left")
    width = pl.col("piece").str.len_chars().cast(pl.Int64)
    each = each.with_row_index("row").with_columns(width=width, skip=width.cum_sum().over("at") - width)
    spans = _with_rules(_shapes(each)).with_row_index("match")
    rows = spans.select("match", row=pl.int_ranges("read_from", "read_to"), skip_from="hole_from", skip_to="hole_to").explode("row")
    kept = rows.filter((pl.col("row") < pl.col("skip_from")) | (pl.col("row") >= pl.col("skip_to")))
    words = pl.concat([kept, each.select("letter", "value")[kept["row"]]], how="horizontal")
    told = words.group_by("match", maintain_order=True).agg(**_groups())
    first, last = each[spans["from"]], each[spans["to"] - 1]
    place = spans.select("match", "rule_id", "type", "shape", "is_short_year").with_columns(
        at=first["at"], skip=first["skip"], width=last["skip"] + last["width"] - first["skip"]
    )
    joined = place.join(told, on="match").join(tokens.select("at", "run"), on="at", maintain_order="left")
    return joined.drop("at", "match")


def _shapes(tokens: pl.DataFrame) -> pl.DataFrame:
    """Search the letters of each run: `from` and `to` (rows of its tokens) and `shape` of each match."""
    pattern = "|".join((PERIOD, *(_unnamed(pattern) for pattern in (*TRIMS, *PAIRS)), *(rule.pattern for rule in RULES)))
    letters = tokens.group_by("at", maintain_order=True).agg(letters=pl.col("letter").str.join(""), row=pl.col("row").first())
    marked = letters.select("at", "row", shape=pl.col("letters").str.replace_all(f"(?:{pattern})", f"{MARK}${{0}}{MARK}").str.split(MARK))
    width = pl.col("shape").str.len_bytes().cast(pl.Int64)
    cut = marked.explode("shape", empty_as_null=False).with_columns(
        to=pl.col("row") + width.cum_sum().over("at"), found=pl.int_range(pl.len()).over("at") % 2 == 1
    )
    return cut.filter("found").select((pl.col("to") - width).alias("from"), "to", "shape")


def _with_rules(spans: pl.DataFrame) -> pl.DataFrame:
    """Tell the rule of each match, cut those that share words in two, and trim articles.

    Each row has the tokens it stands for (`from`, `to`) and those it is read with (`read_from` to `read_to` but for `hole_from` to
    `hole_to`).
    """
    cut = _parts(spans["shape"].unique(maintain_order=True))
    ruled = cut.join(_rules(cut["of"]), left_on="of", right_on="shape", how="left", maintain_order="left").drop_nulls("rule_id")
    placed = spans.join(ruled, on="shape", maintain_order="left_right")
    start = pl.col("from")
    return placed.select(
        "rule_id",
        "type",
        "is_short_year",
        shape="of",
        read_from="from",
        read_to="to",
        hole_from=start + pl.col("hole_begin"),
        hole_to=start + pl.col("hole_end"),
        to=start + pl.col("end"),
        **{"from": start + pl.col("begin")},
    )


def _parts(shapes: pl.Series) -> pl.DataFrame:
    """Cut each distinct shape: `begin` and `end` of each part, the hole in what it is read with, and the letters `of` that."""
    pending = shapes.alias("shape").to_frame()
    groups = {}
    for pattern in (*TRIMS, *PAIRS):
        named = pending.with_columns(pending["shape"].str.extract_groups(f"^(?:{pattern})$").struct.unnest())
        groups[pattern] = named.filter(named[named.columns[1]].is_not_null())
        pending = pending.join(groups[pattern], on="shape", how="anti", maintain_order="left")
    whole = pl.col("shape").str.len_bytes().cast(pl.Int64)
    alone = pending.select("shape", begin=0 * whole, end=whole, hole_begin=whole, hole_end=whole, of="shape", is_short_year=pl.lit(False))
    drop = pl.col("drop").str.len_bytes().cast(pl.Int64)
    trimmed = pl.concat([groups[pattern] for pattern in TRIMS]).select(
        "shape", begin=drop, end=whole, hole_begin=0 * whole, hole_end=drop, of="keep", is_short_year=pl.lit(False)
    )
    return pl.concat([*_halves(pl.concat([groups[pattern] for pattern in PAIRS])), trimmed, alone])


def _halves(shared: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The two expressions of those that share words."""
    head, one, sep, two, tail = (pl.col(name).str.len_bytes().cast(pl.Int64) for name in ("head", "one", "sep", "two", "tail"))
    behind = head + one + sep
    short = pl.col("shape").str.contains(f"^Y{AND}[DN]$")  # 1957-60
    letters = pl.when(short).then(pl.lit("Y")).otherwise("two")
    first = shared.select(
        "shape",
        begin=0 * head,
        end=head + one,
        hole_begin=head + one,
        hole_end=behind + two,
        of=pl.col("head") + pl.col("one") + pl.col("tail"),
        is_short_year=pl.lit(False),
    )
    second = shared.select(
        "shape",
        begin=behind,
        end=behind + two + tail,
        hole_begin=pl.when(short).then(behind).otherwise(head),
        hole_end=behind,
        of=pl.col("head") + letters + pl.col("tail"),
        is_short_year=short,
    )
    return first, second


def _rules(shapes: pl.Series) -> pl.DataFrame:
    """Tell by which rule each distinct shape is an expression."""
    shape = shapes.unique().alias("shape").to_frame()
    number = pl.coalesce(*(pl.when(pl.col("shape").str.contains(f"^(?:{rule.pattern})$")).then(index) for index, rule in enumerate(RULES)))
    table = pl.DataFrame({"rule": range(len(RULES)), "rule_id": [rule.rule_id for rule in RULES], "type": [rule.kind for rule in RULES]})
    joined = shape.with_columns(rule=number.cast(pl.Int64)).join(table, on="rule", maintain_order="left").drop("rule")
    timed = pl.col("shape").str.contains("[AcCKPi]") & (pl.col("type") == "DATE") & ~pl.col("shape").str.contains("[13]$")
    return joined.with_columns(type=pl.when(timed).then(pl.lit("TIME")).otherwise("type"))


def _groups() -> dict[str, pl.Expr]:
    """The first value of each group of letters, and the second number and unit."""
    letter, value = pl.col("letter"), pl.col("value")

    def of(letters: str, column: pl.Expr) -> pl.Expr:
        return column.filter(letter.is_in(list(letters)))

    firsts = {name: of(letters, letter if name.endswith("_kind") else value).first() for name, letters in GROUPS.items()}
    lasts = {f"{name}_last": of(GROUPS[name], value).last() for name in ("number", "unit")}
    return firsts | lasts | {"read_as": value.str.join(" "), "has_the": (letter == "0").any()}


def _unnamed(pattern: str) -> str:
    for name in ("head", "one", "sep", "two", "tail", "drop", "keep"):
        pattern = pattern.replace(f"(?P<{name}>", "(?:")
    return pattern
