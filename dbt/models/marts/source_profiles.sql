with

coverage as (
    select * from {{ ref("theme_coverage_by_source") }}
),

sources as (
    select * from {{ ref("sources") }}
),

top_themes as (
    select distinct
        topic_code,
        topic_label
    from coverage
    where level = 0
),

-- Every outlet has a row for every theme that any has: a theme left out is part of the profile.
shares as (
    select
        sources.source_id,
        sources.name as source_name,
        sources.article_count as source_article_count,
        top_themes.topic_code,
        top_themes.topic_label,
        coalesce(coverage.main_article_count, 0) as main_article_count,
        coalesce(coverage.main_article_share, 0) as main_article_share
    from sources
    cross join top_themes
    left join coverage
        on
            sources.source_id = coverage.source_id
            and top_themes.topic_code is not distinct from coverage.topic_code
            and coverage.level = 0
    where sources.article_count > 0
),

profiles as (
    select
        source_id,
        topic_code,
        source_name,
        topic_label,
        main_article_count,
        source_article_count,
        main_article_share,
        avg(cast(main_article_share as decimal(18, 9))) over same_theme as mean_share,
        main_article_share - avg(cast(main_article_share as decimal(18, 9))) over same_theme as share_difference,
        source_article_count < {{ var("profile_articles") }} as is_small
    from shares
    -- Decimals, because the sum of doubles depends on the order of the rows.
    window same_theme as (partition by topic_code)
)

select * from profiles
