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

article_versions as (
    select
        versions.version_id,
        versions.article_id,
        versions.document_id,
        shown_versions.source_id,
        forms.title,
        forms.text,
        forms.clean_text_hash,
        forms.extractor_version,
        versions.version_number,
        forms.word_count,
        versions.is_current,
        versions.delivery_date,
        forms.published_date,
        forms.published_at,
        versions.seen_at,
        versions.removed_at
    from versions
    inner join shown_versions
        on versions.article_id = shown_versions.article_id
    inner join forms
        on
            versions.version_id = forms.version_id
            and versions.delivery_date = forms.delivery_date
            and versions.batch = forms.batch
)

select * from article_versions
