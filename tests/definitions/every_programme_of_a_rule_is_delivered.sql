-- Every programme that a rule names = a programme of the list: a rule with a misspelt programme never fits.
-- A warning only: the list is delivered, and a run with some of the deliveries lacks some of it.
{#- Seeds by the column that names the programme; '*' stands for all, empty for none. -#}
{%- set rules = {
    'allocation_key': 'programme_code',
    'comparability': 'unit_code',
    'cost_rule': 'programme_code',
    'cost_type_rule': 'programme_code',
    'exit_reason_map': 'programme_code',
    'official_source': 'programme_code',
    'participant_pool': 'programme_code',
    'printed_area': 'unit_code',
    'programme_total': 'programme_code',
    'referrer_map': 'programme_code',
    'step_forward_rule': 'programme_code',
    'unit_municipality': 'unit_code',
} %}
with

named as (
    {%- for seed, column in rules.items() %}
    select
        '{{ seed }}' as seed,
        {{ row_key(seed, 'rules') }} as row_key,
        rules.association_code,
        '{{ column }}' as column_name,
        rules.{{ column }} as value
    from {{ ref(seed) }} as rules
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select
    named.seed,
    named.row_key,
    named.association_code,
    named.column_name,
    named.value
from named
left join {{ ref('int_programme__programme') }} as programmes
    on
        named.value = programmes.programme_code
        and named.association_code in (programmes.association_code, '*')
where
    named.value not in ('*', '')
    and programmes.programme_code is null
