with

events as (
    select * from {{ ref("events") }}
),

event_mentions as (
    select * from {{ ref("event_mentions") }}
),

wordings as (
    select * from {{ ref("int_event_wordings") }}
),

worded as (
    select
        events.*,
        evidence.version_id,
        evidence.text,
        evidence.start_char,
        evidence.end_char,
        case
            when wordings.deed is null or length(wordings.clause) <= {{ var("headline_length") }} and not wordings.is_late
                then wordings.clause
            when length(wordings.long_deed) <= {{ var("headline_length") }} then wordings.long_deed
            else wordings.deed
        end as wording,
        wording <> wordings.clause and not contains(wording, events.place) and not regexp_matches(wording, ' (at|in) ') as lacks_place
    from events
    inner join event_mentions as evidence
        on events.event_mention_id = evidence.event_mention_id
    inner join wordings
        on events.event_id = wordings.event_id
    where events.event_date is not null
),

finished as (
    select
        *,
        case
            when length(wording) > {{ var("headline_length") }}
                then concat(regexp_replace(left(wording, {{ var("headline_length") }}), '\s+\S*$', ''), '…')
            when lacks_place then concat(rtrim(wording, '.'), ' in ', place)
            else rtrim(wording, '.')
        end as line
    from worded
),

event_timeline as (
    select
        event_id,
        event_mention_id,
        version_id,
        case event_date_precision
            when 'year' then strftime(event_date, '%Y')
            when 'month' then strftime(event_date, '%B %Y')
            else strftime(event_date, '%-d %B %Y')
        end as date_label,
        concat(upper(line[1]), line[2:]) as headline,
        status,
        event_type,
        event_mode,
        actor,
        recipient,
        place,
        event_date_precision,
        text,
        mention_count,
        article_count,
        source_count,
        start_char,
        end_char,
        event_date,
        first_published_date
    from finished
)

select * from event_timeline
order by event_date asc, event_date_precision asc, source_count desc, event_id asc
