-- Models that see single forms or single applications are views: nothing of one person's answers is stored in a table.
{%- set single = [
    'int_survey__delivered_answer', 'int_survey__answer', 'int_waiting__delivered_application', 'int_waiting__case'
] %}
{%- if execute %}
    {%- for node in graph.nodes.values() if node.name in single and node.config.materialized != 'view' %}
select '{{ node.name }}' as stored_model
union all
    {%- endfor %}
{%- endif %}
select cast(null as varchar) as stored_model
where 1 = 0
