with

quotes as (
    select * from {{ ref("stg_quotes") }}
),

identities as (
    select * from {{ ref("stg_identities") }}
),

people as (
    select * from {{ ref("stg_people") }}
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
        counted.quote_id,
        counted.version_id,
        counted.article_id,
        counted.source_id,
        coalesce(identities.person_id, counted.speaker_id) as speaker_id,
        counted.kind,
        counted.quote_text,
        counted.speaker_text,
        coalesce(people.name, counted.speaker_name) as speaker_name,
        counted.speaker_kind,
        counted.cue,
        counted.rule_id,
        counted.extractor_version,
        counted.sentence_index,
        counted.start_char,
        counted.end_char,
        counted.speaker_start_char,
        counted.speaker_end_char,
        counted.confidence
    from counted
    left join identities
        on counted.speaker_id = identities.entity_id
    left join people
        on identities.person_id = people.person_id
)

select * from final
