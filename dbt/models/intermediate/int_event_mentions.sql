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
        counted.* replace (
            coalesce(actors.person_id, counted.actor_id) as actor_id,
            coalesce(recipients.person_id, counted.recipient_id) as recipient_id,
            coalesce(claimants.person_id, counted.claimed_by_id) as claimed_by_id
        ),
        events.event_id,
        events.rule_id as event_rule_id
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
