with

quotes as (
    select * from {{ ref("quotes") }}
),

articles as (
    select * from {{ ref("articles") }}
),

blocks as (
    select * from {{ ref("int_blocks") }}
),

placed_quotes as (
    select
        quotes.quote_id,
        quotes.version_id,
        quotes.article_id,
        quotes.source_id,
        quotes.speaker_id,
        quotes.speaker_name,
        quotes.quote_text,
        blocks.block_index,
        articles.published_date
    from quotes
    inner join articles
        on quotes.article_id = articles.article_id
    inner join blocks
        on
            quotes.version_id = blocks.version_id
            and quotes.start_char >= blocks.start_char
            and quotes.start_char < blocks.end_char
    where quotes.speaker_id is not null
)

select * from placed_quotes
