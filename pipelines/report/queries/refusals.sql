select
    'reject' as kind,
    coalesce(ranked_sources.name, rejects.source_id) as source_name,
    concat_ws('!', parse_filename(rejects.file_uri), rejects.record) as file,
    rejects.folder,
    rejects.reason_code as reason,
    rejects.detail,
    cast(null as varchar) as original,
    rejects.article_id is not null as has_article,
    rejects.delivery_date
from rejects
left join ranked_sources
    on rejects.source_id = ranked_sources.source_id
qualify
    row_number() over (order by rejects.article_id is not null, rejects.delivery_date desc, rejects.file_uri asc, rejects.record asc)
    <= getvariable('refusals')
union all
select
    'copy',
    coalesce(ranked_sources.name, exact_copies.source_id),
    concat_ws('!', parse_filename(exact_copies.file_uri), exact_copies.record),
    null,
    exact_copies.copy_kind,
    null,
    coalesce(shown_articles.title, shown_articles.file),
    false,
    cast(exact_copies.first_seen_at as date)
from exact_copies
left join ranked_sources
    on exact_copies.source_id = ranked_sources.source_id
left join shown_articles
    on exact_copies.copy_of_article_id = shown_articles.article_id
qualify
    row_number() over (order by exact_copies.first_seen_at desc, exact_copies.file_uri asc, exact_copies.record asc)
    <= getvariable('refusals')
order by kind desc, source_name asc, file asc
