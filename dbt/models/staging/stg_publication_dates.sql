with

lake as (
    select * from {{ source("parsed", "publication_dates") }}
),

publication_dates as (
    select
        version_id,
        rule_id,
        batch,
        evidence,
        told_precision,
        extractor_version,
        block_index,
        is_chosen,
        delivery_date,
        told_date
    from lake
)

select * from publication_dates
