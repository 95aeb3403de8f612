with

lake as (
    select * from {{ source("extracted", "date_mentions") }}
),

date_mentions as (
    select
        version_id,
        rule_id,
        date_mention_id,
        anchor,
        batch,
        extractor_version,
        modifier,
        precision,
        text,
        type,
        value,
        start_char,
        end_char,
        sentence_index,
        anchor_date,
        delivery_date,
        end_date,
        start_date
    from lake
)

select * from date_mentions
