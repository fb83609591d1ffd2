{#- Fails for each key that is not unique or has an empty part, unless that part may be empty: the grain that the model promises. -#}
{% test one_row_per(model, key, may_be_empty=[]) %}
select
    {{ key | join(', ') }},
    count(*) as row_count
from {{ model }}
group by {{ key | join(', ') }}
having
    count(*) > 1
    or {{ key | reject('in', may_be_empty) | join(' is null or ') }} is null
{% endtest %}
