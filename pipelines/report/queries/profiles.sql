-- The theme of which a source has most more than the mean of all sources has.
select
    ranked_sources.source_rank,
    profiles.source_name,
    shown_themes.theme_rank,
    profiles.topic_label,
    profiles.main_article_count,
    profiles.source_article_count,
    profiles.main_article_share,
    profiles.mean_share
from source_profiles as profiles
inner join ranked_sources
    on profiles.source_id = ranked_sources.source_id
inner join shown_themes
    on profiles.topic_code = shown_themes.topic_code
where ranked_sources.source_rank <= getvariable('sources') and profiles.share_difference > 0
qualify
    row_number() over (
        partition by profiles.source_id
        order by profiles.share_difference desc, shown_themes.theme_rank asc
    ) = 1
order by ranked_sources.source_rank
