with

lake as (
    select * from {{ source("raw", "topic_overrides") }}
),

topic_overrides as (
    select
        article,
        topic_code
    from lake
)

select * from topic_overrides
