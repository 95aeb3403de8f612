with

forms as (
    select * from {{ ref("stg_articles") }}
),

versions as (
    select * from {{ ref("int_versions") }}
),

shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

documents as (
    select * from {{ ref("int_documents") }}
),

article_words as (
    select * from {{ ref("int_article_words") }}
),

unread as (
    select * from {{ ref("stg_unread") }}
),

histories as (
    select
        article_id,
        count(*) as version_count,
        min(seen_at) as first_seen_at,
        max(removed_at) as removed_at
    from versions
    group by article_id
),

articles as (
    select
        shown_versions.article_id,
        forms.version_id,
        forms.document_id,
        shown_versions.source_id,
        documents.source_rule,
        forms.file_uri,
        forms.record,
        documents.renamed_from,
        forms.folder,
        forms.url,
        forms.masthead,
        forms.site,
        forms.title,
        forms.byline,
        forms.credit,
        forms.dateline_place,
        forms.published_precision,
        forms.published_rule,
        forms.language,
        coalesce(forms.unread_reason, unread.reason_code) as unread_reason,
        forms.encoding,
        forms.text,
        forms.clean_text_hash,
        forms.extractor_version,
        article_words.word_count,
        histories.version_count,
        forms.has_date_conflict,
        forms.published_date,
        forms.published_at,
        histories.first_seen_at,
        forms.seen_at,
        histories.removed_at
    from shown_versions
    inner join forms
        on
            shown_versions.version_id = forms.version_id
            and shown_versions.delivery_date = forms.delivery_date and shown_versions.batch = forms.batch
    inner join documents
        on shown_versions.document_id = documents.document_id
    inner join histories
        on shown_versions.article_id = histories.article_id
    inner join article_words
        on shown_versions.version_id = article_words.version_id
    left join unread
        on
            shown_versions.version_id = unread.version_id
            and shown_versions.delivery_date = unread.delivery_date and shown_versions.batch = unread.batch
)

select * from articles
