-- Every row with a decision holds from the day the decision has effect, or later.
{%- set decided = definition_keys()['definitions'] %}
{%- for seed in decided %}
select
    '{{ seed }}' as seed,
    {{ row_key(seed, 'definitions') }} as row_key,
    definitions.decision_id,
    definitions.valid_from,
    decisions.effective_from
from {{ ref(seed) }} as definitions
inner join {{ ref('decision') }} as decisions
    on definitions.decision_id = decisions.decision_id
where definitions.valid_from < decisions.effective_from
{{ "union all" if not loop.last }}
{%- endfor %}
