with

shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

article_topics as (
    select * from {{ ref("int_article_topics") }}
),

topic_lineage as (
    select * from {{ ref("int_topic_lineage") }}
),

covered as (
    select
        article_topics.article_id,
        topic_lineage.ancestor_code as topic_code,
        true as is_covered,
        bool_or(article_topics.is_main) as is_main
    from article_topics
    inner join topic_lineage
        on article_topics.topic_code = topic_lineage.topic_code
    where
        article_topics.score >= {{ var("topic_floor") }}
        or article_topics.is_main
    group by all
),

-- Articles without a theme, or without a main one, keep a row: otherwise the shares would not sum to one.
uncovered as (
    select
        shown_versions.article_id,
        cast(null as varchar) as topic_code,
        count(covered.article_id) = 0 as is_covered,
        true as is_main
    from shown_versions
    left join covered
        on shown_versions.article_id = covered.article_id
    group by shown_versions.article_id
    having not coalesce(bool_or(covered.is_main), false)
),

article_themes as (
    select * from covered
    union all
    select * from uncovered
)

select * from article_themes
