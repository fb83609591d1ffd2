-- Every type of cost that is booked = one step of the comparison, of the kind that moves: else its moves would be in no step.
select
    'comparison_step_type' as seed,
    lines.association_code,
    lines.fiscal_year,
    lines.cost_type,
    count(steps.step_code) as step_count
from (
    select association_code, fiscal_year, cost_type
    from {{ ref('fct_cost_line') }}
    group by association_code, fiscal_year, cost_type
) as lines
left join {{ ref('comparison_step_type') }} as types
    on
        lines.cost_type = types.cost_type
        and make_date(lines.fiscal_year, 12, 31) between types.valid_from and types.valid_to
left join {{ ref('comparison_step') }} as steps
    on
        types.step_code = steps.step_code
        and steps.kind = 'move'
group by lines.association_code, lines.fiscal_year, lines.cost_type
having count(steps.step_code) <> 1
