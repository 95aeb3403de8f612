{# Columns and descriptions come from the models themselves, at the time of the build: the dictionary cannot fall behind. #}
with

data_dictionary as (
    {%- set rows = [] %}
    {%- if execute %}
        {%- for node in graph.nodes.values() | sort(attribute="name") if node.resource_type == "model" and node.config.group == "marts" %}
            {%- for column in node.columns.values() %}
                {%- set ordinal = loop.index %}
                {%- set texts = [node.name, column.name, column.data_type, column.description] | map("replace", "'", "''") %}
                {%- do rows.append("('" ~ texts | join("', '") ~ "', " ~ ordinal ~ ")") %}
            {%- endfor %}
        {%- endfor %}
    {%- endif %}
    select
        described.table_name,
        described.column_name,
        described.data_type,
        described.description,
        described.ordinal
    from (
        values {{ rows | join(",\n        ") or "(null, null, null, null, null)" }}
    ) as described (table_name, column_name, data_type, description, ordinal)
)

select * from data_dictionary
