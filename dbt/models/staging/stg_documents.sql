with

lake as (
    select * from {{ source("raw", "documents") }}
),

documents as (
    select
        document_id,
        file_id,
        batch,
        file_uri,
        record,
        input_uri,
        change,
        format,
        url,
        title,
        author,
        source,
        published,
        language,
        charset,
        content_hash,
        refusal_code,
        refusal_detail,
        byte_count,
        delivery_date,
        {{ utc("seen_at") }} as seen_at
    from lake
)

select * from documents
