with

evidence as (
    select * from {{ ref("int_source_evidence") }}
),

source_list as (
    select * from {{ ref("stg_source_list") }}
),

-- The deepest listed folder that holds the file.
folder_sources as (
    select
        folders.folder,
        source_list.source_id
    from (select distinct folder from evidence) as folders
    inner join source_list
        on starts_with(folders.folder || '/', rtrim(source_list.folder, '/') || '/')
    qualify row_number() over (partition by folders.folder order by length(source_list.folder) desc, source_list.source_id asc) = 1
),

-- The most exact listed host: `news.post.example` is of `post.example` unless listed itself.
host_sources as (
    select
        hosts.host,
        source_list.source_id
    from (select distinct host from evidence) as hosts
    inner join source_list
        on ends_with('.' || hosts.host, '.' || lower(source_list.host))
    qualify row_number() over (partition by hosts.host order by length(source_list.host) desc, source_list.source_id asc) = 1
),

listed_names as (
    select
        source_id,
        unnest(list_prepend(name, coalesce(string_split(aliases, '|'), []))) as name
    from source_list
),

-- A name that several outlets bear tells none of them.
name_sources as (
    select
        {{ slug("name") }} as name_slug,
        min(source_id) as source_id
    from listed_names
    group by all
    having count(distinct source_id) = 1
),

document_sources as (
    select
        evidence.document_id,
        coalesce(
            folder_sources.source_id, host_sources.source_id, site_sources.source_id, masthead_sources.source_id,
            evidence.site_slug, evidence.masthead_slug, evidence.folder_slug, {{ slug("evidence.host") }}, 'unknown'
        ) as source_id,
        case
            when folder_sources.source_id is not null then 'folder_listed'
            when host_sources.source_id is not null then 'host_listed'
            when site_sources.source_id is not null or masthead_sources.source_id is not null then 'name_listed'
            when evidence.site_slug is not null then 'site_slug'
            when evidence.masthead_slug is not null then 'masthead_slug'
            when evidence.folder_slug is not null then 'folder_slug'
            when evidence.host is not null then 'host_slug'
            else 'none'
        end as source_rule,
        coalesce(evidence.site, evidence.masthead) as told_name
    from evidence
    left join folder_sources
        on evidence.folder = folder_sources.folder
    left join host_sources
        on evidence.host = host_sources.host
    left join name_sources as site_sources
        on evidence.site_slug = site_sources.name_slug
    left join name_sources as masthead_sources
        on evidence.masthead_slug = masthead_sources.name_slug
)

select * from document_sources
