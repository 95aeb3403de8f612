with

topic_mentions as (
    select * from {{ ref("topic_mentions") }}
),

topic_lineage as (
    select * from {{ ref("int_topic_lineage") }}
),

article_themes as (
    select * from {{ ref("int_article_themes") }}
),

blocks as (
    select * from {{ ref("int_blocks") }}
),

theme_paragraphs as (
    select distinct
        topic_mentions.source_id,
        topic_mentions.article_id,
        topic_mentions.version_id,
        topic_mentions.block_index,
        topic_lineage.ancestor_code as topic_code
    from topic_mentions
    inner join topic_lineage
        on topic_mentions.topic_code = topic_lineage.topic_code
    inner join blocks
        on
            topic_mentions.version_id = blocks.version_id
            and topic_mentions.block_index = blocks.block_index
            and blocks.role = 'body'
    inner join article_themes
        on
            topic_mentions.article_id = article_themes.article_id
            and topic_lineage.ancestor_code = article_themes.topic_code
            and article_themes.is_covered
)

select * from theme_paragraphs
