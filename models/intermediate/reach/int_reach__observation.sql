-- The same observation may come in several files, or twice in one: it counts once, and what disagrees is a finding.
-- A file that several associations deliver is one file.
with

files as (
    select
        file_sha256,
        source
    from {{ ref('int_delivery__loaded_file') }}
    group by file_sha256, source
),

first_day as (
    select min(valid_from) as first_valid_from
    from {{ ref('statistic_measure') }}
)

select
    observations.file_sha256,
    observations.line_no,
    observations.provider,
    observations.dataset,
    observations.measure_code,
    observations.measure_text,
    coalesce(observations.region_code, observations.region_text) as region_key,
    observations.region_code,
    observations.region_text,
    observations.sex,
    observations.breakdown,
    observations.period,
    observations.period_start,
    observations.period_end,
    observations.observed_value,
    observations.value_lower,
    observations.value_upper,
    observations.is_hidden,
    observations.is_missing,
    observations.source_status,
    observations.observed_unit,
    observations.provenance,
    -- a figure from before the first definitions is read by the first of them
    greatest(observations.period_end, first_day.first_valid_from) as valid_on,
    row_number() over (
        partition by
            observations.provider,
            observations.dataset,
            observations.measure_code,
            coalesce(observations.region_code, observations.region_text),
            observations.sex,
            observations.breakdown,
            observations.period
        order by observations.file_sha256, observations.line_no
    ) as delivery_rank
from {{ ref('stg_open_statistic__observation') }} as observations
inner join files
    on
        observations.file_sha256 = files.file_sha256
        and observations.provider = files.source
cross join first_day
