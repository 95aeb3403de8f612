with

topic_mentions as (
    select * from {{ ref("stg_topic_mentions") }}
),

int_blocks as (
    select * from {{ ref("int_blocks") }}
),

int_shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

counted_mentions as (
    {{ counted_rows("topic_mentions") }}
),

placed_blocks as (
    select
        *,
        row_number() over (partition by version_id, role order by block_index) as role_index
    from int_blocks
),

weighted as (
    select
        mentions.article_id,
        mentions.topic_code,
        mentions.rule_id,
        mentions.weight * case
            when blocks.role = 'title' then {{ var("topic_title_factor") }}
            when blocks.role = 'body' and blocks.role_index <= {{ var("topic_lead_blocks") }} then {{ var("topic_lead_factor") }}
            else 1.0
        end as weight
    from counted_mentions as mentions
    inner join placed_blocks as blocks
        on
            mentions.version_id = blocks.version_id
            and mentions.block_index = blocks.block_index
),

ranked as (
    select
        *,
        row_number() over (partition by article_id, topic_code, rule_id order by weight desc) as repetition
    from weighted
),

topic_scores as (
    select
        article_id,
        topic_code,
        count(*) as mention_count,
        {{ score_of_hits() }} as score
    from ranked
    group by all
)

select * from topic_scores
