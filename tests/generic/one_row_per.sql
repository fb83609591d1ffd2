{#- Fails for each key that is not unique or has an empty part: the grain that the model promises. -#}
{% test one_row_per(model, key) %}
select
    {{ key | join(', ') }},
    count(*) as row_count
from {{ model }}
group by {{ key | join(', ') }}
having
    count(*) > 1
    or {{ key | join(' is null or ') }} is null
{% endtest %}
