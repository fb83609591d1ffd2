-- Four slices of the same persons: total, per municipality, per sex, and both. Add rows of one slice only.
select
    {{ flow_key('slices') }} as fact_key,
    slices.association_code,
    slices.programme_code,
    slices.slice,
    slices.municipality_code,
    slices.sex,
    coalesce(types.period_type, 'other') as period_type,
    slices.period_from as period_start,
    slices.period_to as period_end,
    year(slices.period_to) as fiscal_year,
    slices.count_basis,
    slices.registration_kind,
    slices.source_system,
    series.series_code,
    coalesce(uses.is_official, false) as is_official,
    slices.opening_count as opening,
    slices.new_count as new,
    slices.completed_count as completed,
    slices.closing_count as closing,
    slices.total_count as total,
    case when slices.slice = 'total' then budgets.budgeted_count end as budgeted,
    slices.derived_counts,
    slices.extraction_date,
    provenances.provenance,
    false as is_suppressed
from {{ ref('int_participation__slice') }} as slices
left join {{ ref('period_type') }} as types
    on {{ months_covered('slices.period_from', 'slices.period_to') }} = types.month_count
left join {{ ref('int_participation__budget') }} as budgets
    on
        slices.association_code = budgets.association_code
        and slices.programme_code = budgets.programme_code
        and slices.period_from = budgets.period_from
        and slices.period_to = budgets.period_to
        and slices.registration_kind = budgets.registration_kind
        and slices.source_system = budgets.source_system
        and slices.count_basis = budgets.count_basis
left join {{ ref('int_participation__source_use') }} as uses
    on
        slices.association_code = uses.association_code
        and slices.programme_code = uses.programme_code
        and slices.registration_kind = uses.registration_kind
        and year(slices.period_to) = uses.fiscal_year
        and slices.source_system = uses.source_system
        and uses.figure = 'participants'
left join {{ ref('follow_up_series') }} as series
    on
        slices.source_system = series.source_system
        and slices.period_to between series.valid_from and series.valid_to
left join {{ ref('provenance') }} as provenances
    on slices.provenance_rank = provenances.rank
