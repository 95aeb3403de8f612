with

lake as (
    select * from {{ source("resolved", "people") }}
),

people as (
    select
        person_id,
        wikidata_id,
        name,
        aliases,
        titles,
        gender
    from lake
)

select * from people
