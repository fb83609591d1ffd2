-- Per programme, year, basis and kind: one source at most is official; the others are shown beside it.
select association_code, programme_code, fiscal_year, count_basis, registration_kind, count(*) as source_count
from {{ ref('controller__participant_flow') }}
where
    slice = 'total'
    and period_type = 'year'
    and is_official
group by association_code, programme_code, fiscal_year, count_basis, registration_kind
having count(*) > 1
