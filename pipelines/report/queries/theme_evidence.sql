with

cells as (
    select
        themes.theme_rank,
        themes.topic_code,
        themes.is_main,
        articles.*,
        count(*) over (partition by themes.theme_rank, articles.source_rank) as total,
        row_number() over (
            partition by themes.theme_rank, articles.source_rank
            order by themes.is_main desc, articles.published_date desc nulls last, articles.article_id asc
        ) as position
    from article_top_themes as themes
    inner join shown_articles as articles
        on themes.article_id = articles.article_id
    where articles.source_rank <= getvariable('sources')
),

kept as (
    select * from cells
    where position <= getvariable('articles_per_cell')
),

-- The terms of the theme and of those below it; of a term that is found often, the first place.
terms as (
    select
        kept.theme_rank,
        kept.article_id,
        lower(arg_min(mentions.text, mentions.start_char)) as term,
        count(*) as term_count,
        max(article_topics.score) as score,
        max(mentions.weight) as weight,
        arg_min({ 'start_char': mentions.start_char, 'end_char': mentions.end_char }, mentions.start_char) as span
    from kept
    inner join intermediate.int_topic_lineage as lineage
        on kept.topic_code = lineage.ancestor_code
    inner join topic_mentions as mentions
        on
            lineage.topic_code = mentions.topic_code
            and kept.article_id = mentions.article_id
    inner join article_topics
        on
            mentions.article_id = article_topics.article_id
            and mentions.topic_code = article_topics.topic_code
    -- A theme with too few terms of its own gave nothing.
    semi join intermediate.int_article_themes as themes
        on
            mentions.article_id = themes.article_id
            and mentions.topic_code = themes.topic_code
            and themes.is_covered
    group by
        kept.theme_rank,
        kept.article_id,
        mentions.rule_id
),

ranked_terms as (
    select
        *,
        row_number() over (partition by theme_rank, article_id order by score desc, weight desc, span.start_char asc) as term_rank
    from terms
),

article_terms as (
    select
        kept.theme_rank,
        kept.article_id,
        list({
            'before': text_before(articles.text, ranked_terms.span.start_char, getvariable('context_chars')),
            'term': cut(articles.text, ranked_terms.span.start_char, ranked_terms.span.end_char),
            'after': text_after(articles.text, ranked_terms.span.end_char, getvariable('context_chars')),
            'term_count': ranked_terms.term_count
        } order by ranked_terms.term_rank) filter (where ranked_terms.term_rank <= getvariable('terms_per_article')) as passages,
        list(ranked_terms.term order by ranked_terms.term_rank) filter (
            where
            ranked_terms.term_rank > getvariable('terms_per_article')
            and ranked_terms.term_rank <= getvariable('terms_per_article') + getvariable('words_per_article')
        ) as further_terms,
        count(*) as term_count
    from kept
    inner join articles
        on kept.version_id = articles.version_id
    inner join ranked_terms
        on
            kept.theme_rank = ranked_terms.theme_rank
            and kept.article_id = ranked_terms.article_id
    group by all
)

select
    kept.theme_rank,
    kept.source_rank,
    any_value(kept.source_id) as source_id,
    any_value(kept.source_name) as source_name,
    any_value(kept.total) as total,
    list({
        'title': kept.title, 'url': kept.url, 'file': kept.file, 'published_date': kept.published_date, 'word_count': kept.word_count,
        'is_main': kept.is_main and kept.topic_code is not null, 'is_copy': kept.is_copy, 'has_agency_credit': kept.has_agency_credit,
        'passages': coalesce(article_terms.passages, []), 'further_terms': coalesce(article_terms.further_terms, []),
        'term_count': coalesce(article_terms.term_count, 0)
    } order by kept.position) as articles
from kept
left join article_terms
    on
        kept.theme_rank = article_terms.theme_rank
        and kept.article_id = article_terms.article_id
group by
    kept.theme_rank,
    kept.source_rank
order by
    kept.theme_rank,
    kept.source_rank
