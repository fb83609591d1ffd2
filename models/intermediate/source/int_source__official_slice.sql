-- Named participants of the official source in the slices per sex and per municipality.
select
    terms.association_code,
    terms.programme_code,
    terms.fiscal_year,
    terms.slice,
    terms.municipality_code,
    terms.sex,
    terms.source_key,
    terms.coefficient
from {{ ref('int_source__year_term') }} as terms
inner join {{ ref('int_participation__source_use') }} as uses
    on
        terms.association_code = uses.association_code
        and terms.programme_code = uses.programme_code
        and terms.registration_kind = uses.registration_kind
        and terms.fiscal_year = uses.fiscal_year
        and terms.source_system = uses.source_system
        and uses.figure = 'participants'
        and uses.is_official
where
    terms.slice in ('sex', 'municipality')
    and terms.count_basis = 'registered'
    and terms.registration_kind = 'named'
    and terms.figure = 'total'
