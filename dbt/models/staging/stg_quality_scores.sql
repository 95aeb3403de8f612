with

lake as (
    select * from {{ source("quality", "scores") }}
),

quality_scores as (
    select
        extractor,
        data_set,
        measure,
        data_hash,
        extractor_version,
        value,
        floor,
        {{ utc("measured_at") }} as measured_at
    from lake
)

select * from quality_scores
