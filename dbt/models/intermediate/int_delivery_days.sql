with

documents as (
    select * from {{ ref("int_documents") }}
),

document_days as (
    select * from {{ ref("int_document_days") }}
),

deliveries as (
    select * from {{ ref("stg_deliveries") }}
),

-- Days on which an input was listed: to its end, or only far enough to find a change.
listed_days as (
    select
        input_uri,
        delivery_date,
        true as is_finished
    from deliveries
    union all
    select
        documents.input_uri,
        document_days.delivery_date,
        false as is_finished
    from document_days
    inner join documents
        on document_days.document_id = documents.document_id
),

input_days as (
    select
        input_uri,
        delivery_date,
        bool_or(is_finished) as is_finished
    from listed_days
    group by all
),

source_inputs as (
    select
        source_id,
        input_uri,
        min(first_delivery_date) as first_delivery_date
    from documents
    group by all
),

delivery_days as (
    select
        source_inputs.source_id,
        bool_and(input_days.is_finished) as is_complete,
        input_days.delivery_date
    from source_inputs
    inner join input_days
        on
            source_inputs.input_uri = input_days.input_uri
            and source_inputs.first_delivery_date <= input_days.delivery_date
    group by all
)

select * from delivery_days
