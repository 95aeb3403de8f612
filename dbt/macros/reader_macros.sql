{#
    Macros in the published file, for whoever writes SQL: search('…'), quotes_by('…'), evidence('…').
    Everything they call is built into DuckDB, so they work in any program that opens the file.
#}
{% macro create_reader_macros() %}
    {%- set read = ["articles", "blocks", "sources", "people", "int_search_articles", "int_search_terms", "int_search_words"] + passage_tables().keys() | list -%}
    {%- if execute and are_built(read) -%}
        {{ search_macro() }}
        {{ quotes_by_macro() }}
        {{ evidence_macro() }}
    {%- endif -%}
{% endmacro %}

{# Whether the run that ends has built all of these models; a macro on a table that is not there cannot be made. #}
{% macro are_built(models) %}
    {%- set built = results | selectattr("status", "equalto", "success") | map(attribute="node.name") | list -%}
    {{ return(models | reject("in", built) | list | length == 0) }}
{% endmacro %}

{# The tables whose rows are passages of an article: the columns by which a row is named, and the one that holds the passage. #}
{% macro passage_tables() %}
    {{ return({
        "mentions": [["mention_id"], "text"],
        "quotes": [["quote_id"], "quote_text"],
        "event_mentions": [["event_mention_id", "event_id"], "text"],
        "topic_mentions": [["topic_mention_id"], "text"],
        "date_mentions": [["date_mention_id"], "text"],
        "figures": [["figure_id"], "text"],
    }) }}
{% endmacro %}

{# A name as quotes_by compares it. #}
{% macro plain_name(expression) -%}
    lower(strip_accents(trim({{ expression }})))
{%- endmacro %}

{# The article's text around a span, whole words, on one line; `reach` is how many characters before and after it. #}
{% macro passage_around(start_char, end_char, reach, mark="") -%}
    regexp_replace(
        if(
            {{ start_char }} > {{ reach }},
            '… ' || regexp_replace(substr(articles.text, {{ start_char }} - {{ reach - 1 }}, {{ reach }}), '^\S*\s', ''),
            substr(articles.text, 1, {{ start_char }})
        )
        || '{{ mark }}' || substr(articles.text, {{ start_char }} + 1, {{ end_char }} - {{ start_char }}) || '{{ mark }}'
        || if(
            {{ end_char }} + {{ reach }} < length(articles.text),
            regexp_replace(substr(articles.text, {{ end_char }} + 1, {{ reach }}), '\s\S*$', '') || ' …',
            substr(articles.text, {{ end_char }} + 1)
        ), '\s+', ' ', 'g'
    )
{%- endmacro %}

{# Articles ranked by BM25, with k1 = 1.2 and b = 0.75 as usual. #}
{% macro search_macro() %}
    create or replace macro search(words) as table
    with
    -- A form that no article has is taken for the longest stem it begins with: a reader has no stemmer.
    asked as (
        select distinct arg_max(known.stem, if(known.word = given.word, 1000, length(known.stem))) over (partition by given.word) as stem
        from (select unnest({{ search_words("words") }}) as word) as given
        inner join intermediate.int_search_words as known
            on
                given.word = known.word
                or (starts_with(given.word, known.stem) and length(known.stem) >= 4 and length(given.word) - length(known.stem) <= 5)
    ),
    forms as (
        select known.stem, known.word
        from asked
        inner join intermediate.int_search_words as known on asked.stem = known.stem
    ),
    found as (
        select forms.stem, terms.article_number, sum(terms.weight) as weight, min(terms.block_index) as block_index
        from forms
        inner join intermediate.int_search_terms as terms on forms.word = terms.word
        group by forms.stem, terms.article_number
    ),
    totals as (
        select count(*) as article_count, greatest(avg(word_count), 1) as mean_word_count from intermediate.int_search_articles
    ),
    weighed as (
        select
            found.*,
            ln(1 + (totals.article_count - count(*) over of_stem + 0.5) / (count(*) over of_stem + 0.5)) as rarity,
            0.25 + 0.75 * numbered.word_count / totals.mean_word_count as relative_length,
            numbered.version_id
        from found
        inner join intermediate.int_search_articles as numbered on found.article_number = numbered.article_number
        cross join totals
        window of_stem as (partition by found.stem)
    ),
    scored as (
        select
            version_id,
            sum(rarity * weight * 2.2 / (weight + 1.2 * relative_length)) as score,
            count(*) as words_found,
            arg_max(block_index, rarity) as block_index
        from weighed
        group by version_id
    ),
    -- Every mark made a blank, so that whole words are found.
    shown as (
        select
            scored.*,
            blocks.start_char,
            concat(' ', {{ search_blanks("substr(articles.text, blocks.start_char + 1, blocks.end_char - blocks.start_char)") }}, ' ') as block_words
        from scored
        inner join articles on scored.version_id = articles.version_id
        left join blocks on scored.version_id = blocks.version_id and scored.block_index = blocks.block_index
    ),
    placed as (
        select
            * exclude (block_words),
            start_char - 1 + list_min(list_filter(
                list_transform((select list(concat(' ', word, ' ')) from forms), lambda word: strpos(block_words, word)), lambda place: place > 0
            )) as first_char
        from shown
    )
    select
        round(placed.score, 3) as score,
        placed.words_found,
        articles.published_date,
        sources.name as source_name,
        articles.title,
        {{ passage_around("placed.first_char", "placed.first_char", reach=80) }} as passage,
        articles.article_id
    from placed
    inner join articles on placed.version_id = articles.version_id
    inner join sources on articles.source_id = sources.source_id
    order by placed.score desc, articles.published_date desc, articles.article_id;
    comment on macro table search is 'Articles that hold one or more of the words, in any of their forms, the best match first (BM25, the title counts more). words_found: how many of the different words the article holds.';
{% endmacro %}

{# Quotations of whoever bears a name: fullest form, alias, or as printed. #}
{% macro quotes_by_macro() %}
    create or replace macro quotes_by(who) as table
    with
    named as (
        select person_id as speaker_id
        from people
        where list_contains(list_transform(list_append(aliases, name), lambda form: {{ plain_name("form") }}), {{ plain_name("who") }})
        union
        select speaker_id
        from quotes
        where {{ plain_name("speaker_name") }} = {{ plain_name("who") }}
    )
    select
        articles.published_date,
        sources.name as source_name,
        quotes.speaker_name,
        quotes.speaker_text,
        quotes.kind,
        quotes.quote_text,
        articles.title,
        quotes.quote_id,
        quotes.article_id
    from quotes
    inner join articles on quotes.version_id = articles.version_id
    inner join sources on quotes.source_id = sources.source_id
    where
        quotes.speaker_id in (select named.speaker_id from named)
        or {{ plain_name("quotes.speaker_text") }} = {{ plain_name("who") }}
    order by articles.published_date, sources.name, articles.title, quotes.version_id, quotes.start_char;
    comment on macro table quotes_by is 'Quotations of whoever bears the name, in their fullest form, as an alias or as printed, in upper or lower case.';
{% endmacro %}

{# The words that prove a row. #}
{% macro evidence_macro() %}
    create or replace macro evidence(id) as table
    with
    spans as (
        {%- for table, (names, text) in passage_tables().items() %}
        select '{{ table }}' as table_name, {{ names[0] }} as row_id, version_id, source_id, {{ text }} as text, start_char, end_char
        from {{ table }}
        where id in ({{ names | join(", ") }})
        {%- if not loop.last %}
        union all by name
        {%- endif %}
        {%- endfor %}
    )
    select
        spans.table_name,
        spans.text,
        {{ passage_around("spans.start_char", "spans.end_char", reach=120, mark="**") }} as passage,
        articles.title,
        sources.name as source_name,
        articles.published_date,
        articles.file_uri,
        spans.start_char,
        spans.end_char,
        spans.row_id
    from spans
    inner join articles on spans.version_id = articles.version_id
    inner join sources on spans.source_id = sources.source_id
    order by spans.table_name, articles.published_date, articles.file_uri, spans.start_char;
    comment on macro table evidence is 'The passage that proves a row: give the id of a mention, quotation, event, event mention, topic mention, time expression or figure. The row''s own text stands between ** and **.';
{% endmacro %}
