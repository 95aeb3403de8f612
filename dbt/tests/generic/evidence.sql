{# Every row's text is the slice of its article's text that its span names. #}
{% test evidence(model, column_name, start_char="start_char", end_char="end_char") %}
    select spans.*
    from {{ model }} as spans
    left join {{ ref("articles") }} as articles
        on spans.version_id = articles.version_id
    where
        spans.{{ column_name }} is distinct from
        substr(articles.text, spans.{{ start_char }} + 1, spans.{{ end_char }} - spans.{{ start_char }})
{% endtest %}
