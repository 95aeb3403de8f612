{{ config(meta={"dagster": {"ref": {"name": "theme_coverage_by_day"}}}) }}

-- Summed over days, a theme's counts are those of the source, less its articles without a publication day.
with

by_source as (
    select * from {{ ref("theme_coverage_by_source") }}
),

by_day as (
    select * from {{ ref("theme_coverage_by_day") }}
),

articles as (
    select * from {{ ref("articles") }}
),

undated_counts as (
    select
        source_id,
        count(*) filter (where published_date is null) as undated_count
    from articles
    group by source_id
),

day_totals as (
    select
        source_id,
        topic_code,
        sum(article_count) as article_count
    from by_day
    group by all
),

failures as (
    select
        by_source.source_id,
        by_source.topic_code
    from by_source
    inner join undated_counts
        on by_source.source_id = undated_counts.source_id
    left join day_totals
        on
            by_source.source_id = day_totals.source_id
            and by_source.topic_code is not distinct from day_totals.topic_code
    where
        by_source.article_count - coalesce(day_totals.article_count, 0) not between 0 and undated_counts.undated_count
)

select * from failures
