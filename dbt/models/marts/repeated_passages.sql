with

repeated_blocks as (
    select * from {{ ref("int_repeated_blocks") }}
),

passages as (
    select * from {{ ref("int_passages") }}
),

articles as (
    select * from {{ ref("articles") }}
),

places as (
    select
        passages.source_id,
        passages.text_hash,
        passages.version_id,
        passages.start_char,
        passages.end_char,
        min(articles.published_date) over passage as first_published_date,
        max(articles.published_date) over passage as last_published_date
    from passages
    inner join articles
        on passages.version_id = articles.version_id
    semi join repeated_blocks
        on
            passages.source_id = repeated_blocks.source_id
            and passages.text_hash = repeated_blocks.text_hash
    window passage as (partition by passages.source_id, passages.text_hash)
    -- One place as the example: the earliest published, so that no order of arrival decides.
    qualify row_number() over (
        passage order by articles.published_date asc nulls last, passages.version_id asc, passages.start_char asc
    ) = 1
),

repeated_passages as (
    select
        repeated_blocks.source_id,
        repeated_blocks.text_hash,
        places.version_id,
        substr(articles.text, places.start_char + 1, places.end_char - places.start_char) as text,
        places.start_char,
        places.end_char,
        repeated_blocks.word_count,
        repeated_blocks.article_count,
        repeated_blocks.article_share,
        repeated_blocks.edge_share,
        repeated_blocks.subject_share,
        repeated_blocks.is_boilerplate,
        places.first_published_date,
        places.last_published_date
    from repeated_blocks
    inner join places
        on
            repeated_blocks.source_id = places.source_id
            and repeated_blocks.text_hash = places.text_hash
    inner join articles
        on places.version_id = articles.version_id
)

select * from repeated_passages
