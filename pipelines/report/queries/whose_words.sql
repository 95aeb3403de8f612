-- Per source how much of what it prints is its own; the sources beyond the limit share one rank and so one row.
select
    ranked_sources.source_rank,
    count(*) as article_count,
    count(*) filter (where articles.is_copy) as copy_count,
    count(*) filter (where articles.has_agency_credit) as credit_count,
    count(*) filter (where not articles.is_copy and not articles.has_agency_credit) as own_article_count,
    count(*) filter (where articles.is_copy or articles.has_agency_credit) as borrowed_count,
    sum(articles.own_share * articles.word_count)
    / nullif(sum(articles.word_count) filter (where articles.own_share is not null), 0) as own_share
from articles
inner join ranked_sources
    on articles.source_id = ranked_sources.source_id
group by ranked_sources.source_rank
order by ranked_sources.source_rank
