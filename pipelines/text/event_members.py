"""Members of coordinated parties: "X, Y and Z" as the single parties that act or suffer.

Belongs here: cutting the words of an enumeration into its members, which member meets which.
Does not belong here: finding parties (`event_parties`), who is meant by each (`event_entities`).
"""

import polars as pl

MOST = 4  # members of one side that are told apart; of a longer enumeration there would be more rows than news
SPANS = ("actor", "recipient", "mutual")
RE_PIECE = r"(?:[^,c(]|\([^()]*\))+|,?c|[,(]"
RE_JOINT = r"^(?:,?c|[,(])$"
RE_APPOSITION = r"^(?:D[N#]*H|[DN#]*Ho)"  # "Jonas Store, the premier, and Mette Frederiksen" are two
SPAN = pl.List(pl.Struct({"start": pl.Int32, "width": pl.Int32}))


def members(told: pl.DataFrame) -> pl.DataFrame:
    """Give each pair of members of an event's parties a row of its own.

    Args:
        told: `event`, `letters` and `marks` of the sentence, and the structs `actor`, `recipient`, `mutual` (parties in one enumeration
            that do it with each other; null when they stand apart), as `pipelines.text.event_parties.with_parties` returns them.

    Returns:
        The rows of `told`, repeated: one for each actor and recipient, or for each two of a `mutual` enumeration, in text order, without
        `mutual`, with `actor_whole` and `recipient_whole` (the enumeration). An enumeration stays one party when it has more than `MOST`
        members, when none of them is named, or when one of them is neither a known name nor a word for people.
    """
    found = _members(told)
    wholes = {f"{side}_whole": pl.coalesce("mutual", side) for side in SPANS[:2]}
    listed = told.with_columns(**wholes).join(found, on="event", how="left", maintain_order="left")
    mutual = pl.col("mutual_members").is_not_null()
    apart = listed.filter(~mutual).with_columns(
        pl.coalesce(f"{side}_members", pl.concat_list(side)).alias(f"{side}_members") for side in SPANS[:2]
    )
    crossed = apart.explode("actor_members").explode("recipient_members").with_columns(actor="actor_members", recipient="recipient_members")
    columns = [*told.columns, *wholes]
    return pl.concat((crossed.select(columns), _pairs(listed.filter(mutual)).select(columns))).drop("mutual")


def _members(told: pl.DataFrame) -> pl.DataFrame:
    """The members of each party that is an enumeration: `event` and for each of `SPANS` a list of spans, null when it is none."""
    spans = pl.concat(
        told.select("event", "letters", "marks", pl.col(span).struct.field("start"), pl.col(span).struct.field("width"), side=pl.lit(span))
        for span in SPANS
    ).drop_nulls("start")
    cut = spans.with_columns(pl.col(name).str.slice("start", "width") for name in ("letters", "marks"))
    cut = cut.filter(pl.col("letters").str.contains("c", literal=True), pl.col("marks").str.contains("N", literal=True))
    party = ["event", "side"]
    pieces = cut.with_columns(piece=pl.col("letters").str.extract_all(RE_PIECE)).explode("piece").drop_nulls("piece")
    width = pl.col("piece").str.len_chars().cast(pl.Int32)
    placed = pieces.with_columns(width=width, offset=(width.cum_sum() - width).over(party))
    single = placed.filter(~pl.col("piece").str.contains(RE_JOINT)).with_columns(number=pl.int_range(pl.len()).over(party))
    words = pl.col("marks").str.slice("offset", "width")
    apposition = pl.col("piece").str.contains(RE_APPOSITION) | words.str.starts_with("A")
    inserted = (pl.len().over(party) == 3) & (pl.col("number") == 1) & apposition
    year = pl.col("piece").str.contains(r"^#+$")  # "in force since 2017, and France has"
    known = words.str.contains("N", literal=True) | pl.col("piece").str.contains("^R$|H")
    listed = (
        single.filter(~inserted, ~year)
        .group_by(party, maintain_order=True)
        .agg(pl.struct(start=pl.col("start") + pl.col("offset"), width="width").alias("members"), sound=known.all(), count=pl.len())
    )
    sound = listed.filter("sound", pl.col("count").is_between(1, MOST))
    columns = [sound.filter(side=span).select("event", pl.col("members").cast(SPAN).alias(f"{span}_members")) for span in SPANS]
    events = told.select("event")
    for column in columns:
        events = events.join(column, on="event", how="left", maintain_order="left")
    return events


def _pairs(listed: pl.DataFrame) -> pl.DataFrame:
    """Each two members of an enumeration: who stands first is the actor."""
    actors = listed.with_columns(actor="mutual_members", first=pl.int_ranges(pl.col("mutual_members").list.len())).explode("actor", "first")
    both = actors.with_columns(recipient="mutual_members", second=pl.int_ranges(pl.col("mutual_members").list.len()))
    return both.explode("recipient", "second").filter(pl.col("first") < pl.col("second")).drop("first", "second")
