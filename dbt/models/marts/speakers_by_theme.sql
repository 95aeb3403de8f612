with

placed as (
    select * from {{ ref("int_placed_quotes") }}
),

article_themes as (
    select * from {{ ref("int_article_themes") }}
),

theme_paragraphs as (
    select * from {{ ref("int_theme_paragraphs") }}
),

people as (
    select * from {{ ref("people") }}
),

topics as (
    select * from {{ ref("topics") }}
),

counted as (
    select
        article_themes.topic_code,
        placed.speaker_id,
        {{ most_frequent("placed.speaker_name") }} as speaker_name,
        count(*) as quote_count,
        count(theme_paragraphs.topic_code) as near_quote_count,
        cast(sum({{ word_count("placed.quote_text") }}) as bigint) as quoted_word_count,
        count(distinct placed.article_id) as article_count,
        count(distinct placed.source_id) filter (where placed.source_id <> 'unknown') as source_count,
        min(placed.published_date) as first_date,
        max(placed.published_date) as last_date
    from placed
    inner join article_themes
        on
            placed.article_id = article_themes.article_id
            and article_themes.is_covered
            and article_themes.topic_code is not null
    left join theme_paragraphs
        on
            placed.version_id = theme_paragraphs.version_id
            and placed.block_index = theme_paragraphs.block_index
            and article_themes.topic_code = theme_paragraphs.topic_code
    group by
        article_themes.topic_code,
        placed.speaker_id
),

speakers as (
    select
        counted.topic_code,
        counted.speaker_id,
        topics.label as topic_label,
        coalesce(people.name, counted.speaker_name) as speaker_name,
        topics.level,
        counted.quote_count,
        counted.near_quote_count,
        counted.quoted_word_count,
        counted.article_count,
        counted.source_count,
        counted.first_date,
        counted.last_date
    from counted
    inner join topics
        on counted.topic_code = topics.topic_code
    left join people
        on counted.speaker_id = people.person_id
)

select * from speakers
