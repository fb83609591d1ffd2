{#- An outward relation is exactly the columns of its contract, in their order, from one lower relation. -#}
{% macro outward(relation) %}
select
    {%- for column in model.columns %}
    {{ column }}{{ "," if not loop.last }}
    {%- endfor %}
from {{ relation }}
{% endmacro %}
