with

lake as (
    select * from {{ source("raw", "places") }}
),

places as (
    select
        place_id,
        name,
        kind,
        country_code,
        subdivision_code,
        latitude,
        longitude,
        population
    from lake
)

select * from places
