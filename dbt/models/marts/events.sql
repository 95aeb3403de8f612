with

tellings as (
    select * from {{ ref("int_event_tellings") }}
),

people as (
    select * from {{ ref("stg_people") }}
),

grouped as (
    select
        event_id,
        min(event_type) as event_type,
        {{ most_frequent("place") }} as place,
        {{ most_frequent("place_id") }} as place_id,
        {{ most_frequent("place_country") }} as place_country,
        arg_min({ 'day': event_date, 'precision': event_date_precision }, (exactness, event_date)) filter (
            where event_date is not null
        ) as told_date,
        -- What one article tells as done outweighs what another still expects or denies, and what is told what is only claimed.
        arg_min(status, (quote_id is not null, firmness)) as status,
        arg_min(status, (quote_id is not null, firmness)) filter (where is_first_told) as first_status,
        bool_and(quote_id is not null) as is_claimed,
        count(*) as mention_count,
        count(distinct article_id) as article_count,
        count(distinct source_id) filter (where source_id <> 'unknown') as source_count,
        count(distinct origin_id) as origin_count,
        count(*) filter (where is_exact) as exact_date_count,
        min(event_date) as first_told_date,
        max(event_date_end) as last_told_date,
        min(published_date) as first_published_date,
        max(published_date) as last_published_date
    from tellings
    group by event_id
),

events as (
    select
        grouped.event_id,
        evidence.event_mention_id,
        evidence.actor_id,
        evidence.recipient_id,
        grouped.place_id,
        grouped.event_type,
        evidence.event_mode,
        grouped.status,
        grouped.first_status,
        coalesce(actors.name, evidence.actor_text) as actor,
        evidence.actor_country,
        coalesce(recipients.name, evidence.recipient_text) as recipient,
        evidence.recipient_country,
        grouped.place,
        grouped.place_country,
        grouped.told_date.precision as event_date_precision,
        grouped.mention_count,
        grouped.article_count,
        grouped.source_count,
        grouped.origin_count,
        grouped.exact_date_count,
        grouped.is_claimed,
        grouped.told_date.day as event_date,
        grouped.first_told_date,
        grouped.last_told_date,
        grouped.first_published_date,
        grouped.last_published_date
    from grouped
    inner join tellings as evidence
        on grouped.event_id = evidence.event_id and evidence.telling_rank = 1
    left join people as actors
        on evidence.actor_id = actors.person_id
    left join people as recipients
        on evidence.recipient_id = recipients.person_id
)

select * from events
