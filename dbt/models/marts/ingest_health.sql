with

source_days as (
    select * from {{ ref("int_source_days") }}
),

sources as (
    select * from {{ ref("sources") }}
),

counted as (
    select
        *,
        -- What is there now is all that ever came, less all that went.
        sum(new_count - removed_count) over (
            partition by source_id
            order by delivery_date
        ) as delivered_count,
        median(new_count) over (
            partition by source_id
            order by delivery_date
            rows between {{ var("ingest_expected_days") }} preceding and 1 preceding
        ) as expected_count
    from source_days
),

ingest_health as (
    select
        counted.source_id,
        sources.name as source_name,
        cast(counted.delivered_count as bigint) as delivered_count,
        counted.new_count,
        counted.changed_count,
        counted.removed_count,
        cast(counted.delivered_count - counted.new_count - counted.changed_count as bigint) as unchanged_count,
        counted.rejected_count,
        counted.unread_count,
        counted.copy_count,
        counted.expected_count,
        counted.is_complete,
        counted.delivery_date
    from counted
    inner join sources
        on counted.source_id = sources.source_id
)

select * from ingest_health
