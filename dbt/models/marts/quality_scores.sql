with

quality_scores as (
    select * from {{ ref("stg_quality_scores") }}
)

select * from quality_scores
