{{ config(meta={"dagster": {"ref": {"name": "ingest_health"}}}) }}

-- Documents delivered = articles + rejects + exact copies, those that have disappeared among them.
with

documents as (
    select * from {{ ref("stg_documents") }}
),

articles as (
    select * from {{ ref("articles") }}
),

rejects as (
    select * from {{ ref("rejects") }}
),

exact_copies as (
    select * from {{ ref("exact_copies") }}
),

outcomes as (
    select document_id from articles
    union all
    select document_id from exact_copies
    union all
    -- A refused form of a document whose article still stands is no further outcome.
    select document_id from rejects
    where article_id is null
),

outcome_counts as (
    select
        document_id,
        count(*) as outcome_count
    from outcomes
    group by document_id
),

failures as (
    select
        documents.document_id,
        coalesce(outcome_counts.outcome_count, 0) as outcome_count
    from (select distinct document_id from documents) as documents
    full join outcome_counts
        on documents.document_id = outcome_counts.document_id
    where
        documents.document_id is null
        or outcome_counts.outcome_count is distinct from 1
)

select * from failures
