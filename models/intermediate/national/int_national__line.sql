-- The national tables as they hold: the latest extraction of each year, each line once.
select
    delivered_by,
    fiscal_year,
    programme_type,
    orientation,
    target_group,
    programme_count,
    programmes_with_count,
    participant_count,
    women_share,
    men_share,
    largest_programme_share,
    budget_share,
    registered_associations,
    all_associations,
    status,
    extraction_date,
    provenance
from {{ ref('int_national__delivered_line') }}
where
    extraction_rank = 1
    and delivery_rank = 1
