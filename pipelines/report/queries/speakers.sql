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

theme_lists as (
    select
        speakers_by_theme.speaker_id,
        list(
            { 'label': shown_themes.label, 'quote_count': speakers_by_theme.quote_count }
            order by speakers_by_theme.quote_count desc, shown_themes.theme_rank asc
        ) as themes
    from speakers_by_theme
    inner join shown_themes
        on speakers_by_theme.topic_code = shown_themes.topic_code
    group by speakers_by_theme.speaker_id
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
