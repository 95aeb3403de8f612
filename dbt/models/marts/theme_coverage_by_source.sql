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

theme_paragraphs as (
    select * from {{ ref("int_theme_paragraphs") }}
),

counted as (
    select
        articles.source_id,
        article_themes.topic_code,
        {{ coverage_counts() }},
        min(articles.published_date) filter (where article_themes.is_covered) as first_published_date,
        max(articles.published_date) filter (where article_themes.is_covered) as last_published_date
    from article_themes
    inner join articles
        on article_themes.article_id = articles.article_id
    group by all
),

paragraph_counts as (
    select
        source_id,
        topic_code,
        count(*) as paragraph_count
    from theme_paragraphs
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
        coalesce(paragraph_counts.paragraph_count, 0) as paragraph_count,
        counted.word_count,
        counted.article_count / sources.article_count as article_share,
        counted.main_article_count / sources.article_count as main_article_share,
        counted.word_count / nullif(sources.word_count, 0) as word_share,
        counted.first_published_date,
        counted.last_published_date
    from counted
    inner join sources
        on counted.source_id = sources.source_id
    left join topics
        on counted.topic_code = topics.topic_code
    left join paragraph_counts
        on
            counted.source_id = paragraph_counts.source_id
            and counted.topic_code = paragraph_counts.topic_code
    -- So that the first rows of the table are the broad picture.
    order by level asc, counted.article_count desc, sources.name asc, topic_label asc
)

select * from theme_coverage
