select
    {{ fact_key([
        "'statistic'", 'provider', 'dataset', 'measure_code', 'region_key', 'sex', 'breakdown', 'period'
    ]) }} as fact_key,
    provider,
    dataset,
    measure_code,
    measure_text,
    statistic_code,
    series_code,
    region_key,
    area_code,
    region_text,
    sex,
    breakdown,
    period,
    period_start,
    period_end,
    fiscal_year,
    observed_value as value,
    value_lower,
    value_upper,
    unit,
    is_hidden as is_suppressed,
    is_missing,
    source_status,
    provenance
from {{ ref('int_reach__statistic') }}
