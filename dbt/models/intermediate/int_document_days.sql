with

changes as (
    select * from {{ ref("stg_documents") }}
),

-- Several listings in a day count by what the last of them found; a document that only has another name is as it was.
day_ends as (
    select
        document_id,
        delivery_date,
        change <> 'removed' as is_live
    from changes
    where change <> 'renamed'
    qualify row_number() over (partition by document_id, delivery_date order by seen_at desc) = 1
),

document_days as (
    select
        document_id,
        is_live,
        coalesce(lag(is_live) over (partition by document_id order by delivery_date), false) as was_live,
        delivery_date
    from day_ends
)

select * from document_days
