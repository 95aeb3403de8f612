with

quotes as (
    select * from {{ ref("stg_quotes") }}
),

int_shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

int_blocks as (
    select * from {{ ref("int_blocks") }}
),

counted as (
    {{ counted_rows("quotes") }}
),

final as (
    select
        quote_id,
        version_id,
        article_id,
        source_id,
        speaker_id,
        kind,
        quote_text,
        speaker_text,
        speaker_name,
        speaker_kind,
        cue,
        rule_id,
        extractor_version,
        sentence_index,
        start_char,
        end_char,
        speaker_start_char,
        speaker_end_char,
        confidence
    from counted
)

select * from final
