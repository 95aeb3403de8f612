with

lake as (
    select * from {{ source("raw", "source_list") }}
),

source_list as (
    select
        source_id,
        name,
        kind,
        country,
        folder,
        host,
        aliases
    from lake
)

select * from source_list
