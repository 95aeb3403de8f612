with

source_list as (
    select * from {{ ref("stg_source_list") }}
),

document_sources as (
    select * from {{ ref("int_document_sources") }}
),

documents as (
    select * from {{ ref("int_documents") }}
),

articles as (
    select * from {{ ref("articles") }}
),

told_names as (
    select
        source_id,
        {{ most_frequent("told_name") }} as name
    from document_sources
    where source_rule in ('site_slug', 'masthead_slug')
    group by source_id
),

deliveries as (
    select
        source_id,
        count(*) as document_count,
        min(first_seen_at) as first_seen_at,
        max(last_seen_at) as last_seen_at
    from documents
    group by source_id
),

article_counts as (
    select
        source_id,
        count(*) as article_count,
        cast(sum(word_count) as bigint) as word_count
    from articles
    group by source_id
),

sources as (
    select
        coalesce(source_list.source_id, deliveries.source_id) as source_id,
        coalesce(source_list.name, told_names.name, deliveries.source_id) as name,
        source_list.kind,
        source_list.country,
        coalesce(deliveries.document_count, 0) as document_count,
        coalesce(article_counts.article_count, 0) as article_count,
        coalesce(article_counts.word_count, 0) as word_count,
        source_list.source_id is not null as is_listed,
        deliveries.first_seen_at,
        deliveries.last_seen_at
    from source_list
    full join deliveries
        on source_list.source_id = deliveries.source_id
    left join told_names
        on deliveries.source_id = told_names.source_id
    left join article_counts
        on deliveries.source_id = article_counts.source_id
)

select * from sources
