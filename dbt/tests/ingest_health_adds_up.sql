{{ config(meta={"dagster": {"ref": {"name": "ingest_health"}}}) }}

-- What was there the day before, less what was removed, plus what is new, is there now;
-- on the last day, that is every document that has not disappeared.
with

ingest_health as (
    select * from {{ ref("ingest_health") }}
),

documents as (
    select * from {{ ref("int_documents") }}
),

balances as (
    select
        source_id,
        delivered_count,
        unchanged_count,
        delivered_count - new_count + removed_count as expected_before,
        lag(delivered_count, 1, 0) over (partition by source_id order by delivery_date) as delivered_before,
        lead(delivered_count) over (partition by source_id order by delivery_date) is null as is_last
    from ingest_health
),

live_counts as (
    select
        source_id,
        count(*) filter (where removed_at is null) as live_count
    from documents
    group by source_id
),

failures as (
    select balances.source_id
    from balances
    left join live_counts
        on balances.source_id = live_counts.source_id
    where
        balances.expected_before <> balances.delivered_before
        or balances.unchanged_count < 0
        or (balances.is_last and balances.delivered_count is distinct from live_counts.live_count)
)

select * from failures
