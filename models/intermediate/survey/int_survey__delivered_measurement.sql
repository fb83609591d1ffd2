-- The same question of another instrument delivered twice for the same day counts once.
select
    deliveries.association_code,
    measurements.instrument,
    measurements.instrument_version,
    measurements.programme_code,
    measurements.measured_on,
    measurements.question,
    measurements.scale_min,
    measurements.scale_max,
    measurements.answered_count,
    measurements.mean_score,
    measurements.provenance,
    measurements.file_sha256,
    measurements.line_no,
    row_number() over (
        partition by
            deliveries.association_code,
            measurements.instrument,
            measurements.instrument_version,
            measurements.programme_code,
            measurements.measured_on,
            measurements.question
        order by measurements.file_sha256, measurements.line_no
    ) as delivery_rank
from {{ ref('stg_instruments__measurement') }} as measurements
inner join {{ ref('int_delivery__loaded_file') }} as deliveries
    on
        measurements.file_sha256 = deliveries.file_sha256
        and deliveries.source = 'instruments'
