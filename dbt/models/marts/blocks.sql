with

blocks as (
    select * from {{ ref("stg_blocks") }}
),

int_shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

shown as (
    {{ shown_rows("blocks") }}
),

final as (
    select
        version_id,
        article_id,
        source_id,
        role,
        rule_id,
        extractor_version,
        block_index,
        start_char,
        end_char
    from shown
)

select * from final
