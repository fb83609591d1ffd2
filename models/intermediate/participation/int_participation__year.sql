-- New and completed are added over the year, opening is that of its first part and closing that of its last.
select
    association_code,
    programme_code,
    fiscal_year,
    count_basis,
    registration_kind,
    source_system,
    slice,
    municipality_code,
    sex,
    cast(max(case when place_from_start = 1 then opening_count end) as bigint) as opening_count,
    cast(case when count(new_count) = count(*) then sum(new_count) end as bigint) as new_count,
    cast(case when count(completed_count) = count(*) then sum(completed_count) end as bigint) as completed_count,
    cast(max(case when place_from_end = 1 then closing_count end) as bigint) as closing_count,
    cast(
        case
            when max(period_count) = 1 then max(total_count)
            else max(case when place_from_start = 1 then opening_count end) + sum(new_count)
        end as bigint
    ) as total_count,
    cast(sum(month_count) as integer) as month_count,
    max(extraction_date) as extraction_date,
    max(provenance_rank) as provenance_rank
from {{ ref('int_participation__year_part') }}
where
    -- persons who were in two periods would be counted twice
    count_basis <> 'unique' or period_count = 1
group by
    association_code,
    programme_code,
    fiscal_year,
    count_basis,
    registration_kind,
    source_system,
    slice,
    municipality_code,
    sex
