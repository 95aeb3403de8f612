with

lake as (
    select * from {{ source("resolved", "overlaps") }}
),

text_overlaps as (
    select
        version_id,
        other_version_id,
        rule_id,
        shared_share
    from lake
)

select * from text_overlaps
