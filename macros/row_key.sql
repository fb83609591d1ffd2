{#- What a person calls a row of a table of definitions: its key without dates. The line in the file is found by it. -#}
{% macro row_key(table, alias) -%}
    {%- set found = [] -%}
    {%- for keys in definition_keys().values() if table in keys -%}{%- do found.extend(keys[table]) -%}{%- endfor -%}
    concat_ws(
        ' / ',
        {% for column in found or ['null'] %}cast({{ alias ~ '.' ~ column if found else 'null' }} as varchar){{ ", " if not loop.last }}{% endfor %}
    )
{%- endmacro %}
