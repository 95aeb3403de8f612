with

overrides as (
    select * from {{ ref("stg_topic_overrides") }}
),

shown_versions as (
    select * from {{ ref("int_shown_versions") }}
),

documents as (
    select * from {{ ref("int_documents") }}
),

forms as (
    select * from {{ ref("stg_articles") }}
),

-- An article goes by its id, by any address it was ever delivered with, and by the end of its file's path, whole names only.
names as (
    select
        article_id,
        article_id as name,
        1 as name_rank
    from shown_versions
    union all
    select
        article_id,
        url as name,
        2 as name_rank
    from forms
    where url is not null
    union all
    select
        documents.article_id,
        overrides.article as name,
        3 as name_rank
    from documents
    inner join overrides
        on
            documents.file_uri = overrides.article
            or ends_with(url_decode(documents.file_uri), '/' || ltrim(overrides.article, './'))
),

topic_overrides as (
    select
        shown_versions.article_id,
        overrides.topic_code
    from overrides
    inner join names
        on overrides.article = names.name
    inner join shown_versions
        on names.article_id = shown_versions.article_id
    qualify
        row_number() over (
            partition by shown_versions.article_id
            order by names.name_rank asc, length(overrides.article) desc, overrides.article asc
        ) = 1
)

select * from topic_overrides
