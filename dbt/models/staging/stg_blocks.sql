with

lake as (
    select * from {{ source("parsed", "blocks") }}
),

blocks as (
    select
        version_id,
        rule_id,
        batch,
        role,
        text_hash,
        extractor_version,
        start_char,
        end_char,
        block_index,
        word_count,
        delivery_date
    from lake
)

select * from blocks
