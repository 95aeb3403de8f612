with

lake as (
    select * from {{ source("extracted", "topic_mentions") }}
),

topic_mentions as (
    select
        version_id,
        rule_id,
        topic_mention_id,
        topic_code,
        batch,
        extractor_version,
        text,
        start_char,
        end_char,
        block_index,
        weight,
        delivery_date
    from lake
)

select * from topic_mentions
