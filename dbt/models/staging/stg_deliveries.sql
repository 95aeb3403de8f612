with

lake as (
    select * from {{ source("raw", "deliveries") }}
),

deliveries as (
    select
        batch,
        input_uri,
        delivery_date
    from lake
)

select * from deliveries
