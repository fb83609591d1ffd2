-- Steps of the comparison per association, year, category and pair of sets = the steps that are defined: none is left out
-- where nothing moved.
with

years as (
    select association_code, fiscal_year
    from {{ ref('published__cost_split') }}
    group by association_code, fiscal_year
),

categories as (
    select cost_category, true as per_category
    from {{ ref('cost_category') }}
    where kind <> 'income'
    union all
    select '' as cost_category, false as per_category
),

expected as (
    select
        years.association_code,
        years.fiscal_year,
        sets.definition_set as to_set,
        categories.cost_category,
        steps.step_code
    from years
    inner join {{ ref('definition_set') }} as sets
        on sets.covers_cost and not sets.is_base
    inner join {{ ref('comparison_step') }} as steps
        on make_date(years.fiscal_year, 12, 31) between steps.valid_from and steps.valid_to
    inner join categories
        on steps.per_category = categories.per_category
)

select
    coalesce(expected.association_code, comparison.association_code) as association_code,
    coalesce(expected.fiscal_year, comparison.fiscal_year) as fiscal_year,
    coalesce(expected.cost_category, comparison.cost_category) as cost_category,
    coalesce(expected.step_code, comparison.step_code) as step_code,
    expected.step_code is null as is_not_expected
from expected
full outer join {{ ref('published__cost_comparison') }} as comparison
    on
        expected.association_code = comparison.association_code
        and expected.fiscal_year = comparison.fiscal_year
        and expected.to_set = comparison.to_set
        and expected.cost_category = comparison.cost_category
        and expected.step_code = comparison.step_code
where
    expected.step_code is null
    or comparison.step_code is null
    or comparison.note_sv is null
    or comparison.note_en is null
