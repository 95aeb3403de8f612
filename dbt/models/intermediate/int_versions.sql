with

forms as (
    select * from {{ ref("stg_articles") }}
),

documents as (
    select * from {{ ref("int_documents") }}
),

article_forms as (
    select
        forms.version_id,
        documents.article_id,
        forms.document_id,
        forms.batch,
        forms.clean_text_hash,
        documents.copy_rank,
        documents.removed_at is null as is_live,
        forms.clean_text_hash = documents.clean_text_hash as is_last_text,
        forms.file_uri = documents.file_uri as is_in_last_place,
        forms.delivery_date,
        forms.seen_at,
        min({ 'document': documents.version_rank, 'day': forms.delivery_date, 'at': forms.seen_at }) over wording as first_told,
        min(forms.seen_at) over wording as first_seen_at
    from forms
    inner join documents
        on forms.document_id = documents.document_id
    window wording as (partition by documents.article_id, forms.clean_text_hash)
),

-- The first form that told a wording stands for it, whatever template noise later forms bring.
kept_forms as (
    select * from article_forms
    qualify row_number() over (
        partition by article_id, clean_text_hash
        order by is_live desc, is_last_text desc, copy_rank asc, is_in_last_place desc, delivery_date asc, seen_at asc, batch asc
    ) = 1
),

-- A text that goes back to an earlier wording has that version current again.
current_texts as (
    select
        article_id,
        clean_text_hash,
        removed_at is null as is_live,
        max(removed_at) over (partition by article_id) as last_removed_at
    from documents
    where article_id is not null
    qualify row_number() over (partition by article_id order by removed_at is null desc, version_rank desc) = 1
),

versions as (
    select
        kept_forms.version_id,
        kept_forms.article_id,
        kept_forms.document_id,
        kept_forms.batch,
        kept_forms.clean_text_hash,
        row_number() over (partition by kept_forms.article_id order by kept_forms.first_told) as version_number,
        current_texts.article_id is not null as is_current,
        kept_forms.delivery_date,
        kept_forms.first_seen_at as seen_at,
        case when not current_texts.is_live then current_texts.last_removed_at end as removed_at
    from kept_forms
    left join current_texts
        on
            kept_forms.article_id = current_texts.article_id
            and kept_forms.clean_text_hash = current_texts.clean_text_hash
)

select * from versions
