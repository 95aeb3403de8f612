with

counted as (
    select * from {{ ref("int_event_mentions") }}
),

final as (
    select
        counted.event_mention_id,
        counted.event_id,
        counted.version_id,
        counted.article_id,
        counted.source_id,
        counted.actor_id,
        counted.recipient_id,
        counted.place_id,
        counted.quote_id,
        counted.claimed_by_id,
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
        counted.place_country,
        counted.place_rule,
        counted.event_date_precision,
        counted.event_date_text,
        counted.rule_id,
        counted.event_rule_id,
        counted.extractor_version,
        counted.sentence_index,
        counted.start_char,
        counted.end_char,
        counted.actor_start_char,
        counted.actor_end_char,
        counted.recipient_start_char,
        counted.recipient_end_char,
        counted.place_start_char,
        counted.place_end_char,
        counted.event_date
    from counted
)

select * from final
