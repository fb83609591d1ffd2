-- Results of other instruments as delivered, beside the scale they state.
with

limits as (
    select limit_value, valid_from, valid_to
    from {{ ref('suppression_limit') }}
    where limit_code = 'survey_minimum_answers'
)

select
    {{ fact_key([
        'association_code', 'programme_code', 'instrument', 'instrument_version', 'measured_on', 'question'
    ]) }} as fact_key,
    measurements.association_code,
    measurements.programme_code,
    cast(year(measurements.measured_on) as bigint) as fiscal_year,
    measurements.instrument,
    measurements.instrument_version,
    measurements.measured_on,
    measurements.question,
    measurements.scale_min,
    measurements.scale_max,
    measurements.answered_count,
    measurements.mean_score,
    measurements.mean_score between measurements.scale_min and measurements.scale_max as is_within_scale,
    cast(limits.limit_value as bigint) as minimum_answers,
    coalesce(measurements.answered_count < limits.limit_value, true) as is_below_minimum,
    false as is_suppressed,
    measurements.provenance
from {{ ref('int_survey__delivered_measurement') }} as measurements
left join limits
    on make_date(cast(year(measurements.measured_on) as bigint), 12, 31) between limits.valid_from and limits.valid_to
where measurements.delivery_rank = 1
