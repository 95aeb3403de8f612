with

articles as (
    select * from {{ ref("articles") }}
),

article_themes as (
    select * from {{ ref("int_article_themes") }}
),

deliveries as (
    select * from {{ ref("stg_deliveries") }}
),

sources as (
    select * from {{ ref("sources") }}
),

topics as (
    select * from {{ ref("topics") }}
),

last_delivery as (
    select max(delivery_date) as delivery_date
    from deliveries
),

counted as (
    select
        articles.published_date,
        articles.source_id,
        article_themes.topic_code,
        {{ coverage_counts() }}
    from article_themes
    inner join articles
        on article_themes.article_id = articles.article_id
    where articles.published_date is not null
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
        counted.origin_count,
        counted.own_article_count,
        counted.word_count,
        -- Articles of a day are still coming in until a listing of a later day is finished.
        coalesce(counted.published_date < last_delivery.delivery_date, false) as is_complete,
        counted.published_date
    from counted
    cross join last_delivery
    inner join sources
        on counted.source_id = sources.source_id
    left join topics
        on counted.topic_code = topics.topic_code
)

select * from theme_coverage
