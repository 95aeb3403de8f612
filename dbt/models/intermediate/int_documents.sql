with

changes as (
    select * from {{ ref("stg_documents") }}
),

forms as (
    select * from {{ ref("stg_articles") }}
),

document_sources as (
    select * from {{ ref("int_document_sources") }}
),

placed_changes as (
    select
        *,
        { 'day': delivery_date, 'at': seen_at } as moment,
        lag(file_uri) over (partition by document_id order by delivery_date, seen_at) as previous_uri
    from changes
),

histories as (
    select
        document_id,
        max(moment) as last_moment,
        arg_max(content_hash, moment) as content_hash,
        arg_max(previous_uri, moment) filter (where file_uri <> previous_uri) as renamed_from,
        min(delivery_date) as first_delivery_date,
        min(seen_at) as first_seen_at
    from placed_changes
    group by document_id
),

last_forms as (
    select
        *,
        coalesce(published_at, published_date) as told_at
    from forms
    qualify row_number() over (partition by document_id order by delivery_date desc, seen_at desc) = 1
),

documents as (
    select
        histories.document_id,
        last_forms.article_id,
        coalesce(document_sources.source_id, 'unknown') as source_id,
        coalesce(document_sources.source_rule, 'none') as source_rule,
        placed_changes.file_uri,
        placed_changes.record,
        placed_changes.input_uri,
        histories.renamed_from,
        histories.content_hash,
        last_forms.clean_text_hash,
        row_number() over (
            order by last_forms.told_at nulls first, placed_changes.file_uri, placed_changes.record nulls first, histories.document_id
        ) as version_rank,
        row_number() over (
            order by
                last_forms.told_at nulls last, length(placed_changes.file_uri),
                placed_changes.file_uri, placed_changes.record nulls first, histories.document_id
        ) as copy_rank,
        histories.first_delivery_date,
        histories.first_seen_at,
        placed_changes.seen_at as last_seen_at,
        case when placed_changes.change = 'removed' then placed_changes.seen_at end as removed_at
    from histories
    inner join placed_changes
        on
            histories.document_id = placed_changes.document_id
            and histories.last_moment = placed_changes.moment
    left join last_forms
        on histories.document_id = last_forms.document_id
    left join document_sources
        on histories.document_id = document_sources.document_id
)

select * from documents
