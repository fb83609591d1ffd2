select
    association_code,
    programme_code,
    fiscal_year,
    source_system,
    slice,
    municipality_code,
    sex,
    outcome_class,
    count_kind,
    public_support,
    cast(sum(exit_count) as bigint) as exit_count,
    max(provenance_rank) as provenance_rank
from {{ ref('int_exit__year_part') }}
group by
    association_code,
    programme_code,
    fiscal_year,
    source_system,
    slice,
    municipality_code,
    sex,
    outcome_class,
    count_kind,
    public_support
