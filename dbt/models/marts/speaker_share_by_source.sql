with

quotes as (
    select * from {{ ref("quotes") }}
),

articles as (
    select * from {{ ref("articles") }}
),

people as (
    select * from {{ ref("people") }}
),

sources as (
    select * from {{ ref("sources") }}
),

counted as (
    select
        quotes.source_id,
        quotes.speaker_id,
        {{ most_frequent("quotes.speaker_name") }} as speaker_name,
        count(*) as quote_count,
        cast(sum({{ word_count("quotes.quote_text") }}) as bigint) as quoted_word_count,
        min(articles.published_date) as first_date,
        max(articles.published_date) as last_date
    from quotes
    inner join articles
        on quotes.article_id = articles.article_id
    group by
        quotes.source_id,
        quotes.speaker_id
),

speaker_shares as (
    select
        counted.source_id,
        counted.speaker_id,
        sources.name as source_name,
        case when counted.speaker_id is not null then coalesce(people.name, counted.speaker_name) end as speaker_name,
        counted.quote_count,
        counted.quoted_word_count,
        counted.quoted_word_count / sum(counted.quoted_word_count) over (partition by counted.source_id) as quoted_word_share,
        counted.first_date,
        counted.last_date
    from counted
    inner join sources
        on counted.source_id = sources.source_id
    left join people
        on counted.speaker_id = people.person_id
)

select * from speaker_shares
