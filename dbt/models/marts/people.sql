with

people as (
    select * from {{ ref("stg_people") }}
),

mentions as (
    select * from {{ ref("mentions") }}
),

quotes as (
    select * from {{ ref("quotes") }}
),

mention_counts as (
    select
        entity_id,
        count(*) as mention_count,
        count(distinct article_id) as article_count
    from mentions
    where entity_kind = 'person'
    group by entity_id
),

quote_counts as (
    select
        speaker_id,
        count(*) as quote_count
    from quotes
    group by speaker_id
),

-- Whoever is named only in superseded versions is left to staging.
shown_people as (
    select
        people.person_id,
        people.wikidata_id,
        people.name,
        people.aliases,
        people.titles,
        people.gender,
        coalesce(mention_counts.mention_count, 0) as mention_count,
        coalesce(mention_counts.article_count, 0) as article_count,
        coalesce(quote_counts.quote_count, 0) as quote_count
    from people
    left join mention_counts
        on people.person_id = mention_counts.entity_id
    left join quote_counts
        on people.person_id = quote_counts.speaker_id
    where
        mention_counts.mention_count > 0
        or quote_counts.quote_count > 0
)

select * from shown_people
