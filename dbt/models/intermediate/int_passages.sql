with

blocks as (
    select * from {{ ref("stg_blocks") }}
),

int_shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

shown as (
    {{ shown_rows("blocks") }}
),

-- Blocks of the other roles are no part of the article anyway, and no outlet at all is no outlet of which to learn.
judged as (
    select * from shown
    where
        role in ('body', 'heading')
        and word_count > 0
        and source_id <> 'unknown'
),

article_counts as (
    select
        source_id,
        text_hash,
        count(distinct version_id) as article_count
    from judged
    group by
        source_id,
        text_hash
),

counted as (
    select
        judged.*,
        article_counts.article_count,
        count(*) filter (where article_counts.article_count = 1) over (partition by judged.version_id) as own_count,
        count(*) filter (where article_counts.article_count = 1) over (
            partition by judged.version_id
            order by judged.block_index
        ) as own_count_so_far
    from judged
    inner join article_counts
        on
            judged.source_id = article_counts.source_id
            and judged.text_hash = article_counts.text_hash
),

passages as (
    select
        version_id,
        article_id,
        source_id,
        text_hash,
        block_index,
        start_char,
        end_char,
        word_count,
        article_count,
        -- Before the first or after the last passage that stands in this article alone; an article without one has no edge.
        case when own_count > 0 then own_count_so_far in (0, own_count) end as is_at_edge
    from counted
)

select * from passages
