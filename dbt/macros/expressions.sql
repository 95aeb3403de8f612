{# A UTC time without zone: shows the same in every session, whatever its time zone. #}
{% macro utc(column) -%}
    make_timestamp(epoch_us({{ column }}))
{%- endmacro %}

{# The words of a name as a slug: `The Daily Post` -> `the-daily-post`; null when no letter or digit is left. #}
{% macro slug(expression) -%}
    nullif(trim(regexp_replace(lower(strip_accents({{ expression }})), '[^a-z0-9]+', '-', 'g'), '-'), '')
{%- endmacro %}

{# A text on one line, without space at its ends. #}
{% macro squeezed(expression) -%}
    trim(regexp_replace({{ expression }}, '\s+', ' ', 'g'))
{%- endmacro %}

{# A party of an event mention: its place in the clause, from 1, and its name, else its words; null where it stands outside the clause. #}
{% macro party(mention, side, name) -%}
    case
        when
            {{ mention }}.{{ side }}_start_char >= {{ mention }}.start_char
            and {{ mention }}.{{ side }}_end_char <= {{ mention }}.start_char + length({{ mention }}.text)
            then {
                'first': {{ mention }}.{{ side }}_start_char - {{ mention }}.start_char + 1,
                'next': {{ mention }}.{{ side }}_end_char - {{ mention }}.start_char + 1,
                'name': coalesce({{ name }}, {{ mention }}.{{ side }}_text)
            }
    end
{%- endmacro %}

{# The value found most often in a group; the first in the alphabet where several are, so that no order of rows decides. #}
{% macro most_frequent(column) -%}
    list_sort(list_transform(map_entries(histogram({{ column }})), lambda pair: { 'rank': -pair['value'], 'text': pair['key'] }))[1]['text']
{%- endmacro %}

{# The last part of a folder path that names something: dates and numbers are passed over, `post/2024/05` -> `post`. #}
{% macro naming_folder(column) -%}
    {%- set months = "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sep(t|tember)?|oct(ober)?|nov(ember)?|dec(ember)?" -%}
    list_filter(
        string_split({{ column }}, '/'),
        lambda part: not regexp_full_match(lower(part), '([0-9\s._-]|[qtw][0-9]|{{ months }})*')
    )[-1]
{%- endmacro %}

{# The extracted rows of the article versions that the marts show: one document form each, current, no exact copy. #}
{% macro shown_rows(rows) -%}
    select
        {{ rows }}.*,
        int_shown_versions.article_id,
        int_shown_versions.source_id
    from {{ rows }}
    inner join int_shown_versions
        on
            {{ rows }}.version_id = int_shown_versions.version_id
            and {{ rows }}.delivery_date = int_shown_versions.delivery_date
            and {{ rows }}.batch = int_shown_versions.batch
{%- endmacro %}

{# Those of the shown rows that count: not the ones that begin in a block which was learned to be no part of the article. #}
{% macro counted_rows(rows) -%}
    {{ shown_rows(rows) }}
    anti join int_blocks
        on
            {{ rows }}.version_id = int_blocks.version_id
            and {{ rows }}.start_char >= int_blocks.start_char
            and {{ rows }}.start_char < int_blocks.end_char
            and int_blocks.role <> int_blocks.parsed_role
{%- endmacro %}

{# What coverage tables count of the articles of a theme. #}
{% macro coverage_counts() -%}
    count(*) filter (where article_themes.is_covered) as article_count,
        count(*) filter (where article_themes.is_main) as main_article_count,
        count(distinct articles.origin_id) filter (where article_themes.is_covered) as origin_count,
        count(*) filter (where article_themes.is_covered and not articles.is_copy and not articles.has_agency_credit) as own_article_count,
        cast(coalesce(sum(articles.word_count) filter (where article_themes.is_covered), 0) as bigint) as word_count
{%- endmacro %}

{# Words of a text: what stands between white space. #}
{% macro word_count(text) -%}
    len(regexp_split_to_array(trim({{ text }}), '\s+'))
{%- endmacro %}

{# A text as `search` compares it: lower case, no accents. Letters keep their places. #}
{% macro search_form(expression) -%}
    lower(strip_accents({{ expression }}))
{%- endmacro %}

{# The words of a text: runs of letters and digits. #}
{% macro search_words(expression) -%}
    regexp_extract_all({{ search_form(expression) }}, '[\p{L}\p{N}]+')
{%- endmacro %}

{# The same words where they stand, all that is between them made blank. #}
{% macro search_blanks(expression) -%}
    regexp_replace({{ search_form(expression) }}, '[^\p{L}\p{N}]', ' ', 'g')
{%- endmacro %}

{# Score of a theme's hits, numbered by `repetition` among those of one rule: n equal hits count 1 + ln(n) times, so the n-th adds
    ln(n / (n - 1)). Decimals, because the sum of doubles depends on the order of the rows. #}
{% macro score_of_hits() -%}
    cast(sum(cast(
        weight * case when repetition = 1 then 1 else ln(repetition / (repetition - 1)) end as decimal(18, 6)
    )) as double)
{%- endmacro %}
