select
    theme_speakers.theme_rank,
    shown_themes.label,
    any_value(theme_speakers.topic_code) as topic_code,
    any_value(theme_speakers.speaker_count) as speaker_count,
    list({
        'place_rank': theme_speakers.place_rank, 'speaker_id': theme_speakers.speaker_id, 'name': theme_speakers.name,
        'quote_count': theme_speakers.quote_count, 'near_quote_count': theme_speakers.near_quote_count,
        'source_count': theme_speakers.source_count
    } order by theme_speakers.place_rank) as speakers
from theme_speakers
inner join shown_themes
    on theme_speakers.theme_rank = shown_themes.theme_rank
group by theme_speakers.theme_rank, shown_themes.label
order by theme_speakers.theme_rank
