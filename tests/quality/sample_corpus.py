"""Quality on the sample corpus: what a published warehouse says, against the labels beside this module."""

from pathlib import Path

import duckdb

LABELS = Path(__file__).parent

# Of an article and its exact copies, which of them stands for all depends on the folder's path; the labels speak of one.
NAMED = f"""
    named as (
        select article_id, file
        from (
            select article_id, split_part(file_uri, '/seeds/', 2) as file from articles
            union all
            select copy_of_article_id, split_part(file_uri, '/seeds/', 2) from exact_copies
        )
        where file in (select file from read_csv('{LABELS}/sample_articles.csv', all_varchar = true) where outcome = 'article')
    )
"""
MATCHED_QUOTES = """
    with {named}, labels as (select *, row_number() over () as label from read_csv('{labels}/sample_quotes.csv', all_varchar = true)),
    found as (
        select quotes.*, named.file from quotes inner join named using (article_id)
    ),
    pairs as (
        select labels.label, found.quote_id, labels.speaker_name as true_name, found.speaker_name,
            length(found.quote_text) as found_length, length(labels.quote_text) as true_length,
            contains(found.quote_text, labels.quote_text) or contains(labels.quote_text, found.quote_text) as touches
        from labels inner join found using (file)
        where least(length(found.quote_text), length(labels.quote_text))
                >= 0.8 * greatest(length(found.quote_text), length(labels.quote_text))
            and {kinds}
    )
    select
        (select count(*) from labels where {label_kinds}) as gold,
        (select count(*) from found where {found_kinds}) as predicted,
        (select count(distinct label) from pairs where touches) as right_span,
        (select count(distinct label) from pairs where touches and true_name is not distinct from speaker_name) as right_speaker
"""


def f1(right: int, predicted: int, gold: int) -> float:
    """Return the harmonic mean of precision and recall."""
    return 2 * right / (predicted + gold) if predicted + gold else 0.0


def quotes(warehouse: Path) -> dict[str, float]:
    """Return F1 of quotations in marks (direct and mixed) by span, and by span and speaker; recall of the labelled indirect ones."""
    marked, indirect = "in ('direct', 'mixed')", "= 'indirect'"
    with duckdb.connect(str(warehouse), read_only=True) as connection:

        def count(kinds: str) -> tuple[int, ...]:
            of = {"kinds": f"labels.kind {kinds} and found.kind {kinds}", "label_kinds": f"kind {kinds}", "found_kinds": f"kind {kinds}"}
            query = MATCHED_QUOTES.format(named=NAMED, labels=LABELS, **of)
            return connection.execute(query).fetchall()[0]

        gold, predicted, span, speaker = count(marked)
        indirect_gold, _, indirect_span, _ = count(indirect)
    return {
        "marked_quote_f1": f1(span, predicted, gold),
        "marked_quote_and_speaker_f1": f1(speaker, predicted, gold),
        "indirect_quote_recall": indirect_span / indirect_gold,
    }


def events(warehouse: Path) -> dict[str, float]:
    """Return recall of the labelled events by sentence and type, and among these how many have the right status and date."""
    query = f"""
        with {NAMED},
        labels as (select *, row_number() over () as label from read_csv('{LABELS}/sample_events.csv', all_varchar = true)),
        found as (
            select event_mentions.*, named.file,
                regexp_replace(substr(articles.text, sentences.start_char + 1, 200), '\\s+', ' ', 'g') as sentence
            from event_mentions
            inner join named using (article_id)
            inner join articles using (article_id)
            inner join staging.stg_sentences as sentences
                on event_mentions.version_id = sentences.version_id and event_mentions.sentence_index = sentences.sentence_index
        ),
        pairs as (
            select label, bool_or(labels.status = found.status) as status,
                bool_or(
                    labels.event_date is null and found.event_date is null or starts_with(found.event_date::varchar, labels.event_date)
                ) as day
            from labels inner join found
                on labels.file = found.file and starts_with(found.sentence, labels.sentence_start) and labels.event_type = found.event_type
            group by label
        )
        select (select count(*) from labels), count(*), count(*) filter (where status), count(*) filter (where day) from pairs
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        gold, typed, status, day = connection.execute(query).fetchall()[0]
    return {"event_type_recall": typed / gold, "event_status_accuracy": status / max(typed, 1), "event_date_accuracy": day / max(typed, 1)}


def topics(warehouse: Path) -> dict[str, float]:
    """Return the share of labelled articles that get a main theme, and among these the share with the right top-level theme."""
    query = f"""
        with {NAMED},
        labels as (select * from read_csv('{LABELS}/sample_articles.csv', all_varchar = true) where main_topic is not null),
        found as (
            select named.file, split_part(topics.path, ' > ', 1) as top
            from named
            inner join articles using (article_id)
            left join article_topics on articles.article_id = article_topics.article_id and is_main
            left join topics using (topic_code)
        )
        select count(*), count(top), count(*) filter (where top = main_topic) from labels inner join found using (file)
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        gold, answered, right = connection.execute(query).fetchall()[0]
    return {"main_theme_coverage": answered / gold, "main_theme_accuracy": right / max(answered, 1)}


def scores(warehouse: Path) -> dict[str, dict[str, float]]:
    """Return every measure on the sample corpus, by the table measured."""
    return {"quotes": quotes(warehouse), "event_mentions": events(warehouse), "article_topics": topics(warehouse)}
