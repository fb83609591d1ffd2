select
    {{ fact_key([
        'graded.indicator_code', 'graded.association_code', 'graded.unit_code', 'graded.fiscal_year',
        'graded.definition_set', 'graded.breakdown', 'graded.breakdown_value'
    ]) }} as fact_key,
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
    case
        when graded.first_source is null then indicators.source_system
        when graded.first_source = graded.last_source then graded.first_source
        else concat_ws('+', graded.first_source, graded.last_source)
    end as source_system,
    series.series_code,
    not_comparable.reason_sv is null as is_comparable,
    not_comparable.reason_sv as comparability_sv,
    not_comparable.reason_en as comparability_en,
    {{ fraction('graded.part_count', 'graded.whole_count') }} as coverage,
    runs.build_id
from {{ ref('int_indicator__graded') }} as graded
inner join {{ ref('indicator') }} as indicators
    on graded.indicator_code = indicators.indicator_code
left join {{ ref('follow_up_series') }} as series
    on
        graded.first_source = series.source_system
        and make_date(graded.fiscal_year, 12, 31) between series.valid_from and series.valid_to
left join {{ ref('comparability') }} as not_comparable
    on
        graded.association_code = not_comparable.association_code
        and not_comparable.unit_code in (graded.unit_code, '*')
        and graded.indicator_code = not_comparable.indicator_code
        and make_date(graded.fiscal_year, 12, 31) between not_comparable.valid_from and not_comparable.valid_to
cross join {{ ref('stg_delivery__run') }} as runs
