select
    (select cast(coalesce(sum(document_count), 0) as bigint) from sources) as document_count,
    (select count(*) from exact_copies) as copy_count,
    -- A refused form of a document whose article still stands is no further outcome.
    (
        select count(*) from rejects
        where article_id is null
    ) as reject_count,
    (
        select count(*) from rejects
        where article_id is not null
    ) as refused_form_count,
    (select count(*) from ranked_sources) as source_count,
    (
        select count(*) from ranked_sources
        where source_rank > getvariable('sources')
    ) as other_source_count,
    (select count(*) from quotes) as quote_count,
    (
        select count(*) from quotes
        where speaker_id is null
    ) as unknown_speaker_count,
    (select count(distinct speaker_id) from quotes) as speaker_count,
    (select count(*) from events) as event_count,
    (select count(*) from event_mentions) as event_mention_count,
    (
        select count(*) from events
        where event_date is null
    ) as undated_event_count,
    (select max(delivery_date) from ingest_health) as last_delivery_date,
    count(*) as article_count,
    cast(coalesce(sum(word_count), 0) as bigint) as word_count,
    count(*) filter (where published_date is null) as undated_count,
    count(*) filter (where has_date_conflict) as conflict_count,
    count(*) filter (where unread_reason is not null) as unread_count,
    count(*) filter (where removed_at is not null) as removed_count,
    count(*) filter (where title is null) as untitled_count,
    min(published_date) as first_date,
    max(published_date) as last_date,
    max(extractor_version) as extractor_version
from articles
