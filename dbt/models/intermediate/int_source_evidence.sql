with

forms as (
    select * from {{ ref("stg_articles") }}
),

refusals as (
    select * from {{ ref("stg_rejects") }}
),

last_forms as (
    select * from forms
    qualify row_number() over (partition by document_id order by delivery_date desc, seen_at desc) = 1
),

last_refusals as (
    select * from refusals
    qualify row_number() over (partition by document_id order by delivery_date desc, seen_at desc) = 1
),

told as (
    select
        document_id,
        folder,
        site,
        masthead,
        url
    from last_forms
    union all
    select
        last_refusals.document_id,
        last_refusals.folder,
        cast(null as varchar) as site,
        cast(null as varchar) as masthead,
        cast(null as varchar) as url
    from last_refusals
    anti join last_forms
        on last_refusals.document_id = last_forms.document_id
),

evidence as (
    select
        document_id,
        folder,
        site,
        masthead,
        {{ slug("site") }} as site_slug,
        {{ slug("masthead") }} as masthead_slug,
        {{ slug(naming_folder("folder")) }} as folder_slug,
        nullif(regexp_extract(lower(url), '^[a-z]+://(?:[^/@]*@)?(?:www\.)?([^/:?#]+)', 1), '') as host
    from told
)

select * from evidence
