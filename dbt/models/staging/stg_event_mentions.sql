with

lake as (
    select * from {{ source("extracted", "event_mentions") }}
),

event_mentions as (
    select
        version_id,
        rule_id,
        event_mention_id,
        actor_id,
        recipient_id,
        place_id,
        quote_id,
        claimed_by_id,
        batch,
        extractor_version,
        event_type,
        event_mode,
        cameo_root,
        text,
        trigger,
        actor_text,
        actor_country,
        recipient_text,
        recipient_country,
        claimed_by_text,
        event_date_precision,
        event_date_text,
        place,
        place_country,
        place_rule,
        status,
        start_char,
        end_char,
        sentence_index,
        actor_start_char,
        actor_end_char,
        recipient_start_char,
        recipient_end_char,
        place_start_char,
        place_end_char,
        delivery_date,
        event_date
    from lake
)

select * from event_mentions
