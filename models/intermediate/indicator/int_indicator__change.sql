-- An indicator of an association beside its own year before, where a band says how much it may change.
with

comparable as (
    select values_.*
    from {{ ref('int_indicator__value') }} as values_
    inner join {{ ref('definition_set') }} as sets
        on
            values_.definition_set = sets.definition_set
            and sets.is_base
    where
        values_.unit_code = ''
        and values_.breakdown = ''
        and values_.whole_count = 1
),

redefined as (
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
            when redefined.indicator_code is not null then 'indicator_term'
        end as broken_by,
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
            and later.fiscal_year = earlier.fiscal_year + 1
    inner join {{ ref('change_band') }} as bands
        on
            later.indicator_code = bands.indicator_code
            and later.period_end between bands.valid_from and bands.valid_to
    left join redefined
        on
            later.indicator_code = redefined.indicator_code
            and later.fiscal_year = redefined.fiscal_year
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
    broken_by,
    case
        when broken_by is not null then 'series_break'
        when is_large_enough and change > max_change then 'sudden'
        else 'steady'
    end as status
from pairs
