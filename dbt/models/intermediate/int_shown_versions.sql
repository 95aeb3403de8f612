with

versions as (
    select * from {{ ref("int_versions") }}
),

article_sources as (
    select * from {{ ref("int_article_sources") }}
),

copies as (
    select * from {{ ref("int_copies") }}
),

shown_versions as (
    select
        versions.version_id,
        versions.article_id,
        versions.document_id,
        article_sources.source_id,
        versions.batch,
        versions.delivery_date
    from versions
    inner join article_sources
        on versions.version_id = article_sources.version_id
    anti join copies
        on versions.article_id = copies.article_id
    where versions.is_current
)

select * from shown_versions
