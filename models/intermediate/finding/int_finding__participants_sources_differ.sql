-- Where a source counts the whole association in one row: beside the sum of the programmes by the official sources.
with

wholes as (
    select
        years.association_code,
        years.fiscal_year,
        years.source_system,
        years.total_count,
        years.completed_count
    from {{ ref('int_participation__year') }} as years
    inner join {{ ref('programme_total') }} as totals
        on
            totals.association_code in (years.association_code, '*')
            and years.programme_code = totals.programme_code
            and make_date(years.fiscal_year, 12, 31) between totals.valid_from and totals.valid_to
    where
        years.slice = 'total'
        and years.count_basis = 'registered'
        and years.registration_kind = 'named'
),

sides as (
    select
        wholes.association_code,
        wholes.fiscal_year,
        wholes.source_system,
        indicators.name_sv as label_sv,
        indicators.name_en as label_en,
        case counts.measure_code when 'participants_registered' then wholes.total_count else wholes.completed_count end
            as expected,
        counts.amount as actual
    from wholes
    inner join {{ ref('int_indicator__participation_measure') }} as counts
        on
            wholes.association_code = counts.association_code
            and wholes.fiscal_year = counts.fiscal_year
            and counts.unit_code = ''
            and counts.breakdown = ''
            and counts.measure_code in ('participants_registered', 'completed_participants')
    inner join {{ ref('indicator') }} as indicators
        on counts.measure_code = indicators.indicator_code
)

select
    {{ finding('participants_sources_differ', 'association_code', 'fiscal_year', 'source_system',
               'expected', 'actual', 'label_sv', 'label_en') }}
from sides
where expected <> actual
