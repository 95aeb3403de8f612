with

lake as (
    select * from {{ source("resolved", "events") }}
),

events as (
    select
        event_mention_id,
        version_id,
        event_id,
        rule_id
    from lake
)

select * from events
