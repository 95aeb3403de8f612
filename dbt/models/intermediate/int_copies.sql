with

versions as (
    select * from {{ ref("int_versions") }}
),

documents as (
    select * from {{ ref("int_documents") }}
),

-- An article that has disappeared is no copy and has none: it stays, marked as removed.
originals as (
    select
        versions.article_id,
        versions.document_id,
        first_value(versions.document_id) over same_text as copy_of_document_id,
        first_value(versions.article_id) over same_text as copy_of_article_id
    from versions
    inner join documents
        on versions.document_id = documents.document_id
    where versions.is_current
    window same_text as (
        partition by
            documents.source_id, versions.clean_text_hash,
            case when versions.removed_at is not null then versions.article_id end
        order by documents.copy_rank
    )
),

copies as (
    select
        documents.document_id,
        documents.article_id,
        originals.copy_of_document_id,
        originals.copy_of_article_id,
        documents.source_id,
        case
            when documents.content_hash = kept_documents.content_hash then 'same_bytes'
            when documents.document_id <> originals.document_id then 'same_address'
            else 'same_text'
        end as copy_kind
    from documents
    inner join originals
        on documents.article_id = originals.article_id
    inner join documents as kept_documents
        on originals.copy_of_document_id = kept_documents.document_id
    where documents.document_id <> originals.copy_of_document_id
)

select * from copies
