-- What holds of each programme and year. Where only the sexes are registered they are the total; no count stays no count.
select
    association_code,
    programme_code,
    fiscal_year,
    make_date(fiscal_year, 12, 31) as valid_on,
    programme_type,
    orientation,
    target_groups,
    budget_sek,
    outcome_sek,
    budgeted_count,
    women_count,
    men_count,
    coalesce(total_count, women_count + men_count) as total_count,
    'uppfoljning_finsam' as source_system,
    extraction_date,
    provenance,
    file_sha256,
    line_no
from {{ ref('int_uppfoljning__extraction') }}
where
    extraction_rank = 1
    and delivery_rank = 1
