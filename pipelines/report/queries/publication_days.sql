with

days as (
    select
        published_date as day,
        count(*) as article_count,
        row_number() over (order by published_date desc) as day_rank
    from articles
    where published_date is not null
    group by published_date
),

by_source as (
    select
        shown_articles.published_date as day,
        shown_articles.source_rank,
        count(*) as article_count
    from shown_articles
    group by all
),

source_ranks as (
    select distinct source_rank from ranked_sources
),

cells as (
    select
        days.day,
        list(
            { 'source_rank': source_ranks.source_rank, 'article_count': coalesce(by_source.article_count, 0) }
            order by source_ranks.source_rank
        ) as by_source
    from days
    cross join source_ranks
    left join by_source
        on days.day = by_source.day and source_ranks.source_rank = by_source.source_rank
    where days.day_rank <= getvariable('publication_days')
    group by days.day
)

-- One row per day shown, and one without day for all earlier ones.
select
    case when days.day_rank <= getvariable('publication_days') then days.day end as day,
    cast(sum(days.article_count) as bigint) as article_count,
    any_value(cells.by_source) as by_source
from days
left join cells
    on days.day = cells.day
group by 1
order by 1 nulls first
