with

columns as (
    select
        source_id,
        source_rank,
        article_count as source_article_count
    from ranked_sources
    where source_rank <= getvariable('sources') and article_count > 0
),

-- Over all sources: a copy mostly stands in another source than its origin.
theme_origins as (
    select
        themes.theme_rank,
        count(distinct articles.origin_id) as origin_count
    from article_top_themes as themes
    inner join shown_articles as articles
        on themes.article_id = articles.article_id
    group by themes.theme_rank
)

-- One row per theme; its cells stand in the order of the sources.
select
    shown_themes.theme_rank,
    shown_themes.topic_code,
    shown_themes.label,
    shown_themes.article_count,
    coalesce(theme_origins.origin_count, 0) as origin_count,
    list({
        'source_rank': columns.source_rank,
        'source_article_count': columns.source_article_count,
        'article_count': coalesce(coverage.article_count, 0),
        'own_article_count': coalesce(coverage.own_article_count, 0),
        'share': coalesce(coverage.article_share, 0.0)
    } order by columns.source_rank) as cells
from shown_themes
cross join columns
left join theme_coverage_by_source as coverage
    on
        columns.source_id = coverage.source_id
        and shown_themes.topic_code is not distinct from coverage.topic_code
        and coverage.level = 0
left join theme_origins
    on shown_themes.theme_rank = theme_origins.theme_rank
group by all
order by shown_themes.theme_rank
