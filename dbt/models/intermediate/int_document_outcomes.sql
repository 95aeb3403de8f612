with

documents as (
    select * from {{ ref("int_documents") }}
),

document_days as (
    select * from {{ ref("int_document_days") }}
),

forms as (
    select * from {{ ref("stg_articles") }}
),

rejects as (
    select * from {{ ref("stg_rejects") }}
),

unread as (
    select * from {{ ref("stg_unread") }}
),

copies as (
    select * from {{ ref("int_copies") }}
),

refused_days as (
    select distinct
        document_id,
        delivery_date,
        'rejected' as outcome
    from rejects
    union all
    select distinct
        forms.document_id,
        forms.delivery_date,
        'unread' as outcome
    from forms
    left join unread
        on forms.version_id = unread.version_id and forms.delivery_date = unread.delivery_date and forms.batch = unread.batch
    where coalesce(forms.unread_reason, unread.reason_code) is not null
),

outcomes as (
    select
        document_id,
        case
            when is_live and was_live then 'changed'
            when is_live then 'new'
            when was_live then 'removed'
        end as outcome,
        delivery_date
    from document_days
    union all
    -- A day on which a document only got another name is none of those.
    select
        refused_days.document_id,
        refused_days.outcome,
        refused_days.delivery_date
    from refused_days
    semi join document_days
        on
            refused_days.document_id = document_days.document_id
            and refused_days.delivery_date = document_days.delivery_date
    union all
    select
        copies.document_id,
        'copy' as outcome,
        documents.first_delivery_date as delivery_date
    from copies
    inner join documents
        on copies.document_id = documents.document_id
)

select * from outcomes
