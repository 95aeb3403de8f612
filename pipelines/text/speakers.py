"""Speakers: who says a quotation, as printed and as meant.

Belongs here: the words that name the speaker, and the columns of a quotation that tell of him.
Does not belong here: frames (`pipelines.text.clauses`), pronouns and offices (`pipelines.text.references`), quotations without a
frame (`pipelines.text.turns`).
"""

import polars as pl

from pipelines.text import clauses, references, role_nouns, subjects, turns
from pipelines.text.clauses import HEAD
from pipelines.text.speaker_kinds import with_kinds
from pipelines.text.tokens import text


def attach(
    spans: pl.DataFrame,
    frames: pl.DataFrame,
    outer: pl.DataFrame,
    tokens: pl.DataFrame,
    mentions: pl.DataFrame,
    lexicons: dict[str, pl.DataFrame],
) -> pl.DataFrame:
    """Give each quotation its speaker.

    Args:
        spans: quotations in text order: `doc`, `block_index`, `passage`, `open_row`, `close_row`, `clause_open`,
            `clause_close`, `kind`, `rule_id`, `frame_id` (null: no frame of its own).
        frames: as made by `pipelines.text.clauses.frames`, with `frame_id`, `cue`, `cue_row`.
        outer: as made by `pipelines.text.clause_kinds.fold`.
        tokens: with `sentence_index`.
        mentions: as made by `pipelines.text.names.names`.
        lexicons: `subject_weights`, `turn_weights` and the tables named in `pipelines.text.references.LEXICONS`.

    Returns:
        The quotations with offsets, texts and speakers: the columns of `pipelines.text.quotes.COLUMNS`.
    """
    found = _named(_subjects(frames, outer, lexicons["subject_weights"]), tokens, outer, mentions, lexicons)
    owned = spans.join(found, on="frame_id", how="left", maintain_order="left")
    continued = turns.go_on(owned, found, tokens, lexicons["turn_weights"])
    return _spanned(continued, tokens)


def _subjects(frames: pl.DataFrame, outer: pl.DataFrame, weights: pl.DataFrame) -> pl.DataFrame:
    """Find each frame's subject: its own, else the one that is chosen among the noun phrases before it."""
    sentences = clauses.sentences(outer)
    own = frames.select("frame_id", "passage", "begin", "cue", "cue_row", "form", "subject_begin", "subject_end")
    chosen = subjects.choose(own.filter(pl.col("subject_begin").is_null()), sentences, weights)
    joined = own.join(chosen, on="frame_id", how="left", maintain_order="left", suffix="_chosen")
    whole = joined.with_columns(pl.coalesce(name, f"{name}_chosen") for name in ("subject_begin", "subject_end"))
    whole = whole.join(sentences, on="passage", how="left", maintain_order="left")
    whole = whole.with_columns(subject_begin=pl.col("subject_begin") + _foreign().fill_null(0))
    shape = pl.col("letters").str.slice(pl.col("subject_begin"), pl.col("subject_end") - pl.col("subject_begin"))
    head = shape.str.extract(rf"^(p|w|{HEAD})").str.len_bytes().cast(pl.Int64)
    positions = {"first": pl.col("subject_begin"), "head": pl.col("subject_begin") + head - 1, "last": pl.col("subject_end") - 1}
    placed = whole.with_columns(subject=shape, **positions)
    rows = placed.with_columns(clauses.rows(outer, placed, name).alias(f"{name}_row") for name in positions)
    return rows.select("frame_id", "passage", "cue", "cue_row", "form", "subject", "first_row", "head_row", "last_row")


def _foreign() -> pl.Expr:
    """Count the letters of a subject that belong to the clause before it: (he was asked) about the pier and | Jane Doe said."""
    shape = pl.col("letters").str.slice(pl.col("subject_begin"), pl.col("subject_end") - pl.col("subject_begin"))
    object_ = pl.col("letters").str.head(pl.col("subject_begin")).str.contains(r"[iesgyb]$")
    return pl.when(object_).then(shape.str.extract(r"^([^NR]*c)[NR]+$").str.len_bytes().cast(pl.Int64))


def _named(
    found: pl.DataFrame, tokens: pl.DataFrame, outer: pl.DataFrame, mentions: pl.DataFrame, lexicons: dict[str, pl.DataFrame]
) -> pl.DataFrame:
    """Narrow a subject to the name that heads it, and tell who is meant, by name or by reference, and what kind of source it is."""
    headed = _with_name(found, tokens, mentions)
    words = text(tokens, headed.select(row="speaker_first", width=pl.col("speaker_last") - pl.col("speaker_first") + 1))
    lettered = headed.with_columns(
        word=words.str.to_lowercase().str.replace_all("’", "'").str.replace_all(r"\s+", " "), doc=tokens["doc"].gather(headed["cue_row"])
    )
    phrases = lettered.filter(pl.col("named_id").is_null()).select("word").unique(maintain_order=True)
    described = lettered.join(role_nouns.described(phrases, lexicons), on="word", how="left", maintain_order="left")
    meant = references.resolve(described, mentions, tokens, outer, lexicons)
    met = with_kinds(described.join(meant, on="frame_id", how="left", maintain_order="left"), mentions)
    return met.with_columns(speaker_id=pl.coalesce("named_id", "person_id"), speaker_name=pl.coalesce("named_name", "person_name"))


def _with_name(found: pl.DataFrame, tokens: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """Add the name at the head of each subject, or the person named right behind it (its leader, Jane Doe), or before who.

    Adds `speaker_first`, `speaker_last`, `named_id`, `named_name`.
    """
    row, width = pl.col("row").cast(pl.Int64), pl.col("width").cast(pl.Int64)
    speaking = mentions.filter(pl.col("entity_kind") != "place")
    heads = speaking.select(head_row=row + width - 1, name_row=row, name_id="entity_id", name_name="entity_name").unique("head_row")
    asides = speaking.filter(pl.col("entity_kind") == "person").select(
        aside_row=row, aside_last=row + width - 1, aside_id="entity_id", aside_name="entity_name"
    )
    behind = (found["last_row"] + 1).fill_null(0).clip(0, max(tokens.height - 1, 0))
    comma = pl.Series(tokens["token"].gather(behind) == ",")
    relative = pl.col("subject") == "w"
    apart = pl.Series(tokens["token"].gather((found["first_row"] - 1).fill_null(0).clip(0)) == ",").cast(pl.Int64)
    placed = found.with_columns(
        aside_row=pl.when(comma & (pl.col("form") == "normal")).then(pl.col("last_row") + 2),
        head_row=pl.when(relative).then(pl.col("first_row") - 1 - apart).otherwise("head_row"),
    )
    joined = placed.join(heads, on="head_row", how="left", maintain_order="left").join(
        asides, on="aside_row", how="left", maintain_order="left"
    )
    one = ~pl.col("subject").str.contains("c")
    is_name = (pl.col("name_row") >= pl.col("first_row")).fill_null(False) & one
    is_aside = (pl.col("aside_last") < pl.col("cue_row")).fill_null(False) & one & ~is_name
    return joined.with_columns(
        speaker_first=pl.when(is_name).then("name_row").when(is_aside).then("aside_row").otherwise("first_row"),
        speaker_last=pl.when(is_name).then("head_row").when(is_aside).then("aside_last").otherwise("last_row"),
        named_id=pl.when(is_name | relative).then("name_id").when(is_aside).then("aside_id"),
        named_name=pl.when(is_name | relative).then("name_name").when(is_aside).then("aside_name"),
    )


def _spanned(rows: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Turn token rows into characters and texts."""
    start, end = tokens["start_char"], tokens["end_char"]
    width = (pl.col("close_row") - pl.col("open_row") + 1).alias("width")
    speaker = rows.select(row="speaker_first", width=pl.col("speaker_last") - pl.col("speaker_first") + 1)
    return rows.with_columns(
        sentence_index=tokens["sentence_index"].gather(rows["open_row"]),
        start_char=start.gather(rows["open_row"]),
        end_char=end.gather(rows["close_row"]),
        clause_start_char=start.gather(rows["clause_open"]),
        clause_end_char=end.gather(rows["clause_close"]),
        quote_text=text(tokens, rows.select(row="open_row", width=width)),
        speaker_start_char=start.gather(rows["speaker_first"]),
        speaker_end_char=end.gather(rows["speaker_last"]),
        speaker_text=text(tokens, speaker),
    )
