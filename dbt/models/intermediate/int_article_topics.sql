with

topic_scores as (
    select * from {{ ref("int_topic_scores") }}
),

topic_lineage as (
    select * from {{ ref("int_topic_lineage") }}
),

ranked as (
    select
        topic_scores.*,
        topic_lineage.ancestor_code as top_code,
        first(topic_scores.topic_code) over by_score as best_code,
        first(topic_lineage.ancestor_code) over by_score as best_top_code
    from topic_scores
    inner join topic_lineage
        on
            topic_scores.topic_code = topic_lineage.topic_code
            and topic_lineage.is_top
    window by_score as (
        partition by topic_scores.article_id
        order by topic_scores.score desc, topic_scores.topic_code asc
    )
),

compared as (
    select
        *,
        coalesce(max(score) filter (where top_code <> best_top_code) over (partition by article_id), 0) as rival_score
    from ranked
),

article_topics as (
    select
        article_id,
        topic_code,
        mention_count,
        score,
        topic_code = best_code
        and score >= {{ var("topic_floor") }}
        and score >= round({{ var("topic_main_lead") }} * rival_score, 6) as is_main
    from compared
)

select * from article_topics
