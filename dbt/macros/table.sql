{#
    A table of a file that is always new: made under its final name with all its comments in one statement. dbt-duckdb's own way makes it
    aside, renames it and asks twice for its columns; with some sixty small tables that took longer than the queries.
#}
{% materialization table, adapter="duckdb" %}
    {%- set target_table = this.incorporate(type="table") -%}
    {%- set leftover = load_cached_relation(this) -%}
    {% if leftover is not none %}
        {% do adapter.drop_relation(leftover) %}
    {% endif %}
    {% call statement("main") -%}
        {{ create_table_as(False, target_table, sql) }};
        {{ comments(target_table, model) }}
    {%- endcall %}
    {% do adapter.commit() %}
    {{ return({"relations": [target_table]}) }}
{% endmaterialization %}

{# What is told of a table and its columns, as comments that stand in the file; a column that is described and not there is an error. #}
{% macro comments(relation, model) -%}
    {% if config.persist_relation_docs() and model.description -%}
        {{ alter_relation_comment(relation, model.description) }}
    {%- endif %}
    {% if config.persist_column_docs() -%}
        {% for name, column in model.columns.items() if column.description -%}
            comment on column {{ relation }}.{{ adapter.quote(name) }} is {{ duckdb_escape_comment(column.description) }};
        {% endfor %}
    {%- endif %}
{%- endmacro %}
