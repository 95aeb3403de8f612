-- The event that most sources tell, under the headline of the first article that tells it as it is told at the firmest.
select
    shown_events.event_rank,
    arg_min(
        { 'title': articles.title, 'url': articles.url, 'source_name': articles.source_name, 'published_date': articles.published_date },
        { 'day': coalesce(articles.published_date, date '9999-12-31'), 'article_id': articles.article_id }
    ) filter (where articles.title is not null) as headline
from shown_events
inner join event_mentions as mentions
    on
        shown_events.event_id = mentions.event_id
        and shown_events.status = mentions.status
inner join shown_articles as articles
    on mentions.version_id = articles.version_id
where shown_events.actor_id is not null
group by
    shown_events.event_rank,
    shown_events.source_count,
    shown_events.article_count,
    shown_events.status,
    shown_events.day
having headline is not null
order by
    shown_events.source_count desc, shown_events.article_count desc, shown_events.status = 'happened' desc,
    shown_events.day desc nulls last, shown_events.event_rank asc
limit 1
