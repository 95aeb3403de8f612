{{ config(meta={"dagster": {"ref": {"name": "article_versions"}}}) }}

with

articles as (
    select * from {{ ref("articles") }}
),

article_versions as (
    select * from {{ ref("article_versions") }}
),

current_counts as (
    select
        article_id,
        count(*) as version_count,
        count(*) filter (where is_current) as current_count
    from article_versions
    group by article_id
),

failures as (
    select articles.article_id
    from articles
    left join current_counts
        on articles.article_id = current_counts.article_id
    where
        current_counts.current_count is distinct from 1
        or current_counts.version_count is distinct from articles.version_count
)

select * from failures
