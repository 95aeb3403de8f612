with

ranked as (
    select
        mentions.*,
        shown_events.event_rank,
        articles.title,
        articles.url,
        articles.file,
        articles.source_name,
        articles.published_date,
        row_number() over (
            partition by mentions.event_id
            order by articles.published_date nulls last, mentions.source_id, mentions.article_id, mentions.start_char
        ) as position
    from event_mentions as mentions
    inner join shown_events
        on mentions.event_id = shown_events.event_id
    inner join shown_articles as articles
        on mentions.version_id = articles.version_id
),

-- Of a long clause the part from before its first party on.
cut_clauses as (
    select
        *,
        coalesce(least(actor_start_char, recipient_start_char), start_char) - getvariable('context_chars') as early_char,
        greatest(start_char, early_char) + getvariable('clause_chars') as late_char
    from ranked
    where position <= getvariable('mentions_per_event')
),

placed as (
    select
        cut_clauses.*,
        case when early_char > start_char then word_start(articles.text, early_char) else start_char end as first_char,
        case when late_char < end_char then word_end(articles.text, late_char) else end_char end as last_char,
        articles.text as article_text
    from cut_clauses
    inner join articles
        on cut_clauses.version_id = articles.version_id
),

spanned as (
    select
        *,
        list_sort(list_filter(
            [
                { 'start_char': actor_start_char, 'end_char': actor_end_char, 'role': 'actor' },
                { 'start_char': recipient_start_char, 'end_char': recipient_end_char, 'role': 'recipient' }
            ],
            lambda span: span.start_char >= placed.first_char and span.end_char <= placed.last_char
            and (
                span.role = 'actor' or placed.actor_start_char is null
                or span.start_char >= placed.actor_end_char or span.end_char <= placed.actor_start_char
            )
        )) as spans
    from placed
),

mention_lists as (
    select
        spanned.event_rank,
        list({
            'status': spanned.status, 'is_claimed': spanned.quote_id is not null, 'claimed_by': spanned.claimed_by_text,
            'trigger': spanned.trigger, 'rule_id': spanned.rule_id, 'date_text': spanned.event_date_text,
            'pieces': pieces(spanned.article_text, spanned.first_char, spanned.last_char, spanned.spans),
            'is_cut_before': spanned.first_char > spanned.start_char, 'is_cut_after': spanned.last_char < spanned.end_char,
            'title': spanned.title, 'url': spanned.url, 'file': spanned.file, 'source_name': spanned.source_name,
            'published_date': spanned.published_date
        } order by spanned.position) as mentions
    from spanned
    group by spanned.event_rank
)

select
    shown_events.*,
    mention_lists.mentions
from shown_events
inner join mention_lists
    on shown_events.event_rank = mention_lists.event_rank
order by shown_events.event_rank
