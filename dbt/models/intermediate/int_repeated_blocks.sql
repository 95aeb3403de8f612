with

passages as (
    select * from {{ ref("int_passages") }}
),

subjects as (
    select * from {{ ref("int_passage_subjects") }}
),

shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

source_counts as (
    select
        source_id,
        count(*) as article_count
    from shown_versions
    group by source_id
),

repeated as (
    select
        source_id,
        text_hash,
        article_count,
        min(word_count) as word_count,
        avg(cast(is_at_edge as integer)) as edge_share
    from passages
    where article_count >= {{ var("repeated_articles") }}
    group by
        source_id,
        text_hash,
        article_count
),

evidence as (
    select
        repeated.source_id,
        repeated.text_hash,
        repeated.word_count,
        repeated.article_count,
        repeated.article_count / source_counts.article_count as article_share,
        repeated.edge_share,
        subjects.subject_share
    from repeated
    inner join source_counts
        on repeated.source_id = source_counts.source_id
    left join subjects
        on
            repeated.source_id = subjects.source_id
            and repeated.text_hash = subjects.text_hash
),

-- Background that an outlet reuses stands amid what is new, or, where it ends the text, under titles that share a word.
-- Without titles there is no such evidence, and only what nearly every article has is learned.
repeated_blocks as (
    select
        *,
        coalesce(
            article_share >= {{ var("repeated_share") }}
            or (
                edge_share >= {{ var("repeated_edge_share") }}
                and subject_share < {{ var("repeated_subject_share") }}
                and article_share >= {{ var("repeated_share_at_edge") }}
            ),
            false
        ) as is_boilerplate
    from evidence
)

select * from repeated_blocks
