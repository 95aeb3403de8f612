-- Words of the person whom most sources quote: the surest direct quotation that can stand alone, of those the latest.
select
    shown_speakers.speaker_rank,
    shown_speakers.name,
    shown_speakers.source_count,
    cut(articles.text, quotes.start_char, quotes.end_char) as text,
    shown_articles.source_name,
    shown_articles.published_date
from shown_speakers
inner join quotes
    on shown_speakers.speaker_id = quotes.speaker_id
inner join shown_articles
    on quotes.version_id = shown_articles.version_id
inner join articles
    on quotes.version_id = articles.version_id
where quotes.kind = 'direct' and quotes.end_char - quotes.start_char between 40 and 180 and regexp_matches(quotes.quote_text, '[.!?]$')
order by
    shown_speakers.source_count desc, shown_speakers.quote_count desc, shown_speakers.speaker_rank asc,
    quotes.confidence desc, shown_articles.published_date desc nulls last, quotes.quote_id asc
limit 1
