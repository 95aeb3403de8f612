with

lake as (
    select * from {{ source("resolved", "identities") }}
),

identities as (
    select
        entity_id,
        person_id,
        rule_id
    from lake
)

select * from identities
