-- What several queries need: the ranks by which rows are shown, and their articles.
create temp table ranked_sources as
select
    source_id,
    name,
    kind,
    document_count,
    article_count,
    least(
        row_number() over (order by article_count desc, document_count desc, source_id asc), getvariable('sources') + 1
    ) as source_rank
from sources
where document_count > 0;

create temp table shown_articles as
select
    articles.article_id,
    articles.version_id,
    articles.source_id,
    ranked_sources.source_rank,
    ranked_sources.name as source_name,
    articles.title,
    case when regexp_matches(articles.url, '^https?://[^\s]+$') then articles.url end as url,
    concat_ws('!', parse_filename(articles.file_uri), articles.record) as file,
    articles.published_date,
    articles.word_count,
    articles.origin_id,
    articles.is_copy,
    articles.has_agency_credit
from articles
left join ranked_sources
    on articles.source_id = ranked_sources.source_id;

create temp table shown_themes as
select
    topic_code,
    any_value(topic_label) as label,
    cast(sum(article_count) as bigint) as article_count,
    row_number() over (order by topic_code is null, sum(article_count) desc, any_value(topic_label)) as theme_rank
from theme_coverage_by_source
where level = 0
group by topic_code
having sum(article_count) > 0
qualify theme_rank <= getvariable('themes') or topic_code is null;

-- The top themes of each article; the row without code is for articles in which no theme reaches the floor.
create temp table article_top_themes as
select
    themes.article_id,
    shown_themes.topic_code,
    shown_themes.theme_rank,
    shown_themes.label,
    themes.is_main
from intermediate.int_article_themes as themes
inner join shown_themes
    on themes.topic_code is not distinct from shown_themes.topic_code
where themes.is_covered;

create temp table shown_speakers as
select
    speaker_id,
    arg_max(speaker_name, quote_count) as name,
    cast(sum(quote_count) as bigint) as quote_count,
    cast(sum(quoted_word_count) as bigint) as word_count,
    count(*) as source_count,
    row_number() over (order by sum(quote_count) desc, count(*) desc, speaker_id asc) as speaker_rank
from speaker_share_by_source
where speaker_id is not null
group by speaker_id
qualify speaker_rank <= getvariable('speakers');

-- Of each theme the speakers with most quotations beside its words; who is quoted in its articles on other things alone is not among them.
create temp table theme_speakers as
select
    shown_themes.theme_rank,
    shown_themes.topic_code,
    speakers_by_theme.speaker_id,
    speakers_by_theme.speaker_name as name,
    speakers_by_theme.quote_count,
    speakers_by_theme.near_quote_count,
    speakers_by_theme.source_count,
    count(*) over of_theme as speaker_count,
    row_number() over (
        of_theme
        order by
            speakers_by_theme.near_quote_count desc, speakers_by_theme.quote_count desc, speakers_by_theme.source_count desc,
            speakers_by_theme.speaker_id asc
    ) as place_rank
from speakers_by_theme
inner join shown_themes
    on speakers_by_theme.topic_code = shown_themes.topic_code
where speakers_by_theme.near_quote_count > 0
window of_theme as (partition by shown_themes.theme_rank)
qualify place_rank <= getvariable('speakers_per_theme');

create temp table placed_events as
select
    events.*,
    event_timeline.headline,
    event_timeline.date_label,
    case
        when events.event_date is null then 'undated' when events.event_date_precision in ('day', 'time') then 'day' else 'period'
    end as part,
    case when part = 'day' then events.event_date end as day
from events
left join event_timeline
    on events.event_id = event_timeline.event_id;

-- `place_rank` counts within the day, or within the events told less exactly.
create temp table shown_events as
with

days as (
    select
        day,
        row_number() over (order by day desc) as day_rank
    from placed_events
    where day is not null
    group by day
),

ranked as (
    select
        placed_events.*,
        days.day_rank,
        row_number() over (
            partition by placed_events.part, placed_events.day
            order by
                placed_events.source_count desc, placed_events.article_count desc, placed_events.status = 'happened' desc,
                case when placed_events.part = 'period' then placed_events.event_date end desc,
                placed_events.actor is null, placed_events.recipient is null, placed_events.event_id
        ) as place_rank
    from placed_events
    left join days
        on placed_events.day = days.day
)

select
    *,
    row_number() over (order by part, day_rank desc, place_rank) as event_rank
from ranked
where
    day_rank <= getvariable('event_days') and place_rank <= getvariable('events_per_day')
    or part <> 'day' and place_rank <= getvariable('events_apart');
