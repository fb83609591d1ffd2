select
    {{ finding('goal_not_met', 'results.association_code', 'results.fiscal_year', 'results.goal_text',
               'results.target_value', 'results.outcome_value',
               amount_of_unit('results.target_value', 'indicators.unit', ' ', ',')
                   ~ " || ', utfall ' || " ~ amount_of_unit('results.outcome_value', 'indicators.unit', ' ', ','),
               amount_of_unit('results.target_value', 'indicators.unit', ',', '.')
                   ~ " || ', outcome ' || " ~ amount_of_unit('results.outcome_value', 'indicators.unit', ',', '.')) }}
from {{ ref('int_goal__result') }} as results
left join {{ ref('indicator') }} as indicators
    on
        results.indicator_code = indicators.indicator_code
        and make_date(results.fiscal_year, 12, 31) between indicators.valid_from and indicators.valid_to
where
    results.verdict = 'not_met'
    and results.held_against = 'own_period'
