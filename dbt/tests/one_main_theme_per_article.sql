with

article_topics as (
    select * from {{ ref("article_topics") }}
),

failures as (
    select article_id
    from article_topics
    where is_main
    group by article_id
    having count(*) > 1
)

select * from failures
