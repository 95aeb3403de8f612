with

article_counts as (
    select
        source_id,
        count(*) filter (where published_date is null) as undated_count,
        sum(word_count) as word_count,
        min(published_date) as first_date,
        max(published_date) as last_date
    from articles
    group by source_id
),

copy_counts as (
    select
        source_id,
        count(*) as copy_count
    from exact_copies
    group by source_id
),

reject_counts as (
    select
        source_id,
        count(*) as reject_count
    from rejects
    where article_id is null
    group by source_id
)

-- The sources beyond the limit share one rank and so one row: the columns still add up.
select
    ranked_sources.source_rank,
    any_value(ranked_sources.source_id) as source_id,
    any_value(ranked_sources.name) as name,
    any_value(ranked_sources.kind) as kind,
    count(*) as source_count,
    cast(sum(ranked_sources.document_count) as bigint) as document_count,
    cast(sum(ranked_sources.article_count) as bigint) as article_count,
    cast(coalesce(sum(copy_counts.copy_count), 0) as bigint) as copy_count,
    cast(coalesce(sum(reject_counts.reject_count), 0) as bigint) as reject_count,
    cast(coalesce(sum(article_counts.undated_count), 0) as bigint) as undated_count,
    cast(coalesce(sum(article_counts.word_count), 0) as bigint) as word_count,
    min(article_counts.first_date) as first_date,
    max(article_counts.last_date) as last_date
from ranked_sources
left join article_counts
    on ranked_sources.source_id = article_counts.source_id
left join copy_counts
    on ranked_sources.source_id = copy_counts.source_id
left join reject_counts
    on ranked_sources.source_id = reject_counts.source_id
group by ranked_sources.source_rank
order by ranked_sources.source_rank
