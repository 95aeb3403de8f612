with

blocks as (
    select * from {{ ref("int_blocks") }}
),

-- An article whose whole body was learned to be boilerplate has a row too.
article_words as (
    select
        version_id,
        cast(coalesce(sum(word_count) filter (where role = 'body'), 0) as bigint) as word_count
    from blocks
    group by version_id
)

select * from article_words
