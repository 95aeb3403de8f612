with

lake as (
    select * from {{ source("extracted", "sentences") }}
),

sentences as (
    select
        version_id,
        rule_id,
        batch,
        extractor_version,
        role,
        text,
        start_char,
        end_char,
        block_index,
        sentence_index,
        delivery_date
    from lake
)

select * from sentences
