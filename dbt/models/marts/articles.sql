with

forms as (
    select * from {{ ref("stg_articles") }}
),

shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

documents as (
    select * from {{ ref("int_documents") }}
),

contents as (
    select * from {{ ref("int_article_contents") }}
),

origins as (
    select * from {{ ref("int_origins") }}
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
        coalesce(forms.unread_reason, contents.set_aside_reason) as unread_reason,
        forms.encoding,
        forms.text,
        forms.clean_text_hash,
        forms.extractor_version,
        origins.origin_id,
        contents.main_topic_code,
        contents.main_topic_label,
        contents.speakers,
        contents.word_count,
        contents.version_count,
        contents.quote_count,
        contents.event_mention_count,
        contents.figure_count,
        origins.own_share,
        origins.is_copy,
        origins.has_agency_credit,
        forms.has_date_conflict,
        forms.published_date,
        forms.published_at,
        contents.first_seen_at,
        forms.seen_at,
        contents.removed_at
    from shown_versions
    inner join forms
        on
            shown_versions.version_id = forms.version_id
            and shown_versions.delivery_date = forms.delivery_date and shown_versions.batch = forms.batch
    inner join documents
        on shown_versions.document_id = documents.document_id
    inner join origins
        on shown_versions.article_id = origins.article_id
    inner join contents
        on shown_versions.article_id = contents.article_id
)

select * from articles
