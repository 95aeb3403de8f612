with

lake as (
    select * from {{ source("parsed", "articles") }}
),

articles as (
    select
        version_id,
        article_id,
        document_id,
        batch,
        file_uri,
        record,
        url,
        folder,
        masthead,
        site,
        title,
        byline,
        credit,
        dateline_place,
        published_precision,
        published_rule,
        language,
        unread_reason,
        encoding,
        text,
        clean_text_hash,
        extractor_version,
        word_count,
        has_date_conflict,
        delivery_date,
        published_date,
        {{ utc("published_at") }} as published_at,
        {{ utc("seen_at") }} as seen_at
    from lake
)

select * from articles
