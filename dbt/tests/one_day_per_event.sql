with

event_mentions as (
    select * from {{ ref("event_mentions") }}
),

-- What is told of two days is two events.
failures as (
    select event_id
    from event_mentions
    where event_date_precision in ('time', 'day')
    group by event_id
    having count(distinct event_date) > 1
)

select * from failures
