with

changes as (
    select * from {{ ref("stg_documents") }}
),

forms as (
    select * from {{ ref("stg_articles") }}
),

versions as (
    select * from {{ ref("int_versions") }}
),

article_sources as (
    select * from {{ ref("int_article_sources") }}
),

last_changes as (
    select
        *,
        min(delivery_date) over (partition by document_id) as first_delivery_date,
        min(seen_at) over (partition by document_id) as first_seen_at
    from changes
    qualify row_number() over (partition by document_id order by delivery_date desc, seen_at desc) = 1
),

document_articles as (
    select distinct
        forms.document_id,
        versions.article_id,
        article_sources.source_id
    from forms
    inner join versions
        on
            forms.article_id = versions.article_id
            and versions.is_current
    inner join article_sources
        on versions.version_id = article_sources.version_id
),

refused_documents as (
    select * from article_sources
    where version_id is null
),

documents as (
    select
        last_changes.document_id,
        document_articles.article_id,
        coalesce(document_articles.source_id, refused_documents.source_id, 'unknown') as source_id,
        last_changes.file_uri,
        last_changes.input_uri,
        last_changes.first_delivery_date,
        last_changes.first_seen_at,
        last_changes.seen_at as last_seen_at,
        case when last_changes.change = 'removed' then last_changes.seen_at end as removed_at
    from last_changes
    left join document_articles
        on last_changes.document_id = document_articles.document_id
    left join refused_documents
        on last_changes.document_id = refused_documents.document_id
)

select * from documents
