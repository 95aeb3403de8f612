with

mentions as (
    select * from {{ ref("stg_mentions") }}
),

identities as (
    select * from {{ ref("stg_identities") }}
),

int_shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

int_blocks as (
    select * from {{ ref("int_blocks") }}
),

counted as (
    {{ counted_rows("mentions") }}
),

final as (
    select
        counted.mention_id,
        counted.version_id,
        counted.article_id,
        counted.source_id,
        coalesce(identities.person_id, counted.entity_id) as entity_id,
        counted.entity_kind,
        counted.entity_name,
        counted.text,
        counted.title,
        counted.country_code,
        counted.rule_id,
        counted.extractor_version,
        counted.sentence_index,
        counted.start_char,
        counted.end_char
    from counted
    left join identities
        on
            counted.entity_id = identities.entity_id
            and counted.entity_kind = 'person'
)

select * from final
