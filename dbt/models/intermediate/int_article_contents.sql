with

shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

versions as (
    select * from {{ ref("int_versions") }}
),

article_words as (
    select * from {{ ref("int_article_words") }}
),

unread as (
    select * from {{ ref("stg_unread") }}
),

article_topics as (
    select * from {{ ref("int_article_topics") }}
),

topics as (
    select * from {{ ref("stg_topics") }}
),

quotes as (
    select * from {{ ref("quotes") }}
),

event_mentions as (
    select * from {{ ref("event_mentions") }}
),

figures as (
    select * from {{ ref("figures") }}
),

histories as (
    select
        article_id,
        count(*) as version_count,
        min(seen_at) as first_seen_at,
        max(removed_at) as removed_at
    from versions
    group by article_id
),

quoted as (
    select
        article_id,
        count(*) as quote_count,
        list_sort(list_distinct(list(speaker_name) filter (where speaker_id is not null))) as speakers
    from quotes
    group by article_id
),

evented as (
    select
        article_id,
        count(*) as event_mention_count
    from event_mentions
    group by article_id
),

figured as (
    select
        article_id,
        count(*) as figure_count
    from figures
    group by article_id
),

contents as (
    select
        shown_versions.article_id,
        unread.reason_code as set_aside_reason,
        topics.topic_code as main_topic_code,
        topics.label as main_topic_label,
        article_words.word_count,
        histories.version_count,
        coalesce(quoted.quote_count, 0) as quote_count,
        coalesce(quoted.speakers, []) as speakers,
        coalesce(evented.event_mention_count, 0) as event_mention_count,
        coalesce(figured.figure_count, 0) as figure_count,
        histories.first_seen_at,
        histories.removed_at
    from shown_versions
    inner join article_words
        on shown_versions.version_id = article_words.version_id
    inner join histories
        on shown_versions.article_id = histories.article_id
    left join unread
        on
            shown_versions.version_id = unread.version_id
            and shown_versions.delivery_date = unread.delivery_date and shown_versions.batch = unread.batch
    left join article_topics
        on
            shown_versions.article_id = article_topics.article_id
            and article_topics.is_main
    left join topics
        on article_topics.topic_code = topics.topic_code
    left join quoted
        on shown_versions.article_id = quoted.article_id
    left join evented
        on shown_versions.article_id = evented.article_id
    left join figured
        on shown_versions.article_id = figured.article_id
)

select * from contents
