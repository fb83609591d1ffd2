-- Years that cannot be compared with the year before in a definition set, because a rule began or ended in between: rules
-- that say what a cost is by nature (in every set), that sort costs, or that say what a step forward is. A change at the
-- turn of a year breaks one pair of years, one within a year two. An end that no one has set lies beyond all years. Reported
-- time that takes the place of a documented key, or leaves it again, is such a change too.
with

first_days as (
    {%- set subjects = {'cost_type_rule': 'cost_type', 'cost_rule': 'cost_category',
                        'allocation_key': 'cost_category', 'step_forward_rule': 'step_forward'} %}
    {%- for table, subject in subjects.items() %}
    {%- for day in ['starts_on', 'ends_on + 1'] %}
    select
        '{{ subject }}' as subject,
        {{ 'cast(null as varchar)' if subject == 'cost_type' else 'definition_set' }} as rule_set,
        association_code,
        for_association,
        {{ day }} as first_day
    from {{ in_force(table) }} as rules
    where starts_on <= ends_on
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
),

broken_years as (
    select subject, rule_set, association_code, for_association, year(first_day) as fiscal_year
    from first_days
    union all
    select subject, rule_set, association_code, for_association, year(first_day - 1) + 1 as fiscal_year
    from first_days
),

ruled_years as (
    select
        broken_years.subject,
        lineages.definition_set,
        associations.association_code,
        broken_years.fiscal_year
    from broken_years
    inner join {{ ref('int_cost__lineage') }} as lineages
        on coalesce(broken_years.rule_set, lineages.definition_set) = lineages.rule_set
    inner join {{ ref('association') }} as associations
        on
            broken_years.association_code in (associations.association_code, '*')
            and coalesce(broken_years.for_association, associations.association_code) = associations.association_code
),

timed_years as (
    select
        association_code,
        definition_set,
        allocation_key,
        year(valid_on) as fiscal_year,
        max(case when share_basis = 'time_report' then 1 else 0 end) as is_timed
    from {{ ref('int_cost__share') }}
    where subject_kind = 'ledger'
    group by association_code, definition_set, allocation_key, year(valid_on)
)

select subject, definition_set, association_code, fiscal_year
from ruled_years
union
select 'cost_category' as subject, later.definition_set, later.association_code, later.fiscal_year
from timed_years as later
inner join timed_years as earlier
    on
        later.association_code = earlier.association_code
        and later.definition_set = earlier.definition_set
        and later.allocation_key = earlier.allocation_key
        and later.fiscal_year = earlier.fiscal_year + 1
        and later.is_timed <> earlier.is_timed
