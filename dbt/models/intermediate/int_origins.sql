with recursive

shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

forms as (
    select * from {{ ref("stg_articles") }}
),

source_list as (
    select * from {{ ref("stg_source_list") }}
),

text_overlaps as (
    select * from {{ ref("stg_overlaps") }}
),

credited as (
    select
        shown_versions.article_id,
        shown_versions.version_id,
        forms.published_date,
        forms.published_at,
        forms.unread_reason is null as is_read,
        {{ slug("forms.credit") }} as credit_slug,
        coalesce({{ slug("source_list.name") }}, shown_versions.source_id) as source_slug
    from shown_versions
    inner join forms
        on
            shown_versions.version_id = forms.version_id
            and shown_versions.delivery_date = forms.delivery_date and shown_versions.batch = forms.batch
    left join source_list
        on shown_versions.source_id = source_list.source_id
),

-- Who was first: by the day of publication, then whoever does not credit another, then by the time of day.
ranked as (
    select
        *,
        coalesce(
            not starts_with(source_slug, credit_slug) and not starts_with(credit_slug, source_slug), false
        ) as has_agency_credit,
        row_number() over (
            order by published_date nulls last, has_agency_credit, published_at nulls last, article_id
        ) as origin_rank
    from credited
),

parents as (
    select
        later.article_id,
        arg_min(earlier.article_id, earlier.origin_rank) filter (
            where text_overlaps.shared_share >= {{ var("copied_share") }}
        ) as parent_id,
        max(text_overlaps.shared_share) as copied_share
    from text_overlaps
    inner join ranked as later
        on text_overlaps.version_id = later.version_id
    inner join ranked as earlier
        on
            text_overlaps.other_version_id = earlier.version_id
            and later.origin_rank > earlier.origin_rank
    group by later.article_id
),

-- A copy of a copy has the first one's origin.
lines as (
    select
        ranked.article_id,
        ranked.article_id as origin_id
    from ranked
    left join parents
        on ranked.article_id = parents.article_id
    where parents.parent_id is null
    union all
    select
        parents.article_id,
        lines.origin_id
    from parents
    inner join lines
        on parents.parent_id = lines.article_id
),

origins as (
    select
        ranked.article_id,
        lines.origin_id,
        ranked.article_id <> lines.origin_id as is_copy,
        ranked.has_agency_credit,
        case when ranked.is_read then 1 - coalesce(parents.copied_share, 0) end as own_share
    from ranked
    inner join lines
        on ranked.article_id = lines.article_id
    left join parents
        on ranked.article_id = parents.article_id
)

select * from origins
