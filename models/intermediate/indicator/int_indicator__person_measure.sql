-- What only person rows can tell. A median is a measure of its own, beside how many it rests on.
with

measures as (
    select
        association_code, unit_code, fiscal_year, sex, provenance_rank,
        'participants_unique' as measure_code, cast(unique_count as decimal(18, 4)) as amount
    from {{ ref('int_person__unique') }}
    union all
    select
        association_code, unit_code, fiscal_year, 'all' as sex, provenance_rank,
        'median_stay_days' as measure_code, median_stay_days as amount
    from {{ ref('int_person__stay') }}
    union all
    select
        association_code, unit_code, fiscal_year, 'all' as sex, provenance_rank,
        'stay_completed' as measure_code, cast(completed_count as decimal(18, 4)) as amount
    from {{ ref('int_person__stay') }}
    union all
    select
        association_code, unit_code, fiscal_year, 'all' as sex, provenance_rank,
        'placement_external' as measure_code, cast(external_count as decimal(18, 4)) as amount
    from {{ ref('int_person__placement') }}
    union all
    select
        association_code, unit_code, fiscal_year, 'all' as sex, provenance_rank,
        'placement_all' as measure_code, cast(in_work_training_count as decimal(18, 4)) as amount
    from {{ ref('int_person__placement') }}
)

select
    association_code,
    unit_code,
    fiscal_year,
    case when sex = 'all' then '' else 'sex' end as breakdown,
    case when sex = 'all' then '' else sex end as breakdown_value,
    measure_code,
    amount,
    provenance_rank,
    'sus' as source_system
from measures
