with

lake as (
    select * from {{ source("raw", "topics") }}
),

topics as (
    select
        topic_code,
        wikidata_id,
        label,
        broader_code,
        path,
        level
    from lake
)

select * from topics
