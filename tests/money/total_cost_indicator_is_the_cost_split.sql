-- Per association, year and set: indicator total_cost = sum of cost_split in total cost.
with

splits as (
    select
        splits.association_code,
        splits.fiscal_year,
        splits.definition_set,
        sum(splits.amount_sek) as split_sek
    from {{ ref('controller__cost_split') }} as splits
    inner join {{ ref('cost_category') }} as categories
        on
            splits.cost_category = categories.cost_category
            and categories.in_total_cost
    group by splits.association_code, splits.fiscal_year, splits.definition_set
)

select
    splits.association_code,
    splits.fiscal_year,
    splits.definition_set,
    splits.split_sek,
    indicators.value as indicator_sek
from splits
left join {{ ref('controller__indicator_value') }} as indicators
    on
        indicators.indicator_code = 'total_cost'
        and splits.association_code = indicators.association_code
        and splits.fiscal_year = year(indicators.period_end)
        and splits.definition_set = indicators.definition_set
        and indicators.unit_code = ''
        and indicators.breakdown = ''
where
    indicators.value is null
    or splits.split_sek <> indicators.value
