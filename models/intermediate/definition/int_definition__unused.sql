-- Rows of rules, keys and maps that no fact uses on the days they hold.
{#- Tables by where their use is seen: the model and the column with the id of the row. -#}
{%- set seen = {
    'cost_rule': ['int_cost__own_rule', 'rule_id'],
    'cost_type_rule': ['int_cost__type', 'type_rule_id'],
    'exit_reason_map': ['int_exit__mapped', 'map_id'],
    'referrer_map': ['int_referral__mapped', 'map_id'],
} %}
{%- set associations = ['cost_rule', 'cost_type_rule', 'exit_reason_map', 'referrer_map', 'allocation_key',
    'step_forward_rule', 'programme_link'] %}
with

definition_rows as (
    {%- for table in associations %}
    select
        '{{ table }}' as definition_table,
        {{ row_key(table, 'definitions') }} as row_key,
        definitions.association_code,
        definitions.valid_from
    from {{ ref(table) }} as definitions
    union all
    {%- endfor %}
    select
        'text_pattern' as definition_table,
        {{ row_key('text_pattern', 'definitions') }} as row_key,
        '*' as association_code,
        definitions.valid_from
    from {{ ref('text_pattern') }} as definitions
),

key_days as (
    select subjects.association_code, subjects.valid_on, rules.rule_set, rules.allocation_key
    from {{ ref('int_cost__own_rule') }} as rules
    inner join {{ ref('int_cost__subject') }} as subjects
        on rules.subject_key = subjects.subject_key
    where rules.allocation_key is not null
    group by subjects.association_code, subjects.valid_on, rules.rule_set, rules.allocation_key
),

used as (
    {%- for table, (model, id) in seen.items() %}
    select '{{ table }}' as definition_table, {{ id }} as row_key, cast(null as date) as valid_from
    from {{ ref(model) }}
    where {{ id }} is not null
    union
    {%- endfor %}
    select 'allocation_key' as definition_table, {{ row_key('allocation_key', 'keys') }} as row_key, keys.valid_from
    from key_days
    inner join {{ ref('int_cost__lineage') }} as lineages
        on key_days.rule_set = lineages.rule_set
    inner join {{ ref('int_cost__key_share') }} as shares
        on
            lineages.definition_set = shares.definition_set
            and key_days.allocation_key = shares.allocation_key
            and key_days.association_code = shares.association_code
            and key_days.valid_on between shares.valid_from and shares.valid_to
    inner join {{ ref('allocation_key') }} as keys
        on
            shares.key_set = keys.definition_set
            and shares.allocation_key = keys.allocation_key
            and shares.cost_category = keys.cost_category
            and keys.valid_from <= shares.valid_to
            and shares.valid_from <= keys.valid_to
            and keys.association_code in (shares.association_code, '*')
    union
    select 'step_forward_rule' as definition_table, rules.rule_id as row_key, rules.valid_from
    from {{ ref('int_exit__flag') }} as flags
    inner join {{ ref('step_forward_rule') }} as rules
        on
            flags.definition_set = rules.definition_set
            and flags.outcome_class = rules.outcome_class
            and rules.association_code in (flags.association_code, '*')
            and rules.programme_code in (flags.programme_code, '*')
            and make_date(flags.fiscal_year, 12, 31) between rules.valid_from and rules.valid_to
    union
    select 'programme_link' as definition_table, {{ row_key('programme_link', 'links') }} as row_key, links.valid_from
    from {{ ref('int_ledger__key') }} as keys
    inner join {{ ref('programme_link') }} as links
        on
            keys.association_code = links.association_code
            and concat(links.dim_no, ':', links.object_code) in (keys.unit_object, keys.project_object)
            and keys.month between links.valid_from and links.valid_to
    union
    select 'text_pattern' as definition_table, {{ row_key('text_pattern', 'patterns') }} as row_key, patterns.valid_from
    from {{ ref('int_cost__subject') }} as subjects
    inner join {{ ref('text_pattern') }} as patterns
        on concat('|', subjects.text_signature, '|') like concat('%|', patterns.pattern_code, '|%')
)

select
    definition_rows.definition_table,
    definition_rows.row_key,
    definition_rows.association_code,
    definition_rows.valid_from
from definition_rows
left join used
    on
        definition_rows.definition_table = used.definition_table
        and definition_rows.row_key = used.row_key
        and definition_rows.valid_from = coalesce(used.valid_from, definition_rows.valid_from)
where used.row_key is null
