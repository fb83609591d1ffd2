-- Per association, year, set and category: indicator share of cost = share_of_cost in cost_split.
select
    splits.association_code,
    splits.fiscal_year,
    splits.definition_set,
    splits.cost_category,
    splits.share_of_cost,
    indicators.value as indicator_value
from {{ ref('controller__cost_split') }} as splits
inner join {{ ref('controller__indicator_value') }} as indicators
    on
        splits.association_code = indicators.association_code
        and splits.fiscal_year = year(indicators.period_end)
        and splits.definition_set = indicators.definition_set
        and indicators.unit_code = ''
        and indicators.breakdown = ''
        and indicators.indicator_code = case splits.cost_category
            when 'administration' then 'admin_share_of_cost'
            when 'individual' then 'individual_share_of_cost'
            when 'structural' then 'structural_share_of_cost'
        end
where splits.share_of_cost <> indicators.value
