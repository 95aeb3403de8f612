{# Small numbers for articles: hundreds of words stand in each, and an id in every row of the index would make it three times as large. #}
with

shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

article_words as (
    select * from {{ ref("int_article_words") }}
),

search_articles as (
    select
        cast(row_number() over (order by shown_versions.article_id) as integer) as article_number,
        shown_versions.article_id,
        shown_versions.version_id,
        article_words.word_count
    from shown_versions
    inner join article_words
        on shown_versions.version_id = article_words.version_id
)

select * from search_articles
