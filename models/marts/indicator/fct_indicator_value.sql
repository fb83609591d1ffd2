select
    graded.indicator_code,
    graded.association_code,
    graded.unit_code,
    'year' as period_type,
    make_date(graded.fiscal_year, 1, 1) as period_start,
    make_date(graded.fiscal_year, 12, 31) as period_end,
    graded.definition_set,
    graded.breakdown,
    graded.breakdown_value,
    graded.numerator,
    graded.denominator,
    case
        when graded.is_ratio then {{ fraction('graded.numerator', 'graded.denominator') }}
        else cast(graded.numerator as decimal(28, 10))
    end as value,
    indicators.unit,
    graded.grade,
    graded.grade_reasons,
    false as is_suppressed,
    indicators.source_system,
    {{ fraction('graded.part_count', 'graded.whole_count') }} as coverage,
    runs.build_id
from {{ ref('int_indicator__graded') }} as graded
inner join {{ ref('indicator') }} as indicators
    on graded.indicator_code = indicators.indicator_code
cross join {{ ref('stg_delivery__run') }} as runs
