with recursive

topics as (
    select * from {{ ref("stg_topics") }}
),

lineage as (
    select
        topic_code,
        topic_code as ancestor_code,
        broader_code as next_code
    from topics
    union
    select
        lineage.topic_code,
        topics.topic_code as ancestor_code,
        topics.broader_code as next_code
    from lineage
    inner join topics
        on lineage.next_code = topics.topic_code
),

topic_lineage as (
    select
        topic_code,
        ancestor_code,
        next_code is null as is_top
    from lineage
)

select * from topic_lineage
