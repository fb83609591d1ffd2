-- Every programme that a rule names = a programme of the list: a rule with a misspelt programme never fits.
-- A warning only: the list is delivered, and a run with some of the deliveries lacks some of it.
{#- Seeds by the column that tells the row and the column that names the programme; '*' stands for all, empty for none. -#}
{%- set rules = {
    'allocation_key': ['allocation_key', 'programme_code'],
    'comparability': ['indicator_code', 'unit_code'],
    'cost_rule': ['rule_id', 'programme_code'],
    'cost_type_rule': ['rule_id', 'programme_code'],
    'exit_reason_map': ['map_id', 'programme_code'],
    'official_source': ['rule_id', 'programme_code'],
    'participant_pool': ['pool_code', 'programme_code'],
    'printed_area': ['area', 'unit_code'],
    'programme_total': ['programme_code', 'programme_code'],
    'referrer_map': ['map_id', 'programme_code'],
    'step_forward_rule': ['rule_id', 'programme_code'],
    'unit_municipality': ['municipality_code', 'unit_code'],
} %}
with

named as (
    {%- for seed, (id, programme_code) in rules.items() %}
    select '{{ seed }}' as seed, {{ id }} as rule_id, association_code, {{ programme_code }} as programme_code
    from {{ ref(seed) }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select
    named.seed,
    named.rule_id,
    named.association_code,
    named.programme_code
from named
left join {{ ref('int_programme__programme') }} as programmes
    on
        named.programme_code = programmes.programme_code
        and named.association_code in (programmes.association_code, '*')
where
    named.programme_code not in ('*', '')
    and programmes.programme_code is null
