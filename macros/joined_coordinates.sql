{#- The coordinates of a printed figure in one text, in order: those for which the condition holds. -#}
{% macro joined_coordinates(condition) -%}
    coalesce(
        {{ joined_text(
            "case when coordinates.coordinate is not null and " ~ condition
            ~ " then concat(coordinates.coordinate, '=', coordinates.coordinate_value) end", '; ', 'coordinates.coordinate') }},
        ''
    )
{%- endmacro %}
