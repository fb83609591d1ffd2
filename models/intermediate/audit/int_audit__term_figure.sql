-- The printed figures that a term of a rule can mean: its measure, and every coordinate it names. What it does not name binds.
with

measured as (
    select terms.rule_id, terms.term_no, terms.role, terms.valid_from, terms.valid_to, figures.figure_key
    from {{ ref('audit_term') }} as terms
    left join {{ ref('audit_measure_group') }} as groups_
        on terms.measure = concat('@', groups_.group_code)
    inner join {{ ref('int_audit__figure') }} as figures
        on coalesce(groups_.measure, terms.measure) = figures.measure
),

refused as (
    select measured.rule_id, measured.term_no, measured.valid_from, measured.figure_key
    from measured
    inner join {{ ref('int_audit__condition') }} as conditions
        on
            measured.rule_id = conditions.rule_id
            and measured.term_no = conditions.term_no
            and measured.valid_from = conditions.valid_from
    left join {{ ref('int_audit__coordinate') }} as coordinates
        on
            measured.figure_key = coordinates.figure_key
            and conditions.coordinate = coordinates.coordinate
    where
        (conditions.asks in ('equal', 'other', 'present', 'nearest', 'kept') and coordinates.coordinate is null)
        or (conditions.asks = 'absent' and coordinates.coordinate is not null)
        or (conditions.asks = 'equal' and coordinates.coordinate_value <> conditions.asked_value)
        or (conditions.asks = 'other' and coordinates.coordinate_value = conditions.asked_value)
    group by measured.rule_id, measured.term_no, measured.valid_from, measured.figure_key
)

select measured.*
from measured
left join refused
    on
        measured.rule_id = refused.rule_id
        and measured.term_no = refused.term_no
        and measured.valid_from = refused.valid_from
        and measured.figure_key = refused.figure_key
where refused.figure_key is null
