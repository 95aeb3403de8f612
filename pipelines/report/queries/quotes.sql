-- Quotations of the speakers shown, and as many without a known speaker (rank 0), each in its sentence.
with

spoken as (
    select
        quotes.*,
        case when quotes.speaker_id is null then 0 else shown_speakers.speaker_rank end as speaker_rank
    from quotes
    left join shown_speakers
        on quotes.speaker_id = shown_speakers.speaker_id
    where quotes.speaker_id is null or shown_speakers.speaker_rank is not null
),

ranked as (
    select
        spoken.*,
        articles.title,
        articles.url,
        articles.file,
        articles.source_name,
        articles.published_date,
        count(*) over (partition by spoken.speaker_rank) as total,
        row_number() over (
            partition by spoken.speaker_rank
            order by articles.published_date desc nulls last, spoken.source_id asc, spoken.article_id asc, spoken.start_char asc
        ) as position
    from spoken
    inner join shown_articles as articles
        on spoken.version_id = articles.version_id
),

kept as (
    select * from ranked
    where position <= getvariable('quotes_per_speaker')
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
    spanned.speaker_rank,
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
group by spanned.speaker_rank
order by spanned.speaker_rank
