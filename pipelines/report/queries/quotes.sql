-- Quotations of the speakers shown, as many without a known speaker (rank 0), and those of each theme's speakers; each in its sentence.
with

spoken as (
    select
        quotes.*,
        'speaker-' || case when quotes.speaker_id is null then 0 else shown_speakers.speaker_rank end as list_key,
        false as is_near,
        getvariable('quotes_per_speaker') as list_limit
    from quotes
    left join shown_speakers
        on quotes.speaker_id = shown_speakers.speaker_id
    where quotes.speaker_id is null or shown_speakers.speaker_rank is not null
    union all
    select
        quotes.*,
        'theme-' || theme_speakers.theme_rank || '-speaker-' || theme_speakers.place_rank,
        paragraphs.topic_code is not null,
        getvariable('quotes_per_theme')
    from theme_speakers
    inner join quotes
        on theme_speakers.speaker_id = quotes.speaker_id
    inner join intermediate.int_placed_quotes as places
        on quotes.quote_id = places.quote_id
    inner join article_top_themes as themes
        on
            quotes.article_id = themes.article_id
            and theme_speakers.topic_code = themes.topic_code
    left join intermediate.int_theme_paragraphs as paragraphs
        on
            places.version_id = paragraphs.version_id
            and places.block_index = paragraphs.block_index
            and theme_speakers.topic_code = paragraphs.topic_code
),

ranked as (
    select
        spoken.*,
        articles.title,
        articles.url,
        articles.file,
        articles.source_name,
        articles.published_date,
        count(*) over (partition by spoken.list_key) as total,
        row_number() over (
            partition by spoken.list_key
            order by
                spoken.is_near desc, articles.published_date desc nulls last, spoken.source_id asc, spoken.article_id asc,
                spoken.start_char asc
        ) as position
    from spoken
    inner join shown_articles as articles
        on spoken.version_id = articles.version_id
),

kept as (
    select * from ranked
    where position <= list_limit
),

-- A version delivered on several days has its sentences several times in staging.
sentences as (
    select
        kept.quote_id,
        min(sentences.start_char) as start_char,
        max(sentences.end_char) as end_char
    from kept
    inner join staging.stg_sentences as sentences
        on
            kept.version_id = sentences.version_id
            and kept.start_char < sentences.end_char
            and kept.end_char > sentences.start_char
    group by kept.quote_id
),

placed as (
    select
        kept.*,
        articles.text,
        case
            when sentences.start_char < kept.start_char - getvariable('passage_chars')
                then word_start(articles.text, kept.start_char - getvariable('passage_chars'))
            else least(sentences.start_char, kept.start_char)
        end as first_char,
        least(kept.end_char, kept.start_char + getvariable('quote_chars')) as shown_end_char,
        case
            when shown_end_char < kept.end_char then shown_end_char
            when sentences.end_char > kept.end_char + getvariable('passage_chars')
                then word_end(articles.text, kept.end_char + getvariable('passage_chars'))
            else greatest(sentences.end_char, kept.end_char)
        end as last_char,
        first_char > sentences.start_char as is_cut_before,
        shown_end_char = kept.end_char and last_char < sentences.end_char as is_cut_after
    from kept
    inner join articles
        on kept.version_id = articles.version_id
    left join sentences
        on kept.quote_id = sentences.quote_id
),

spanned as (
    select
        *,
        list_sort(list_filter(
            [
                { 'start_char': start_char, 'end_char': shown_end_char, 'role': 'quote' },
                { 'start_char': speaker_start_char, 'end_char': speaker_end_char, 'role': 'speaker' }
            ],
            lambda span: span.role = 'quote'
            or span.start_char >= first_char and span.end_char <= last_char
            and (span.end_char <= placed.start_char or span.start_char >= placed.end_char)
        )) as spans
    from placed
),

article_themes as (
    select
        article_id,
        list(label order by is_main desc, theme_rank asc) as themes
    from article_top_themes
    where topic_code is not null
    group by article_id
)

select
    spanned.list_key,
    any_value(spanned.total) as total,
    list({
        'kind': spanned.kind, 'cue': spanned.cue, 'speaker_text': spanned.speaker_text, 'rule_id': spanned.rule_id,
        'confidence': spanned.confidence,
        'pieces': pieces(spanned.text, spanned.first_char, spanned.last_char, spanned.spans),
        'is_cut_before': coalesce(spanned.is_cut_before, false), 'is_cut_after': coalesce(spanned.is_cut_after, false),
        'left_out': spanned.end_char - spanned.shown_end_char,
        -- As `speaker_share_by_source` counts them.
        'word_count': len(regexp_split_to_array(trim(spanned.quote_text), '\s+')),
        'title': spanned.title, 'url': spanned.url, 'file': spanned.file, 'source_name': spanned.source_name,
        'published_date': spanned.published_date, 'themes': coalesce(article_themes.themes, [])
    } order by spanned.position) as quotes
from spanned
left join article_themes
    on spanned.article_id = article_themes.article_id
group by spanned.list_key
order by spanned.list_key
