-- The pairs behind these counts: each article in others' words beside the one that had them first, with the longest sentence of both.
with

ranked as (
    select
        shown_articles.*,
        articles.own_share,
        articles.credit,
        articles.text,
        row_number() over (
            partition by shown_articles.source_rank
            order by
                articles.is_copy desc, articles.own_share asc nulls last, articles.published_date desc nulls last, articles.article_id asc
        ) as position
    from shown_articles
    inner join articles
        on shown_articles.article_id = articles.article_id
    where articles.is_copy or articles.has_agency_credit
),

kept as (
    select * from ranked
    where position <= getvariable('borrowed')
),

pairs as (
    select
        kept.article_id,
        kept.version_id,
        origins.title,
        origins.url,
        origins.file,
        origins.source_name,
        origins.published_date,
        squashed(articles.text) as text
    from kept
    inner join shown_articles as origins
        on kept.origin_id = origins.article_id
    inner join articles
        on origins.article_id = articles.article_id
    where kept.is_copy
),

shared as (
    select
        pairs.article_id,
        arg_max(squashed(sentences.text), { 'length': length(sentences.text), 'place': -sentences.start_char }) as passage
    from pairs
    inner join staging.stg_sentences as sentences
        on pairs.version_id = sentences.version_id
    where
        length(sentences.text) <= getvariable('clause_chars')
        and contains(pairs.text, squashed(sentences.text))
    group by pairs.article_id
)

select
    kept.source_rank,
    list({
        'title': kept.title, 'url': kept.url, 'file': kept.file, 'source_name': kept.source_name, 'published_date': kept.published_date,
        'word_count': kept.word_count, 'own_share': kept.own_share, 'credit': kept.credit,
        'has_agency_credit': kept.has_agency_credit, 'passage': shared.passage,
        'origin': case when kept.is_copy then {
            'title': pairs.title, 'url': pairs.url, 'file': pairs.file, 'source_name': pairs.source_name,
            'published_date': pairs.published_date
        } end
    } order by kept.position) as articles
from kept
left join pairs
    on kept.article_id = pairs.article_id
left join shared
    on kept.article_id = shared.article_id
group by kept.source_rank
order by kept.source_rank
