-- One row per day shown, and one without day for all earlier ones.
with

days as (
    select
        day,
        count(*) as event_count,
        count(*) filter (where status = 'happened') as happened_count,
        count(*) filter (where status = 'planned') as planned_count,
        count(*) filter (where status = 'hypothetical') as hypothetical_count,
        count(*) filter (where status = 'negated') as negated_count,
        row_number() over (order by day desc) as day_rank
    from placed_events
    where day is not null
    group by day
)

select
    case when day_rank <= getvariable('event_days') then day end as day,
    cast(sum(event_count) as bigint) as event_count,
    cast(sum(happened_count) as bigint) as happened_count,
    cast(sum(planned_count) as bigint) as planned_count,
    cast(sum(hypothetical_count) as bigint) as hypothetical_count,
    cast(sum(negated_count) as bigint) as negated_count
from days
group by 1
order by 1 nulls first
