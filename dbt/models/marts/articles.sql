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

article_sources as (
    select * from {{ ref("int_article_sources") }}
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
        forms.article_id,
        forms.version_id,
        forms.document_id,
        shown_versions.source_id,
        article_sources.source_rule,
        forms.file_uri,
        forms.folder,
        forms.url,
        forms.masthead,
        forms.title,
        forms.byline,
        forms.credit,
        forms.dateline_place,
        forms.published_precision,
        forms.published_rule,
        forms.language,
        forms.encoding,
        forms.text,
        forms.clean_text_hash,
        forms.extractor_version,
        forms.word_count,
        histories.version_count,
        forms.published_date,
        forms.published_at,
        histories.first_seen_at,
        forms.seen_at,
        histories.removed_at
    from shown_versions
    inner join forms
        on
            shown_versions.version_id = forms.version_id
            and shown_versions.delivery_date = forms.delivery_date
            and shown_versions.batch = forms.batch
    inner join article_sources
        on shown_versions.version_id = article_sources.version_id
    inner join histories
        on shown_versions.article_id = histories.article_id
)

select * from articles
