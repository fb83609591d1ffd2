-- Per association and year: exactly one file is the ledger, so that no amount counts twice.
select
    association_code,
    fiscal_year,
    count(*) as file_count
from {{ ref('int_ledger__effective_file') }}
group by association_code, fiscal_year
having count(*) > 1
