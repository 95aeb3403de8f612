{#
    A lake table at the version that the run wrote. Lineage comes from the built-in source();
    folder and version are read only when a query is rendered, so that another lake or a newer version is no reason to parse again.
#}
{% macro source(stage, table) %}
    {%- set relation = builtins.source(stage, table) -%}
    {%- if not execute -%}
        {{ return(relation) }}
    {%- endif -%}
    {%- set key = stage ~ "/" ~ table -%}
    {%- set versions = fromjson(env_var("BROADSHEET_LAKE_VERSIONS")) -%}
    {%- if key not in versions -%}
        {{ exceptions.raise_compiler_error("BROADSHEET_LAKE_VERSIONS names no version of " ~ key) }}
    {%- endif -%}
    {{ return("delta_scan('" ~ env_var("BROADSHEET_LAKE") ~ "/" ~ key ~ "', version = " ~ versions[key] ~ ")") }}
{% endmacro %}
