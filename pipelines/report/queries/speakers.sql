with

kinds as (
    select
        speaker_id,
        count(*) filter (where kind = 'direct') as direct_count,
        count(*) filter (where kind = 'mixed') as mixed_count,
        count(*) filter (where kind = 'indirect') as indirect_count,
        count(distinct article_id) as article_count
    from quotes
    where speaker_id is not null
    group by speaker_id
),

theme_counts as (
    select
        quotes.speaker_id,
        themes.theme_rank,
        themes.label,
        count(*) as quote_count
    from quotes
    inner join article_top_themes as themes
        on quotes.article_id = themes.article_id
    semi join shown_speakers
        on quotes.speaker_id = shown_speakers.speaker_id
    where themes.topic_code is not null
    group by all
),

theme_lists as (
    select
        speaker_id,
        list({ 'theme_rank': theme_rank, 'label': label, 'quote_count': quote_count } order by quote_count desc, theme_rank asc) as themes
    from theme_counts
    group by speaker_id
)

select
    shown_speakers.*,
    kinds.* exclude (speaker_id),
    coalesce(theme_lists.themes, []) as themes,
    -- The longest tells most; Mr, Mrs and the like tell nothing.
    list_sort(list_transform(
        list_filter(people.titles, lambda title: length(title) > 4), lambda title: { 'length': -length(title), 'text': title }
    ))[1]['text'] as title
from shown_speakers
inner join kinds
    on shown_speakers.speaker_id = kinds.speaker_id
left join theme_lists
    on shown_speakers.speaker_id = theme_lists.speaker_id
left join people
    on shown_speakers.speaker_id = people.person_id
order by shown_speakers.speaker_rank
