{# The shares of each group sum to one; a group whose shares are all null has nothing to share. #}
{% test shares_sum_to_one(model, column_name, group_by) %}
    select
        {{ group_by }},
        sum({{ column_name }}) as share_sum
    from {{ model }}
    group by {{ group_by }}
    having abs(sum({{ column_name }}) - 1) > 1e-9
{% endtest %}
