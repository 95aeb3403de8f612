with

versions as (
    select * from {{ ref("int_versions") }}
),

article_sources as (
    select * from {{ ref("int_article_sources") }}
),

-- The smallest id is the original: a choice that no order of arrival can change.
grouped as (
    select
        versions.document_id,
        versions.article_id,
        min(versions.article_id) over (
            partition by article_sources.source_id, versions.clean_text_hash
        ) as copy_of_article_id,
        article_sources.source_id
    from versions
    inner join article_sources
        on versions.version_id = article_sources.version_id
    where
        versions.is_current
        and versions.removed_at is null
),

copies as (
    select * from grouped
    where article_id <> copy_of_article_id
)

select * from copies
