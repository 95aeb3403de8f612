with

lake as (
    select * from {{ source("extracted", "unread") }}
),

unread as (
    select
        version_id,
        batch,
        reason_code,
        detail,
        extractor_version,
        delivery_date
    from lake
)

select * from unread
