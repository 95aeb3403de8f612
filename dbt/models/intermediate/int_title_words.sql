with

forms as (
    select * from {{ ref("stg_articles") }}
),

int_shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

shown as (
    {{ shown_rows("forms") }}
),

titles as (
    select
        version_id,
        source_id,
        -- Shorter words are mostly articles and prepositions.
        list_distinct(regexp_extract_all(lower(title), '\p{L}{4,}')) as words,
        count(title) over (partition by source_id) as source_title_count
    from shown
),

words as (
    select
        version_id,
        source_id,
        source_title_count,
        unnest(words) as word
    from titles
),

title_words as (
    select
        version_id,
        source_id,
        word,
        count(*) over (partition by source_id, word) as word_title_count,
        source_title_count
    from words
)

select * from title_words
