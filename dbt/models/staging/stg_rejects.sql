with

lake as (
    select * from {{ source("parsed", "rejects") }}
),

rejects as (
    select
        document_id,
        batch,
        file_uri,
        record,
        folder,
        reason_code,
        detail,
        extractor_version,
        delivery_date,
        {{ utc("seen_at") }} as seen_at
    from lake
)

select * from rejects
