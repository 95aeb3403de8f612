with

topic_scores as (
    select * from {{ ref("int_topic_scores") }}
),

topic_lineage as (
    select * from {{ ref("int_topic_lineage") }}
),

topic_overrides as (
    select * from {{ ref("int_topic_overrides") }}
),

topped as (
    select
        topic_scores.*,
        topic_lineage.ancestor_code as top_code
    from topic_scores
    inner join topic_lineage
        on
            topic_scores.topic_code = topic_lineage.topic_code
            and topic_lineage.is_top
),

top_scores as (
    select
        article_id,
        top_code,
        sum(cast(score as decimal(18, 6))) as top_score
    from topped
    group by all
),

-- First the top-level theme that all evidence below it speaks for, then the strongest theme below that one:
-- a story told in many different words of one field must not lose to one word that is repeated.
leaders as (
    select
        article_id,
        top_code,
        top_score,
        coalesce(lead(top_score) over (partition by article_id order by top_score desc, top_code asc), 0) as rival_score
    from top_scores
    qualify row_number() over (partition by article_id order by top_score desc, top_code asc) = 1
),

mains as (
    select
        topped.article_id,
        topped.topic_code
    from leaders
    inner join topped
        on
            leaders.article_id = topped.article_id
            and leaders.top_code = topped.top_code
    where
        topped.score >= {{ var("topic_floor") }}
        and leaders.top_score >= round({{ var("topic_main_lead") }} * leaders.rival_score, 6)
    qualify row_number() over (partition by topped.article_id order by topped.score desc, topped.topic_code asc) = 1
),

-- What a person says of an article counts, whatever its words say.
chosen as (
    select
        article_id,
        topic_code,
        'override' as rule_id
    from topic_overrides
    union all
    select
        mains.article_id,
        mains.topic_code,
        'score' as rule_id
    from mains
    anti join topic_overrides
        on mains.article_id = topic_overrides.article_id
),

article_topics as (
    select
        coalesce(topic_scores.article_id, chosen.article_id) as article_id,
        coalesce(topic_scores.topic_code, chosen.topic_code) as topic_code,
        coalesce(chosen.rule_id, 'score') as rule_id,
        coalesce(topic_scores.mention_count, 0) as mention_count,
        coalesce(topic_scores.score, 0) as score,
        chosen.article_id is not null as is_main
    from topic_scores
    full outer join chosen
        on
            topic_scores.article_id = chosen.article_id
            and topic_scores.topic_code = chosen.topic_code
)

select * from article_topics
