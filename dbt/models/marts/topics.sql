with

topics as (
    select * from {{ ref("stg_topics") }}
)

select * from topics
