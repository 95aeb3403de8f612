with

topic_mentions as (
    select * from {{ ref("topic_mentions") }}
),

blocks as (
    select * from {{ ref("int_blocks") }}
),

ranked as (
    select
        topic_mentions.*,
        row_number() over (
            partition by topic_mentions.version_id, topic_mentions.block_index, topic_mentions.topic_code, topic_mentions.rule_id
            order by topic_mentions.start_char
        ) as repetition
    from topic_mentions
    inner join blocks
        on
            topic_mentions.version_id = blocks.version_id
            and topic_mentions.block_index = blocks.block_index
            and blocks.role = 'body'
),

paragraph_topics as (
    select
        article_id,
        version_id,
        source_id,
        topic_code,
        block_index,
        count(*) as mention_count,
        {{ score_of_hits() }} as score
    from ranked
    group by all
)

select * from paragraph_topics
