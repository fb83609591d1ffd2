{#- Where a finding is about persons the way down is shown and what stands there is not. -#}
{%- set shown = {
    'is_suppressed': 'about_persons as is_suppressed',
    'amount': 'case when not about_persons then amount end as amount',
} %}
select
{%- for column in model.columns %}
    {{ shown.get(column, column) }}{{ "," if not loop.last }}
{%- endfor %}
from {{ ref('controller__finding_row') }}
