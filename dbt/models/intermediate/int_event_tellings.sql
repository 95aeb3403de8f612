with

event_mentions as (
    select * from {{ ref("int_event_mentions") }}
),

articles as (
    select * from {{ ref("stg_articles") }}
),

origins as (
    select * from {{ ref("int_origins") }}
),

ranked as (
    select
        event_mentions.*,
        origins.origin_id,
        articles.published_date,
        list_position(['happened', 'planned', 'hypothetical', 'negated'], event_mentions.status) as firmness,
        list_position(['time', 'day', 'month', 'year'], event_mentions.event_date_precision) as exactness,
        event_mentions.event_date_precision in ('time', 'day') as is_exact,
        case event_mentions.event_date_precision
            when 'month' then last_day(event_mentions.event_date)
            when 'year' then make_date(year(event_mentions.event_date), 12, 31)
            else event_mentions.event_date
        end as event_date_end,
        articles.published_date = min(articles.published_date) over (partition by event_mentions.event_id) as is_first_told
    from event_mentions
    inner join articles
        on
            event_mentions.version_id = articles.version_id
            and event_mentions.delivery_date = articles.delivery_date
            and event_mentions.batch = articles.batch
    inner join origins
        on event_mentions.article_id = origins.article_id
    where event_mentions.event_id is not null
),

tellings as (
    select
        *,
        -- What stands for the event: no claim, the firmest status, both parties known, a verb rather than a noun, the exact date,
        -- the first article.
        row_number() over (
            partition by event_id
            order by
                quote_id is not null, firmness, actor_id is null, recipient_id is null, rule_id like '%:noun', exactness nulls last,
                published_date nulls last, event_mention_id
        ) as telling_rank
    from ranked
)

select * from tellings
