-- Lists of articles behind the counts of what came in: by source, by day, by what is missing.
with

members as (
    select
        'source' as list_kind,
        cast(source_rank as varchar) as list_key,
        article_id
    from shown_articles
    union all
    select
        'day',
        cast(published_date as varchar),
        article_id
    from articles
    where
        published_date in (
            select distinct published_date from articles
            where published_date is not null
            order by published_date desc
            limit (getvariable('publication_days'))
        )
    union all
    select
        'gap',
        'undated',
        article_id
    from articles
    where published_date is null
    union all
    select
        'gap',
        'conflict',
        article_id
    from articles
    where has_date_conflict
    union all
    select
        'gap',
        'unread',
        article_id
    from articles
    where unread_reason is not null
    union all
    select
        'gap',
        'removed',
        article_id
    from articles
    where removed_at is not null
    union all
    select
        'gap',
        'untitled',
        article_id
    from articles
    where title is null
),

ranked as (
    select
        members.list_kind,
        members.list_key,
        shown_articles.*,
        count(*) over (partition by members.list_kind, members.list_key) as total,
        row_number() over (
            partition by members.list_kind, members.list_key
            order by
                shown_articles.published_date desc nulls last,
                shown_articles.source_rank asc,
                shown_articles.title asc,
                shown_articles.article_id asc
        ) as position
    from members
    inner join shown_articles
        on members.article_id = shown_articles.article_id
)

select
    list_kind,
    list_key,
    any_value(total) as total,
    list({
        'title': title, 'url': url, 'file': file, 'source_name': source_name, 'published_date': published_date, 'word_count': word_count
    } order by position) as articles
from ranked
where position <= getvariable('articles_per_list')
group by all
order by all
