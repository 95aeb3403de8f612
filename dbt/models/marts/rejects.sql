with

refusals as (
    select * from {{ ref("stg_rejects") }}
),

forms as (
    select * from {{ ref("stg_articles") }}
),

documents as (
    select * from {{ ref("int_documents") }}
),

last_articles as (
    select
        document_id,
        max({ 'day': delivery_date, 'at': seen_at }) as seen
    from forms
    group by document_id
),

last_refusals as (
    select * from refusals
    qualify row_number() over (partition by document_id order by delivery_date desc, seen_at desc) = 1
),

-- A refusal that a later form of the document has mended is history: it stays in staging.
rejects as (
    select
        last_refusals.document_id,
        documents.article_id,
        documents.source_id,
        last_refusals.file_uri,
        last_refusals.record,
        last_refusals.folder,
        last_refusals.reason_code,
        last_refusals.detail,
        last_refusals.extractor_version,
        last_refusals.delivery_date,
        last_refusals.seen_at,
        documents.removed_at
    from last_refusals
    inner join documents
        on last_refusals.document_id = documents.document_id
    left join last_articles
        on last_refusals.document_id = last_articles.document_id
    where
        last_articles.seen is null
        or { 'day': last_refusals.delivery_date, 'at': last_refusals.seen_at } > last_articles.seen
)

select * from rejects
