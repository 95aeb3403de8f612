with

passages as (
    select * from {{ ref("int_passages") }}
),

title_words as (
    select * from {{ ref("int_title_words") }}
),

repeated as (
    select distinct
        passages.source_id,
        passages.text_hash,
        title_words.version_id,
        title_words.word,
        title_words.word_title_count,
        title_words.source_title_count
    from passages
    inner join title_words
        on passages.version_id = title_words.version_id
    where passages.article_count >= {{ var("repeated_articles") }}
),

passage_titles as (
    select
        source_id,
        text_hash,
        count(distinct version_id) as title_count
    from repeated
    group by
        source_id,
        text_hash
),

passage_words as (
    select
        source_id,
        text_hash,
        word,
        count(*) as word_title_count,
        min(word_title_count) as source_word_title_count,
        min(source_title_count) as source_title_count
    from repeated
    group by
        source_id,
        text_hash,
        word
),

-- How many of the titles above the passage have the word, and how many of the outlet's other titles.
shares as (
    select
        passage_words.source_id,
        passage_words.text_hash,
        passage_words.word,
        passage_words.word_title_count / passage_titles.title_count as title_share,
        (passage_words.source_word_title_count - passage_words.word_title_count)
        / nullif(passage_words.source_title_count - passage_titles.title_count, 0) as other_share
    from passage_words
    inner join passage_titles
        on
            passage_words.source_id = passage_titles.source_id
            and passage_words.text_hash = passage_titles.text_hash
),

-- A word tells the subject of these articles only where the other titles have it less than half as often.
subjects as (
    select
        source_id,
        text_hash,
        coalesce(max(title_share) filter (where other_share < title_share / 2), 0) as subject_share
    from shares
    group by
        source_id,
        text_hash
)

select * from subjects
