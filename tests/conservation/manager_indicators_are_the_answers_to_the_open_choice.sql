-- The indicators with 0, 25, 50 and 75 % of the manager's pay as structural in the shared set = the answers of the sensitivity,
-- but for the öre that rounding leaves in each month.
with

indicators as (
    select
        association_code,
        year(period_end) as fiscal_year,
        replace(indicator_code, 'admin_share_of_cost_', '') as choice,
        numerator,
        denominator
    from {{ ref('controller__indicator_value') }}
    where
        indicator_code like 'admin_share_of_cost_manager_%'
        and definition_set = 'shared'
        and unit_code = ''
        and breakdown = ''
),

answers as (
    select
        association_code,
        fiscal_year,
        definition_set,
        part_count,
        sum(case when cost_category = 'administration' then amount_sek end) as administration_sek,
        sum(case when share_of_cost is not null then amount_sek end) as total_sek
    from {{ ref('controller__cost_sensitivity') }}
    where definition_set like 'manager_%'
    group by association_code, fiscal_year, definition_set, part_count
),

known as (
    select
        association_code,
        fiscal_year,
        definition_set,
        sum(administration_sek) as administration_sek,
        sum(total_sek) as total_sek,
        max(part_count) as part_count
    from answers
    group by association_code, fiscal_year, definition_set
    having sum(administration_sek) is not null
)

select
    coalesce(indicators.association_code, known.association_code) as association_code,
    coalesce(indicators.fiscal_year, known.fiscal_year) as fiscal_year,
    coalesce(indicators.choice, known.definition_set) as choice,
    indicators.numerator,
    known.administration_sek,
    indicators.denominator,
    known.total_sek
from indicators
full outer join known
    on
        indicators.association_code = known.association_code
        and indicators.fiscal_year = known.fiscal_year
        and indicators.choice = known.definition_set
where
    indicators.numerator is null
    or known.administration_sek is null
    or abs(indicators.numerator - known.administration_sek) > 0.01 * 12 * known.part_count
    or indicators.denominator <> known.total_sek
