with

lake as (
    select * from {{ source("extracted", "quotes") }}
),

quotes as (
    select
        version_id,
        rule_id,
        quote_id,
        speaker_id,
        batch,
        extractor_version,
        kind,
        quote_text,
        speaker_text,
        speaker_name,
        speaker_kind,
        cue,
        start_char,
        end_char,
        sentence_index,
        speaker_start_char,
        speaker_end_char,
        confidence,
        delivery_date
    from lake
)

select * from quotes
