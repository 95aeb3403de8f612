{# Schemas are named exactly as configured, without a prefix of the target. #}
{% macro generate_schema_name(custom_schema_name, node) %}
    {{- custom_schema_name or target.schema -}}
{% endmacro %}
