with

blocks as (
    select * from {{ ref("int_blocks") }}
)

select * from blocks
