with

blocks as (
    select * from {{ ref("stg_blocks") }}
),

int_shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

repeated_blocks as (
    select * from {{ ref("int_repeated_blocks") }}
),

passages as (
    select * from {{ ref("int_passages") }}
),

shown as (
    {{ shown_rows("blocks") }}
),

found as (
    select
        passages.version_id,
        passages.block_index,
        repeated_blocks.article_count,
        repeated_blocks.is_boilerplate and {{ var("learn_boilerplate") }} as is_boilerplate
    from passages
    inner join repeated_blocks
        on
            passages.source_id = repeated_blocks.source_id
            and passages.text_hash = repeated_blocks.text_hash
),

final as (
    select
        shown.version_id,
        shown.article_id,
        shown.source_id,
        case when found.is_boilerplate then 'boilerplate' else shown.role end as role,
        case when found.is_boilerplate then 'boilerplate:repeated-in-source' else shown.rule_id end as rule_id,
        shown.role as parsed_role,
        shown.rule_id as parsed_rule_id,
        shown.text_hash,
        shown.extractor_version,
        shown.block_index,
        shown.start_char,
        shown.end_char,
        shown.word_count,
        found.article_count as repeat_count
    from shown
    left join found
        on
            shown.version_id = found.version_id
            and shown.block_index = found.block_index
)

select * from final
