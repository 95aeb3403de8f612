with

event_mentions as (
    select * from {{ ref("event_mentions") }}
),

people as (
    select * from {{ ref("stg_people") }}
),

grouped as (
    select
        event_id,
        min(event_type) as event_type,
        min(event_mode) as event_mode,
        min(actor_id) as actor_id,
        {{ most_frequent("actor_text") }} as actor_text,
        min(actor_country) as actor_country,
        min(recipient_id) as recipient_id,
        {{ most_frequent("recipient_text") }} as recipient_text,
        min(recipient_country) as recipient_country,
        {{ most_frequent("place") }} as place,
        min({ 'day': event_date, 'precision': event_date_precision }) filter (where event_date is not null) as told_date,
        -- What one article tells as done outweighs what another still expects or denies.
        case
            when bool_or(status = 'happened') then 'happened'
            when bool_or(status = 'planned') then 'planned'
            when bool_or(status = 'hypothetical') then 'hypothetical'
            else 'negated'
        end as status,
        bool_and(quote_id is not null) as is_claimed,
        count(*) as mention_count,
        count(distinct article_id) as article_count,
        count(distinct source_id) filter (where source_id <> 'unknown') as source_count
    from event_mentions
    where event_id is not null
    group by event_id
),

events as (
    select
        grouped.event_id,
        grouped.actor_id,
        grouped.recipient_id,
        grouped.event_type,
        grouped.event_mode,
        grouped.status,
        coalesce(actors.name, grouped.actor_text) as actor,
        grouped.actor_country,
        coalesce(recipients.name, grouped.recipient_text) as recipient,
        grouped.recipient_country,
        grouped.place,
        grouped.told_date.precision as event_date_precision,
        grouped.mention_count,
        grouped.article_count,
        grouped.source_count,
        grouped.is_claimed,
        grouped.told_date.day as event_date
    from grouped
    left join people as actors
        on grouped.actor_id = actors.person_id
    left join people as recipients
        on grouped.recipient_id = recipients.person_id
)

select * from events
