-- Each count of exits once, whatever the definition set.
select
    count_key,
    association_code,
    programme_code,
    period_from,
    period_to,
    fiscal_year,
    source_system,
    slice,
    municipality_code,
    sex,
    count_kind,
    outcome_class,
    public_support,
    exit_reason,
    max(exit_count) as exit_count
from {{ ref('fct_exit_outcome') }}
group by
    count_key,
    association_code,
    programme_code,
    period_from,
    period_to,
    fiscal_year,
    source_system,
    slice,
    municipality_code,
    sex,
    count_kind,
    outcome_class,
    public_support,
    exit_reason
