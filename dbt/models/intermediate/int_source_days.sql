with

delivery_days as (
    select * from {{ ref("int_delivery_days") }}
),

documents as (
    select * from {{ ref("int_documents") }}
),

outcomes as (
    select * from {{ ref("int_document_outcomes") }}
),

source_outcomes as (
    select
        documents.source_id,
        outcomes.delivery_date,
        outcomes.outcome
    from outcomes
    inner join documents
        on outcomes.document_id = documents.document_id
),

source_days as (
    select
        delivery_days.source_id,
        count(*) filter (where source_outcomes.outcome = 'new') as new_count,
        count(*) filter (where source_outcomes.outcome = 'changed') as changed_count,
        count(*) filter (where source_outcomes.outcome = 'removed') as removed_count,
        count(*) filter (where source_outcomes.outcome = 'rejected') as rejected_count,
        count(*) filter (where source_outcomes.outcome = 'unread') as unread_count,
        count(*) filter (where source_outcomes.outcome = 'copy') as copy_count,
        delivery_days.is_complete,
        delivery_days.delivery_date
    from delivery_days
    left join source_outcomes
        on
            delivery_days.source_id = source_outcomes.source_id
            and delivery_days.delivery_date = source_outcomes.delivery_date
    group by all
)

select * from source_days
