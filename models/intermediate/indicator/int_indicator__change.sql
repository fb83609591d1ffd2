-- An indicator of an association beside its own year before, where a band says how much it may change. Like with like: in the
-- base set, or where its rules changed between the years in the next set whose rules did not.
with

comparable as (
    select values_.*, sets.is_base, sets.sort_order
    from {{ ref('int_indicator__value') }} as values_
    inner join {{ ref('definition_set') }} as sets
        on values_.definition_set = sets.definition_set
    where
        values_.unit_code = ''
        and values_.breakdown = ''
        and values_.whole_count = 1
),

changed_formulas as (
    select indicator_code, year(valid_from) as fiscal_year
    from {{ ref('indicator_term') }}
    group by indicator_code, year(valid_from)
),

pairs as (
    select
        later.fact_key,
        later.indicator_code,
        later.association_code,
        later.fiscal_year,
        later.unit,
        later.value,
        earlier.value as value_before,
        case
            when later.series_code <> earlier.series_code then concat(earlier.series_code, ' > ', later.series_code)
            when changed_formulas.indicator_code is not null then 'indicator_term'
        end as series_broken_by,
        rule_changes.subject as rules_changed,
        later.is_base,
        later.sort_order,
        bands.max_change,
        greatest(later.value, earlier.value) >= bands.minimum
        and (
            bands.minimum_base is null
            or least(later.denominator, earlier.denominator) >= bands.minimum_base
        ) as is_large_enough,
        case
            when bands.change_kind = 'absolute' then abs(later.value - earlier.value)
            else {{ fraction('abs(later.value - earlier.value)', 'abs(earlier.value)') }}
        end as change
    from comparable as later
    inner join comparable as earlier
        on
            later.indicator_code = earlier.indicator_code
            and later.association_code = earlier.association_code
            and later.definition_set = earlier.definition_set
            and later.fiscal_year = earlier.fiscal_year + 1
    inner join {{ ref('change_band') }} as bands
        on
            later.indicator_code = bands.indicator_code
            and later.period_end between bands.valid_from and bands.valid_to
    left join changed_formulas
        on
            later.indicator_code = changed_formulas.indicator_code
            and later.fiscal_year = changed_formulas.fiscal_year
    left join {{ ref('int_indicator__dependence') }} as dependence
        on later.indicator_code = dependence.indicator_code
    left join {{ ref('int_indicator__rule_change') }} as rule_changes
        on
            later.association_code = rule_changes.association_code
            and later.definition_set = rule_changes.definition_set
            and later.fiscal_year = rule_changes.fiscal_year
            and (
                (dependence.rests_on_category and rule_changes.subject in ('cost_category', 'cost_type'))
                or (dependence.rests_on_cost_type and rule_changes.subject = 'cost_type')
                or (dependence.rests_on_step_forward and rule_changes.subject = 'step_forward')
            )
)

select
    fact_key,
    indicator_code,
    association_code,
    fiscal_year,
    unit,
    value,
    value_before,
    change,
    coalesce(series_broken_by, rules_changed) as broken_by,
    case
        when series_broken_by is not null then 'series_break'
        when rules_changed is not null then 'redefined'
        when is_large_enough and change > max_change then 'sudden'
        else 'steady'
    end as status
from pairs
qualify
    row_number() over (
        partition by indicator_code, association_code, fiscal_year
        order by
            case when coalesce(series_broken_by, rules_changed) is null then 0 else 1 end,
            case when is_base then 0 else 1 end,
            sort_order,
            rules_changed
    ) = 1
