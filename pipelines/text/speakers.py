"""Speakers: who says a quotation, as printed and as meant.

Belongs here: the words that name the speaker, pronouns and offices, a quotation that goes on without a frame.
Does not belong here: finding frames (`pipelines.text.clauses`), names (`pipelines.text.names`).
"""

import polars as pl

from pipelines.text import clauses
from pipelines.text.clauses import HEAD
from pipelines.text.tokens import text

GENDERS = {"he": "m", "him": "m", "she": "f", "her": "f"}
RE_INTRODUCTION = r"^((?:[^-]{1,25}-)?[ckua]*,?(?:(?:[iu][^,:]{1,30}|[dnm#i]*[aW]|[n#ma][^,:xyesbQqNRp]{1,10}|[fe][^,:sQq]{1,30}),)?)"
TURN = ("next_first", "next_last", "next_id", "next_name")
REACH = 400  # tokens back to which a pronoun or a continued quotation may look: some four paragraphs


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
        lexicons: `titles`, `organisations`.

    Returns:
        The quotations with offsets, texts and speakers: the columns of `pipelines.text.quotes.COLUMNS`.
    """
    subjects = _named(_subjects(frames, outer), tokens, mentions, lexicons)
    owned = spans.join(subjects, on="frame_id", how="left", maintain_order="left")
    continued = _continue(owned, subjects, tokens)
    return _spanned(continued, tokens)


def _subjects(frames: pl.DataFrame, outer: pl.DataFrame) -> pl.DataFrame:
    """Find each frame's subject: its own, else that of the frame before it, else the first noun phrase of the sentence."""
    shared = pl.col("subject_begin").is_not_null() & ~pl.col("shape").str.contains("^[wt]")  # "who" is no subject of the frames behind it
    own = frames.with_columns(base=pl.when(shared).then("frame_id")).with_columns(
        base=pl.when(pl.col("subject_begin").is_not_null()).then("frame_id").otherwise(pl.col("base").forward_fill().over("passage"))
    )
    source = frames.select(base="frame_id", begin_at="subject_begin", end_at="subject_end", subject_passage="passage")
    borrowed = own.select("frame_id", "passage", "cue", "cue_row", "base", "form").join(
        source, on="base", how="left", maintain_order="left"
    )
    joined = borrowed.join(clauses.sentences(outer), on="passage", how="left", maintain_order="left")
    skip = pl.col("letters").str.extract(RE_INTRODUCTION).str.len_bytes().cast(pl.Int64)
    lead = pl.col("letters").str.slice(skip).str.extract(rf"^(p|{HEAD})").str.len_bytes().cast(pl.Int64)
    whole = joined.with_columns(
        begin_at=pl.coalesce("begin_at", pl.when(lead > 0).then(skip)), end_at=pl.coalesce("end_at", pl.when(lead > 0).then(skip + lead))
    )
    shape = pl.col("letters").str.slice(pl.col("begin_at"), pl.col("end_at") - pl.col("begin_at"))
    head = shape.str.extract(rf"^(p|w|{HEAD})").str.len_bytes().cast(pl.Int64)
    rows = whole.with_columns(subject=shape, head_end=pl.col("begin_at") + head)
    positions = {"first": pl.col("begin_at"), "head": pl.col("head_end") - 1, "last": pl.col("end_at") - 1}
    placed = rows.with_columns(**positions)
    rows = placed.with_columns(clauses.rows(outer, placed, name).alias(f"{name}_row") for name in positions)
    return rows.select("frame_id", "passage", "cue", "cue_row", "form", "subject", "first_row", "head_row", "last_row")


def _named(subjects: pl.DataFrame, tokens: pl.DataFrame, mentions: pl.DataFrame, lexicons: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Narrow a subject to the name that heads it, and tell who is meant: by name, by pronoun, by office, by kind."""
    headed = _with_name(subjects, tokens, mentions)
    words = text(tokens, headed.select(row="speaker_first", width=pl.col("speaker_last") - pl.col("speaker_first") + 1))
    lettered = headed.with_columns(word=words.str.to_lowercase().str.replace_all("’", "'"), doc=tokens["doc"].gather(headed["cue_row"]))
    people = mentions.filter((pl.col("entity_kind") == "person") & pl.col("entity_id").is_not_null()).select(
        "doc",
        "sentence_index",
        "title",
        person_row=pl.col("row").cast(pl.Int64),
        person_id="entity_id",
        person_name="entity_name",
        person_gender="gender",
    )
    bodies = mentions.filter(pl.col("entity_kind") == "organisation").select("doc", "entity_id", "entity_name").unique(maintain_order=True)
    met_by = [
        _by_pronoun(lettered, people, lexicons["titles"]),
        _by_office(lettered, people, lexicons["titles"]),
        _by_form(lettered, lexicons["organisations"]),
        _by_kind(lettered, bodies),
    ]
    met = lettered.join(
        pl.concat(met_by).unique("frame_id", keep="first", maintain_order=True), on="frame_id", how="left", maintain_order="left"
    )
    return met.with_columns(speaker_id=pl.coalesce("named_id", "person_id"), speaker_name=pl.coalesce("named_name", "person_name"))


def _with_name(subjects: pl.DataFrame, tokens: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """Add the name at the head of each subject, or the person named right behind it (its leader, Jane Doe).

    Adds `speaker_first`, `speaker_last`, `named_id`, `named_name`.
    """
    row, width = pl.col("row").cast(pl.Int64), pl.col("width").cast(pl.Int64)
    speaking = mentions.filter(pl.col("entity_kind") != "place")
    heads = speaking.select(head_row=row + width - 1, name_row=row, name_id="entity_id", name_name="entity_name").unique("head_row")
    asides = speaking.filter(pl.col("entity_kind") == "person").select(
        aside_row=row, aside_last=row + width - 1, aside_id="entity_id", aside_name="entity_name"
    )
    behind = (subjects["last_row"] + 1).fill_null(0).clip(0, max(tokens.height - 1, 0))
    comma = pl.Series(tokens["token"].gather(behind) == ",")
    placed = subjects.with_columns(aside_row=pl.when(comma & (pl.col("form") == "normal")).then(pl.col("last_row") + 2))
    joined = placed.join(heads, on="head_row", how="left", maintain_order="left").join(
        asides, on="aside_row", how="left", maintain_order="left"
    )
    one = ~pl.col("subject").str.contains("c")
    is_name = (pl.col("name_row") >= pl.col("first_row")).fill_null(False) & one
    is_aside = (pl.col("aside_last") < pl.col("cue_row")).fill_null(False) & one & ~is_name
    return joined.with_columns(
        speaker_first=pl.when(is_name).then("name_row").when(is_aside).then("aside_row").otherwise("first_row"),
        speaker_last=pl.when(is_name).then("head_row").when(is_aside).then("aside_last").otherwise("last_row"),
        named_id=pl.when(is_name).then("name_id").when(is_aside).then("aside_id"),
        named_name=pl.when(is_name).then("name_name").when(is_aside).then("aside_name"),
    )


def _by_pronoun(subjects: pl.DataFrame, people: pl.DataFrame, titles: pl.DataFrame) -> pl.DataFrame:
    """Resolve he and she to the person of that gender who spoke last, or was named last where none of them spoke.

    Where somebody unnamed spoke last (a senior official), he stays unnamed.
    """
    gender = pl.col("word").replace_strict(GENDERS, default=None)
    asked = subjects.select("frame_id", "doc", "first_row", gender=gender).drop_nulls()
    speaking = people.join(subjects.select(person_row="speaker_first"), on="person_row", how="semi")
    role = pl.col("word").str.extract(r"(\p{L}+)$").is_in(titles["title"].str.extract(r"(\p{L}+)$").str.to_lowercase().unique().implode())
    nobody = pl.lit(None, pl.String)
    unnamed = subjects.filter(pl.col("named_id").is_null() & role & pl.col("subject").str.contains(r"n$")).select(
        "doc", person_row="speaker_first", person_id=nobody, person_name=nobody, person_gender=nobody
    )
    turns = pl.concat([speaking.select(unnamed.columns), unnamed]).sort("person_row")
    rivals = pl.col("person_id").n_unique().over("doc", "sentence_index", "gender") > 1  # two who fit are named at once: nobody is meant
    single = _fitting(people).with_columns(person_id=pl.when(~rivals).then("person_id"))
    spoke, named = _last(asked, _fitting(turns)), _last(asked, single)
    return pl.concat([spoke, named]).unique("frame_id", keep="first", maintain_order=True).drop_nulls("person_id")


def _by_office(subjects: pl.DataFrame, people: pl.DataFrame, titles: pl.DataFrame) -> pl.DataFrame:
    """Resolve "the prime minister" to the one person of the article who is named with that title."""
    office = pl.col("word").str.extract(r"^the (.+)$")
    listed = titles["title"].str.to_lowercase().implode()
    asked = subjects.select("frame_id", "doc", office=office).drop_nulls().filter(pl.col("office").is_in(listed))
    bearers = people.select("doc", "person_id", "person_name", office=pl.col("title").str.to_lowercase()).unique()
    found = (
        asked.join(bearers, on=["doc", "office"]).group_by("frame_id").agg(pl.col("person_id", "person_name").unique(maintain_order=True))
    )
    single = found.filter(pl.col("person_id").list.len() == 1)
    return single.select("frame_id", pl.col("person_id", "person_name").list.first())


def _by_form(subjects: pl.DataFrame, organisations: pl.DataFrame) -> pl.DataFrame:
    """Resolve an organisation of the lexicon that is printed in small letters (the prime minister's office)."""
    forms = organisations.select(
        form=pl.col("form").str.to_lowercase().str.replace_all("’", "'"), person_id="organisation_id", person_name="name"
    )
    asked = (
        subjects.filter(pl.col("named_id").is_null())
        .select("frame_id", form=pl.col("word").str.extract(r"^the ([\p{L}' ]{9,})$"))
        .drop_nulls()
    )
    return asked.join(forms.unique("form", keep="none"), on="form").select("frame_id", "person_id", "person_name")


def _by_kind(subjects: pl.DataFrame, bodies: pl.DataFrame) -> pl.DataFrame:
    """Resolve "the union", "the flood authority" to the one organisation of the article in whose name the words stand."""
    kind = pl.col("word").str.replace_all("’", "'").str.extract(r"^the ([\p{L}' -]{4,})$")
    asked = subjects.filter(pl.col("named_id").is_null()).select("frame_id", "doc", kind=kind).drop_nulls()
    name = (pl.lit(" ") + pl.col("entity_name").str.to_lowercase() + pl.lit(" ")).alias("name")
    pairs = asked.join(bodies.with_columns(name), on="doc").filter(
        pl.col("name").str.contains(pl.lit(" ") + pl.col("kind") + pl.lit(" "), literal=True)
    )
    found = pairs.group_by("frame_id").agg(
        person_id=pl.col("entity_id").unique(maintain_order=True), person_name=pl.col("entity_name").unique(maintain_order=True)
    )
    single = found.filter(pl.col("person_id").list.len() == 1)
    return single.select("frame_id", pl.col("person_id", "person_name").list.first())


def _fitting(people: pl.DataFrame) -> pl.DataFrame:
    """List each person under every `gender` that is his, or could be."""
    genders = pl.DataFrame({"gender": ["m", "f"]})
    return people.join(genders, how="cross").filter(pl.col("person_gender").is_null() | (pl.col("person_gender") == pl.col("gender")))


def _last(asked: pl.DataFrame, fitting: pl.DataFrame) -> pl.DataFrame:
    """Find the last person before each pronoun whose gender does not speak against it."""
    found = asked.sort("first_row").join_asof(
        fitting.sort("person_row"), left_on="first_row", right_on="person_row", by=["doc", "gender"], check_sortedness=False,
        allow_exact_matches=False,
    )  # fmt: skip
    near = found.filter(pl.col("first_row") - pl.col("person_row") < REACH)
    return near.select("frame_id", "person_id", "person_name")


def _continue(owned: pl.DataFrame, subjects: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Let a quotation without a frame go on with a speaker.

    That is the last one quoted in its paragraph, else the last one who says anything in it, else the last one quoted before.
    """
    lost = owned.filter(pl.col("frame_id").is_null()).select("doc", "block_index", "open_row").sort("open_row")
    quoted = _turns(owned.filter(pl.col("kind") != "indirect").drop_nulls("speaker_first"), "open_row")
    said = subjects.filter(pl.col("form").is_in(["normal", "inverted"]) & (pl.col("subject") != "w")).drop_nulls("speaker_first")
    said = _turns(said.with_columns(block_index=tokens["block_index"].gather(said["cue_row"])), "cue_row")
    own = lost.join_asof(quoted, on="open_row", by=["doc", "block_index"], check_sortedness=False)
    near = lost.join_asof(said, on="open_row", by=["doc", "block_index"], check_sortedness=False)
    before = lost.join_asof(quoted.drop("block_index"), on="open_row", by="doc", check_sortedness=False)
    before = before.with_columns(pl.when(pl.col("open_row") - pl.col("turn") < REACH).then(pl.col(name)).alias(name) for name in TURN)
    order = pl.concat([own.drop_nulls("turn"), near.drop_nulls("turn"), before.drop_nulls("next_first")], how="diagonal")
    found = order.unique("open_row", keep="first", maintain_order=True).select("open_row", *TURN)
    joined = owned.join(found, on="open_row", how="left", maintain_order="left")
    alone = pl.col("frame_id").is_null()
    pairs = zip(TURN, ("speaker_first", "speaker_last", "speaker_id", "speaker_name"), strict=True)
    spoken = (pl.when(alone).then(new).otherwise(old).alias(old) for new, old in pairs)
    whole = pl.col("rule_id").str.starts_with("quote:direct")
    rule = pl.when(alone & whole & pl.col("next_first").is_not_null()).then(pl.lit("quote:direct:continued")).otherwise("rule_id")
    return joined.with_columns(*spoken, rule_id=rule)


def _turns(said: pl.DataFrame, row: str) -> pl.DataFrame:
    """List who speaks where, to be looked up from behind."""
    names = dict(zip(TURN, ("speaker_first", "speaker_last", "speaker_id", "speaker_name"), strict=True))
    return said.select("doc", "block_index", open_row=row, turn=row, **names).sort("open_row")


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
