-- The grade is the worst of what is known against the number; each reason is named.
with

grades as (
    select
        fact_key,
        max(grade) as grade,
        {{ joined_text('reason_code', '|', 'reason_code') }} as grade_reasons
    from {{ ref('fct_grade_reason') }}
    group by fact_key
)

select
    values_.fact_key,
    values_.indicator_code,
    values_.association_code,
    values_.unit_code,
    'year' as period_type,
    values_.period_start,
    values_.period_end,
    values_.definition_set,
    values_.breakdown,
    values_.breakdown_value,
    values_.numerator,
    values_.denominator,
    values_.value,
    values_.unit,
    coalesce(grades.grade, 'A') as grade,
    coalesce(grades.grade_reasons, '') as grade_reasons,
    false as is_suppressed,
    values_.source_system,
    values_.series_code,
    not_comparable.reason_sv is null as is_comparable,
    not_comparable.reason_sv as comparability_sv,
    not_comparable.reason_en as comparability_en,
    {{ fraction('values_.part_count', 'values_.whole_count') }} as coverage,
    runs.build_id
from {{ ref('int_indicator__value') }} as values_
left join grades
    on values_.fact_key = grades.fact_key
left join {{ ref('comparability') }} as not_comparable
    on
        values_.association_code = not_comparable.association_code
        and not_comparable.unit_code in (values_.unit_code, '*')
        and values_.indicator_code = not_comparable.indicator_code
        and values_.period_end between not_comparable.valid_from and not_comparable.valid_to
cross join {{ ref('stg_delivery__run') }} as runs
