with

article_topics as (
    select * from {{ ref("int_article_topics") }}
),

shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

final as (
    select
        article_topics.article_id,
        shown_versions.source_id,
        article_topics.topic_code,
        article_topics.rule_id,
        article_topics.mention_count,
        article_topics.score,
        article_topics.is_main
    from article_topics
    inner join shown_versions
        on article_topics.article_id = shown_versions.article_id
)

select * from final
