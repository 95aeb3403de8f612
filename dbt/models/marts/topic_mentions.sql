with

topic_mentions as (
    select * from {{ ref("stg_topic_mentions") }}
),

int_shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

int_blocks as (
    select * from {{ ref("int_blocks") }}
),

counted as (
    {{ counted_rows("topic_mentions") }}
),

final as (
    select
        topic_mention_id,
        version_id,
        article_id,
        source_id,
        topic_code,
        text,
        rule_id,
        extractor_version,
        block_index,
        start_char,
        end_char,
        weight
    from counted
)

select * from final
