with

publication_dates as (
    select * from {{ ref("stg_publication_dates") }}
),

int_shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

articles as (
    select * from {{ ref("articles") }}
),

blocks as (
    select * from {{ ref("int_blocks") }}
),

shown as (
    {{ shown_rows("publication_dates") }}
),

final as (
    select
        shown.version_id,
        shown.article_id,
        shown.source_id,
        shown.evidence,
        shown.rule_id,
        shown.told_precision,
        shown.extractor_version,
        shown.block_index,
        blocks.start_char,
        blocks.end_char,
        date_diff('day', articles.published_date, shown.told_date) as days_from_published,
        shown.is_chosen,
        shown.told_date
    from shown
    inner join articles
        on shown.version_id = articles.version_id
    left join blocks
        on
            shown.version_id = blocks.version_id
            and shown.block_index = blocks.block_index
)

select * from final
