-- Every row of an adopted definition set rests on an adopted decision; what is only proposed is a set of its own.
{%- set seeds = ['allocation_key', 'cost_rule', 'definition_set', 'step_forward_rule', 'time_key'] %}
{%- for seed in seeds %}
select
    '{{ seed }}' as seed,
    {{ row_key(seed, 'definitions') }} as row_key,
    definitions.valid_from,
    definitions.definition_set,
    definitions.decision_id,
    decisions.status
from {{ ref(seed) }} as definitions
inner join {{ ref('definition_set') }} as sets
    on
        definitions.definition_set = sets.definition_set
        and definitions.valid_from between sets.valid_from and sets.valid_to
        and sets.status = 'adopted'
inner join {{ ref('decision') }} as decisions
    on definitions.decision_id = decisions.decision_id
where decisions.status <> 'adopted'
{{ "union all" if not loop.last }}
{%- endfor %}
