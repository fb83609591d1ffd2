-- Observations under shared names: which statistic and series, and which area by SCB's code.
select
    observations.provider,
    observations.dataset,
    observations.measure_code,
    observations.measure_text,
    observations.region_key,
    coalesce(regions.area_code, observations.region_code) as area_code,
    observations.region_text,
    observations.sex,
    observations.breakdown,
    observations.period,
    observations.period_start,
    observations.period_end,
    year(observations.period_end) as fiscal_year,
    measures.statistic_code,
    measures.series_code,
    coalesce(measures.unit, observations.observed_unit) as unit,
    measures.priority,
    observations.observed_value,
    observations.value_lower,
    observations.value_upper,
    observations.is_hidden,
    observations.is_missing,
    observations.source_status,
    observations.provenance,
    observations.file_sha256,
    observations.line_no
from {{ ref('int_reach__observation') }} as observations
left join {{ ref('statistic_measure') }} as measures
    on
        observations.provider = measures.provider
        and observations.dataset = measures.dataset
        and observations.measure_code = measures.measure_code
        and observations.breakdown = coalesce(measures.breakdown, '')
        and observations.valid_on between measures.valid_from and measures.valid_to
left join {{ ref('statistic_region') }} as regions
    on
        observations.provider = regions.provider
        and observations.region_key = regions.region_key
        and observations.valid_on between regions.valid_from and regions.valid_to
where observations.delivery_rank = 1
