with

copies as (
    select * from {{ ref("int_copies") }}
),

documents as (
    select * from {{ ref("int_documents") }}
),

exact_copies as (
    select
        copies.document_id,
        copies.article_id,
        copies.copy_of_document_id,
        copies.copy_of_article_id,
        copies.source_id,
        copies.copy_kind,
        documents.file_uri,
        documents.record,
        documents.first_seen_at,
        documents.removed_at
    from copies
    inner join documents
        on copies.document_id = documents.document_id
)

select * from exact_copies
