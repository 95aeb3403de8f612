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

shown as (
    {{ shown_rows("event_mentions") }}
),

final as (
    select
        shown.event_mention_id,
        events.event_id,
        shown.version_id,
        shown.article_id,
        shown.source_id,
        shown.actor_id,
        shown.recipient_id,
        shown.event_type,
        shown.event_mode,
        shown.cameo_root,
        shown.status,
        shown.text,
        shown.trigger,
        shown.actor_text,
        shown.actor_country,
        shown.recipient_text,
        shown.recipient_country,
        shown.place,
        shown.event_date_precision,
        shown.event_date_text,
        shown.rule_id,
        events.rule_id as event_rule_id,
        shown.extractor_version,
        shown.sentence_index,
        shown.start_char,
        shown.end_char,
        shown.actor_start_char,
        shown.actor_end_char,
        shown.recipient_start_char,
        shown.recipient_end_char,
        shown.event_date
    from shown
    left join events
        on shown.event_mention_id = events.event_mention_id
)

select * from final
