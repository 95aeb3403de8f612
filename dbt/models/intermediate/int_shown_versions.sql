with

versions as (
    select * from {{ ref("int_versions") }}
),

documents as (
    select * from {{ ref("int_documents") }}
),

copies as (
    select * from {{ ref("int_copies") }}
),

shown_versions as (
    select
        versions.version_id,
        versions.article_id,
        versions.document_id,
        documents.source_id,
        versions.batch,
        versions.delivery_date
    from versions
    inner join documents
        on versions.document_id = documents.document_id
    anti join copies
        on versions.document_id = copies.document_id
    where versions.is_current
)

select * from shown_versions
