-- Every indicator value, of associations and counties, before it is graded. Figures of two series are never one value.
with

all_values as (
    select * from {{ ref('int_indicator__association_value') }}
    union all
    select * from {{ ref('int_indicator__county_value') }}
)

select
    {{ fact_key([
        'all_values.indicator_code', 'all_values.association_code', 'all_values.unit_code', 'all_values.fiscal_year',
        'all_values.definition_set', 'all_values.breakdown', 'all_values.breakdown_value'
    ]) }} as fact_key,
    all_values.indicator_code,
    all_values.association_code,
    all_values.unit_code,
    all_values.fiscal_year,
    make_date(all_values.fiscal_year, 1, 1) as period_start,
    make_date(all_values.fiscal_year, 12, 31) as period_end,
    all_values.definition_set,
    all_values.breakdown,
    all_values.breakdown_value,
    all_values.numerator,
    all_values.denominator,
    case
        when all_values.is_ratio then {{ fraction('all_values.numerator', 'all_values.denominator') }}
        else cast(all_values.numerator as decimal(28, 10))
    end as value,
    indicators.unit,
    case
        when all_values.first_source is null then indicators.source_system
        when all_values.first_source = all_values.last_source then all_values.first_source
        else concat_ws('+', all_values.first_source, all_values.last_source)
    end as source_system,
    series.series_code,
    all_values.provenance_rank,
    all_values.part_count,
    all_values.whole_count
from all_values
inner join {{ ref('indicator') }} as indicators
    on all_values.indicator_code = indicators.indicator_code
left join {{ ref('follow_up_series') }} as series
    on
        all_values.first_source = series.source_system
        and make_date(all_values.fiscal_year, 12, 31) between series.valid_from and series.valid_to
left join {{ ref('follow_up_series') }} as last_series
    on
        all_values.last_source = last_series.source_system
        and make_date(all_values.fiscal_year, 12, 31) between last_series.valid_from and last_series.valid_to
where coalesce(series.series_code = last_series.series_code, true)
