select
    indicators.indicator_code,
    indicators.name_sv,
    indicators.name_en,
    indicators.purpose_sv,
    indicators.purpose_en,
    formulas.formula_sv,
    formulas.formula_en,
    indicators.numerator_sv,
    indicators.numerator_en,
    indicators.denominator_sv,
    indicators.denominator_en,
    indicators.unit,
    units.label_sv as unit_sv,
    units.label_en as unit_en,
    indicators.issue_area,
    indicators.source_system,
    indicators.has_programme_level,
    indicators.has_county_level,
    breakdowns.breakdowns,
    breakdowns.breakdowns_sv,
    breakdowns.breakdowns_en,
    indicators.note_sv,
    indicators.note_en,
    cautions.not_comparable_sv,
    cautions.not_comparable_en,
    goals.goals,
    indicators.owner,
    indicators.valid_from,
    indicators.valid_to,
    {{ in_force_status('indicators', 'runs.as_of') }} as in_force_status,
    indicators.decision_id,
    decisions.title_sv as decision_sv,
    decisions.title_en as decision_en,
    decisions.status as decision_status
from {{ ref('indicator') }} as indicators
cross join {{ ref('stg_delivery__run') }} as runs
left join {{ ref('int_definition__formula') }} as formulas
    on indicators.indicator_code = formulas.indicator_code
left join {{ ref('indicator_unit') }} as units
    on
        indicators.unit = units.unit
        and runs.as_of between units.valid_from and units.valid_to
left join {{ ref('int_definition__breakdown') }} as breakdowns
    on indicators.indicator_code = breakdowns.indicator_code
left join {{ ref('int_definition__not_comparable') }} as cautions
    on indicators.indicator_code = cautions.indicator_code
left join {{ ref('int_definition__goal') }} as goals
    on indicators.indicator_code = goals.indicator_code
left join {{ ref('decision') }} as decisions
    on indicators.decision_id = decisions.decision_id
