-- Every place where a count of persons is published, and the identity of the count that stands there.
{%- for family in ['flow', 'exit', 'indicator', 'other', 'national'] %}
select relation, fact_key, measure, cell_id, value, level
from {{ ref('int_disclosure__' ~ family ~ '_cell') }}
union all
{%- endfor %}
-- a goal shows the count that its indicator shows
select
    'goal_result' as relation,
    goals.fact_key,
    cells.measure,
    cells.cell_id,
    cells.value,
    cells.level
from {{ ref('int_goal__result') }} as goals
inner join {{ ref('int_indicator__value') }} as outcomes
    on
        goals.association_code = outcomes.association_code
        and goals.programme_code = outcomes.unit_code
        and goals.indicator_code = outcomes.indicator_code
        and goals.definition_set = outcomes.definition_set
        and goals.fiscal_year = year(outcomes.period_end)
        and case when goals.sex = 'all' then '' else goals.sex end = outcomes.breakdown_value
inner join {{ ref('int_disclosure__indicator_cell') }} as cells
    on outcomes.fact_key = cells.fact_key
union all
-- a comparison with print shows the indicator itself
select
    'printed_comparison' as relation,
    printed.fact_key,
    cells.measure,
    cells.cell_id,
    max(cells.value) as value,
    max(cells.level) as level
from {{ ref('fct_printed_comparison') }} as printed
inner join {{ ref('int_disclosure__indicator_cell') }} as cells
    on printed.fact_key = cells.fact_key
group by printed.fact_key, cells.measure, cells.cell_id
