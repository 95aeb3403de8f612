with

articles as (
    select * from {{ ref("stg_articles") }}
),

versions as (
    select * from {{ ref("int_versions") }}
),

rejects as (
    select * from {{ ref("stg_rejects") }}
),

told as (
    select
        articles.document_id,
        articles.version_id,
        articles.folder,
        articles.masthead,
        articles.url
    from articles
    inner join versions
        on
            articles.version_id = versions.version_id
            and articles.delivery_date = versions.delivery_date
            and articles.batch = versions.batch
    union all
    select distinct
        document_id,
        cast(null as varchar) as version_id,
        folder,
        cast(null as varchar) as masthead,
        cast(null as varchar) as url
    from rejects
),

evidence as (
    select
        document_id,
        version_id,
        folder,
        masthead,
        {{ slug("masthead") }} as masthead_slug,
        {{ slug(naming_folder("folder")) }} as folder_slug,
        nullif(regexp_extract(lower(url), '^[a-z]+://(?:[^/@]*@)?(?:www\.)?([^/:?#]+)', 1), '') as host
    from told
)

select * from evidence
