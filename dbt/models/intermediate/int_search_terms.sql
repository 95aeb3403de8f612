with

forms as (
    select * from {{ ref("stg_articles") }}
),

int_shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

blocks as (
    select * from {{ ref("int_blocks") }}
),

search_articles as (
    select * from {{ ref("int_search_articles") }}
),

shown as (
    {{ shown_rows("forms") }}
),

passages as (
    select
        search_articles.article_number,
        blocks.block_index,
        blocks.role = 'title' as is_title,
        substr(shown.text, blocks.start_char + 1, blocks.end_char - blocks.start_char) as text
    from blocks
    inner join search_articles
        on blocks.version_id = search_articles.version_id
    inner join shown
        on blocks.version_id = shown.version_id
    where blocks.role in ('title', 'heading', 'caption', 'body')
),

words as (
    select
        article_number,
        block_index,
        is_title,
        unnest({{ search_words("text") }}) as word
    from passages
),

terms as (
    select
        word,
        article_number,
        cast(count(*) + ({{ var("search_title_factor") }} - 1) * count(*) filter (where is_title) as integer) as weight,
        cast(min(block_index) filter (where not is_title) as integer) as block_index
    from words
    group by
        word,
        article_number
    -- So that a search reads the few row groups that hold its words.
    order by
        word asc,
        article_number asc
)

select * from terms
