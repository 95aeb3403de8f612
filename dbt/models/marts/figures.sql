with

figures as (
    select * from {{ ref("stg_figures") }}
),

int_shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

int_blocks as (
    select * from {{ ref("int_blocks") }}
),

counted as (
    {{ counted_rows("figures") }}
),

final as (
    select
        figure_id,
        version_id,
        article_id,
        source_id,
        attributed_id,
        as_of_mention_id,
        kind,
        text,
        value,
        value_to,
        unit,
        object,
        qualifier,
        direction,
        attributed_to,
        as_of_date,
        as_of_precision,
        rule_id,
        extractor_version,
        sentence_index,
        start_char,
        end_char,
        object_start_char,
        object_end_char
    from counted
)

select * from final
