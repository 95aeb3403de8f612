with

tellings as (
    select * from {{ ref("int_event_tellings") }}
),

people as (
    select * from {{ ref("stg_people") }}
),

-- The parties in the order of the sentence: "A was accused by B" stays so.
parties as (
    select
        tellings.event_id,
        tellings.trigger,
        tellings.text,
        list_sort(
            [{{ party("tellings", "actor", "actors.name") }}, {{ party("tellings", "recipient", "recipients.name") }}], 'asc', 'nulls last'
        ) as spans
    from tellings
    left join people as actors
        on tellings.actor_id = actors.person_id
    left join people as recipients
        on tellings.recipient_id = recipients.person_id
    where tellings.telling_rank = 1
),

pieces as (
    select
        event_id,
        trigger,
        text,
        spans[1].name as first_name,
        spans[2].name as second_name,
        substr(text, 1, coalesce(spans[1].first, 1) - 1) as opening,
        substr(text, spans[1].next, spans[2].first - spans[1].next) as words_between,
        substr(text, coalesce(spans[2].next, spans[1].next, 1)) as ending,
        coalesce(spans[2].first < spans[1].next, false) as is_nested
    from parties
),

worded as (
    select
        event_id,
        case when is_nested then text else concat(opening, first_name, words_between, second_name, ending) end as clause,
        -- Null where more than the deed stands between the parties, or the deed elsewhere.
        case
            when contains(words_between, trigger) and length(words_between) <= {{ var("headline_between") }}
                then concat(first_name, words_between, second_name)
        end as deed,
        regexp_extract(ending, '^[^,;:–—()]*') as rest,
        length(opening) > {{ var("headline_opening") }} as is_late
    from pieces
),

wordings as (
    select
        event_id,
        {{ squeezed("clause") }} as clause,
        {{ squeezed("deed") }} as deed,
        {{ squeezed("deed || rest") }} as long_deed,
        is_late
    from worded
)

select * from wordings
