with

articles as (
    select * from {{ ref("articles") }}
),

article_themes as (
    select * from {{ ref("int_article_themes") }}
),

sources as (
    select * from {{ ref("sources") }}
),

topics as (
    select * from {{ ref("topics") }}
),

source_totals as (
    select
        source_id,
        count(*) as article_count,
        sum(word_count) as word_count
    from articles
    group by source_id
),

counted as (
    select
        articles.source_id,
        article_themes.topic_code,
        count(*) filter (where article_themes.is_covered) as article_count,
        count(*) filter (where article_themes.is_main) as main_article_count,
        cast(coalesce(sum(articles.word_count) filter (where article_themes.is_covered), 0) as bigint) as word_count,
        min(articles.published_date) filter (where article_themes.is_covered) as first_published_date,
        max(articles.published_date) filter (where article_themes.is_covered) as last_published_date
    from article_themes
    inner join articles
        on article_themes.article_id = articles.article_id
    group by all
),

theme_coverage as (
    select
        counted.source_id,
        counted.topic_code,
        sources.name as source_name,
        coalesce(topics.label, 'no theme') as topic_label,
        coalesce(topics.level, 0) as level,
        counted.article_count,
        counted.main_article_count,
        counted.word_count,
        counted.article_count / source_totals.article_count as article_share,
        counted.main_article_count / source_totals.article_count as main_article_share,
        counted.word_count / nullif(source_totals.word_count, 0) as word_share,
        counted.first_published_date,
        counted.last_published_date
    from counted
    inner join source_totals
        on counted.source_id = source_totals.source_id
    inner join sources
        on counted.source_id = sources.source_id
    left join topics
        on counted.topic_code = topics.topic_code
    -- So that the first rows of the table are the broad picture.
    order by level asc, counted.article_count desc, sources.name asc, topic_label asc
)

select * from theme_coverage
