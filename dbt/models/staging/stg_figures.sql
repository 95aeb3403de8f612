with

lake as (
    select * from {{ source("extracted", "figures") }}
),

figures as (
    select
        version_id,
        rule_id,
        figure_id,
        attributed_id,
        as_of_mention_id,
        batch,
        extractor_version,
        kind,
        text,
        unit,
        object,
        qualifier,
        direction,
        attributed_to,
        as_of_precision,
        start_char,
        end_char,
        sentence_index,
        object_start_char,
        object_end_char,
        value,
        value_to,
        as_of_date,
        delivery_date
    from lake
)

select * from figures
