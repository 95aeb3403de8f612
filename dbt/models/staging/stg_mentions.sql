with

lake as (
    select * from {{ source("extracted", "mentions") }}
),

mentions as (
    select
        version_id,
        rule_id,
        mention_id,
        entity_id,
        batch,
        extractor_version,
        entity_kind,
        text,
        title,
        entity_name,
        country_code,
        start_char,
        end_char,
        sentence_index,
        delivery_date
    from lake
)

select * from mentions
