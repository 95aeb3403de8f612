with

event_mentions as (
    select * from {{ ref("stg_event_mentions") }}
),

int_shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

events as (
    select * from {{ ref("stg_events") }}
),

identities as (
    select * from {{ ref("stg_identities") }}
),

int_blocks as (
    select * from {{ ref("int_blocks") }}
),

counted as (
    {{ counted_rows("event_mentions") }}
),

final as (
    select
        counted.event_mention_id,
        events.event_id,
        counted.version_id,
        counted.article_id,
        counted.source_id,
        coalesce(actors.person_id, counted.actor_id) as actor_id,
        coalesce(recipients.person_id, counted.recipient_id) as recipient_id,
        counted.quote_id,
        coalesce(claimants.person_id, counted.claimed_by_id) as claimed_by_id,
        counted.event_type,
        counted.event_mode,
        counted.cameo_root,
        counted.status,
        counted.text,
        counted.trigger,
        counted.actor_text,
        counted.actor_country,
        counted.recipient_text,
        counted.recipient_country,
        counted.claimed_by_text,
        counted.place,
        counted.event_date_precision,
        counted.event_date_text,
        counted.rule_id,
        events.rule_id as event_rule_id,
        counted.extractor_version,
        counted.sentence_index,
        counted.start_char,
        counted.end_char,
        counted.actor_start_char,
        counted.actor_end_char,
        counted.recipient_start_char,
        counted.recipient_end_char,
        counted.event_date
    from counted
    left join events
        on counted.event_mention_id = events.event_mention_id
    left join identities as actors
        on counted.actor_id = actors.entity_id
    left join identities as recipients
        on counted.recipient_id = recipients.entity_id
    left join identities as claimants
        on counted.claimed_by_id = claimants.entity_id
)

select * from final
