-- Delivered rows that are no participation, by name: rows staged are these and the spells that count.
select
    association_code,
    programme_code,
    year(entry_date) as fiscal_year,
    row_status,
    coalesce(case when row_status = 'excluded' then exclusion_code end, '') as exclusion_code,
    count(*) as row_count
from {{ ref('int_person__row') }}
where row_status <> 'included'
group by
    association_code,
    programme_code,
    year(entry_date),
    row_status,
    coalesce(case when row_status = 'excluded' then exclusion_code end, '')
