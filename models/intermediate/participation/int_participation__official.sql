select
    years.association_code,
    years.programme_code,
    years.fiscal_year,
    'year' as period_type,
    years.count_basis,
    years.registration_kind,
    years.source_system,
    years.opening_count,
    years.new_count,
    years.completed_count,
    years.closing_count,
    years.total_count,
    years.month_count,
    years.provenance_rank
from {{ ref('int_participation__year') }} as years
inner join {{ ref('int_participation__source_use') }} as uses
    on
        years.association_code = uses.association_code
        and years.programme_code = uses.programme_code
        and years.registration_kind = uses.registration_kind
        and years.fiscal_year = uses.fiscal_year
        and years.source_system = uses.source_system
        and uses.figure = 'participants'
        and uses.is_official
where years.slice = 'total'
