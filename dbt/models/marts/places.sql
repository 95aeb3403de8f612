with

mentions as (
    select * from {{ ref("mentions") }}
),

event_mentions as (
    select * from {{ ref("event_mentions") }}
),

stg_places as (
    select * from {{ ref("stg_places") }}
),

named as (
    select
        entity_id as place_id,
        min(entity_name) as name,
        min(country_code) as country_code,
        count(*) as mention_count,
        count(distinct article_id) as article_count
    from mentions
    where
        entity_kind = 'place'
        and entity_id is not null
    group by entity_id
),

told as (
    select
        place_id,
        min(place) as name,
        min(place_country) as country_code,
        count(*) as event_mention_count
    from event_mentions
    where place_id is not null
    group by place_id
),

-- A place may be told by a dateline alone, which is no mention.
final as (
    select
        coalesce(named.place_id, told.place_id) as place_id,
        coalesce(stg_places.name, named.name, told.name) as name,
        stg_places.kind,
        coalesce(stg_places.country_code, named.country_code, told.country_code) as country_code,
        stg_places.subdivision_code,
        stg_places.latitude,
        stg_places.longitude,
        stg_places.population,
        coalesce(named.mention_count, 0) as mention_count,
        coalesce(named.article_count, 0) as article_count,
        coalesce(told.event_mention_count, 0) as event_mention_count
    from named
    full outer join told
        on named.place_id = told.place_id
    left join stg_places
        on coalesce(named.place_id, told.place_id) = stg_places.place_id
)

select * from final
