with

mentions as (
    select * from {{ ref("stg_mentions") }}
),

int_shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

int_blocks as (
    select * from {{ ref("int_blocks") }}
),

counted as (
    {{ counted_rows("mentions") }}
),

final as (
    select
        mention_id,
        version_id,
        article_id,
        source_id,
        entity_id,
        entity_kind,
        entity_name,
        text,
        title,
        country_code,
        rule_id,
        extractor_version,
        sentence_index,
        start_char,
        end_char
    from counted
)

select * from final
