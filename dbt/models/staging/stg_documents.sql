with

lake as (
    select * from {{ source("raw", "documents") }}
),

documents as (
    select
        document_id,
        batch,
        file_uri,
        input_uri,
        change,
        content_hash,
        refusal_code,
        refusal_detail,
        byte_count,
        delivery_date,
        {{ utc("modified_at") }} as modified_at,
        {{ utc("seen_at") }} as seen_at
    from lake
)

select * from documents
