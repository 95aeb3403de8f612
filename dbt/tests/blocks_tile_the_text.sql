{{ config(meta={"dagster": {"ref": {"name": "blocks"}}}) }}

-- The first block begins at 0, each further one where the one before ends, the last one ends with the text.
with

articles as (
    select * from {{ ref("articles") }}
),

blocks as (
    select * from {{ ref("blocks") }}
),

neighbours as (
    select
        version_id,
        start_char,
        end_char,
        lag(end_char, 1, 0) over by_block as previous_end_char,
        lead(start_char) over by_block is null as is_last
    from blocks
    window by_block as (
        partition by version_id
        order by block_index
    )
),

failures as (
    select
        articles.version_id,
        neighbours.start_char
    from articles
    left join neighbours
        on articles.version_id = neighbours.version_id
    where
        neighbours.start_char is distinct from neighbours.previous_end_char
        or neighbours.start_char is null
        or (neighbours.is_last and neighbours.end_char <> length(articles.text))
)

select * from failures
