{#- controller__cost_line is controller.cost_line: the room is the prefix, the relation is the rest. -#}
{% macro generate_alias_name(custom_alias_name=none, node=none) -%}
    {%- if custom_alias_name is not none -%}
        {{ custom_alias_name }}
    {%- elif node.fqn[1] in ('controller', 'published') -%}
        {{ node.name.split('__')[1] }}
    {%- else -%}
        {{ node.name }}
    {%- endif -%}
{%- endmacro %}
