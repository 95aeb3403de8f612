with

date_mentions as (
    select * from {{ ref("stg_date_mentions") }}
),

int_shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

int_blocks as (
    select * from {{ ref("int_blocks") }}
),

counted as (
    {{ counted_rows("date_mentions") }}
),

final as (
    select
        date_mention_id,
        version_id,
        article_id,
        source_id,
        text,
        type,
        value,
        precision,
        modifier,
        anchor,
        rule_id,
        extractor_version,
        start_date,
        end_date,
        anchor_date,
        sentence_index,
        start_char,
        end_char
    from counted
)

select * from final
