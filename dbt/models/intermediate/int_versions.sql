with

forms as (
    select * from {{ ref("stg_articles") }}
),

changes as (
    select * from {{ ref("stg_documents") }}
),

-- The first form that told a version stands for it, whatever template noise later forms bring.
kept_forms as (
    select * from forms
    qualify row_number() over (partition by version_id order by delivery_date, seen_at, batch) = 1
),

-- A text that goes back to an earlier wording has that version current again.
latest_forms as (
    select
        article_id,
        version_id,
        document_id
    from forms
    qualify row_number() over (partition by article_id order by delivery_date desc, seen_at desc, document_id asc, batch asc) = 1
),

last_changes as (
    select
        document_id,
        change,
        seen_at
    from changes
    qualify row_number() over (partition by document_id order by delivery_date desc, seen_at desc) = 1
),

removals as (
    select
        latest_forms.version_id,
        last_changes.seen_at as removed_at
    from latest_forms
    inner join last_changes
        on latest_forms.document_id = last_changes.document_id
    where last_changes.change = 'removed'
),

versions as (
    select
        kept_forms.version_id,
        kept_forms.article_id,
        kept_forms.document_id,
        kept_forms.batch,
        kept_forms.clean_text_hash,
        row_number() over (
            partition by kept_forms.article_id
            order by kept_forms.delivery_date, kept_forms.seen_at, kept_forms.version_id
        ) as version_number,
        latest_forms.version_id is not null as is_current,
        kept_forms.delivery_date,
        kept_forms.seen_at,
        removals.removed_at
    from kept_forms
    left join latest_forms
        on kept_forms.version_id = latest_forms.version_id
    left join removals
        on kept_forms.version_id = removals.version_id
)

select * from versions
